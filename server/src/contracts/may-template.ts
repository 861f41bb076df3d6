import { z } from 'zod';
import { entryKey } from './record-people';

const refusal = z.string().nullable();

/** The entry beside which one writes, of `entryKey`; left out: the contact's newest entry of each type. */
export const besideEntryQuery = entryKey.partial();

/**
 * GET /conversations/:id/may-template: by the rule of every send, why a template of each category could not go to this
 * person now; null = it may. One's opt-in can be recorded for `no-consent`.
 */
export const mayTemplate = z.object({
  MARKETING: refusal,
  UTILITY: refusal,
  AUTHENTICATION: refusal,
  /** Content types by whose entry a template about it may go although `UTILITY` says `no-consent` (O-33). */
  carriedBy: z.array(z.string()),
  /** Of a template that moves the conversation to WhatsApp, by its category (C-28). */
  moving: z.object({ MARKETING: refusal, UTILITY: refusal }),
  /** Kinds of message that the person refused: no template of these. */
  topicsRefused: z.array(z.string()),
  /** Kinds that the person wants by a channel of their choice; `*` = all other marketing (O-29). */
  channels: z.array(z.object({ key: z.string(), channel: z.enum(['whatsapp', 'email', 'sms']) })),
});
export type MayTemplate = z.infer<typeof mayTemplate>;
