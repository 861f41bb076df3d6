import { isNewerThan, newestYes } from '../../../server/src/consent/domain/listed';

const line = (action: 'opt-in' | 'opt-out' | 'lifted', at: number, source = 'keyword') => ({
  action,
  at,
  source,
});

describe('a yes that counts more than the no of a list', () => {
  it('[P-11] is the word that counts, and never one of a list', () => {
    expect(newestYes([line('opt-in', 9_000), line('opt-out', 5_000)])).toEqual({
      at: 9_000,
      isOwn: true,
    });
    expect(newestYes([line('opt-in', 9_000), line('opt-out', 9_500)])).toBeNull();
    expect(newestYes([{ ...line('opt-in', 9_000, 'Card'), undated: true }])).toBeNull();
    expect(newestYes([line('opt-in', 9_000, 'phone call')])).toEqual({ at: 9_000, isOwn: false });
    expect(newestYes([])).toBeNull();
  });

  it('[P-11] came in a later second than the day of the no; without one only their own yes counts', () => {
    const own = { at: 9_000, isOwn: true };
    const told = { at: 9_000, isOwn: false };
    expect(isNewerThan(own, { at: 8_000 })).toBe(true);
    expect(isNewerThan(told, { at: 8_000 })).toBe(true);
    expect(isNewerThan(own, { at: 9_500 })).toBe(false);
    expect(isNewerThan(own, { at: null })).toBe(true);
    expect(isNewerThan(told, { at: null })).toBe(false);
    expect(isNewerThan(null, { at: 1 })).toBe(false);
  });
});
