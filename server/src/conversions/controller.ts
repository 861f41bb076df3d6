import type { Core } from '@strapi/strapi';
import { conversionSettings } from '../contracts/conversions';
import { body, handle } from '../strapi/http';
import { conversionsService } from './public';

export const createConversionsController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = () => conversionsService(strapi);
  return {
    settings: handle(() => service().settings()),
    saveSettings: handle((ctx) => service().saveSettings(body(ctx, conversionSettings))),
  };
};
