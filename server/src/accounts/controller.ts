import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import {
  accountLogoBody,
  createAccountBody,
  testAccountBody,
  updateAccountBody,
  type AccountView,
} from '../contracts/accounts';
import type { LogEvent } from '../contracts/log-events';
import { actions } from '../contracts/permissions';
import { logsService } from '../logs/public';
import { adminUser, body, handle, may, needAnyAction, pathId } from '../strapi/http';
import { webhookUrl } from '../strapi/address';
import { accountsService } from './public';

/** The verify token lets its owner take over the webhook at Meta; who only chats needs the names of the numbers. */
const forVisitor = (view: AccountView): AccountView => ({
  ...view,
  webhook: { ...view.webhook, verifyToken: '' },
  token: { source: view.token.source, hint: null },
  appSecret: { source: view.appSecret.source, hint: null },
});

export const createAccountsController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = () => accountsService(strapi);
  /** Who changed a number is written down; never with what. */
  const note = (
    ctx: Context,
    event: Extract<LogEvent<'account'>, `number-${string}`>,
    { id, name }: { id: number; name: string }
  ): void =>
    logsService(strapi).write({
      area: 'account',
      level: 'info',
      event,
      text: `${name}: ${event.replaceAll('-', ' ')} by ${adminUser(ctx).name}`,
      accountId: id,
      details: { adminId: adminUser(ctx).id, number: name, by: adminUser(ctx).name },
    });

  return {
    list: handle(async (ctx) => {
      needAnyAction(ctx);
      const all = await service().listView();
      return may(ctx, actions.settingsConfigure)
        ? all
        : { ...all, accounts: all.accounts.map(forVisitor) };
    }),
    create: handle(async (ctx) => {
      const account = await service().create(body(ctx, createAccountBody));
      note(ctx, 'number-added', account);
      await service().refresh(account.id);
      return service().view(await service().get(account.id));
    }),
    update: handle(async (ctx) => {
      const account = await service().update(pathId(ctx), body(ctx, updateAccountBody));
      note(ctx, 'number-changed', account);
      await service().refresh(account.id);
      return service().view(await service().get(account.id));
    }),
    logo: handle((ctx) => service().logo(pathId(ctx))),
    setLogo: handle(async (ctx) => {
      const id = pathId(ctx);
      const result = await service().setLogo(id, body(ctx, accountLogoBody).fileId);
      note(ctx, 'number-changed', await service().get(id));
      return result;
    }),
    remove: handle(async (ctx) => {
      const account = await service().get(pathId(ctx));
      await service().remove(account.id);
      note(ctx, 'number-removed', account);
      return { ok: true };
    }),
    test: handle((ctx) => service().test(body(ctx, testAccountBody))),
    refresh: handle((ctx) => service().refresh(pathId(ctx))),
    subscribe: handle((ctx) => service().subscribe(pathId(ctx), webhookUrl(strapi))),
  };
};
