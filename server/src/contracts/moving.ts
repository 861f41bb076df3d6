import { z } from 'zod';

/** GET and POST /release */
export const holdResult = z.object({
  /** The data came from another database: nothing is sent and no webhook applied until a person releases it. */
  onHold: z.boolean(),
});
export type HoldResult = z.infer<typeof holdResult>;
