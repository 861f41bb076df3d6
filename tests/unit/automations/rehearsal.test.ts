import fc from 'fast-check';
import { knownFor, knownFrom, stillKnown } from '../../../server/src/automations/domain/known';
import { isFree } from '../../../server/src/automations/domain/once';
import {
  clockLooksIn,
  dateLooksIn,
  datesOver,
  silencesIn,
} from '../../../server/src/automations/domain/past-looks';
import {
  costOfStarts,
  countsOf,
  floodHours,
  shownOf,
} from '../../../server/src/automations/domain/rehearsal';
import { meantOf, namedIn } from '../../../server/src/automations/domain/whom';
import {
  automationTrigger,
  skipReason,
  type TriggerOf,
} from '../../../server/src/contracts/automations';
import { HOUR_MS } from '../../../server/src/kernel/time';

const uid = 'api::order.order';
const at = (text: string): number => Date.parse(`${text}Z`);
const trigger = (given: object) => automationTrigger.parse({ uid, ...given });

describe('what a rehearsal shows', () => {
  const rows = fc.array(
    fc.record({
      at: fc.nat(),
      reason: fc.option(fc.constantFrom(...skipReason.options), { nil: null }),
    }),
    { maxLength: 400 }
  );

  it('[E-32] are the newest of those who would have got it and of each reason, never more than its rows', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const shown = shownOf(all, 60);
        expect(shown.length).toBeLessThanOrEqual(60);
        expect(shown.map((one) => one.at)).toEqual(
          shown.map((one) => one.at).sort((a, b) => b - a)
        );
        // A frequent reason hides no other, nor those who would have got it.
        expect(new Set(shown.map(({ reason }) => reason))).toEqual(
          new Set(all.map(({ reason }) => reason))
        );
        if (all.length <= 60) expect(shown).toHaveLength(all.length);
      })
    );
  });

  it('[E-32] counts reasons, and hours in which it would have asked first', () => {
    expect(countsOf(['once', null, 'loop', 'once'])).toEqual([
      { reason: 'once', count: 2 },
      { reason: 'loop', count: 1 },
    ]);
    const hour = (n: number, count: number) => Array.from({ length: count }, () => n * HOUR_MS);
    expect(floodHours([...hour(1, 30), ...hour(2, 200)])).toBe(0);
    expect(floodHours([...hour(1, 3), ...hour(2, 201), ...hour(3, 5)])).toBe(1);
    expect(floodHours([...hour(1, 30), ...hour(2, 250)])).toBe(0);
  });

  it('[E-32] adds up prices by currency, and says of how many none is known', () => {
    const eur = { currency: 'EUR', least: 1, most: 2 };
    expect(costOfStarts([eur, null, eur, { currency: 'TRY', least: 5, most: 5 }])).toEqual({
      totals: [
        { currency: 'EUR', least: 2, most: 4 },
        { currency: 'TRY', least: 5, most: 5 },
      ],
      unpriced: 1,
    });
  });
});

