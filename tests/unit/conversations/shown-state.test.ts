import { RANK } from '../../../server/src/conversations/domain/rank';
import { shownState } from '../../../server/src/conversations/domain/shown-state';
import {
  isWindowOpen,
  SAFETY_MS,
  windowEnd,
} from '../../../server/src/conversations/domain/window';

describe('the state that people see', () => {
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
  it('[C-11] lies 24 hours after the message of the person', () => {
    expect(windowEnd(1_000)).toBe(86_401_000);
  });

  it('[C-11] closes five seconds early, to the millisecond', () => {
    expect(SAFETY_MS).toBe(5_000);
    expect(isWindowOpen(100_000, 94_999)).toBe(true);
    expect(isWindowOpen(100_000, 95_000)).toBe(false);
    expect(isWindowOpen(100_000, 100_001)).toBe(false);
  });

  it('[C-11] is closed where the person never wrote, whatever the clock says', () => {
    expect(isWindowOpen(null, -100_000)).toBe(false);
  });
});
