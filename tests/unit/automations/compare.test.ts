import fc from 'fast-check';
import type { HeldValues } from '../../../server/src/contracts/automations';
import {
  compareEntry,
  fillEntry,
  type Compared,
  type CompareRule,
  type RowNow,
  type RowSeen,
} from '../../../server/src/automations/domain/compare';

const rule = (given: Partial<CompareRule> = {}): CompareRule => ({
  fields: ['state', 'title'],
  versions: ['published'],
  hasDrafts: true,
  localized: new Set(['title']),
  locale: 'en',
  newSince: null,
  mark: 'one',
  at: 1_000,
  isFinal: false,
  ...given,
});

let ids = 0;
const row = (values: HeldValues, given: Partial<RowNow> = {}): RowNow => ({
  locale: 'en',
  version: 'published',
  madeAt: 500,
  values,
  ...given,
});
const seen = (held: HeldValues | null, given: Partial<RowSeen> = {}): RowSeen => ({
  id: (ids += 1),
  locale: 'en',
  version: 'published',
  held,
  goneAt: null,
  goneMark: null,
  wasPublished: false,
  revision: 1,
  ...given,
});
const draft = (values: HeldValues, given: Partial<RowNow> = {}) =>
  row(values, { version: 'draft', ...given });

/** In English and Turkish, each with a title of its own. */
const rowsInBoth = (state: string): [RowNow, RowNow] => [
  row({ state, title: 'A' }),
  row({ state, title: 'B' }, { locale: 'tr' }),
];
const seenInBoth = (): RowSeen[] => [
  seen({ state: 'new', title: 'A' }),
  seen({ state: 'new', title: 'B' }, { locale: 'tr' }),
];

/** What is remembered after a look. */
const after = (before: readonly RowSeen[], { fresh, changed, removed }: Compared): RowSeen[] => {
  const gone = new Set(removed.map(({ id }) => id));
  const changes = new Map(changed.map((one) => [one.id, one]));
  const kept = before.filter(({ id }) => !gone.has(id));
  return [
    ...kept.map((one) => ({ ...one, ...changes.get(one.id), revision: one.revision + 1 })),
    ...fresh.map(({ held, ...one }) => seen(held, one)),
  ];
};

const kinds = ({ changes }: Compared) => changes.map(({ kind }) => kind);

