import {
  isOwnCondition,
  type FlowCondition,
  type FlowConditions,
  type OwnCondition,
} from '../../contracts/flow-conditions';
import { isGroup, type ConditionNode } from '../../contracts/condition-tree';
import type { FlowStep } from '../../contracts/flow-graph';
import { fold } from '../../contracts/fold';
import { DAY_MS, MINUTE_MS } from '../../kernel/time';
import type { Wall } from '../../kernel/wall';
import type { Value } from './answer';

/** What a run knows beside the person. */
export interface Known {
  readonly variables: Readonly<Record<string, Value>> | null;
  /** The message that came in last; null: none did. */
  readonly said: { readonly text: string; readonly type: string } | null;
  /** The clock where the person is. */
  readonly wall: Wall;
  /** Is the number within its business hours? Null: it has none. */
  readonly isOpen: boolean | null;
}

const same = (a: string, b: string): boolean => fold(a.trim()) === fold(b.trim());
const has = (text: string, part: string): boolean => fold(text).includes(fold(part.trim()));

const valueHolds = (
  { name, operator, value }: Extract<OwnCondition, { kind: 'value' }>,
  { variables }: Known
): boolean => {
  const kept = variables && Object.hasOwn(variables, name) ? variables[name] : undefined;
  if (kept === undefined || kept === '') return false;
  switch (operator) {
    case 'filled':
      return true;
    case 'is':
      return same(String(kept), value);
    case 'contains':
      return has(String(kept), value);
    case 'more':
      return Number(kept) >= Number(value);
    case 'less':
      return Number(kept) <= Number(value);
  }
};

const minuteOf = (time: string): number => {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
};

/** Past midnight the hours belong to the day on which they began. */
const clockHolds = (
  { days, from, to }: Extract<OwnCondition, { kind: 'clock' }>,
  { wall }: Known
): boolean => {
  const [first, last] = [minuteOf(from), minuteOf(to)];
  const now = Math.floor((wall % DAY_MS) / MINUTE_MS);
  const isPast = last <= first && first !== last && now < last;
  const isWithin =
    first === last || (first < last ? now >= first && now < last : now >= first || isPast);
  // 1 January 1970 was a Thursday.
  const day = ((Math.floor(wall / DAY_MS) - (isPast ? 1 : 0) + 3) % 7) + 1;
  return isWithin && (days.length === 0 || days.includes(day));
};

const ownHolds = (condition: OwnCondition, known: Known): boolean => {
  switch (condition.kind) {
    case 'value':
      return valueHolds(condition, known);
    case 'said': {
      const { operator, value } = condition;
      const { said } = known;
      if (!said) return false;
      if (operator === 'type') return said.type === value;
      return operator === 'is' ? same(said.text, value) : has(said.text, value);
    }
    case 'clock':
      return clockHolds(condition, known);
    case 'open':
      return known.isOpen !== false;
  }
};

/** Checks one condition about the person in the database, including its `not`. */
export type PersonHolds = (condition: Exclude<FlowCondition, OwnCondition>) => Promise<boolean>;

const nodeHolds = async (
  node: ConditionNode<FlowCondition>,
  { known, person }: { known: Known; person: PersonHolds }
): Promise<boolean> => {
  if (!isGroup(node))
    return isOwnCondition(node) ? ownHolds(node, known) !== node.not : person(node);
  // Of a group without conditions every one holds, as in segments.
  let holds = node.match === 'all' || node.nodes.length === 0;
  for (const one of node.nodes) {
    const is = await nodeHolds(one, { known, person });
    if (is === (node.match === 'any')) {
      holds = node.match === 'any';
      break;
    }
  }
  return holds !== node.not;
};

/** Do the conditions hold? Asks about the person only as far as the answer depends on it. */
export const conditionsHold = (
  tree: FlowConditions,
  about: { known: Known; person: PersonHolds }
): Promise<boolean> => nodeHolds(tree, about);

/** The case of a branch that a run takes: the first whose conditions hold, or `else`. */
export const caseThatHolds = async (
  cases: readonly { id: string; name: string; when: FlowConditions }[],
  holds: (when: FlowConditions) => Promise<boolean>
): Promise<{ exit: string; subject: string | null }> => {
  for (const { id, name, when } of cases)
    if (await holds(when)) return { exit: id, subject: name || id };
  return { exit: 'else', subject: null };
};

/** A variant of a text that is said. */
export interface SaidVariant {
  readonly words: string;
  /** From 1; 0: the text itself, as no variant fits. */
  readonly number: number;
}

/** The variant of a text that is said: the first whose conditions hold, else the text itself; null: the step has no variants. */
export const chosenVariant = async (
  step: FlowStep,
  holds: (when: FlowConditions) => Promise<boolean>
): Promise<SaidVariant | null> => {
  if (step.kind !== 'text' || !step.variants?.length) return null;
  for (const [i, { when, text }] of step.variants.entries())
    if (await holds(when)) return { words: text, number: i + 1 };
  return { words: step.text, number: 0 };
};
