import fc from 'fast-check';
import {
  floodLimit,
  isFlood,
  isLoop,
  isStale,
  isTooOften,
  usualHour,
} from '../../../server/src/automations/domain/bounds';
import { onceKey, type Occasion } from '../../../server/src/automations/domain/once';
import type { AutomationOnce } from '../../../server/src/contracts/automations';

const occasion = (given: Partial<Occasion> = {}): Occasion => ({
  automationId: 1,
  event: '10',
  documentId: 'a',
  basis: null,
  contactId: 5,
  ...given,
});
const NOW = 100 * 86_400_000;

describe('what an automation does once', () => {
  const key = (
    once: AutomationOnce,
    given: Partial<Occasion> = {},
    people: 'first' | 'all' = 'first'
  ) => onceKey(once, { people }, { occasion: occasion(given), zone: 'UTC', now: NOW });
  const entry = { per: 'entry' } as const;

  it('[E-07] for an entry is one key, whatever happens to it and whatever contact it leads to', () => {
    expect(key(entry, { event: '11', contactId: 6 })).toEqual(key(entry));
    expect(key(entry, { documentId: 'b' })).not.toEqual(key(entry));
    expect(key(entry, { automationId: 2 })).not.toEqual(key(entry));
  });

  it('[E-06] for a date that was moved is another key', () => {
    expect(key(entry, { basis: '2026-12-24' })).not.toEqual(key(entry, { basis: '2026-12-25' }));
  });

  it('[E-07] for an entry with several contacts is a key each', () => {
    expect(key(entry, { contactId: 6 }, 'all')).not.toEqual(key(entry, {}, 'all'));
  });

  it('[E-07] for each event is a key each', () => {
    const event = { per: 'event' } as const;
    expect(key(event, { event: '11' })).not.toEqual(key(event));
    expect(key(event)).toEqual(key(event));
  });

  it('[E-16] [E-35] for the same time or look is a key for each contact, where there is no entry', () => {
    const event = { per: 'event' } as const;
    const of = (contactId: number) => key(event, { documentId: null, contactId });
    expect(of(6)).not.toEqual(of(5));
    expect(of(5)).toEqual(of(5));
  });

  it('[E-01] for a contact is one key, free again after its days', () => {
    const ever = { per: 'person', days: null } as const;
    expect(key(ever, { documentId: 'b', event: '11' })).toEqual(key(ever));
    expect(key(ever, { contactId: 6 })).not.toEqual(key(ever));
    expect(key(ever).freeUpTo).toBeNull();
    // Today is one of the seven days.
    expect(key({ per: 'person', days: 7 }).freeUpTo).toBe(94 * 86_400_000 - 1);
  });
});

describe('bounds of automations', () => {
  it('[E-01] hold what would start over ten times its usual hour, and never what is few', () => {
    expect(isFlood({ started: 0, wanted: 200, usual: 0 })).toBe(false);
    expect(isFlood({ started: 0, wanted: 201, usual: 0 })).toBe(true);
    expect(isFlood({ started: 150, wanted: 51, usual: 3 })).toBe(true);
    expect(isFlood({ started: 0, wanted: 900, usual: 90 })).toBe(false);
    expect(isFlood({ started: 1, wanted: 900, usual: 90 })).toBe(true);
    expect(isFlood({ started: 9_999, wanted: 0, usual: 0 })).toBe(false);
    expect([0, 20, 21].map(floodLimit)).toEqual([200, 200, 210]);
  });

  it('[E-01] the usual hour is the middle of those in which something started', () => {
    expect(usualHour([])).toBe(0);
    expect(usualHour([0, 0, 8, 0, 2, 5])).toBe(5);
    expect(usualHour([1, 1_000])).toBe(1);
    fc.assert(
      fc.property(fc.array(fc.nat()), (hours) => {
        const usual = usualHour(hours);
        expect(usual === 0 || hours.includes(usual)).toBe(true);
      })
    );
  });

  it('[E-01] end what sets itself off, through us and through other systems', () => {
    expect([3, 4].map(isLoop)).toEqual([false, true]);
    expect([4, 5].map(isTooOften)).toEqual([false, true]);
  });

  it('[E-01] skip what is due for too long', () => {
    expect([isStale(0, 5, 300_000), isStale(0, 5, 300_001)]).toEqual([false, true]);
  });
});
