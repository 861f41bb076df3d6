import type { BotTrigger } from '../../contracts/bots';
import { matchingTrigger, type Happening } from './match';

export interface Candidate {
  id: number;
  triggers: readonly BotTrigger[];
  /** Null: on every number. */
  accountId: number | null;
}

export interface Place {
  accountId: number;
  /** Bots that answered this conversation within their cooldown: they let the next one answer. */
  resting: ReadonlySet<number>;
}

/**
 * Which bot answers. The rule, as the page tells it: bots are asked in their order, the first whose trigger answers to the
 * message replies, no other does. One that rests (cooldown) or belongs to another number is passed over.
 */
export const pickBot = <B extends Candidate>(
  bots: readonly B[],
  what: Happening,
  { accountId, resting }: Place
): { bot: B; trigger: number } | null => {
  for (const bot of bots) {
    if (bot.accountId !== null && bot.accountId !== accountId) continue;
    if (resting.has(bot.id)) continue;
    const trigger = matchingTrigger(bot.triggers, what);
    if (trigger >= 0) return { bot, trigger };
  }
  return null;
};
