import { createAccessWatch } from '../../../server/src/logs/access';
import { systemClock } from '../../../server/src/kernel/clock';

describe('the log of accesses', () => {
  it('[X-09] writes an opening once in 15 minutes for each user and contact', () => {
    let now = 0;
    const isNews = createAccessWatch({ ...systemClock, monotonic: () => now });
    const open = (id: number, contactId: number) => isNews({ by: { id, name: 'x' }, contactId });
    expect([open(1, 5), open(1, 5), open(2, 5), open(1, 6)]).toEqual([true, false, true, true]);
    now = 14 * 60_000;
    expect(open(1, 5)).toBe(false);
    now = 15 * 60_000;
    expect([open(1, 5), open(1, 5)]).toEqual([true, false]);
  });

  it('forgets the oldest beyond this many, instead of growing for ever', () => {
    const isNews = createAccessWatch({ ...systemClock, monotonic: () => 0 });
    const by = { id: 1, name: 'x' };
    for (let contactId = 1; contactId <= 5_001; contactId += 1) isNews({ by, contactId });
    expect(isNews({ by, contactId: 5_001 })).toBe(false);
    expect(isNews({ by, contactId: 1 })).toBe(true);
  });
});
