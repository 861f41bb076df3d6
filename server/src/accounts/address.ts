import type { Core } from '@strapi/strapi';
import { webhookUrl } from '../strapi/address';
import { isReachable } from './domain/account';

/** False for localhost and plain http: Meta cannot call it. */
export const isWebhookReachable = (strapi: Core.Strapi): boolean => isReachable(webhookUrl(strapi));
