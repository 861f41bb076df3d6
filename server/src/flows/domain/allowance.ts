import { allowanceState, type BotAllowance } from '../../contracts/bot-allowance';
import { dayOf, wallAt } from '../../kernel/wall';

/** The calendar month of a zone at an instant, `2026-11`. */
export const monthIn = (zone: string, at: number): string => dayOf(wallAt(zone, at)).slice(0, 7);

/** What the last message came to: the warning at 80 %, or the end; null: neither. Each number of messages comes once. */
export const newsOf = (sent: number, allowance: BotAllowance): 'near' | 'used' | null => {
  const state = allowanceState(sent, allowance);
  return state === 'left' || state === allowanceState(sent - 1, allowance) ? null : state;
};
