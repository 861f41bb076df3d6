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

/** Files of a bot and of its draft, as far as there is one. */
const filesOf = async (strapi: Core.Strapi, id: number) => {
  const bot = await botsService(strapi).get(id);
  return filesIn([...placed(bot), ...placed({ steps: [], graph: bot.draft?.graph ?? null })]);
};

/** Refuses files that the writer may not choose; those that the bot has already stay. */
const checkFiles = async (
  { strapi, ctx }: { strapi: Core.Strapi; ctx: Context },
  draft: Pick<BotDraft, 'steps' | 'graph'>,
  id: number | null = null
) => {
  const chosen = filesIn(placed(draft));
  if (chosen.length === 0) return;
  const before = id === null ? [] : await filesOf(strapi, id);
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
    create: async ({ ctx, user, body }) => {
      await checkFiles({ strapi, ctx }, body);
      await checkFiles({ strapi, ctx }, { steps: [], graph: body.draft });
      return service().create(body, user.name);
    },
    reorder: async ({ body }) => ({ bots: await service().reorder(body.ids) }),
    overlaps: async ({ body }) => ({ overlaps: await service().overlaps(body) }),
    try: async ({ ctx, body }) => {
      await checkFiles({ strapi, ctx }, body.bot, body.id);
      await refuseUnseenPerson(strapi, ctx, body.contactId);
      return service().tryOut(body);
    },
    update: async ({ ctx, user, id, body }) => {
      await checkFiles({ strapi, ctx }, body, id);
      return service().update(id, body, user.name);
    },
    setActive: ({ id, body }) => service().setActive(id, body),
    saveDraft: async ({ ctx, user, id, body }) => {
      await checkFiles({ strapi, ctx }, { steps: [], graph: body.graph }, id);
      return service().saveDraft(id, body, user.name);
    },
    dropDraft: ({ id }) => service().dropDraft(id),
    check: async ({ ctx, body }) => {
      await checkFiles({ strapi, ctx }, { steps: [], graph: body.graph }, body.id);
      return { problems: await service().check(body) };
    },
    cost: ({ body }) => service().cost(body),
    impact: ({ id, body }) => service().impact(id, body.graph),
    publish: async ({ ctx, user, id, body }) => {
      await checkFiles({ strapi, ctx }, { steps: [], graph: body.graph }, id);
      return service().publish(id, body, user.name);
    },
    versions: async ({ id }) => ({ versions: await service().versions(id) }),
    version: ({ id, version }) => service().version(id, version),
    figures: ({ id, query }) => service().figures(id, query.version ?? null),
    remove: ({ id }) => service().remove(id),
  };
});
