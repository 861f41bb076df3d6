import type { SegmentView } from '../../../server/src/contracts/segments';
import { turnOfTheLoop } from '../../../server/src/kernel/turn';
import { oneAtATime } from '../../../server/src/segments/domain/one-at-a-time';
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

describe('the previews of one person', () => {
  /** Counts that end when they are let go, and the order in which they began. */
  const counts = () => {
    const begun: string[] = [];
    const ends: (() => void)[] = [];
    const inTurn = oneAtATime();
    const ask = (name: string, userId = 1) =>
      inTurn(userId, () => {
        begun.push(name);
        return new Promise<string>((resolve) => ends.push(() => resolve(name)));
      });
    return { begun, ask, end: () => ends.shift()?.() };
  };

  it('are counted one after the other, and the newest takes the place of the one that waits', async () => {
    const { begun, ask, end } = counts();
    const first = ask('first');
    const second = ask('second');
    const third = ask('third');
    await expect(second).rejects.toMatchObject({ kind: 'still-counting' });
    expect(begun).toEqual(['first']);
    end();
    expect(await first).toBe('first');
    await turnOfTheLoop();
    end();
    expect(await third).toBe('third');
    expect(begun).toEqual(['first', 'third']);
  });

  it('wait for nobody else, and not for a count that failed', async () => {
    const { ask, end } = counts();
    const inTurn = oneAtATime();
    await expect(inTurn(1, () => Promise.reject(new Error('down')))).rejects.toThrow('down');
    expect(await inTurn(1, () => Promise.resolve(7))).toBe(7);
    const one = ask('one', 1);
    const other = ask('other', 2);
    await turnOfTheLoop();
    end();
    end();
    expect(await Promise.all([one, other])).toEqual(['one', 'other']);
  });
});
