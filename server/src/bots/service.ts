import { isDeepStrictEqual } from 'node:util';
import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { botBody, isEmptyChain, type BotDraft, type BotView } from '../contracts/bots';
import { flowsService, sentByBot, sentIn } from '../flows/public';
import { DomainError, notFound } from '../kernel/errors';
import { withoutNul } from '../kernel/json';
import { realtimeService } from '../realtime/public';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { createAutomated } from './automated';
import { refuseIncomplete } from './check';
import { overlapsOf, type Ordered } from './domain/overlap';
import { createFlowStarts } from './flow-start';
import type { BotsService } from './public';
import { changedMeanwhile, createPublishing, publishedBy, tellPublished } from './publishing';
import { createRehearsals } from './rehearsal';
import { createStarts } from './start';
import {
  allBots,
  allowanceOf,
  countRuns,
  deleteBot,
  findBot,
  switchesOf,
  insertBot,
  lastPosition,
  listBots,
  placeOf,
  replaceBot,
  updateBot,
  type BotCounts,
} from './store';
import type { BotRow } from './tables';
import { createTemplateUses } from './template-uses';
import { createTrial } from './trial';

interface Counted {
  position: number;
  runs: BotCounts | undefined;
  sentThisMonth: number;
}

const viewOf = (row: BotRow, { position, runs, sentThisMonth }: Counted): BotView => ({
  id: row.id,
  name: row.name,
  active: row.active,
  finishing: row.finishing,
  position,
  triggers: row.triggers ?? [],
  steps: row.steps ?? [],
  graph: row.graph,
  draft: row.draft,
  accountId: row.accountId,
  cooldownMinutes: row.cooldownMinutes,
  countsAsAnswered: row.countsAsAnswered,
  allowance: row.allowance,
  sentThisMonth,
  version: row.version,
  runs: runs ?? { today: 0, handedOver: 0 },
  lastError: row.lastError && row.lastErrorAt ? { ...row.lastError, at: row.lastErrorAt } : null,
  changedAt: row.changedAt,
  ...(row.ofAutomation ? { ofAutomation: true } : {}),
});

/** An automation begins it, and switches it on and off with itself. */
const refuseOwned = ({ ofAutomation }: BotRow): void => {
  if (ofAutomation)
    throw new DomainError('of-automation', 'this flow belongs to an automation', {
      status: 409,
      remedy: 'Activate or deactivate its automation.',
    });
};

const orderedOf = (row: BotRow): Ordered => ({
  id: row.id,
  name: row.name,
  triggers: row.triggers ?? [],
  accountId: row.accountId,
  position: row.position,
});

/** Does a draft say and do what the bot does already? As they are stored: what is not there is left out. */
const isSameChain = (row: BotRow, { steps, graph }: BotDraft): boolean =>
  isDeepStrictEqual(
    { steps: row.steps ?? [], graph: row.graph },
    JSON.parse(JSON.stringify({ steps, graph }))
  );

/** A flow that was never published has nothing to say: it is off until it is. */
const refuseUnpublished = (
  row: BotRow,
  { active, ...chain }: Pick<BotDraft, 'steps' | 'graph' | 'active'>
) => {
  if (!isEmptyChain(chain)) return;
  if (!isEmptyChain({ steps: row.steps, graph: row.graph }))
    throw new DomainError('invalid', 'steps: the bot has nothing to say or do', {
      field: 'steps',
      remedy: 'Add a reply or an action.',
    });
  if (active)
    throw new DomainError('nothing-published', 'this flow has no published version', {
      status: 409,
      field: 'active',
      remedy: 'Publish the flow first.',
    });
};

