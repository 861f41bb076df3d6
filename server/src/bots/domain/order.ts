import type { BotStep, BotTrigger } from '../../contracts/bots';
import type { FlowGraph } from '../../contracts/flow-graph';
import { matchingTriggers, type Happening } from './match';

interface Saved {
  id: number;
  name: string;
  active: boolean;
  position: number;
  accountId: number | null;
  triggers: readonly BotTrigger[] | null;
  steps: readonly BotStep[] | null;
  graph: FlowGraph | null;
}

interface Draft {
  /** Null: it is not saved yet, and would be asked last. */
  id: number | null;
  name: string;
  accountId: number | null;
  triggers: readonly BotTrigger[];
  steps: readonly BotStep[];
  graph: FlowGraph | null;
}

export interface Asked {
  /** Null: it is not saved yet. */
  id: number | null;
  name: string;
  /** From 1, among all bots. */
  place: number;
  isThis: boolean;
  active: boolean;
  /** Those that fit. Their conditions are not asked here. */
  fitting: [BotTrigger, ...BotTrigger[]];
  steps: BotStep[];
  graph: FlowGraph | null;
}

/** Bots that this sets off, switched off ones too, in the order in which they are asked; the draft in its own place. */
export const askedInOrder = (
  saved: readonly Saved[],
  { id, ...draft }: Draft,
  what: Happening
): Asked[] => {
  const all = [...saved].sort((a, b) => a.position - b.position || a.id - b.id);
  const own = all.find((bot) => bot.id === id);
  const line = own ? all : [...all, null];
  const mayMeet = ({ accountId }: Saved): boolean =>
    accountId === null || draft.accountId === null || accountId === draft.accountId;
  return line.flatMap((bot, at) => {
    const isThis = bot === null || bot.id === id;
    if (!isThis && !mayMeet(bot)) return [];
    const { name, triggers, steps, graph } = isThis ? draft : bot;
    const indexes = matchingTriggers(triggers ?? [], what);
    const [first, ...more] = indexes.flatMap((i) => triggers?.[i] ?? []);
    if (!first) return [];
    const fitting: Asked['fitting'] = [first, ...more];
    const active = bot?.active ?? false;
    const asked = { name, place: at + 1, isThis, active, fitting, graph };
    return [{ ...asked, id: bot?.id ?? null, steps: [...(steps ?? [])] }];
  });
};
