import {
  checkStanding,
  closed,
  joinedStanding,
  opened,
  snoozed,
  standingAfter,
} from '../../../server/src/conversations/domain/standing';
import {
  afterAnswer,
  afterInbound,
  joinedWaiting,
} from '../../../server/src/conversations/domain/waiting';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
const by = { by: 7, at: NOW };

describe('where a conversation stands', () => {
  it('[C-03] each deed leaves nothing of the last one behind', () => {
    const asleep = snoozed(NOW + MINUTE, 7);
    expect(standingAfter(asleep, { status: 'closed', closeReason: ' done ' }, by)).toEqual(
      closed(NOW, 'done')
    );
    expect(standingAfter(closed(NOW, 'done'), { status: 'open' }, by)).toEqual(opened());
    expect(standingAfter(opened(), { status: 'snoozed', snoozedUntil: NOW + 1 }, by)).toEqual(
      snoozed(NOW + 1, 7)
    );
  });

  it('[C-03] the same again changes nothing; another time does', () => {
    expect(standingAfter(closed(NOW), { status: 'closed' }, by)).toBeNull();
    const asleep = snoozed(NOW + MINUTE, 3);
    const again = (snoozedUntil: number) =>
      standingAfter(asleep, { status: 'snoozed', snoozedUntil }, by);
    expect(again(NOW + MINUTE)).toBeNull();
    expect(again(NOW + 2 * MINUTE)?.snoozedUntil).toBe(NOW + 2 * MINUTE);
    expect(standingAfter(asleep, {}, by)).toBeNull();
  });

  it('[C-03] a time must be ahead, within a year, and belong to a snooze', () => {
    const fieldOf = (change: Parameters<typeof checkStanding>[0]) => {
      try {
        checkStanding(change, NOW);
        return null;
      } catch (error) {
        return (error as { details: { field?: string } }).details.field;
      }
    };
    expect(fieldOf({ status: 'snoozed', snoozedUntil: NOW + MINUTE })).toBeNull();
    expect(fieldOf({ status: 'snoozed', snoozedUntil: NOW + MINUTE - 1 })).toBe('snoozedUntil');
    expect(fieldOf({ status: 'snoozed', snoozedUntil: NOW + 367 * 1440 * MINUTE })).toBe(
      'snoozedUntil'
    );
    expect(fieldOf({ status: 'snoozed' })).toBe('snoozedUntil');
    expect(fieldOf({ snoozedUntil: NOW + MINUTE })).toBe('snoozedUntil');
    expect(fieldOf({ closeReason: 'x' })).toBe('closeReason');
    expect(fieldOf({ status: 'closed', closeReason: 'x' })).toBeNull();
  });

  it('two that become one want attention as soon as either does', () => {
    const early = snoozed(NOW + MINUTE, 1);
    const late = snoozed(NOW + 9 * MINUTE, 2);
    expect(joinedStanding(closed(NOW), opened())).toEqual(opened());
    expect(joinedStanding(closed(NOW), late)).toEqual(late);
    expect(joinedStanding(late, closed(NOW))).toEqual(late);
    expect(joinedStanding(late, early)).toEqual(early);
    expect(joinedStanding(closed(NOW, 'a'), closed(NOW, 'b')).closeReason).toBe('a');
  });
});

describe('how long a customer waits', () => {
  const none = { waitingSince: null, firstAnswerMs: null };

  it('[C-04] since the oldest unanswered message; more messages change nothing', () => {
    const first = afterInbound(none, { at: NOW, reopens: false });
    expect(first.waitingSince).toBe(NOW);
    expect(afterInbound(first, { at: NOW + MINUTE, reopens: false })).toEqual(first);
    expect(afterInbound(first, { at: NOW - 5, reopens: false }).waitingSince).toBe(NOW - 5);
  });

  it('[C-04] until an agent or the company’s own system answers; bots and campaigns end nothing', () => {
    const waits = { waitingSince: NOW, firstAnswerMs: null };
    for (const origin of ['bot', 'campaign', 'automation', 'system'])
      expect(afterAnswer(waits, { origin, at: NOW + 1 })).toEqual({});
    for (const origin of ['agent', 'api'])
      expect(afterAnswer(waits, { origin, at: NOW + 4 * MINUTE })).toEqual({
        waitingSince: null,
        firstAnswerMs: 4 * MINUTE,
      });
    expect(afterAnswer(none, { origin: 'agent', at: NOW })).toEqual({});
  });

  it('[C-04] the first answer counts once, and again after a closing', () => {
    const answered = { waitingSince: null, firstAnswerMs: 10 };
    const again = afterInbound(answered, { at: NOW, reopens: false });
    expect(afterAnswer(again, { origin: 'agent', at: NOW + 99 }).firstAnswerMs).toBe(10);
    expect(afterInbound(answered, { at: NOW, reopens: true })).toEqual({
      waitingSince: NOW,
      firstAnswerMs: null,
    });
  });

  it('of two that become one, who waits longest waits', () => {
    const waits = (waitingSince: number | null) => ({
      waitingSince,
      waitedSince: waitingSince,
      firstAnswerMs: null,
    });
    expect(joinedWaiting(waits(5), waits(3)).waitedSince).toBe(3);
    expect(joinedWaiting(waits(5), waits(3)).waitingSince).toBe(3);
    expect(joinedWaiting(waits(null), waits(3)).waitingSince).toBe(3);
    expect(joinedWaiting(waits(null), waits(null)).waitingSince).toBeNull();
  });
});
