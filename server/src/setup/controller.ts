import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { actions } from '../contracts/permissions';
import { createRolesBody, paymentBody, removeUploadRightsBody } from '../contracts/setup';
import { localeOf } from '../conversations/public';
import { DomainError } from '../kernel/errors';
import { settingsService } from '../settings/public';
import { body, handle, may, mayInHost } from '../strapi/http';
import { setupService } from './public';

const mayEditRoles = (ctx: Context): boolean => mayInHost(ctx, 'admin::roles.update');
/** Strapi's own actions: anyone who gives rights away here must be able to do it in Settings › Roles too. */
const mayMakeRoles = (ctx: Context): boolean =>
  mayEditRoles(ctx) && mayInHost(ctx, 'admin::roles.create');

export const createSetupController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = () => setupService(strapi);
  const statusFor = (ctx: Context) =>
    service().status({
      mayMakeRoles: mayMakeRoles(ctx),
      mayEditRoles: mayEditRoles(ctx),
      mayConfigure: may(ctx, actions.settingsConfigure),
    });
  return {
    status: handle((ctx) => {
      // Anyone who sees any page of the plugin needs to know whether it is set up, and whom to ask.
      if (!Object.values(actions).some((action) => may(ctx, action))) {
        throw new DomainError('forbidden', 'You have no access to WhatsApp.', {
          status: 403,
          remedy: 'Ask an administrator for a role with permissions for WhatsApp.',
        });
      }
      return statusFor(ctx);
    }),
    payment: handle(async (ctx) => {
      await settingsService(strapi).set({ paymentTicked: body(ctx, paymentBody).ticked });
      return statusFor(ctx);
    }),
    loadSample: handle(async (ctx) => {
      await service().loadSampleData({ language: localeOf(ctx) });
      return statusFor(ctx);
    }),
    removeSample: handle(async (ctx) => {
      await service().removeSampleData();
      return statusFor(ctx);
    }),
    createRoles: handle(async (ctx) => {
      if (!mayMakeRoles(ctx)) {
        throw new DomainError('forbidden', 'you cannot create roles', {
          status: 403,
          remedy: 'Ask someone who can create and update roles in Settings › Roles.',
        });
      }
      const { agentReads } = body(ctx, createRolesBody);
      await service().createRoles({ language: localeOf(ctx), agentReads });
      return statusFor(ctx);
    }),
    removeUploadRights: handle(async (ctx) => {
      const { roleIds } = body(ctx, removeUploadRightsBody);
      if (!mayEditRoles(ctx)) {
        throw new DomainError('forbidden', 'you cannot change roles', {
          status: 403,
          remedy: 'Ask someone who can update roles in Settings › Roles.',
        });
      }
      await service().removeUploadRights(roleIds);
      return statusFor(ctx);
    }),
  };
};