describe('an entry with drafts and translations', () => {
  it('[E-02] that is published again deletes its row and makes another: one change, with old and new values', () => {
    const known = [seen({ state: 'new', title: 'A' })];
    const deleted = compareEntry([draft({ state: 'done', title: 'A' })], known, rule());
    expect(kinds(deleted)).toEqual([]);
    const marked = after(known, deleted);
    expect(marked[0]).toMatchObject({ goneAt: 1_000, goneMark: 'one', held: { state: 'new' } });
    const rows = [draft({ state: 'done', title: 'A' }), row({ state: 'done', title: 'A' })];
    const made = compareEntry(rows, marked, rule());
    expect(made.changes).toEqual([
      {
        kind: 'updated',
        version: 'published',
        locale: 'en',
        before: { state: 'new', title: 'A' },
        after: { state: 'done', title: 'A' },
      },
    ]);
    expect(after(marked, made)[0]).toMatchObject({ goneAt: null, held: { state: 'done' } });
  });

  it('[E-02] that is published in two languages at once changes once, whichever row is made first', () => {
    const start = seenInBoth();
    const [en, tr] = rowsInBoth('done');
    for (const order of [
      [[], [tr], [tr, en]],
      [[], [en], [en, tr]],
    ]) {
      let known: RowSeen[] = start;
      const found: string[] = [];
      for (const rows of order) {
        const result = compareEntry(rows, known, rule());
        found.push(...kinds(result));
        known = after(known, result);
      }
      expect(found).toEqual(['updated']);
    }
  });

  it('[E-02] is new once, when its first language is published, and the second one is no change', () => {
    const tr = row({ state: 'new', title: 'B' }, { locale: 'tr' });
    const first = compareEntry([tr], [], rule());
    expect(first.changes).toMatchObject([{ kind: 'published', locale: 'tr', before: null }]);
    const known = after([], first);
    const second = compareEntry([tr, row({ state: 'new', title: 'A' })], known, rule());
    expect([kinds(second), second.fresh.length]).toEqual([[], 1]);
  });

  it('[E-02] changes by the language that stands for it, not by the others', () => {
    const known = seenInBoth();
    const tr = row({ state: 'new', title: 'Z' }, { locale: 'tr' });
    const result = compareEntry([row({ state: 'new', title: 'A' }), tr], known, rule());
    expect([kinds(result), result.changed.length]).toEqual([[], 1]);
  });

  it('[E-02] that begins to be shown in another language changes only by what all languages share', () => {
    const known = [seen({ state: 'new', title: 'B' }, { locale: 'tr' })];
    expect(compareEntry(rowsInBoth('done'), known, rule()).changes).toMatchObject([
      { kind: 'updated', locale: 'en', before: { state: 'new' }, after: { state: 'done' } },
    ]);
    expect(kinds(compareEntry(rowsInBoth('new'), known, rule()))).toEqual([]);
  });

  it('[E-02] is no news while it is a draft', () => {
    expect(compareEntry([draft({ state: 'new' })], [], rule())).toEqual({
      fresh: [],
      changed: [],
      removed: [],
      changes: [],
    });
    const drafts = rule({ versions: ['draft'] });
    expect(kinds(compareEntry([draft({ state: 'new' })], [], drafts))).toEqual(['created']);
  });

  it('[E-02] is unpublished while its draft is left, and deleted with it, once the transaction is over', () => {
    const known = [seen({ state: 'new' }), seen({ state: 'new' }, { locale: 'tr' })];
    const final = rule({ mark: null, isFinal: true });
    const result = compareEntry([draft({ state: 'new' })], known, final);
    expect(result.changes).toMatchObject([{ kind: 'unpublished', after: null }]);
    expect(after(known, result)).toMatchObject([{ held: null, goneAt: null, wasPublished: true }]);
    expect(kinds(compareEntry([], known, final))).toEqual(['deleted']);
    expect(kinds(compareEntry([], known, rule()))).toEqual([]);
  });

  it('[E-02] is published again after that, however often it was unpublished, until all of it is deleted', () => {
    const final = rule({ mark: null, isFinal: true });
    const drafts = [draft({ state: 'new' })];
    const shown = [...drafts, row({ state: 'new' })];
    let known: RowSeen[] = [];
    const looks = (rows: readonly RowNow[]) => {
      const found = [rule(), final].flatMap((one) => {
        const result = compareEntry(rows, known, one);
        known = after(known, result);
        return result.changes;
      });
      return found.map(({ kind, again = false }) => [kind, again]);
    };
    expect(looks(shown)).toEqual([['published', false]]);
    for (let i = 0; i < 2; i += 1) {
      expect(looks(drafts)).toEqual([['unpublished', false]]);
      expect(looks(drafts)).toEqual([]);
      expect(looks(shown)).toEqual([['published', true]]);
    }
    expect(looks(drafts)).toEqual([['unpublished', false]]);
    expect([looks([]), known]).toEqual([[], []]);
    expect(looks(shown)).toEqual([['published', false]]);
  });

  it('[E-02] without the default language changes by the first one, however often its row is replaced', () => {
    const de = (title: string) => row({ state: 'new', title }, { locale: 'de' });
    const fr = (title: string) => row({ state: 'new', title }, { locale: 'fr' });
    let known = [
      seen({ state: 'new', title: 'A' }, { locale: 'de' }),
      seen({ state: 'new', title: 'B' }, { locale: 'fr' }),
    ];
    const found: string[] = [];
    // Publishing takes the row away and makes another, which is the last one by its id.
    for (const rows of [[fr('B')], [fr('B'), de('C')], [de('C')], [de('C'), fr('D')]]) {
      const result = compareEntry(rows, known, rule());
      found.push(...result.changes.map(({ locale, kind }) => `${kind} ${locale}`));
      known = after(known, result);
    }
    expect(found).toEqual(['updated de']);
    known = [...known].reverse();
    const result = compareEntry([fr('D'), de('E')], known, rule());
    expect(result.changes).toMatchObject([{ before: { title: 'C' }, after: { title: 'E' } }]);
  });

  it('[E-02] of which one language was deleted is still there', () => {
    const known = [seen({ state: 'new' }), seen({ state: 'new' }, { locale: 'tr' })];
    const rows = [row({ state: 'new' }, { locale: 'tr' })];
    const result = compareEntry(rows, known, rule({ mark: null, isFinal: true }));
    expect([kinds(result), result.removed.length]).toEqual([[], 1]);
  });

  it('[E-02] that goes and comes back in two transactions changed twice, also before anybody has written down the first', () => {
    const known = [seen({ state: 'new' }, { goneAt: 900, goneMark: 'before' })];
    const rows = [draft({ state: 'done' }), row({ state: 'done' })];
    const result = compareEntry(rows, known, rule());
    expect(result.changes).toMatchObject([
      { kind: 'unpublished', before: { state: 'new' } },
      { kind: 'published', before: null, after: { state: 'done' }, again: true },
    ]);
  });
});

