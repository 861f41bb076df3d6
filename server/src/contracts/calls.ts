import { z } from 'zod';
import { instant } from './common';

/**
 * How a call stands (C-35). `missed`: nobody of ours took it; `not-answered`: the customer did not take ours. `allowed` and
 * `refused`: what the customer answered when asked whether they may be called.
 */
export const callWord = z.object({
  state: z.enum(['ringing', 'answered', 'missed', 'not-answered', 'allowed', 'refused']),
  /** How long was talked. */
  seconds: z.number().int().optional(),
  /** Until when they may be called; null = until they say otherwise. */
  until: instant.nullable().optional(),
});
