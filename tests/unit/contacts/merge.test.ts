import fc from 'fast-check';
import { mergedColumns, stricter, survivorOf } from '../../../server/src/contacts/domain/merge';
import { newContact } from '../../../server/src/contacts/resolve';
import type { ContactRow } from '../../../server/src/contacts/public';

const aContact = (over: Partial<ContactRow> = {}): ContactRow => ({
  id: 1,
  ...newContact({ source: 'agent', addedAt: 100, ...over }, () => 0.5),
  ...over,
});

const state = fc.constantFrom('in' as const, 'out' as const, 'none' as const);

describe('merging two rows of one person', () => {
  it('keeps the older row, the lower id of two equally old', () => {
    const older = aContact({ id: 9, addedAt: 1 });
    const younger = aContact({ id: 2, addedAt: 2 });
    expect(survivorOf(younger, older)).toEqual({ winner: older, loser: younger });
    const twin = aContact({ id: 10, addedAt: 1 });
    expect(survivorOf(twin, older).winner).toBe(older);
    expect(survivorOf(older, twin).winner).toBe(older);
  });

  it('[O-22] never weakens a refusal, a block or a pause', () => {
    fc.assert(
      fc.property(
        state,
        state,
        fc.boolean(),
        fc.boolean(),
        fc.option(fc.nat()),
        fc.option(fc.nat()),
        (a, b, x, y, p, q) => {
          const merged = mergedColumns(
            aContact({ marketing: a, blocked: x, pausedUntil: p }),
            aContact({ marketing: b, blocked: y, pausedUntil: q })
          );
          expect(merged.marketing === 'out').toBe(a === 'out' || b === 'out');
          expect(merged.blocked).toBe(x || y);
          expect(merged.pausedUntil ?? -1).toBe(Math.max(p ?? -1, q ?? -1));
          expect(stricter(a, b)).toBe(stricter(b, a));
        }
      )
    );
  });

  it('[X-15] completes what the survivor lacks and keeps what it has', () => {
    const winner = aContact({ name: 'Ada', waId: '905321234567', tags: ['vip'] });
    const loser = aContact({
      name: 'Lovelace',
      bsuid: 'TR.1',
      email: 'a@b.c',
      tags: ['vip', 'new'],
      lastInboundAt: 7,
    });
    expect(mergedColumns(winner, loser)).toMatchObject({
      name: 'Ada',
      waId: '905321234567',
      bsuid: 'TR.1',
      email: 'a@b.c',
      tags: ['vip', 'new'],
      lastInboundAt: 7,
    });
  });
});
