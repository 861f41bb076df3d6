import fc from 'fast-check';
import { keyOfLabel } from '../../../../admin/src/pages/Settings/field-key';
import {
  asked,
  chipKeys,
  choiceOf,
  dayEnd,
  dayOf,
  dayStart,
  filterParam,
  isPicked,
  isSecondOfDouble,
  nextState,
  nobody,
  pageState,
  pageToggled,
  pickedCount,
  readFilterParam,
  shownOptions,
  stateOf,
  tidy,
  toggled,
  withState,
  type Picked,
} from '../../../../admin/src/shared/people/filter-model';
import { peopleChoice, peopleFilter } from '../../../../server/src/contracts/audience';

const state = fc.constantFrom('off' as const, 'include' as const, 'exclude' as const);

describe('a chip', () => {
  it('[M-20] includes, excludes and clears in turn, and goes the same way back', () => {
    expect(nextState('off')).toBe('include');
    expect(nextState('include')).toBe('exclude');
    expect(nextState('exclude')).toBe('off');
    fc.assert(fc.property(state, (one) => expect(nextState(nextState(one), true)).toBe(one)));
  });

  it('[M-20] takes the second half of a double click for no press', () => {
    expect(isSecondOfDouble(null, 0)).toBe(false);
    expect(isSecondOfDouble(1_000, 1_499)).toBe(true);
    expect(isSecondOfDouble(1_000, 1_500)).toBe(false);
  });

  it('[M-20] is in one state at a time, and leaves the other chips alone', () => {
    const press = fc.record({
      key: fc.constantFrom(...chipKeys),
      value: fc.integer({ min: 1, max: 4 }),
      state,
    });
    fc.assert(
      fc.property(fc.array(press, { maxLength: 30 }), (presses) => {
        const wanted = new Map<string, string>();
        let filter = {};
        for (const { key, value, state: next } of presses) {
          filter = withState(filter, { key, value }, next);
          wanted.set(`${key} ${value}`, next);
        }
        for (const key of chipKeys)
          for (const value of [1, 2, 3, 4])
            expect(stateOf(filter, key, value)).toBe(wanted.get(`${key} ${value}`) ?? 'off');
        expect(asked(filter)).toBe([...wanted.values()].filter((one) => one !== 'off').length);
        expect(tidy(filter)).toEqual(filter);
      })
    );
  });
});

describe('the filter in the address', () => {
  it('comes back as it was, and is nothing for everyone', () => {
    const filter = peopleFilter.parse({
      tags: { include: ['VIP'], exclude: ['x'] },
      created: { from: 1, to: 2 },
      fields: [{ on: 'custom', key: 'size', operator: 'is', value: 'M' }],
    });
    expect(readFilterParam(filterParam(filter))).toEqual(filter);
    expect(
      filterParam({ q: 'search has a place of its own', tags: { include: [], exclude: [] } })
    ).toBeNull();
  });

  it.each(['', '{', '[]', 'null', '5', '{"tags":5}', '{"tags":{"include":"vip"}}', '{"evil":1}'])(
    'shows everyone for %j, which somebody typed',
    (text) => {
      expect(asked(readFilterParam(text))).toBe(0);
    }
  );
});

describe('contacts chosen over pages', () => {
  it('[M-22] [M-23] [M-24] are those whom a plain list of presses leaves, and the number says how many', () => {
    const everyone = Array.from({ length: 30 }, (_, i) => i + 1);
    const pages = [everyone.slice(0, 10), everyone.slice(10, 20), everyone.slice(20)];
    const press = fc.oneof(
      fc.record({ what: fc.constant('one' as const), id: fc.constantFrom(...everyone) }),
      fc.record({ what: fc.constant('page' as const), id: fc.constantFrom(0, 1, 2) }),
      fc.record({ what: fc.constantFrom('all' as const, 'clear' as const), id: fc.constant(0) })
    );
    fc.assert(
      fc.property(fc.array(press, { maxLength: 25 }), (presses) => {
        let picked: Picked = nobody;
        let plain = new Set<number>();
        for (const { what, id } of presses) {
          if (what === 'one') {
            picked = toggled(picked, id);
            if (!plain.delete(id)) plain.add(id);
          } else if (what === 'page') {
            const page = pages[id] ?? [];
            const isFull = page.every((one) => plain.has(one));
            plain = new Set(
              isFull ? [...plain].filter((one) => !page.includes(one)) : [...plain, ...page]
            );
            picked = pageToggled(picked, page);
          } else {
            picked = what === 'all' ? { kind: 'all', except: new Set() } : nobody;
            plain = new Set(what === 'all' ? everyone : []);
          }
        }
        expect(everyone.filter((id) => isPicked(picked, id))).toEqual(
          everyone.filter((id) => plain.has(id))
        );
        expect(pickedCount(picked, everyone.length)).toBe(plain.size);
        for (const page of pages) {
          const count = page.filter((id) => plain.has(id)).length;
          const wanted = count === 0 ? false : count === 10 ? true : 'indeterminate';
          expect(pageState(picked, page)).toBe(wanted);
        }
        const choice = choiceOf(picked, { q: 'a' });
        if (plain.size > 0) expect(peopleChoice.parse(choice)).toEqual(choice);
      })
    );
  });

  it('say no number while all who match are still counted', () => {
    expect(pickedCount({ kind: 'all', except: new Set([1]) }, undefined)).toBeNull();
  });
});

describe('the values of a chip filter', () => {
  it('[M-19] are found whatever the case and the accents, and no more than fit', () => {
    const options = ['VIP', 'Łódź', 'Große Straße'].map((label) => ({ label }));
    const labels = (typed: string) => shownOptions(options, typed).map(({ label }) => label);
    expect(labels(' vip ')).toEqual(['VIP']);
    expect(labels('Lodz')).toEqual(['Łódź']);
    expect(labels('strasse')).toEqual(['Große Straße']);
    expect(labels('')).toHaveLength(3);
    expect(
      shownOptions(
        Array.from({ length: 80 }, () => ({ label: 'x' })),
        'x'
      )
    ).toHaveLength(60);
  });
});

describe('small things of the contact pages', () => {
  it('take both days of a range whole', () => {
    expect(dayOf(dayStart('2026-05-31'))).toBe('2026-05-31');
    expect(dayOf(dayEnd('2026-05-31'))).toBe('2026-05-31');
    expect((dayEnd('2026-05-31') ?? 0) - (dayStart('2026-05-31') ?? 0)).toBe(86_399_999);
    expect(dayStart('')).toBeUndefined();
  });

  it.each([
    ['Doğum günü', 'dogum_gunu'],
    ['Ayakkabı No.', 'ayakkabi_no'],
    ['İL / İLÇE', 'il_ilce'],
    ['2. adres', 'adres'],
    ['地址', ''],
  ])('make the key of %j: %j', (label, key) => {
    expect(keyOfLabel(label)).toBe(key);
  });
});