/** Making, changing, ordering and looking at bots. */
const createBooks = (strapi: Core.Strapi, changed: () => Promise<void>) => {
  const { db, clock } = contextOf(strapi);

  const list: BotsService['list'] = async (since) => {
    const month = await flowsService(strapi).month();
    const [rows, runs, sent] = await Promise.all([
      listBots(db.knex),
      countRuns(db.knex, since),
      sentByBot(db.knex, month),
    ]);
    return rows.map((row, i) => {
      const sentThisMonth = sent.get(row.id) ?? 0;
      return viewOf(row, { position: i + 1, runs: runs.get(row.id), sentThisMonth });
    });
  };
  /** Without its runs of today: only the list counts them. */
  const get = async (id: number): Promise<BotView> => {
    const row = await known(id);
    const month = await flowsService(strapi).month();
    return viewOf(row, {
      position: await placeOf(db.knex, row),
      runs: undefined,
      sentThisMonth: await sentIn(db.knex, { botId: id, month }),
    });
  };
  const telling = (work: (trx: Knex.Transaction) => Promise<number>): Promise<number> =>
    db.tx(async (trx) => {
      const id = await work(trx);
      await realtimeService(strapi).append(trx, [{ type: 'bot', id }]);
      return id;
    });
  const changing: typeof telling = async (work) => {
    const made = await telling(work);
    await changed();
    return made;
  };
  const known = async (id: number): Promise<BotRow> => {
    const row = await findBot(db.knex, id);
    if (!row) throw notFound('the bot');
    return row;
  };

  const create: BotsService['create'] = async ({ draft: graphToBe, ...draft }, by = null) => {
    await refuseIncomplete(strapi, draft);
    const at = clock.now();
    const id = await changing(async (trx) => {
      const made = await insertBot(trx, {
        ...draft,
        name: withoutNul(draft.name),
        position: (await lastPosition(trx)) + 1,
        ...{ version: 1, finishing: false, sample: false, ofAutomation: false },
        draft: graphToBe && { graph: graphToBe, from: 1 },
        ...{ lastError: null, lastErrorAt: null, addedAt: at, changedAt: at },
      });
      const { graph } = draft;
      if (!graph) return made;
      const who = publishedBy(by);
      await flowsService(strapi).publish(trx, { botId: made, version: 1, graph, ...who });
      const bot = { id: made, name: draft.name };
      await tellPublished(strapi, trx, { bot, version: 1, by: who.by });
      return made;
    });
    return get(id);
  };

  const update: BotsService['update'] = async (id, draft, by = null) => {
    const before = await known(id);
    if (draft.version !== undefined && draft.version !== before.version) throw changedMeanwhile();
    refuseUnpublished(before, draft);
    if (draft.active !== before.active || draft.triggers.length > 0) refuseOwned(before);
    const isSame = isSameChain(before, draft);
    // A flow that has become unfit (Meta paused its template) is mended by publishing: its name must not wait for that.
    const isJudged = !isSame || draft.graph === null || draft.active !== before.active;
    await refuseIncomplete(strapi, draft, { withSteps: isJudged });
    const version = isSame ? before.version : before.version + 1;
    const { graph, active } = draft;
    const name = withoutNul(draft.name);
    // A change of what is off already ends nobody who may finish.
    const finishing = before.finishing && !active;
    await changing(async (trx) => {
      const changedRows = await replaceBot(trx, before, {
        ...{ ...draft, name, version, finishing },
        // What went wrong before may be mended by this.
        ...{ lastError: null, lastErrorAt: null, changedAt: clock.now() },
      });
      if (changedRows === 0) throw changedMeanwhile();
      const who = publishedBy(by);
      if (graph) await flowsService(strapi).publish(trx, { botId: id, version, graph, ...who });
      if (graph && version > before.version)
        await tellPublished(strapi, trx, { bot: { id, name }, version, by: who.by });
      if (!active && !finishing) await flowsService(strapi).stopRunsOf(trx, id);
      return id;
    });
    return get(id);
  };

  const switchTo: BotsService['setActive'] = async (id, { active, waiting }) => {
    const row = await known(id);
    refuseUnpublished(row, { steps: row.steps ?? [], graph: row.graph, active });
    if (active) await refuseIncomplete(strapi, botBody.parse({ ...row, active }));
    const finishing = !active && waiting === 'finish';
    await changing(async (trx) => {
      await updateBot(trx, id, { active, finishing, changedAt: clock.now() });
      if (!active && !finishing) await flowsService(strapi).stopRunsOf(trx, id);
      return id;
    });
    return get(id);
  };

  const setActive: BotsService['setActive'] = async (id, order) => {
    refuseOwned(await known(id));
    return switchTo(id, order);
  };

  const reorder: BotsService['reorder'] = async (ids) => {
    await db.tx(async (trx) => {
      const rows = await listBots(trx);
      const same =
        rows.length === ids.length &&
        new Set(ids).size === ids.length &&
        rows.every(({ id }) => ids.includes(id));
      if (!same)
        throw new DomainError('order-changed', 'ids: the list of bots has changed', {
          status: 409,
          field: 'ids',
          remedy: 'Check the list and move the bot again.',
        });
      for (const [i, id] of ids.entries()) await updateBot(trx, id, { position: i + 1 });
      await realtimeService(strapi).append(
        trx,
        ids.slice(0, 1).map((id) => ({ type: 'bot', id }))
      );
    });
    await changed();
    return list(clock.now());
  };

  return {
    ...createPublishing(strapi, { get, known, telling, changing }),
    list,
    get,
    create,
    update,
    setActive,
    switchTo,
    reorder,
    remove: async (id: number) => {
      refuseOwned(await known(id));
      await changing(async (trx) => {
        await deleteBot(trx, id);
        await flowsService(strapi).forgetBot(trx, id);
        return id;
      });
    },
    overlaps: (async ({ id, bot }) => {
      const rows = await listBots(db.knex);
      const own = rows.find((row) => row.id === id);
      return overlapsOf(
        {
          ...bot,
          id: own?.id ?? 0,
          position: own?.position ?? Number.MAX_SAFE_INTEGER,
        },
        rows.filter((row) => row.active).map(orderedOf)
      );
    }) satisfies BotsService['overlaps'],
    goals: async () => {
      const flows = (await listBots(db.knex)).flatMap(({ id: botId, version, graph }) =>
        graph?.goal ? [{ botId, version }] : []
      );
      const rates = await flowsService(strapi).goalRates(flows);
      const none = { runs: 0, reached: 0 };
      return { goals: flows.map(({ botId }) => ({ botId, ...(rates.get(botId) ?? none) })) };
    },
  };
};

