import type { SegmentView } from '../../../server/src/contracts/segments';
import { distinctUses } from '../../../server/src/segments/domain/uses';

type Use = SegmentView['uses'][number];

describe('the uses of a segment', () => {
  const now: Use = { kind: 'automation', id: 1, name: 'Welcome' };
  const earlier: Use = { ...now, earlier: true };

  it.each([
    ['before', [earlier, now]],
    ['after', [now, earlier]],
    ['twice', [now, now]],
  ])('name what asks now once, where an earlier version asks too: %s', (_where, uses) => {
    expect(distinctUses(uses)).toEqual([now]);
  });

  it('keep what only an earlier version asks, and others of the same id', () => {
    const bot: Use = { kind: 'bot', id: 1, name: 'Menu' };
    expect(distinctUses([earlier, bot])).toEqual([earlier, bot]);
  });
});
