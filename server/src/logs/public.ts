import type { Core } from '@strapi/strapi';
import type { z } from 'zod';
import type { ListLogsQuery, ListLogsResult, listLogsQuery } from '../contracts/setup';

export type LogArea = NonNullable<z.infer<typeof listLogsQuery>['area']>;
export type LogLevel = NonNullable<z.infer<typeof listLogsQuery>['level']>;

/** One line for people. Never a token, a secret, the text of a message or a full number: what looks like one is masked. */
export interface LogLine {
  area: LogArea;
  level: LogLevel;
  /** Stable kebab-case word, for example `signature-refused`. */
  event: string;
  text: string;
  accountId?: number | null;
  contactId?: number | null;
  campaignId?: number | null;
  details?: Record<string, unknown> | null;
}

export interface LogsService {
  /** Buffers the line; equal lines in a row become one with a count. Never throws, never waits. */
  write(line: LogLine): void;
  /** Writes the buffer now; for shutdown and tests. Never throws. */
  flush(): Promise<void>;
  list(query: ListLogsQuery): Promise<ListLogsResult>;
  /** Deletes lines older than the instant, 1,000 at a time; answers how many. */
  purge(olderThan: number): Promise<number>;
  /** Called after lines were written, with the newest id; set by the wiring (live page). Errors are ignored. */
  onFlush: ((newestId: number) => void)[];
}

export const logsService = (strapi: Core.Strapi): LogsService =>
  strapi.plugin('whatsapp').service('logs') as LogsService;
