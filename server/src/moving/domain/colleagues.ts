/** An administrator as the rows of people name them; administrators themselves do not travel. */
export interface Colleague {
  id: number;
  email: string;
}

/**
 * Ids below zero are administrators whom nobody here is. An id is first taken below zero, so that it never names a stranger,
 * and then becomes the id of the person who has the same e-mail here. Those that were below zero already, of a move before, make
 * room first.
 */
export const ROOM = 1_000_000_000;

export const awayId = (id: number): number => (id < 0 ? id - ROOM : -id);

/** The ids of colleagues who are here, by their id below zero, and those who are not. */
export const matchColleagues = (
  away: readonly Colleague[],
  here: readonly Colleague[]
): { known: Map<number, number>; unknown: Colleague[] } => {
  const byEmail = new Map(here.map(({ id, email }) => [email.toLowerCase(), id]));
  const known = new Map<number, number>();
  const unknown: Colleague[] = [];
  for (const colleague of away) {
    const id = byEmail.get(colleague.email.toLowerCase());
    if (id === undefined) unknown.push(colleague);
    else known.set(colleague.id, id);
  }
  return { known, unknown };
};
