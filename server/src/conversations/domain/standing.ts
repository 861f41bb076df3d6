import { DomainError } from '../../kernel/errors';
import { DAY_MS, MINUTE_MS } from '../../kernel/time';

/** Open: somebody has to act. Snoozed: nobody before a time. Closed: done. */
export type Standing = 'open' | 'snoozed' | 'closed';

/** Where a conversation stands, with what goes with it: each deed writes all of it, so that nothing of the last stays. */
export interface StandingFields {
  status: Standing;
  closedAt: number | null;
  closeReason: string | null;
  snoozedUntil: number | null;
  snoozedBy: number | null;
}

export const opened = (): StandingFields => ({
  status: 'open',
  closedAt: null,
  closeReason: null,
  snoozedUntil: null,
  snoozedBy: null,
});

export const closed = (at: number, reason: string | null = null): StandingFields => ({
  ...opened(),
  status: 'closed',
  closedAt: at,
  closeReason: reason,
});

export const snoozed = (until: number, by: number | null): StandingFields => ({
  ...opened(),
  status: 'snoozed',
  snoozedUntil: until,
  snoozedBy: by,
});

/** A conversation may sleep so long at most. */
export const LONGEST_SNOOZE_MS = 366 * DAY_MS;

/** What is asked of a conversation's standing. */
export interface StandingChange {
  status?: Standing | undefined;
  snoozedUntil?: number | undefined;
  closeReason?: string | undefined;
}

const refuse = (field: string, message: string, remedy: string) =>
  new DomainError('invalid', message, { field, remedy, status: 422 });

/** Refuses what does not go together, naming the field; the rest of the change is not looked at. */
export const checkStanding = (change: StandingChange, now: number): void => {
  const { status, snoozedUntil, closeReason } = change;
  if (closeReason !== undefined && status !== 'closed')
    throw refuse(
      'closeReason',
      'only closing takes a reason',
      'Send this field only with status "closed".'
    );
  if (snoozedUntil !== undefined && status !== 'snoozed')
    throw refuse(
      'snoozedUntil',
      'only snoozing takes a time',
      'Send this field only with status "snoozed".'
    );
  if (status !== 'snoozed') return;
  if (snoozedUntil === undefined)
    throw refuse('snoozedUntil', 'snoozing needs a time', 'Send the end time in milliseconds.');
  if (snoozedUntil < now + MINUTE_MS)
    throw refuse(
      'snoozedUntil',
      'the time must be in the future',
      'Choose a time at least a minute ahead.'
    );
  if (snoozedUntil > now + LONGEST_SNOOZE_MS)
    throw refuse('snoozedUntil', 'the time is too far ahead', 'Choose a time within a year.');
};

type Stood = { status: Standing; snoozedUntil: number | null; closeReason: string | null };

/** The standing that a change leads to; null where nothing changes. */
export const standingAfter = (
  before: Stood,
  change: StandingChange,
  { by, at }: { by: number | null; at: number }
): StandingFields | null => {
  const { status, snoozedUntil, closeReason } = change;
  if (status === undefined) return null;
  if (status === 'snoozed' && snoozedUntil !== undefined)
    return before.snoozedUntil === snoozedUntil ? null : snoozed(snoozedUntil, by);
  if (status === before.status) return null;
  return status === 'closed' ? closed(at, closeReason?.trim() || null) : opened();
};

/** Two conversations become one: whatever wants attention first wins. */
export const joinedStanding = (a: StandingFields, b: StandingFields): StandingFields => {
  if (a.status === 'open' || b.status === 'open') return opened();
  if (a.status !== 'snoozed') return b.status === 'snoozed' ? pick(b) : pick(a);
  if (b.status !== 'snoozed') return pick(a);
  return (a.snoozedUntil ?? 0) <= (b.snoozedUntil ?? 0) ? pick(a) : pick(b);
};

const pick = ({ status, closedAt, closeReason, snoozedUntil, snoozedBy }: StandingFields) => ({
  status,
  closedAt,
  closeReason,
  snoozedUntil,
  snoozedBy,
});
