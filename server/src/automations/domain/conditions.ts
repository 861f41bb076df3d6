import type {
  AutomationCondition,
  AutomationConditions,
  AutomationGoal,
  EntryCondition,
  HeldValue,
  HeldValues,
} from '../../contracts/automations';
import { isGroup, leavesIn, type ConditionNode } from '../../contracts/condition-tree';
import { fold } from '../../contracts/fold';
import type { SegmentCondition } from '../../contracts/segments';
import { dayOf, instantOf, wallAt, wallOf } from '../../kernel/wall';
import { numberOf, sameValue } from './values';

/** An entry as conditions ask of it: its values now, and the zone in which days are meant. */
export interface EntryFacts {
  values: HeldValues;
  zone: string;
}

/** Asks of the person, the clock and the number, including the `not` of the condition. */
export type AskOthers = (
  condition: Exclude<AutomationCondition, EntryCondition>
) => Promise<boolean>;

const isEntry = (condition: AutomationCondition): condition is EntryCondition =>
  condition.kind === 'entry';

/** Fields of the entry that a tree asks of, each once. */
export const fieldsAsked = (tree: AutomationConditions | null): string[] => [
  ...new Set(
    (tree ? leavesIn<AutomationCondition>(tree) : []).filter(isEntry).map(({ field }) => field)
  ),
];

const OF_NO_CONTACT: ReadonlySet<string> = new Set(['entry', 'clock', 'open']);

/** Conditions of a tree that ask about the contact, as segments do. */
export const contactsAsked = (tree: AutomationConditions | null): SegmentCondition[] =>
  (tree ? leavesIn<AutomationCondition>(tree) : []).filter(
    (leaf): leaf is Exclude<typeof leaf, { kind: 'entry' | 'clock' | 'open' }> =>
      !OF_NO_CONTACT.has(leaf.kind)
  );

/** Fields of the entry that an automation asks of before it says something, or to end, each once. */
export const fieldsNeeded = ({
  conditions,
  stopWhen,
  goal,
}: {
  conditions: AutomationConditions | null;
  stopWhen: AutomationConditions | null;
  goal: AutomationGoal | null;
}): string[] => {
  const wanted = goal?.kind === 'entry' ? goal.conditions : null;
  return [...new Set([conditions, stopWhen, wanted].flatMap(fieldsAsked))];
};

const isDay = (value: HeldValue): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);

/** Of a day the instant at which it begins. */
const instantIn = (value: HeldValue, zone: string): number | null => {
  if (typeof value === 'number') return value;
  return isDay(value) ? instantOf(wallOf(`${value}T00:00`), zone) : null;
};

/** How a date of the entry lies to the one that is asked for: below 0 before, above after; null: one of them is no date. */
const order = (kept: HeldValue, wanted: HeldValue, zone: string): number | null => {
  if (isDay(kept)) {
    const day = typeof wanted === 'number' ? dayOf(wallAt(zone, wanted)) : wanted;
    return isDay(day) ? kept.localeCompare(day) : null;
  }
  const at = instantIn(wanted, zone);
  return typeof kept === 'number' && at !== null ? kept - at : null;
};

const isWord = (value: HeldValue): value is string => typeof value === 'string';
const same = (kept: HeldValue, wanted: HeldValue): boolean =>
  sameValue(kept, wanted) ||
  (isWord(kept) && isWord(wanted) && fold(kept.trim()) === fold(wanted.trim()));
const has = (kept: HeldValue, wanted: HeldValue): boolean =>
  kept !== null && isWord(wanted) && fold(String(kept)).includes(fold(wanted.trim()));
const beside = (kept: HeldValue, wanted: HeldValue, more: boolean): boolean => {
  const [a, b] = [numberOf(kept), numberOf(wanted)];
  return a !== null && b !== null && (more ? a >= b : a <= b);
};

/** Does one condition hold for the entry? A field that is not there has no value, and is not filled. */
export const entryHolds = (
  { field, operator, values, not }: EntryCondition,
  { values: held, zone }: EntryFacts
): boolean => {
  const kept = held[field] ?? null;
  const one = (holds: (wanted: HeldValue) => boolean) => values.some(holds) !== not;
  switch (operator) {
    case 'filled':
      return (kept !== null && kept !== '') !== not;
    case 'is':
      return one((wanted) => same(kept, wanted));
    case 'contains':
      return one((wanted) => has(kept, wanted));
    case 'more':
    case 'less':
      return one((wanted) => beside(kept, wanted, operator === 'more'));
    case 'before':
      return one((wanted) => (order(kept, wanted, zone) ?? 0) < 0);
    case 'after':
      return one((wanted) => (order(kept, wanted, zone) ?? 0) > 0);
  }
};

interface Asked {
  /** Null: there is none, and nothing holds for it. */
  entry: EntryFacts | null;
  others: AskOthers;
}

const nodeHolds = async (
  node: ConditionNode<AutomationCondition>,
  asked: Asked
): Promise<boolean> => {
  if (!isGroup<AutomationCondition>(node)) {
    if (!isEntry(node)) return asked.others(node);
    return asked.entry !== null && entryHolds(node, asked.entry);
  }
  // Of a group without conditions every one holds, as in segments.
  let holds = node.match === 'all' || node.nodes.length === 0;
  for (const one of node.nodes) {
    const is = await nodeHolds(one, asked);
    if (is === (node.match === 'any')) {
      holds = node.match === 'any';
      break;
    }
  }
  return holds !== node.not;
};

/** Do the conditions hold? Asks of others only as far as the answer depends on it. */
export const treeHolds = (tree: AutomationConditions, asked: Asked): Promise<boolean> =>
  nodeHolds(tree, asked);
