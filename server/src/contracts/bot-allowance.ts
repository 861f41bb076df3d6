import { z } from 'zod';

/** How many messages a bot may send in a calendar month of the business, and what comes after them (docs/flows.md). */
export const botAllowance = z.object({
  messages: z.number().int().min(1).max(10_000_000),
  /**
   * `stop`: no run begins, and open ones end where they would say more. `hand-over`: somebody who waits for an answer is
   * handed over to people; what nobody waits for ends.
   */
  then: z.enum(['stop', 'hand-over']),
});
export type BotAllowance = z.infer<typeof botAllowance>;

/** Of an allowance after this many messages: `near` from 80 % on. */
export const allowanceState = (
  sent: number,
  { messages }: Pick<BotAllowance, 'messages'>
): 'left' | 'near' | 'used' => {
  if (sent >= messages) return 'used';
  return sent * 5 >= messages * 4 ? 'near' : 'left';
};
