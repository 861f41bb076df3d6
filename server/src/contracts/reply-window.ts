import { z } from 'zod';
import { instant } from './common';

/** Customer service window (C-11): open while now < expiresAt. */
export const replyWindow = z.object({
  open: z.boolean(),
  expiresAt: instant.nullable(),
  /** WhatsApp refused free text although 24 hours have not passed since their last message. */
  refused: z.boolean().optional(),
});
