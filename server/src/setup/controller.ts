import type { Core } from '@strapi/strapi';
import { actions } from '../contracts/permissions';
import { paymentBody } from '../contracts/setup';
import { DomainError } from '../kernel/errors';
import { settingsService } from '../settings/public';
import { body, handle, may } from '../strapi/http';
import { setupService } from './public';

export const createSetupController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = () => setupService(strapi);
  return {
    status: handle((ctx) => {
      // Whoever sees any page of the plugin needs to know whether it is set up, and whom to ask.
      if (!Object.values(actions).some((action) => may(ctx, action))) {
        throw new DomainError('forbidden', 'you may not use WhatsApp', { status: 403 });
      }
      return service().status();
    }),
    payment: handle(async (ctx) => {
      await settingsService(strapi).set({ paymentTicked: body(ctx, paymentBody).ticked });
      return service().status();
    }),
    loadSample: handle(async () => {
      await service().loadSampleData();
      return service().status();
    }),
    removeSample: handle(async () => {
      await service().removeSampleData();
      return service().status();
    }),
  };
};
