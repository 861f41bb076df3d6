import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { refuseUnseenPerson } from '../contacts/public';
import { botsApi, type BotDraft } from '../contracts/bots';
import { refuseUnseen } from '../media/public';
import { serve } from '../strapi/serve';
import { filesIn } from './domain/chain';
import { botsService } from './public';

/** Refuses files that the writer may not choose; those that the bot has already stay. */
const checkFiles = async (
  { strapi, ctx }: { strapi: Core.Strapi; ctx: Context },
  steps: BotDraft['steps'],
  id: number | null = null
) => {
  const chosen = filesIn(steps);
  if (chosen.length === 0) return;
  const before = id === null ? [] : filesIn((await botsService(strapi).get(id)).steps);
  refuseUnseen(
    ctx,
    chosen,
    before.map(({ fileId }) => fileId)
  );
};

export const botsHttp = serve('bots', botsApi, (strapi) => {
  const service = () => botsService(strapi);
  return {
    list: async ({ query }) => ({ bots: await service().list(query.since) }),
    get: ({ id }) => service().get(id),
    runs: ({ id, query }) => service().runs(id, query.cursor),
    create: async ({ ctx, body }) => {
      await checkFiles({ strapi, ctx }, body.steps);
      return service().create(body);
    },
    reorder: async ({ body }) => ({ bots: await service().reorder(body.ids) }),
    overlaps: async ({ body }) => ({ overlaps: await service().overlaps(body) }),
    try: async ({ ctx, body }) => {
      await checkFiles({ strapi, ctx }, body.bot.steps, body.id);
      await refuseUnseenPerson(strapi, ctx, body.contactId);
      return service().tryOut(body);
    },
    update: async ({ ctx, id, body }) => {
      await checkFiles({ strapi, ctx }, body.steps, id);
      return service().update(id, body);
    },
    setActive: ({ id, body }) => service().setActive(id, body.active),
    remove: ({ id }) => service().remove(id),
  };
});
