import type { Core } from '@strapi/strapi';
import type { Sending } from './service';

export type { Intent, IntentContent, Prepared } from './prepare';
export type { Sending, SendResult } from './service';
export type { NumberSigns, Permitted, SendSource, Settled } from './source';
export { planAfter, signsOf, type Breaker, type Plan, type PlanError } from './domain/plan';
export { categoryOf, recipientOf, templateRenderer, type Rendered } from './prepare';
export { countsAgainstLimit, gateRefusal } from './gate';
export { applyOldMessageFacts, keepAttempt, writeOldAttempt } from './message-store';
export { attemptTable, type AttemptRow } from './tables';

export const sendingService = (strapi: Core.Strapi): Sending =>
  strapi.plugin('whatsapp').service('sending');
