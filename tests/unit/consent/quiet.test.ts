import fc from 'fast-check';
import { DateTime } from 'luxon';
import { quietHours } from '../../../server/src/contracts/consent';
import { mayContact, type GateInput } from '../../../server/src/consent/domain/gate';
import { quietUntil } from '../../../server/src/consent/domain/quiet';
import { zoneOf } from '../../../server/src/kernel/zone';
import { aGatePerson } from '../../support/gate-person';

const NOWHERE = { timezone: null, country: null };
const NIGHT = { from: '21:00', to: '09:00', zone: 'Europe/Istanbul' };
const at = (iso: string) => DateTime.fromISO(iso).toMillis();
const iso = (ms: number | null, zone: string) =>
  ms === null ? null : DateTime.fromMillis(ms, { zone }).toISO({ suppressMilliseconds: true });

describe('by which clock somebody sleeps', () => {
  it.each([
    ['their own', { timezone: 'America/New_York', country: 'TR' }, 'America/New_York'],
    ['that of a country with one', { timezone: null, country: 'TR' }, 'Europe/Istanbul'],
    ['none of a country with several', { timezone: null, country: 'US' }, null],
    ['none of a country that does not exist', { timezone: null, country: 'QQ' }, null],
    [
      'their country’s, where their own is no zone',
      { timezone: 'Mars/Base', country: 'TR' },
      'Europe/Istanbul',
    ],
    ['none, where nothing is known', NOWHERE, null],
  ])('[M-50] %s', (_name, whereabouts, zone) => {
    expect(zoneOf(whereabouts)).toBe(zone);
  });

  it('[M-50] a country whose zones keep the same time all year is one', () => {
    // Germany has Berlin and Busingen.
    expect(zoneOf({ timezone: null, country: 'DE' })).toMatch(/^Europe\//);
  });
});

describe('until when nobody is disturbed', () => {
  it.each([
    ['2026-11-20T20:59:59+03:00', null],
    ['2026-11-20T21:00:00+03:00', '2026-11-21T09:00:00+03:00'],
    ['2026-11-20T23:59:00+03:00', '2026-11-21T09:00:00+03:00'],
    ['2026-11-21T00:00:00+03:00', '2026-11-21T09:00:00+03:00'],
    ['2026-11-21T08:59:59+03:00', '2026-11-21T09:00:00+03:00'],
    ['2026-11-21T09:00:00+03:00', null],
  ])('[M-50] over midnight, at %s: %s', (when, until) => {
    expect(iso(quietUntil(NIGHT, NOWHERE, at(when)), 'Europe/Istanbul')).toBe(until);
  });

  it.each([
    ['2026-11-20T11:59:00+03:00', null],
    ['2026-11-20T12:00:00+03:00', '2026-11-20T13:30:00+03:00'],
    ['2026-11-20T13:30:00+03:00', null],
  ])('[M-50] within a day, at %s: %s', (when, until) => {
    const noon = { ...NIGHT, from: '12:00', to: '13:30' };
    expect(iso(quietUntil(noon, NOWHERE, at(when)), 'Europe/Istanbul')).toBe(until);
  });

  it('[M-50] by the clock of the contact and not of the business', () => {
    const when = at('2026-11-20T22:00:00+03:00');
    expect(quietUntil(NIGHT, NOWHERE, when)).not.toBeNull();
    expect(quietUntil(NIGHT, { timezone: 'America/New_York', country: null }, when)).toBeNull();
    expect(quietUntil(NIGHT, { timezone: null, country: 'JP' }, when)).toBe(
      at('2026-11-21T09:00:00+09:00')
    );
  });

  it.each([
    // The night of 8 March 2026 has no 02:30; that of 1 November has two.
    ['2026-03-08T01:00:00-05:00', '2026-03-08T03:30:00-04:00'],
    ['2026-11-01T00:30:00-04:00', '2026-11-01T02:30:00-05:00'],
  ])('[M-50] when clocks are changed, at %s: %s', (when, until) => {
    const hours = { from: '22:00', to: '02:30', zone: 'America/New_York' };
    expect(quietUntil(hours, NOWHERE, at(when))).toBe(at(until));
  });

  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map((parts) => parts.map((n) => String(n).padStart(2, '0')).join(':'));
  const zone = fc.constantFrom(
    'Europe/Istanbul',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Europe/London',
    'Africa/Casablanca',
    'Pacific/Apia'
  );
  it('[M-50] it always ends, within a day and the hour of a changed clock, and then really has', () => {
    fc.assert(
      fc.property(
        fc.record({ from: time, to: time, zone }).filter(({ from, to }) => from !== to),
        fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2028-01-01T00:00:00Z') }),
        (hours, now) => {
          const until = quietUntil(hours, NOWHERE, now);
          if (until === null) return;
          expect(until).toBeGreaterThan(now);
          expect(until - now).toBeLessThanOrEqual(25 * 3_600_000);
          const again = quietUntil(hours, NOWHERE, until);
          // Only where the clock is put back over the end does the night begin once more.
          if (again !== null) expect(again - until).toBeLessThanOrEqual(3_600_000);
        }
      ),
      { numRuns: 2_000 }
    );
  });
});

describe('what may be set', () => {
  it.each([
    ['from', { from: '24:00' }],
    ['from', { from: '9:00' }],
    ['to', { to: '21:00' }],
    ['zone', { zone: 'Mars/Base' }],
  ])('[M-50] refuses, naming %s: %j', (field, wrong) => {
    const parsed = quietHours.safeParse({ ...NIGHT, ...wrong });
    expect(parsed.error?.issues[0]?.path).toEqual([field]);
    expect(quietHours.safeParse(NIGHT).success).toBe(true);
  });
});

describe('the gate at night', () => {
  const night = at('2026-11-20T23:00:00+03:00');
  const morning = at('2026-11-21T09:00:00+03:00');
  const contact = aGatePerson({ timezone: 'Europe/Istanbul', country: 'TR' });
  const rules = { marketing: 'opt-in', utility: 'opt-in', quiet: NIGHT } as const;
  const ask = (over: Partial<GateInput> = {}) =>
    mayContact({ category: 'MARKETING', contact, rules, now: night, ...over });
  const waits = { ok: false, reason: 'quiet-hours', until: morning };

  it('[M-50] lets marketing wait for the morning: templates, and one text to many', () => {
    expect(ask()).toEqual(waits);
    expect(ask({ category: 'SERVICE', bulk: true })).toEqual(waits);
    expect(ask({ now: morning })).toEqual({ ok: true });
    expect(ask({ rules: { ...rules, quiet: null } })).toEqual({ ok: true });
  });

  it.each(['UTILITY', 'AUTHENTICATION', 'SERVICE'] as const)(
    '[M-50] holds back no %s',
    (category) => {
      expect(ask({ category })).toEqual({ ok: true });
    }
  );

  it('[M-50] holds back no agent', () => {
    expect(ask({ agentInitiated: true })).toEqual({ ok: true });
  });

  it('[M-50] answers anyone who wrote within the hour, but not with a campaign', () => {
    const minutes = (n: number) => night - n * 60_000;
    expect(ask({ lastInboundAt: minutes(59) })).toEqual({ ok: true });
    expect(ask({ lastInboundAt: minutes(60) })).toEqual(waits);
    expect(ask({ lastInboundAt: minutes(5), bulk: true })).toEqual(waits);
  });

  it('[M-50] [O-22] who may not get it at all does not wait for it', () => {
    expect(ask({ contact: { ...contact, marketing: 'out' } })).toMatchObject({
      reason: 'opted-out',
    });
    expect(ask({ contact: { ...contact, pausedUntil: night + 1 } })).toMatchObject({
      reason: 'paused',
    });
  });

  it('[M-50] [O-29] nobody is woken by another channel either', () => {
    const elsewhere = { ...contact, channels: ',*:sms,' };
    expect(ask({ contact: elsewhere })).toEqual(waits);
    expect(ask({ contact: elsewhere, now: morning })).toMatchObject({ reason: 'channel' });
  });
});
