import { RANK } from '../../../server/src/conversations/domain/rank';
import { shownState } from '../../../server/src/conversations/domain/shown-state';
import {
  isClosedByMeta,
  isWindowOpen,
  SAFETY_MS,
  WINDOW_MS,
  windowAfter,
  windowEnd,
  windowRefused,
} from '../../../server/src/conversations/domain/window';

describe('the state that users see', () => {
  it.each([
    [RANK.accepted, 'sending'],
    [RANK.sent - 1, 'sending'],
    [RANK.sent, 'sent'],
    [RANK.failed - 1, 'sent'],
    [RANK.failed, 'failed'],
    [RANK.delivered - 1, 'failed'],
    [RANK.delivered, 'delivered'],
    [RANK.read - 1, 'delivered'],
    [RANK.read, 'read'],
    [RANK.played - 1, 'read'],
    [RANK.played, 'played'],
    [RANK.played + 1, 'played'],
  ])('[M-32] at rank %i is %s', (rank, wanted) => {
    expect(shownState({ state: 'sending', rank })).toBe(wanted);
  });

  it.each(['received', 'note'] as const)('of a message that is %s never changes', (state) => {
    for (const rank of Object.values(RANK)) expect(shownState({ state, rank })).toBe(state);
  });

  it.each(['queued', 'accepted', 'failed', 'uncertain', 'left'] as const)(
    'is %s until a fact comes',
    (state) => {
      expect(shownState({ state, rank: 0 })).toBe(state);
    }
  );
});

describe('the end of the customer service window', () => {
  it('[C-11] lies 24 hours after the message of the contact', () => {
    expect(windowEnd(1_000)).toBe(86_401_000);
  });

  it('[C-11] closes five seconds early, to the millisecond', () => {
    expect(SAFETY_MS).toBe(5_000);
    expect(isWindowOpen(100_000, 94_999)).toBe(true);
    expect(isWindowOpen(100_000, 95_000)).toBe(false);
    expect(isWindowOpen(100_000, 100_001)).toBe(false);
  });

  it('[C-11] is closed where the contact never wrote, whatever the clock says', () => {
    expect(isWindowOpen(null, -100_000)).toBe(false);
  });

  describe('where Meta refuses free text', () => {
    const WROTE = 1_000_000_000;
    const open = { windowExpiresAt: windowEnd(WROTE), lastInboundAt: WROTE };
    const closedAt = (sentAt: number) => windowRefused(open, sentAt);

    it('[C-11] is the second in which the refused message was sent', () => {
      expect(closedAt(WROTE + 5_678)).toBe(WROTE + 5_000);
    });

    it('[C-11] stays where the contact wrote since, also in the same second', () => {
      for (const sentAt of [WROTE - 1, WROTE, WROTE + 999]) expect(closedAt(sentAt)).toBeNull();
      expect(closedAt(WROTE + 1_000)).toBe(WROTE + 1_000);
    });

    it('stays where it has passed already, or where nobody wrote', () => {
      expect(closedAt(WROTE + WINDOW_MS)).toBeNull();
      expect(windowRefused({ windowExpiresAt: null }, WROTE)).toBeNull();
    });

    it('[C-11] moves again by the next message and by none that came late', () => {
      const closed = { ...open, windowExpiresAt: WROTE + 5_000 };
      expect(windowAfter(closed, WROTE - 1)).toBe(WROTE + 5_000);
      expect(windowAfter(closed, WROTE + 9_000)).toBe(windowEnd(WROTE + 9_000));
      expect(windowAfter(open, WROTE - 1)).toBe(open.windowExpiresAt);
      expect(windowAfter({ windowExpiresAt: null, lastInboundAt: null }, 7)).toBe(windowEnd(7));
    });

    it('is distinguished from one that ended by our own count', () => {
      const closed = { ...open, windowExpiresAt: WROTE + 5_000 };
      expect(isClosedByMeta(closed, WROTE + 5_000)).toBe(true);
      expect(isClosedByMeta(closed, windowEnd(WROTE))).toBe(false);
      expect(isClosedByMeta(open, WROTE + 5_000)).toBe(false);
      expect(isClosedByMeta(open, windowEnd(WROTE))).toBe(false);
      expect(isClosedByMeta({ ...closed, lastInboundAt: null }, WROTE + 5_000)).toBe(false);
    });
  });
});
