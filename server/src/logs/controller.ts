import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { listLogsQuery, logFilter, logSettings, olderThanDays } from '../contracts/logs';
import { actions } from '../contracts/permissions';
import { DAY_MS } from '../kernel/time';
import { settingsService } from '../settings/public';
import { contextOf } from '../strapi/context';
import { answerCsv, body, handle, may, query } from '../strapi/http';
import { logsService, type Seen } from './public';

export const createLogsController = ({ strapi }: { strapi: Core.Strapi }) => {
  const settings = async () => {
    const { logDays, webhookDays } = await settingsService(strapi).get();
    return { logDays, webhookDays };
  };
  /** Lines name people; all lines of one person are for those who may see that person. */
  const seenBy = async (ctx: Context, contactId: number | undefined): Promise<Seen> => ({
    person: !contactId || (await logsService(strapi).seesPerson(ctx, contactId)),
    deliveries: may(ctx, actions.campaignFollow),
  });
  return {
    list: handle(async (ctx) => {
      const asked = query(ctx, listLogsQuery);
      return logsService(strapi).list({ ...asked, seen: await seenBy(ctx, asked.contactId) });
    }),
    csv: handle(async (ctx) => {
      const asked = query(ctx, logFilter);
      const filter = { ...asked, seen: await seenBy(ctx, asked.contactId) };
      answerCsv(ctx, 'whatsapp-logs.csv', logsService(strapi).csv(filter));
    }),
    older: handle(async (ctx) => {
      const { days } = query(ctx, olderThanDays);
      const before = contextOf(strapi).clock.now() - days * DAY_MS;
      return { lines: await logsService(strapi).countOlder(before) };
    }),
    settings: handle(settings),
    saveSettings: handle(async (ctx) => {
      await settingsService(strapi).set(body(ctx, logSettings));
      return settings();
    }),
  };
};
