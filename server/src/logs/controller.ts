import { Readable } from 'node:stream';
import type { Core } from '@strapi/strapi';
import { listLogsQuery, logFilter, logSettings, olderThanDays } from '../contracts/logs';
import { DAY_MS } from '../kernel/time';
import { settingsService } from '../settings/public';
import { contextOf } from '../strapi/context';
import { answerCsv, body, handle, query } from '../strapi/http';
import { logsService } from './public';

export const createLogsController = ({ strapi }: { strapi: Core.Strapi }) => {
  const settings = async () => {
    const { logDays, webhookDays } = await settingsService(strapi).get();
    return { logDays, webhookDays };
  };
  return {
    list: handle((ctx) => logsService(strapi).list(query(ctx, listLogsQuery))),
    csv: handle(async (ctx) => {
      const filter = query(ctx, logFilter);
      answerCsv(ctx, 'whatsapp-logs.csv', Readable.from(logsService(strapi).csv(filter)));
      return Promise.resolve();
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
