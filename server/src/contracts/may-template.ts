import { z } from 'zod';

const refusal = z.string().nullable();

/**
 * GET /conversations/:id/may-template: by the rule of every send, why a template of each category could not go to this
 * person now; null = it may. One's opt-in can be recorded for `no-consent`.
 */
export const mayTemplate = z.object({
  MARKETING: refusal,
  UTILITY: refusal,
  AUTHENTICATION: refusal,
  /** Of a template that moves the conversation to WhatsApp, by its category (C-28). */
  moving: z.object({ MARKETING: refusal, UTILITY: refusal }),
  /** Kinds of message that the person refused: no template of these. */
  topicsRefused: z.array(z.string()),
  /** Kinds that the person wants by a channel of their choice; `*` = all other marketing (O-29). */
  channels: z.array(z.object({ key: z.string(), channel: z.enum(['whatsapp', 'email', 'sms']) })),
});
export type MayTemplate = z.infer<typeof mayTemplate>;
