import type { BotTrigger } from '../../contracts/bots';
import { matchingTriggers, type Happening } from './match';

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
 * Which bots may answer, the first one first. The rule, as the page tells it: bots are asked in their order, the first whose
 * trigger answers to the message, and whose conditions hold, replies, no other does. One that rests (cooldown) or belongs to
 * another number is passed over.
 */
export const pickBots = <B extends Candidate>(
  bots: readonly B[],
  what: Happening,
  { accountId, resting }: Place
): { bot: B; trigger: number }[] =>
  bots.flatMap((bot) => {
    if (bot.accountId !== null && bot.accountId !== accountId) return [];
    if (resting.has(bot.id)) return [];
    return matchingTriggers(bot.triggers, what).map((trigger) => ({ bot, trigger }));
  });
