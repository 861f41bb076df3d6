import { z } from 'zod';
import { cursor, id, instant, nextCursor } from './common';

export const logArea = z.enum([
  'webhook',
  'message',
  'campaign',
  'bot',
  'automation',
  'contact',
  'template',
  'record',
  'account',
  'api',
  'operation',
  'access',
  'engine',
]);
export type LogArea = z.infer<typeof logArea>;
export const logLevel = z.enum(['info', 'warn', 'error']);
export type LogLevel = z.infer<typeof logLevel>;

/** What the Logs page shows, and what the export holds (L-02). Everything given must hold. */
export const logFilter = z.object({
  area: logArea.optional(),
  level: logLevel.optional(),
  contactId: id.optional(),
  campaignId: id.optional(),
  botId: id.optional(),
  /** Instants, both inclusive. */
  from: z.coerce.number().int().min(0).optional(),
  to: z.coerce.number().int().min(0).optional(),
  /** Words of the text or the event. */
  q: z.string().trim().max(100).optional(),
});
export type LogFilter = z.infer<typeof logFilter>;

/** GET /logs (L-01, L-02, L-08) */
export const listLogsQuery = logFilter.extend({ cursor: cursor.optional() });
export type ListLogsQuery = z.infer<typeof listLogsQuery>;

/** What a line is about; the name is read when the page is asked for, the log keeps none. */
const named = z.object({ id, name: z.string() }).nullable();
/** `erased`: of the person nothing but the id is known any more; the name is the id. */
const person = z.object({ id, name: z.string(), erased: z.literal(true).optional() }).nullable();
/** `ofAutomation`: it was made with an automation, and has its name. */
const bot = z.object({ id, name: z.string(), ofAutomation: z.literal(true).optional() }).nullable();
export const logView = z.object({
  id: z.number().int(),
  /** `delivery`: no line of the log, but what became of a campaign's message for the person; its id is the recipient's. */
  source: z.enum(['log', 'delivery']),
  at: instant,
  area: z.string(),
  level: z.string(),
  event: z.string(),
  text: z.string(),
  /** Same line in a row, collapsed. */
  times: z.number().int(),
  accountId: z.number().int().nullable(),
  contact: person,
  campaign: named,
  bot,
  details: z.record(z.string(), z.unknown()).nullable(),
});
export type LogView = z.infer<typeof logView>;
export const listLogsResult = z.object({
  logs: z.array(logView),
  nextCursor,
  /** Whom and what the filter is about, by name; null where it asks for none, or for what may not be seen. */
  about: z.object({ contact: person, campaign: named, bot }),
});
export type ListLogsResult = z.infer<typeof listLogsResult>;

/** How long lines are kept, in days. */
const days = z.coerce.number().int().min(1).max(3650);
/** GET and PUT /logs/settings (L-07) */
export const logSettings = z.object({ logDays: days, webhookDays: days });
export type LogSettings = z.infer<typeof logSettings>;

/** GET /logs/older?days=… and POST /logs/purge */
export const olderThanDays = z.object({ days });
export const olderResult = z.object({ lines: z.number().int() });
export type OlderResult = z.infer<typeof olderResult>;
export const purgeResult = z.object({ operationId: id, lines: z.number().int() });
export type PurgeResult = z.infer<typeof purgeResult>;