describe('an entry that was not seen', () => {
  const plain = rule({ hasDrafts: false, locale: '', localized: new Set() });
  const entry = (madeAt: number) => row({ state: 'new' }, { locale: '', madeAt });

  it('[E-02] is new, unless a first look is under way and it was there before', () => {
    expect(kinds(compareEntry([entry(500)], [], plain))).toEqual(['created']);
    const filling = { ...plain, newSince: 800 };
    const old = compareEntry([entry(500)], [], filling);
    expect([kinds(old), old.fresh.length]).toEqual([[], 1]);
    expect(kinds(compareEntry([entry(900)], [], filling))).toEqual(['created']);
    expect(kinds(compareEntry([entry(900)], [], { ...plain, newSince: Infinity }))).toEqual([]);
  });

  it('[X-06] or that was forgotten with its contact is remembered again, and nothing starts', () => {
    const known = [seen(null, { locale: '' })];
    const result = compareEntry([entry(500)], known, plain);
    expect(kinds(result)).toEqual([]);
    expect(result.changed).toMatchObject([{ held: { state: 'new' } }]);
  });
});

describe('what is remembered', () => {
  const plain = rule({ hasDrafts: false, locale: '', localized: new Set(), fields: ['state'] });

  it('[E-02] keeps fields that this process does not know yet, and loses those that nobody watches', () => {
    const known = [seen({ state: 'new', total: 5 }, { locale: '' })];
    const rows = [row({ state: 'done' }, { locale: '' })];
    expect(compareEntry(rows, known, plain).changed).toMatchObject([
      { held: { state: 'done', total: 5 } },
    ]);
    const [swept] = compareEntry(rows, known, { ...plain, mark: null, isFinal: true }).changed;
    expect(swept?.held).toEqual({ state: 'done' });
  });

  it('[E-02] is filled without news, and what was remembered of a field long ago counts no more', () => {
    const known = [seen({ state: 'new', total: 1 }, { locale: '' })];
    const rows = [row({ state: 'done', total: 9 }, { locale: '' })];
    const filled = fillEntry(rows, known, { versions: ['published'], fresh: ['total'] });
    expect(filled.changed).toMatchObject([{ held: { state: 'new', total: 9 } }]);
    expect(fillEntry(rows, [], { versions: ['published'], fresh: ['total'] }).fresh).toEqual([
      { locale: '', version: 'published', held: { state: 'done', total: 9 } },
    ]);
  });

  const state = fc.oneof(fc.constant(null), fc.constantFrom('new', 'paid', 'sent'));
  /** Null: the entry is gone. */
  const states = fc.array(fc.option(fc.record({ state }), { nil: null }), { maxLength: 12 });

  it('[E-02] says the same twice only once', () => {
    fc.assert(
      fc.property(states, (all) => {
        let known: RowSeen[] = [];
        for (const values of all) {
          const rows = values ? [row(values, { locale: '' })] : [];
          const final = { ...plain, mark: null, isFinal: true };
          known = after(known, compareEntry(rows, known, final));
          expect(compareEntry(rows, known, final)).toEqual({
            fresh: [],
            changed: [],
            removed: [],
            changes: [],
          });
        }
      })
    );
  });

  it('[E-02] makes a chain: each change begins where the one before ended', () => {
    fc.assert(
      fc.property(states, (all) => {
        let known: RowSeen[] = [];
        let last: HeldValues | null = null;
        all.forEach((values, i) => {
          const rows = values ? [row(values, { locale: '' })] : [];
          const look = { ...plain, mark: `${i}` };
          const results = [compareEntry(rows, known, look)];
          known = after(known, results[0] as Compared);
          // Its transaction is over.
          results.push(compareEntry(rows, known, { ...look, mark: null, isFinal: true }));
          known = after(known, results[1] as Compared);
          for (const change of results.flatMap(({ changes }) => changes)) {
            expect(change.before).toEqual(last);
            last = change.after;
          }
          expect(last).toEqual(values);
        });
      })
    );
  });
});
