import { z } from 'zod';
import { id } from './common';

/**
 * A hint that something changed; the client refetches it. `type` names what, `id` which row.
 * `parent` is the conversation of a message, a note and a mention, the campaign of a recipient.
 */
export const hint = z.object({
  type: z.enum([
    'conversation',
    'message',
    'note',
    'mention',
    'presence',
    'campaign',
    'template',
    'account',
    'contact',
    'group',
    'segment',
    'log',
    'task',
    'quick-reply',
    'bot',
    'automation',
    'operation',
    'parked',
  ]),
  id,
  parent: id.nullable(),
});
export type Hint = z.infer<typeof hint>;

/**
 * GET /stream?cursor=… (server-sent events; Authorization: Bearer).
 * Events: `ready` {cursor} first; `hints` {cursor, hints}; `reset` {cursor}: refetch everything;
 * `reauth` {}: the token ends or the rights have changed, reconnect with a new one. A comment line every 15 s keeps proxies awake.
 * Load data after `ready`, so nothing falls between.
 */
export const readyEvent = z.object({ cursor: z.string() });
export const hintsEvent = z.object({ cursor: z.string(), hints: z.array(hint) });
export type HintsEvent = z.infer<typeof hintsEvent>;
