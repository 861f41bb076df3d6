import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { z } from 'zod';
import type { activeBody, BotView } from '../contracts/bots';
import { flowGraph, type FlowGraph } from '../contracts/flow-graph';
import { ensureConversation } from '../conversations/public';
import { flowsService } from '../flows/public';
import { contextOf } from '../strapi/context';
import { createSaying, type Saying } from './automated-saying';
import { mayStillWrite } from './entry-check';
import { namesFirstEntry } from './entry-names';
import { templateOf } from './flow-start';
import { makeRun } from './make-run';
import { lacksPress } from './press';
import { isSpent } from './spent';
import { allBots, deleteBot, findBot, insertBot, lastPosition, updateBot } from './store';
import type { BotRow } from './tables';

/** What an automation has to know of its flow. */
export interface AutomatedFlow {
  id: number;
  name: string;
  isActive: boolean;
  /** It has something to say or do. */
  isPublished: boolean;
  /** Its messages of this month are sent. */
  isSpent: boolean;
  /** The number that it belongs to; null: any. */
  accountId: number | null;
  /** The template with which it surely begins; null: it begins with something else. */
  templateId: number | null;
}

/** One person for whom an automation begins its flow. */
export interface AutomatedStart {
  botId: number;
  contactId: number;
  accountId: number;
  /** What set it off: one run each. */
  fact: string;
  /** The automation's own key, and what ends its runs together. */
  flowKey: string;
  chain: string;
  /** The entry that it is about. */
  entry: { uid: string; documentId: string } | null;
  /** The entry was deleted: it has no values any more, and no other one of its type takes its place. */
  isGone: boolean;
  /** How many of our flows wrote each other's cause before. */
  depth: number;
  /** After this a time of the run that is over is of no more use. */
  staleMs: number;
}

/** What automations do with flows: each has one. */
export interface AutomatedFlows extends Saying {
  /** Reads settings: outside of transactions only. */
  flows(botIds: readonly number[]): Promise<Map<number, AutomatedFlow>>;
  /** Does it tell of something that concerns the person, and give them nothing to press or to answer (E-33)? */
  lacksPress(botId: number): Promise<boolean>;
  /** Does it name fields of the entry of this type that it is about? */
  namesEntry(botId: number, uid: string): Promise<boolean>;
  /** May who published it still write what its steps write into entries? */
  mayStillWrite(botId: number): Promise<boolean>;
  /** Begins the flow for one person, in the caller's transaction; answers the run. Null: it is off or gone. */
  start(trx: Knex.Transaction, start: AutomatedStart): Promise<number | null>;
  /** Makes a flow that nobody sees among the bots: off, with a draft. Answers its id. */
  make(
    trx: Knex.Transaction,
    flow: { name: string; graph?: FlowGraph | undefined }
  ): Promise<number>;
  /** Makes another such flow, off; its draft is what the flow says, or would say once published. Answers its id. */
  copy(trx: Knex.Transaction, id: number, name: string): Promise<number>;
  rename(trx: Knex.Transaction, id: number, name: string): Promise<void>;
  /** Switches such a flow. On: throws what stops it, and `nothing-published`. */
  switchTo(id: number, order: z.output<typeof activeBody>): Promise<void>;
  /** What it waits for ends. */
  remove(trx: Knex.Transaction, id: number): Promise<void>;
  /** After a commit: runs that ended are ended now. */
  settle(): Promise<void>;
}

/** Settings of a flow that go with its copy. */
type Kept = Pick<BotRow, 'accountId' | 'cooldownMinutes' | 'countsAsAnswered' | 'allowance'>;

/** Nothing is written yet, so that nothing can be published which nobody wrote. */
const EMPTY: FlowGraph = flowGraph.parse({ start: 's1', nodes: [] });

const isPublished = ({ graph, steps }: BotRow): boolean =>
  graph !== null || (steps ?? []).length > 0;

export const createAutomated = (
  strapi: Core.Strapi,
  {
    switchTo,
    changed,
  }: {
    switchTo: (id: number, order: z.output<typeof activeBody>) => Promise<BotView>;
    changed: () => Promise<void>;
  }
): AutomatedFlows => {
  const { db, clock } = contextOf(strapi);

  const flowOf = async (row: BotRow, month: string): Promise<AutomatedFlow> => ({
    id: row.id,
    name: row.name,
    isActive: row.active,
    isPublished: isPublished(row),
    // One that hands over does so where it would speak.
    isSpent: row.allowance?.then === 'stop' && (await isSpent(db.knex, row, month)),
    accountId: row.accountId,
    templateId: templateOf(row),
  });

  const make = async (
    trx: Knex.Transaction,
    {
      name,
      graph = EMPTY,
      ...rest
    }: { name: string; graph?: FlowGraph | undefined } & Partial<Kept>
  ): Promise<number> => {
    const at = clock.now();
    return insertBot(trx, {
      name,
      ...{ active: false, finishing: false, ofAutomation: true, sample: false },
      position: (await lastPosition(trx)) + 1,
      ...{ triggers: [], steps: [], graph: null, draft: { graph, from: 1 } },
      ...{ accountId: null, cooldownMinutes: 0, countsAsAnswered: false, allowance: null },
      ...{ version: 1, lastError: null, lastErrorAt: null, addedAt: at, changedAt: at },
      ...rest,
    });
  };

  return {
    ...createSaying(strapi),
    flows: async (botIds) => {
      const found = new Map<number, AutomatedFlow>();
      if (botIds.length === 0) return found;
      const month = await flowsService(strapi).month();
      for (const row of await allBots(db.knex))
        if (botIds.includes(row.id)) found.set(row.id, await flowOf(row, month));
      return found;
    },
    lacksPress: async (botId) => {
      const row = await findBot(db.knex, botId);
      return row !== null && lacksPress(strapi, row);
    },
    namesEntry: async (botId, uid) => {
      const row = await findBot(db.knex, botId);
      return row !== null && namesFirstEntry(strapi, row, uid);
    },
    mayStillWrite: async (botId) => {
      const row = await findBot(db.knex, botId);
      return row === null || mayStillWrite(strapi, row);
    },
    start: async (trx, { botId, contactId, accountId, entry, isGone, ...start }) => {
      const bot = await findBot(trx, botId);
      if (!bot?.active) return null;
      const conversation = await ensureConversation(db, trx, {
        ...{ accountId, contactId, now: clock.now(), origin: 'automation' },
        // As with a campaign, the thread opens when the person answers.
        status: 'closed',
      });
      const made = await makeRun(strapi, trx, {
        bot,
        conversation,
        trigger: 'automation',
        origin: 'automation',
        ...start,
        entries: entry ? { [entry.uid]: entry.documentId } : {},
        began: isGone ? null : entry,
      });
      return made.id;
    },
    make: (trx, { name, graph }) => make(trx, { name, graph }),
    copy: async (trx, id, name) => {
      const row = await findBot(trx, id);
      if (!row) return make(trx, { name });
      const { draft, accountId, cooldownMinutes, countsAsAnswered, allowance } = row;
      const graph = draft?.graph ?? row.graph ?? EMPTY;
      return make(trx, { name, graph, accountId, cooldownMinutes, countsAsAnswered, allowance });
    },
    rename: async (trx, id, name) => {
      await updateBot(trx, id, { name, changedAt: clock.now() });
    },
    switchTo: async (id, order) => {
      await switchTo(id, order);
    },
    remove: async (trx, id) => {
      await deleteBot(trx, id);
      await flowsService(strapi).forgetBot(trx, id);
    },
    settle: changed,
  };
};
