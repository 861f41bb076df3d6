import type { Core } from '@strapi/strapi';
import { contactsService } from '../contacts/public';
import { timelineQuery, type TimelineResult } from '../contracts/timeline';
import { localeOf, viewerOf } from '../conversations/public';
import { contextOf } from '../strapi/context';
import { handle, may, pathId, query } from '../strapi/http';
import { readTimeline } from './public';

export const createTimelineController = ({ strapi }: { strapi: Core.Strapi }) => {
  const { db } = contextOf(strapi);
  return {
    list: handle(async (ctx): Promise<TimelineResult> => {
      const { before = null, limit } = query(ctx, timelineQuery);
      const { id: contactId } = await contactsService(strapi).get(pathId(ctx));
      const [viewer, language] = [viewerOf(ctx), localeOf(ctx)];
      const ask = { strapi, sql: db.knex, contactId, before, limit, viewer, language };
      return readTimeline(ask, (needs) => may(ctx, needs));
    }),
  };
};
