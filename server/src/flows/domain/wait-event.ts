import type { WaitEvent } from '../../contracts/flow-graph';
import { fold } from '../../contracts/fold';

const plain = (value: string): string => fold(value).replace(/\s+/gu, ' ').trim();
/** As long as the column. */
const MOST = 300;

const keyOf = (event: string, value: string): string =>
  (plain(value) === '' ? event : `${event}=${plain(value)}`).slice(0, MOST);

/** For what a wait waits beside its time, as its run keeps it. */
export const awaitedKey = ({ event, value }: WaitEvent): string => keyOf(event, value);

/** Waits that this ends: those for it, and those for any of its kind. */
export const keysOfHappened = ({
  event,
  value,
}: {
  event: string;
  value: string | null;
}): string[] => [...new Set([event, keyOf(event, value ?? '')])];
