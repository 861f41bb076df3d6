import type { TeamMethod, TeamWho } from '../../contracts/team';

/** A member of a team, as they are now. */
export interface Candidate {
  id: number;
  onDuty: boolean;
  isOnline: boolean;
  /** Open conversations that are theirs. */
  load: number;
}

export interface Rule {
  method: TeamMethod;
  who: TeamWho;
  maxLoad: number | null;
  /** Who got the last one. */
  lastGivenId: number | null;
}

const isThere = (who: TeamWho, { onDuty, isOnline }: Candidate): boolean =>
  who === 'everybody' || (onDuty && (who === 'on-duty' || isOnline));

/** The members in the order of their turns: the one after whom it was last comes first. */
const inTurn = (candidates: readonly Candidate[], lastGivenId: number | null): Candidate[] => {
  const last = candidates.findIndex(({ id }) => id === lastGivenId);
  return [...candidates.slice(last + 1), ...candidates.slice(0, last + 1)];
};

/** Who gets the next conversation; null = nobody can now. Of equally busy ones, whose turn it is. */
export const pickMember = (
  { method, who, maxLoad, lastGivenId }: Rule,
  candidates: readonly Candidate[]
): number | null => {
  if (method === 'none') return null;
  const able = inTurn(candidates, lastGivenId).filter(
    (one) => isThere(who, one) && (maxLoad === null || one.load < maxLoad)
  );
  const [first] = able;
  if (!first || method === 'round-robin') return first?.id ?? null;
  return able.reduce((least, one) => (one.load < least.load ? one : least), first).id;
};
