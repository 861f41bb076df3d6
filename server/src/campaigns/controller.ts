import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { refuseUnseenPerson } from '../contacts/public';
import { audienceService } from '../audience/public';
import { reminderBody } from '../contracts/campaign-reminder';
import { winnerBody } from '../contracts/campaign-trial';
import { campaignTimesBody } from '../contracts/campaign-time';
import {
  campaignActionBody,
  campaignPeopleBody,
  campaignPeopleCountBody,
  campaignReachBody,
  cloneBody,
  excludedQuery,
  launchBody,
  listCampaignsQuery,
  listRecipientsQuery,
  previewBody,
  resolveRecipientsBody,
  scheduleBody,
  testBody,
} from '../contracts/campaigns';
import { localeOf } from '../conversations/public';
import { conversionsService } from '../conversions/public';
import { adminUser, answerCsv, body, handle, pathId, query } from '../strapi/http';
import { costSoFar } from './cost';
import { matchingPeople } from './matching';
import { excludedLines, recipientLines } from './export';
import { openedLinks } from './links';
import { planReminder } from './reminder';
import type { Campaigns } from './service';
import { takeOut } from './take-out';
import { writtenDraft } from './written-draft';

const EXPORT_PAGE = 500;

export const createCampaignsController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = (): Campaigns => strapi.plugin('whatsapp').service('campaigns');
  const written = (ctx: Context, id: number | null) =>
    writtenDraft(strapi, ctx, id === null ? null : () => service().get(id));
  return {
    list: handle((ctx) => service().list(query(ctx, listCampaignsQuery))),
    get: handle((ctx) => service().get(pathId(ctx))),
    create: handle(async (ctx) => service().create(await written(ctx, null), adminUser(ctx).id)),
    update: handle(async (ctx) =>
      service().update(pathId(ctx), await written(ctx, pathId(ctx)), adminUser(ctx).id)
    ),
    remove: handle(async (ctx) => {
      await service().remove(pathId(ctx));
      return { ok: true };
    }),
    preflight: handle((ctx) => service().preflight(pathId(ctx))),
    /** POST /campaigns/:id/times */
    times: handle((ctx) => service().times(pathId(ctx), body(ctx, campaignTimesBody))),
    launch: handle((ctx) =>
      service().launch(pathId(ctx), body(ctx, launchBody), adminUser(ctx).id)
    ),
    act: handle((ctx) =>
      service().act(pathId(ctx), body(ctx, campaignActionBody), adminUser(ctx).id)
    ),
    /** POST /campaigns/people: whom the wizard's filter means, page by page. */
    people: handle(async (ctx) => {
      const { filter, cursor, limit } = body(ctx, campaignPeopleBody);
      return matchingPeople(strapi, { filter, cursor, limit });
    }),
    /** POST /campaigns/people/count */
    countPeople: handle(async (ctx) => {
      const { choice } = body(ctx, campaignPeopleCountBody);
      return { total: await audienceService(strapi).countChoice(choice) };
    }),
    /** POST /campaigns/:id/reach: nobody counts for a page that asked again or was left. */
    reach: handle((ctx) =>
      service().reach(
        pathId(ctx),
        body(ctx, campaignReachBody).choice,
        () => !ctx.req.socket.destroyed
      )
    ),
    reschedule: handle((ctx) => service().reschedule(pathId(ctx), body(ctx, scheduleBody))),
    clone: handle((ctx) => service().clone(pathId(ctx), body(ctx, cloneBody).name)),
    /** POST /campaigns/:id/reminder */
    remind: handle(async (ctx) =>
      planReminder(strapi, service(), {
        invitation: await service().get(pathId(ctx)),
        body: body(ctx, reminderBody),
        by: adminUser(ctx).id,
      })
    ),
    excluded: handle((ctx) => service().excluded(pathId(ctx), query(ctx, excludedQuery))),
    preview: handle(async (ctx) => {
      const asked = body(ctx, previewBody);
      await refuseUnseenPerson(strapi, ctx, asked.contactId);
      return service().preview(pathId(ctx), asked);
    }),
    /** GET /campaigns/:id/canary: what became of the test batch. */
    canary: handle((ctx) => service().canary(pathId(ctx))),
    /** GET /campaigns/:id/trial: variants and hold-out side by side. */
    trial: handle((ctx) => service().trial(pathId(ctx))),
    /** PUT /campaigns/:id/winner */
    winner: handle((ctx) =>
      service().choose(pathId(ctx), body(ctx, winnerBody).winner, adminUser(ctx).id)
    ),
    test: handle((ctx) => service().test(pathId(ctx), body(ctx, testBody), adminUser(ctx))),
    /** GET /campaigns/:id/recipients.csv: the same filter as the page, streamed. */
    exportRecipients: handle(async (ctx) => {
      const { state, reason, errorCode, variant, q } = query(ctx, listRecipientsQuery);
      const { id } = await service().get(pathId(ctx));
      const narrowed = { state, reason, errorCode, variant, q };
      const ask = { campaignId: id, ...narrowed, limit: EXPORT_PAGE, locale: localeOf(ctx) };
      answerCsv(
        ctx,
        `campaign-${id}.csv`,
        recipientLines((cursor) => service().recipients({ ...ask, cursor }))
      );
    }),
    /** GET /campaigns/:id/excluded.csv */
    exportExcluded: handle(async (ctx) => {
      const { reason } = query(ctx, excludedQuery);
      const { id } = await service().get(pathId(ctx));
      const page = (cursor?: string) =>
        service().excluded(id, { reason, cursor, limit: EXPORT_PAGE });
      // Refused before the first byte: a stream that has begun cannot say why.
      await service().excluded(id, { reason, limit: 1 });
      answerCsv(ctx, `campaign-${id}-${reason}.csv`, excludedLines(reason, page));
    }),
    recipients: handle((ctx) => {
      const { state, reason, errorCode, variant, q, cursor, limit } = query(
        ctx,
        listRecipientsQuery
      );
      return service().recipients({
        campaignId: pathId(ctx),
        state,
        reason,
        errorCode,
        variant,
        q,
        cursor,
        limit,
        locale: localeOf(ctx),
      });
    }),
    errors: handle((ctx) => service().errors(pathId(ctx), localeOf(ctx))),
    cost: handle(async (ctx) => ({
      cost: await costSoFar(strapi, await service().get(pathId(ctx))),
    })),
    links: handle(async (ctx) => openedLinks(strapi, await service().get(pathId(ctx)))),
    conversions: handle(async (ctx) => {
      const { id, counts } = await service().get(pathId(ctx));
      return conversionsService(strapi).campaignConversions(id, counts.delivered);
    }),
    /** POST /campaigns/:id/take-out */
    takeOut: handle(async (ctx) => takeOut(strapi, await service().get(pathId(ctx)))),
    resolve: handle(async (ctx) => ({
      changed: await service().resolve(
        pathId(ctx),
        body(ctx, resolveRecipientsBody),
        adminUser(ctx).id
      ),
    })),
  };
};
