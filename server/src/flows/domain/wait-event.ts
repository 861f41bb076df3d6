import type { FlowGoal, WaitEvent } from '../../contracts/flow-graph';
import { fold } from '../../contracts/fold';
import { keyOf as hashOf } from '../../kernel/hash';

const plain = (value: string): string => fold(value).replace(/\s+/gu, ' ').trim();

/** The value as a hash: collations of databases take more for equal than the fold does. */
const keyOf = (event: string, value: string): string => {
  const folded = plain(value);
  return folded === '' ? event : `${event}#${hashOf(folded)}`;
};

/** For what a wait waits beside its time, as its run keeps it. */
export const awaitedKey = ({ event, value }: WaitEvent): string => keyOf(event, value);

/** As long as the column of goals. */
const GOAL_MOST = 120;

/** What reaches a goal that is no step, as runs keep it. */
export const goalKeyOf = ({ event, value }: Extract<FlowGoal, { kind: 'event' }>): string =>
  keyOf(event, value).slice(0, GOAL_MOST);

/** Goals that this reaches: those that name it, and those that take any of its kind. */
export const goalKeysOf = (happened: { event: string; value: string | null }): string[] =>
  keysOfHappened(happened).map((key) => key.slice(0, GOAL_MOST));

/** Waits that this ends: those for it, and those for any of its kind. */
export const keysOfHappened = ({
  event,
  value,
}: {
  event: string;
  value: string | null;
}): string[] => [...new Set([event, keyOf(event, value ?? '')])];
