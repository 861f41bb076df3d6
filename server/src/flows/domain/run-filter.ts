import type { RunFilter } from '../../contracts/run-list';
import { BOUNDS } from './resumable';

/** Runs that one index holds together. A list of runs is one part or a few, merged by the time at which they began. */
export interface RunPart {
  /** Null: any. */
  readonly state: string | null;
  /** Why they ended; null: whatever the reason, but those of `butNot`. */
  readonly why: string | null;
  readonly butNot: readonly string[];
}

interface Asked {
  state?: RunFilter | undefined;
  reason?: string | undefined;
  /** Only runs that are at a step, or were stopped there. */
  node?: string | undefined;
}

const OPEN = ['due', 'waiting', 'held'] as const;
const FAULTY = ['failed', 'stopped'] as const;

const part = (state: string | null, why: string | null = null): RunPart => ({
  state,
  why,
  butNot: [],
});

/** Nothing is asked of the state. What the other filters can be true of is named, so that each part is a range of an index. */
const ofAny = ({ reason, node }: Asked): RunPart[] => {
  if (reason === undefined && node === undefined) return [part(null)];
  // A run that is done is at no step.
  const done = node === undefined ? ['done'] : [];
  return [...OPEN, ...FAULTY, ...done].map((state) => part(state));
};

const ofState = (asked: Asked): RunPart[] => {
  const { state } = asked;
  switch (state) {
    case undefined:
      return ofAny(asked);
    case 'open':
      return OPEN.map((one) => part(one));
    case 'set-aside':
      return [part('failed'), ...[...BOUNDS].map((why) => part('stopped', why))];
    case 'ended':
      return [{ ...part('stopped'), butNot: [...BOUNDS] }];
    default:
      return [part(state)];
  }
};

/** May runs in this state have ended for this reason? Those that are done have one or none (`endingOf`). */
const endsBy = (state: string | null, reason: string): boolean =>
  FAULTY.some((one) => one === state) || (state === 'done' && reason === 'handed-over');

/** The parts of a filter; none: nothing can match. */
export const partsOf = (asked: Asked): RunPart[] => {
  const parts = ofState(asked);
  const { reason } = asked;
  if (reason === undefined) return parts;
  return parts
    .filter(
      ({ state, why, butNot }) =>
        endsBy(state, reason) && (why ?? reason) === reason && !butNot.includes(reason)
    )
    .map(({ state }) => part(state, reason));
};

/**
 * Why a run ended, as lists show it: the reason of the step that failed last, else that of the end. Null: it is not over, even
 * where a step of it failed and it goes on.
 */
export const reasonShown = ({
  state,
  why,
  reason,
}: {
  state: string;
  why: string | null;
  reason: string | null;
}): string | null => (OPEN.some((one) => one === state) ? null : (why ?? reason));