export const createBotsService = ({ strapi }: { strapi: Core.Strapi }): BotsService => {
  const { db, clock, log } = contextOf(strapi);
  const flows = () => flowsService(strapi);
  const starts = createStarts(strapi);
  /** Runs of a bot that was switched off end at once. */
  const changed = async (): Promise<void> => {
    await starts.load();
    const { background } = runtimeService(strapi);
    void background.run(log('bots'), 'runs of a changed bot', () => flows().process());
  };
  const { switchTo, ...books } = createBooks(strapi, changed);
  const refuseUnknown = async (botId: number): Promise<void> => {
    if (!(await findBot(db.knex, botId))) throw notFound('the bot');
  };

  return {
    ...books,
    ...starts,
    ...createFlowStarts(strapi),
    ...createRehearsals(strapi),
    ...createTemplateUses(strapi),
    countsAsAnswered: async (sql, botId) =>
      (await switchesOf(sql, botId))?.countsAsAnswered ?? false,
    automated: createAutomated(strapi, { switchTo, changed }),
    keeper: {
      isActive: async (sql, botId) => (await switchesOf(sql, botId))?.active ?? false,
      goesOn: async (sql, botId) => {
        const bot = await switchesOf(sql, botId);
        return bot !== null && (bot.active || bot.finishing);
      },
      allowance: allowanceOf,
      trouble: async (trx, botId, lastError) => {
        await updateBot(trx, botId, { lastErrorAt: clock.now(), lastError });
      },
    },
    tryOut: createTrial(strapi, () => listBots(db.knex)),
    runs: async (botId, cursor) => {
      await refuseUnknown(botId);
      return flows().runs(botId, cursor);
    },
    allRuns: (wanted) => flows().allRuns(wanted),
    unseenRuns: () => flows().unseenRuns(),
    bulkRuns: (order, reader) => flows().bulkRuns(order, reader),
    // Runs of a deleted bot are looked at as well.
    run: (which, reader) => flows().run(which, reader),
    resume: async (which, reader) => {
      await refuseUnknown(which.botId);
      return flows().resume(which, reader);
    },
    tick: async () => {
      await starts.load();
      await starts.onUnanswered();
      await flows().tick();
    },
    names: async (ids) => {
      const rows = (await allBots(db.knex)).filter(({ id }) => ids.includes(id));
      return new Map(rows.map(({ id, name, ofAutomation }) => [id, { name, ofAutomation }]));
    },
  };
};
