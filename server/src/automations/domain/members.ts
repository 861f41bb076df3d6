import type { TriggerOf } from '../../contracts/automations';
import { MINUTE_MS } from '../../kernel/time';

/**
 * `forget`: people of before are forgotten. `fill`: who is in the segment is remembered, and is no news. `compare`: who enters
 * or leaves it is.
 */
export type LookPhase = 'forget' | 'fill' | 'compare';

/** A stretch of contact ids: above `after` up to `upTo`, at most `limit` of each list. */
export interface IdPage {
  after: number;
  upTo: number;
  limit: number;
}

interface Differences {
  entered: number[];
  left: number[];
  /** Up to here all are compared. */
  upTo: number;
}

const knownUpTo = (ids: readonly number[], { upTo, limit }: IdPage): number =>
  ids.length < limit ? upTo : (ids.at(-1) ?? upTo);

/**
 * Who is in the segment and was not, and who was and is not. Both lists are in order of their ids; what comes after the end of
 * a full one nobody has seen yet.
 */
export const compareMembers = (
  inSegment: readonly number[],
  remembered: readonly number[],
  page: IdPage
): Differences => {
  const upTo = Math.min(knownUpTo(inSegment, page), knownUpTo(remembered, page));
  const [now, before] = [new Set(inSegment), new Set(remembered)];
  return {
    entered: inSegment.filter((id) => id <= upTo && !before.has(id)),
    left: remembered.filter((id) => id <= upTo && !now.has(id)),
    upTo,
  };
};

/** Differences that begin a flow. */
export type News = 'entered' | 'left';

/** Which differences begin a flow, where any do. `isAsked`: also for who is in the segment already. */
export const newsOf = (
  phase: LookPhase,
  { way }: Pick<TriggerOf<'segment'>, 'way'>,
  isAsked: boolean
): News | null => {
  if (phase === 'compare') return way === 'enters' ? 'entered' : 'left';
  return phase === 'fill' && isAsked ? 'entered' : null;
};

interface LookState {
  phase: LookPhase;
  mark: string;
  startedAt: number;
  edited: boolean;
}
type LookChange = Partial<LookState> & { peopleCursor: number; cameIn: number; wentOut: number };

/**
 * How a look begins, and begins again where the segment asks something else by now; null: it goes on. Nobody did anything to
 * enter or leave by an edit, so what differs by it is remembered in silence.
 */
export const beginning = (
  look: LookState,
  { mark, isAsked, now }: { mark: string; isAsked: boolean; now: number }
): LookChange | null => {
  const isSame = look.mark === '' || look.mark === mark;
  if (isSame && look.startedAt > 0) return null;
  const begins = { mark, startedAt: now, peopleCursor: 0, cameIn: 0, wentOut: 0 };
  if (isSame) return begins;
  // Before the first look is over nobody knows who came by the edit; unless it was to begin for all who are there.
  return { ...begins, phase: 'fill', edited: look.edited || look.phase === 'compare' || isAsked };
};

const EVERY_MS = 5 * MINUTE_MS;
/** At most a tenth of the time is spent looking. */
const TIMES = 10;

/** Until the next look, after one that took so long. */
export const pauseAfter = (tookMs: number): number => Math.max(EVERY_MS, TIMES * tookMs);
