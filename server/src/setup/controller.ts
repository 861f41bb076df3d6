import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { actions } from '../contracts/permissions';
import { paymentBody } from '../contracts/setup';
import { DomainError } from '../kernel/errors';
import { settingsService } from '../settings/public';
import { adminUser, body, handle, may, mayInHost } from '../strapi/http';
import { setupService } from './public';

/** Strapi's own actions: whoever gives rights away here must be able to do it in Settings › Roles too. */
const mayMakeRoles = (ctx: Context): boolean =>
  ['admin::roles.create', 'admin::roles.update'].every((action) => mayInHost(ctx, action));

export const createSetupController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = () => setupService(strapi);
  const statusFor = (ctx: Context) => service().status({ mayMakeRoles: mayMakeRoles(ctx) });
  return {
    status: handle((ctx) => {
      // Whoever sees any page of the plugin needs to know whether it is set up, and whom to ask.
      if (!Object.values(actions).some((action) => may(ctx, action))) {
        throw new DomainError('forbidden', 'you may not use WhatsApp', { status: 403 });
      }
      return statusFor(ctx);
    }),
    payment: handle(async (ctx) => {
      await settingsService(strapi).set({ paymentTicked: body(ctx, paymentBody).ticked });
      return statusFor(ctx);
    }),
    loadSample: handle(async (ctx) => {
      await service().loadSampleData();
      return statusFor(ctx);
    }),
    removeSample: handle(async (ctx) => {
      await service().removeSampleData();
      return statusFor(ctx);
    }),
    createRoles: handle(async (ctx) => {
      if (!mayMakeRoles(ctx)) {
        throw new DomainError('forbidden', 'you may not make roles', {
          status: 403,
          remedy: 'ask somebody who may create and update roles in Settings › Roles',
        });
      }
      await service().createRoles(adminUser(ctx).language);
      return statusFor(ctx);
    }),
  };
};
