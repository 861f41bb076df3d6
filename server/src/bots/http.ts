import { isDeepStrictEqual } from 'node:util';
import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { refuseUnseenPerson } from '../contacts/public';
import { botsApi, type BotDraft, type FlowProblem } from '../contracts/bots';
import { actions } from '../contracts/permissions';
import { readsConversation } from '../conversations/public';
import type { RunReader } from '../flows/public';
import { DomainError } from '../kernel/errors';
import { refuseUnseen } from '../media/public';
import { may } from '../strapi/http';
import { serve, type Asker } from '../strapi/serve';
import { callsIn, filesIn, placed, problemsAt, type Placed } from './domain/chain';
import { botsService } from './public';

/** Steps of a bot and of its draft, as far as there is one. */
const stepsOf = async (strapi: Core.Strapi, id: number): Promise<Placed[]> => {
  const bot = await botsService(strapi).get(id);
  return [...placed(bot), ...placed({ steps: [], graph: bot.draft?.graph ?? null })];
};

type Written = Pick<BotDraft, 'steps' | 'graph'>;
interface Writer {
  strapi: Core.Strapi;
  ctx: Context;
}

/** Refuses files that the writer may not choose; those that the bot has already stay. */
const checkFiles = async (
  { strapi, ctx }: Writer,
  draft: Written,
  id: number | null = null
): Promise<void> => {
  const chosen = filesIn(placed(draft));
  if (chosen.length === 0) return;
  const before = id === null ? [] : filesIn(await stepsOf(strapi, id));
  refuseUnseen(
    ctx,
    chosen,
    before.map(({ fileId }) => fileId)
  );
};

/** Calls of other systems that are new or changed, and not for this writer to decide; those that the bot has already stay. */
const refusedCalls = async (
  { strapi, ctx }: Writer,
  draft: Written,
  id: number | null
): Promise<Placed[]> => {
  const calls = callsIn(placed(draft));
  if (calls.length === 0 || may(ctx, actions.outboundConnect)) return [];
  const before = id === null ? [] : callsIn(await stepsOf(strapi, id));
  return calls.filter((call) => !before.some((old) => isDeepStrictEqual(old, call)));
};

const NEEDS = 'needs-outbound';
const REMEDY = 'ask for the permission “Send data to other systems”';

/** Refuses files that the writer may not choose, and calls that they may not make. */
const checkSteps = async (
  writer: Writer,
  draft: Written,
  id: number | null = null
): Promise<void> => {
  await checkFiles(writer, draft, id);
  const refused = await refusedCalls(writer, draft, id);
  const message = 'you may not decide which systems are called';
  const [first, ...more] = refused.flatMap((call) =>
    problemsAt(call, [{ field: 'url', kind: NEEDS, message }])
  );
  if (!first) return;
  throw new DomainError('forbidden', `${first.field}: ${message}`, {
    status: 403,
    field: first.field,
    remedy: REMEDY,
    problems: [first, ...more],
  });
};

const readerOf = (strapi: Core.Strapi, { ctx, user }: Pick<Asker, 'ctx' | 'user'>): RunReader => ({
  by: user,
  reads: (conversationId) => readsConversation(strapi, ctx, conversationId),
});

export const botsHttp = serve('bots', botsApi, (strapi) => {
  const service = () => botsService(strapi);
  return {
    list: async ({ query }) => ({ bots: await service().list(query.since) }),
    allRuns: ({ query }) => service().allRuns(query),
    unseenRuns: () => service().unseenRuns(),
    bulkRuns: ({ body, ...asker }) => service().bulkRuns(body, readerOf(strapi, asker)),
    goals: () => service().goals(),
    get: ({ id }) => service().get(id),
    runs: ({ id, query }) => service().runs(id, query.cursor),
    run: ({ id, runId, ...asker }) => service().run({ botId: id, runId }, readerOf(strapi, asker)),
    resume: ({ id, runId, body, ...asker }) =>
      service().resume({ botId: id, runId, node: body.node }, readerOf(strapi, asker)),
    create: async ({ ctx, user, body }) => {
      await checkSteps({ strapi, ctx }, body);
      await checkSteps({ strapi, ctx }, { steps: [], graph: body.draft });
      return service().create(body, user);
    },
    reorder: async ({ body }) => ({ bots: await service().reorder(body.ids) }),
    overlaps: async ({ body }) => ({ overlaps: await service().overlaps(body) }),
    try: async ({ ctx, user, body }) => {
      await checkFiles({ strapi, ctx }, body.bot, body.id);
      await refuseUnseenPerson(strapi, ctx, body.contactId);
      return service().tryOut(body, user.id);
    },
    draw: ({ body }) => service().drawPeople(body),
    rehearse: async ({ ctx, user, body }) => {
      await checkFiles({ strapi, ctx }, { steps: [], graph: body.graph }, body.id);
      return service().rehearse(body, user.id);
    },
    update: async ({ ctx, user, id, body }) => {
      await checkSteps({ strapi, ctx }, body, id);
      return service().update(id, body, user);
    },
    setActive: ({ id, body }) => service().setActive(id, body),
    saveDraft: async ({ ctx, user, id, body }) => {
      await checkSteps({ strapi, ctx }, { steps: [], graph: body.graph }, id);
      return service().saveDraft(id, body, user.name);
    },
    dropDraft: ({ id, query }) => service().dropDraft(id, query),
    check: async ({ ctx, user, body }) => {
      const draft = { steps: [], graph: body.graph };
      await checkFiles({ strapi, ctx }, draft, body.id);
      const calls = await refusedCalls({ strapi, ctx }, draft, body.id);
      const refused = calls.flatMap(({ node }): FlowProblem[] =>
        node === null ? [] : [{ node, field: 'url', kind: NEEDS, level: 'stop' }]
      );
      return { problems: [...(await service().check(body, user.id)), ...refused] };
    },
    cost: ({ body }) => service().cost(body),
    impact: ({ id, body }) => service().impact(id, body.graph),
    publish: async ({ ctx, user, id, body }) => {
      await checkSteps({ strapi, ctx }, { steps: [], graph: body.graph }, id);
      return service().publish(id, body, user);
    },
    versions: async ({ id }) => ({ versions: await service().versions(id) }),
    version: ({ id, version }) => service().version(id, version),
    figures: ({ id, query: { version = null, days, funnel } }) =>
      service().figures(id, { version, days, withFunnel: funnel === 'true' }),
    remove: ({ id }) => service().remove(id),
  };
});
