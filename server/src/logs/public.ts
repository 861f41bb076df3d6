import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { Context } from 'koa';
import type { LogEvent } from '../contracts/log-events';
import type {
  ListLogsQuery,
  ListLogsResult,
  LogArea,
  LogFilter,
  LogLevel,
  LogView,
} from '../contracts/logs';
import type { PersonAccess } from './access';

export type { LogArea, LogLevel } from '../contracts/logs';
/** Deletes one piece of lines older than an instant, in a transaction when one is given; answers how many. */
export { purgeLogs as purgeLogPiece } from './store';
export { redactText } from './domain/redact';
export { keptApart } from './kept-apart';
export { accessKeeping, removeLogsOf, type PersonAccess } from './access';

interface LineFacts {
  level: LogLevel;
  /** For the export, for searches, and for readers whose page has no sentence for the event. */
  text: string;
  accountId?: number | null;
  contactId?: number | null;
  campaignId?: number | null;
  botId?: number | null;
  /**
   * Facts in steps and values (L-03: what came in, which rule fired, what was done), among them those that the event's
   * sentence names. Bounded and masked when written.
   */
  details?: Record<string, unknown> | null;
}

/** One line for people. Never a token, a secret, the text of a message or a full number: what looks like one is masked. */
export type LogLine = { [A in LogArea]: LineFacts & { area: A; event: LogEvent<A> } }[LogArea];

/** Names of the rows that lines are about, by id; what is gone is left out. */
export type NamesOf<T = string> = (ids: readonly number[]) => Promise<Map<number, T>>;
/** `ofAutomation`: the bot was made with an automation, and has its name. */
export interface BotName {
  readonly name: string;
  readonly ofAutomation: boolean;
}

/** What the reader may see of the person in the filter. */
export interface Seen {
  /** True also where the filter asks for nobody. */
  person: boolean;
  /** What became of messages of campaigns. */
  deliveries: boolean;
}

/** Messages of campaigns of one person as lines, newest first; from the campaigns' own rows. */
export type DeliveryLines = (
  ask: Pick<LogFilter, 'campaignId' | 'from' | 'to' | 'q'> & {
    contactId: number;
    /** True: only what did not get through; false: only the rest. */
    failed: boolean | undefined;
    before: { at: number; id: number } | null;
    limit: number;
  }
) => Promise<LogView[]>;

export interface LogsService {
  /** Buffers the line; equal lines in a row become one with a count. Never throws, never waits. */
  write(line: LogLine): void;
  /** Writes the line in the caller's transaction, so that it stands or falls with what it tells. Awaits only `trx`. */
  writeIn(trx: Knex.Transaction, line: LogLine): Promise<void>;
  /** A person was opened: written soon, once in 15 minutes for each user and person. Never throws, never waits. */
  opened(access: Omit<PersonAccess, 'event'>): void;
  /** What must not be lost (an export, a proof): written when this resolves. */
  accessed(access: PersonAccess): Promise<void>;
  /** Writes the buffer now; for shutdown and tests. Never throws. */
  flush(): Promise<void>;
  list(query: ListLogsQuery & { seen: Seen }): Promise<ListLogsResult>;
  /** Pieces of a CSV of all lines that match, the newest first; bounded memory. */
  csv(filter: LogFilter & { seen: Seen }): AsyncIterable<unknown[][]>;
  /** How many lines are older than the instant. */
  countOlder(than: number): Promise<number>;
  /** Who or what lines are about; set by the wiring. */
  readonly names: { contact?: NamesOf; campaign?: NamesOf; bot?: NamesOf<BotName> };
  /** Set by the wiring. */
  deliveries: DeliveryLines | null;
  /** Those of the people who are erased; set by the wiring. A line that waited in the buffer is not written about them. */
  erased: (ids: readonly number[]) => Promise<ReadonlySet<number>>;
  /** May this reader see the person? Set by the wiring. */
  seesPerson: (ctx: Context, contactId: number) => Promise<boolean>;
  /** Deletes lines older than the instant, 1,000 at a time; answers how many. */
  purge(olderThan: number): Promise<number>;
  /** Called after lines were written, with the newest id; set by the wiring (live page). Errors are ignored. */
  onFlush: ((newestId: number) => void)[];
}

export const logsService = (strapi: Core.Strapi): LogsService =>
  strapi.plugin('whatsapp').service('logs') as LogsService;
