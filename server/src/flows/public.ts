import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { MergeEffect } from '../contacts/public';
import type { BotTrouble, RunView } from '../contracts/bots';
import type { ConversationRow, JoinEffect } from '../conversations/public';
import type { FeedEntry } from '../realtime/public';
import type { Sql } from '../strapi/db';
import type { RunRow } from './tables';

export { filledText } from './perform';
export { preferenceList } from './replies';
export { forgetRunsOf } from './person';
export { answeredSince, dropRunsOf, openRunsOf, welcomedSince } from './run-store';
export { runTable, type RunRow } from './tables';

/** What sets a run off. */
export interface RunStart extends Pick<
  RunRow,
  'botId' | 'botName' | 'steps' | 'trigger' | 'origin'
> {
  conversation: Pick<ConversationRow, 'id' | 'accountId' | 'contactId'>;
  /** Hashed to the run's key: one run per fact. */
  fact: string;
  flowKey?: string | undefined;
  chain?: string | undefined;
  messageId?: number | undefined;
}

/** How a run ended that a campaign started. */
export interface RunEnd {
  botId: number;
  runId: number;
  /** The campaign's own key of the recipient. */
  key: string;
  contactId: number;
  /** At least one message was handed to the door, and nothing stopped the chain. */
  ok: boolean;
  /** At least one message was handed to the door. */
  said: boolean;
  /** Why not: `window-closed`, `deactivated`, `person-took-over`, `campaign-cancelled`… */
  reason: string | null;
}
export type RunEffect = (trx: Knex.Transaction, end: RunEnd) => Promise<void>;

/** What follows when a message waits for a person after all. */
export interface CallEffect {
  /** Called outside of transactions, before `called`. */
  load(): Promise<void>;
  /** `conversation`: as it was before. */
  called(trx: Knex.Transaction, conversation: ConversationRow): Promise<FeedEntry[]>;
}

/** Whose runs these are: the bots. */
export interface RunKeeper {
  /** A run of a bot that was switched off or deleted ends. */
  isActive(sql: Sql, botId: number): Promise<boolean>;
  /** For the bot's page: what went wrong last. */
  trouble(trx: Knex.Transaction, botId: number, trouble: BotTrouble): Promise<void>;
}

export interface FlowsService {
  /** Makes the run, in the transaction of what sets it off; at most one per fact (I12). */
  begin(trx: Knex.Transaction, start: RunStart): Promise<{ id: number; isNew: boolean }>;
  /** Does the steps that are due; woken after commits. Never rejects. */
  process(): Promise<void>;
  /** Runs of a bot, newest first. */
  runs(
    botId: number,
    cursor: string | undefined
  ): Promise<{ runs: RunView[]; nextCursor: string | null }>;
  /** The person opted out: what no word of theirs set off stops, in the opt-out's transaction (O-22). Answers go on (O-25). */
  stopProactive(trx: Knex.Transaction, contactId: number): Promise<void>;
  /** Answers that did not get through: what they answer waits for a person. In the transaction that writes it. */
  repliesFailed(trx: Knex.Transaction, messageIds: readonly number[]): Promise<void>;
  /** Tags that are given in this transaction set no bot off. */
  mute(trx: Knex.Transaction): void;
  isMuted(trx: Knex.Transaction): boolean;
  /** The bot is gone: what it answered counts no more. */
  forgetBot(trx: Knex.Transaction, botId: number): Promise<void>;
  /** Takes finished runs away that are older than the instant. */
  purge(olderThan: number): Promise<void>;
  /** Set by the bots. */
  keeper: RunKeeper;
  /** Told when a run ends that a campaign started; set by the wiring. */
  runEffects: RunEffect[];
  /** Who gets a conversation whose message a bot could not answer; set by the wiring. */
  callEffects: CallEffect[];
  /** For `contactsService.mergeEffects`. */
  mergeEffect: MergeEffect;
  /** For `conversationsService.joinEffects`: a run at work goes on in the thread that remains. */
  joinEffect: JoinEffect;
}

export const flowsService = (strapi: Core.Strapi): FlowsService =>
  strapi.plugin('whatsapp').service('flows') as FlowsService;
