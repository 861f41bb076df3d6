import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { refuseUnseenPerson } from '../contacts/public';
import { botsApi, type BotDraft } from '../contracts/bots';
import { readsConversation } from '../conversations/public';
import type { RunReader } from '../flows/public';
import { refuseUnseen } from '../media/public';
import { serve, type Asker } from '../strapi/serve';
import { filesIn, placed } from './domain/chain';
import { botsService } from './public';

/** Refuses files that the writer may not choose; those that the bot has already stay. */
const checkFiles = async (
  { strapi, ctx }: { strapi: Core.Strapi; ctx: Context },
  draft: Pick<BotDraft, 'steps' | 'graph'>,
  id: number | null = null
) => {
  const chosen = filesIn(placed(draft));
  if (chosen.length === 0) return;
  const before = id === null ? [] : filesIn(placed(await botsService(strapi).get(id)));
  refuseUnseen(
    ctx,
    chosen,
    before.map(({ fileId }) => fileId)
  );
};

const readerOf = (strapi: Core.Strapi, { ctx, user }: Pick<Asker, 'ctx' | 'user'>): RunReader => ({
  by: user,
  reads: (conversationId) => readsConversation(strapi, ctx, conversationId),
});

export const botsHttp = serve('bots', botsApi, (strapi) => {
  const service = () => botsService(strapi);
  return {
    list: async ({ query }) => ({ bots: await service().list(query.since) }),
    get: ({ id }) => service().get(id),
    runs: ({ id, query }) => service().runs(id, query.cursor),
    run: ({ id, runId, ...asker }) => service().run({ botId: id, runId }, readerOf(strapi, asker)),
    resume: ({ id, runId, body, ...asker }) =>
      service().resume({ botId: id, runId, node: body.node }, readerOf(strapi, asker)),
    create: async ({ ctx, body }) => {
      await checkFiles({ strapi, ctx }, body);
      return service().create(body);
    },
    reorder: async ({ body }) => ({ bots: await service().reorder(body.ids) }),
    overlaps: async ({ body }) => ({ overlaps: await service().overlaps(body) }),
    try: async ({ ctx, body }) => {
      await checkFiles({ strapi, ctx }, body.bot, body.id);
      await refuseUnseenPerson(strapi, ctx, body.contactId);
      return service().tryOut(body);
    },
    update: async ({ ctx, id, body }) => {
      await checkFiles({ strapi, ctx }, body, id);
      return service().update(id, body);
    },
    setActive: ({ id, body }) => service().setActive(id, body.active),
    remove: ({ id }) => service().remove(id),
  };
});
