import type { Locale } from '../../cloud-api/error-row';

/** Whose eyes: what they may see, and in which language errors are explained. */
export interface Viewer {
  userId: number;
  /** Sees everybody's conversations; otherwise their own. */
  all: boolean;
  /** Sees unassigned ones beside their own. */
  unassigned: boolean;
  /**
   * Sees the conversations in which somebody answered this campaign, no matter who has them, and no other. Set by the routes of
   * answers alone, which only read; `maySee` of the service asks for it.
   */
  repliesTo?: number;
  locale: Locale;
}

/** May this person see a conversation of that assignee (null = unassigned)? */
export const mayView = (
  { userId, all, unassigned, repliesTo }: Viewer,
  assigneeId: number | null
): boolean =>
  repliesTo === undefined && (all || (assigneeId === null ? unassigned : assigneeId === userId));

/** What the list is narrowed to. */
export type Scope = 'mine' | 'unassigned' | 'all';

/**
 * Assignees whose conversations a list may hold; `undefined` = everybody's, an empty list = none at all. A colleague's
 * are asked for by `assigneeId`, which only who sees all may do.
 */
export const assigneesFor = (
  { userId, all, unassigned, repliesTo }: Viewer,
  { scope, assigneeId }: { scope: Scope; assigneeId?: number | undefined }
): (number | null)[] | undefined => {
  if (repliesTo !== undefined) return [];
  if (scope === 'mine') return [userId];
  if (scope === 'unassigned') return all || unassigned ? [null] : [];
  if (assigneeId !== undefined) return all || assigneeId === userId ? [assigneeId] : [];
  return all ? undefined : unassigned ? [userId, null] : [userId];
};
