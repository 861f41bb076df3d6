import { z } from 'zod';

/** Sums over recipient rows (I17). `delivered` includes read; `sent` = accepted by WhatsApp (M-31, M-32). */
export const campaignCounts = z.object({
  total: z.number().int(),
  /** Whom the message is for: everybody but the skipped. Progress is `done` of these. */
  receivers: z.number().int(),
  /** Receivers that were tried: sent, failed or uncertain. */
  done: z.number().int(),
  queued: z.number().int(),
  sending: z.number().int(),
  sent: z.number().int(),
  delivered: z.number().int(),
  read: z.number().int(),
  failed: z.number().int(),
  uncertain: z.number().int(),
  skipped: z.number().int(),
  cancelled: z.number().int(),
});
export type CampaignCounts = z.infer<typeof campaignCounts>;