describe('moments that have passed', () => {
  const from = at('2026-10-01T00:00');
  const to = at('2026-10-31T00:00');
  const before = trigger({
    ...{ kind: 'date', field: 'on', side: 'before', amount: 1, unit: 'days', at: '09:00' },
  }) as TriggerOf<'date'>;
  const field = { type: 'date', zone: 'UTC' } as const;

  it('[E-32] [E-06] of a date are those of each value as long as it held', () => {
    const changes = [
      { at: at('2026-10-20T12:00'), before: '2026-10-15' },
      { at: at('2026-10-05T12:00'), before: undefined },
    ];
    const looks = datesOver('2026-10-25', changes, { from, to }).flatMap(({ value, ...span }) =>
      dateLooksIn(before, value, { ...field, ...span }).map((look) => look.at)
    );
    expect(looks).toEqual([at('2026-10-24T09:00'), at('2026-10-14T09:00')]);
    // Moved before its reminder came, it came only for the later date.
    const moved = datesOver('2026-10-25', [{ at: at('2026-10-10T12:00'), before: '2026-10-15' }], {
      ...{ from, to },
    });
    expect(
      moved.flatMap(({ value, ...span }) => dateLooksIn(before, value, { ...field, ...span }))
    ).toHaveLength(1);
  });

  it('[E-32] of a date that comes each year is one a year', () => {
    const yearly = { ...before, yearly: true };
    const long = { from: at('2024-01-01T00:00'), to: at('2026-12-31T00:00') };
    const looks = dateLooksIn(yearly, '2020-02-29', { ...field, ...long });
    expect(looks.map((look) => new Date(look.at).toISOString().slice(0, 10))).toEqual([
      ...['2024-02-28', '2025-02-27', '2026-02-27'],
    ]);
  });

  it('[E-32] of silence are where nothing came for so long, and none where the entry had gone', () => {
    const hour = (n: number) => n * HOUR_MS;
    const stir = (documentId: string, n: number, isEnd = false) => ({
      ...{ documentId, at: hour(n), isEnd, begins: true },
    });
    const stirs = [stir('a', 1), stir('b', 1), stir('a', 2), stir('b', 2, true), stir('a', 9)];
    const found = silencesIn(stirs, { waitMs: hour(3), from: hour(2), to: hour(10) });
    expect(found).toEqual([{ documentId: 'a', since: hour(2), at: hour(5) }]);
    expect(silencesIn(stirs, { waitMs: hour(3), from: hour(6), to: hour(13) })).toEqual([
      { documentId: 'a', since: hour(9), at: hour(12) },
    ]);
  });

  it('[E-32] of silence are broken by changes in bulk, which begin none', () => {
    const stir = (documentId: string, at: number, begins: boolean) => ({
      ...{ documentId, at, begins, isEnd: false },
    });
    const stirs = [stir('a', 1, true), stir('a', 3, false), stir('b', 4, false)];
    expect(silencesIn(stirs, { waitMs: 3, from: 0, to: 20 })).toEqual([
      { documentId: 'a', since: 3, at: 6 },
    ]);
    const late = [...stirs, stir('a', 8, false)];
    expect(silencesIn(late, { waitMs: 3, from: 0, to: 20 })).toEqual([
      { documentId: 'a', since: 3, at: 6 },
    ]);
  });

  it('[E-32] [E-16] of the clock are its times, and for each contact’s clock also those a day before', () => {
    const clock = (zone: string) =>
      automationTrigger.parse({
        ...{ kind: 'clock', segmentId: 1, at: ['09:00'], zone },
      }) as TriggerOf<'clock'>;
    const ask = {
      ...{ from: at('2026-10-01T00:00'), to: at('2026-10-03T00:00'), zone: 'UTC' },
      isHoliday: () => false,
    };
    const days = (zone: string) => clockLooksIn(clock(zone), ask).map(({ basis }) => basis);
    expect(days('business')).toEqual(['2026-10-01T09:00', '2026-10-02T09:00']);
    expect(days('person')).toEqual(
      expect.arrayContaining(['2026-09-30T09:00', '2026-10-01T09:00', '2026-10-02T09:00'])
    );
  });
});

describe('what is known of changes', () => {
  const state = trigger({ kind: 'updated', field: 'state' });
  const first = knownFrom(null, { fields: ['state'], versions: ['published'] }, 10);

  it('[E-32] begins for each field when all entries have been looked at for it', () => {
    const total = trigger({ kind: 'updated', field: 'total' });
    expect([knownFor(first, state), knownFor(first, total), knownFor(null, state)]).toEqual([
      ...[10, null, null],
    ]);
    const both = knownFrom(first, { fields: ['state', 'total'], versions: ['published'] }, 30);
    expect([knownFor(both, state), knownFor(both, total)]).toEqual([10, 30]);
    const draft = trigger({ kind: 'updated', field: 'state', version: 'draft' });
    const drafts = knownFrom(both, { fields: ['state'], versions: ['draft', 'published'] }, 50);
    expect([knownFor(drafts, draft), knownFor(drafts, state)]).toEqual([50, 10]);
    expect(knownFor(first, trigger({ kind: 'deleted' }))).toBe(10);
  });

  it('[E-32] ends with the watching', () => {
    const left = stillKnown(first, { fields: [], versions: ['published'] });
    expect(knownFor(left, state)).toBeNull();
    const again = knownFrom(left, { fields: ['state'], versions: ['published'] }, 70);
    expect(knownFor(again, state)).toBe(70);
  });
});

describe('whom an automation means', () => {
  it('[E-02] is nobody, the first or all of those whom its entry leads to', () => {
    expect(meantOf(null)).toEqual({ reason: 'entry-gone' });
    expect(meantOf([])).toEqual({ reason: 'no-person' });
    expect(meantOf([7])).toEqual({ people: [7] });
    expect(meantOf([7, 8])).toEqual({ reason: 'several-people' });
    expect(meantOf([7, 8], { people: 'first' })).toEqual({ people: [7] });
    expect(meantOf([7, 8], { people: 'all' })).toEqual({ people: [7, 8] });
    expect([null, [], [7]].map((contactIds) => namedIn({ contactIds }))).toEqual([
      ...[null, { reason: 'no-person' }, { people: [7] }],
    ]);
  });

  it('[E-07] is not meant again before the key is free', () => {
    expect([isFree(null, { freeUpTo: null }), isFree(5, { freeUpTo: null })]).toEqual([
      ...[true, false],
    ]);
    expect([isFree(5, { freeUpTo: 5 }), isFree(6, { freeUpTo: 5 })]).toEqual([true, false]);
  });
});
