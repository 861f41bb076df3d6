import type { EntryVersion, HeldValues } from '../../contracts/automations';
import type { Transition } from './transition';
import { changedFields, only, sameValue } from './values';

/*
 * An entry with drafts and translations is several rows with one document id, and publishing deletes rows and makes others. So
 * its rows are compared with what was seen of them last, and what became of the entry is that of the one row that stands for
 * it: in the default language, else the first by its code. A row that is gone is only marked, because it may come back within
 * the transaction.
 */

/** A row of an entry as it is now. */
export interface RowNow {
  locale: string;
  version: EntryVersion;
  /** When its entry was made; null: unknown. */
  madeAt: number | null;
  values: HeldValues;
}

/** What was seen of a row last. */
export interface RowSeen {
  id: number;
  locale: string;
  version: EntryVersion;
  /** Null: it was forgotten, so nothing is known of it. */
  held: HeldValues | null;
  /** Since when it is gone, and the transaction that took it away. */
  goneAt: number | null;
  goneMark: string | null;
  /** It is unpublished, and only that it was published is remembered. */
  wasPublished: boolean;
  revision: number;
}

export interface NewSeen {
  locale: string;
  version: EntryVersion;
  held: HeldValues;
}

export interface SeenChange {
  id: number;
  revision: number;
  held: HeldValues | null;
  goneAt: number | null;
  goneMark: string | null;
  wasPublished: boolean;
}

/** What became of the entry, in the language of the row that stands for it. */
export type Change = Transition & { locale: string };

export interface Compared {
  fresh: NewSeen[];
  changed: SeenChange[];
  /** Rows that are gone for good, or that nobody watches any more. */
  removed: RowSeen[];
  changes: Change[];
}

export interface CompareRule {
  fields: readonly string[];
  versions: readonly EntryVersion[];
  hasDrafts: boolean;
  /** Fields with a value of their own in each language. */
  localized: ReadonlySet<string>;
  /** The default language; empty of a type without translations. */
  locale: string;
  /** While entries are looked at for the first time: only those made since are new. Null: all that were not seen are. */
  newSince: number | null;
  /** The transaction that changed the entry; null: nothing is under way. */
  mark: string | null;
  at: number;
  /** Rows that are not there are gone for good, and what nobody watches any more is forgotten. */
  isFinal: boolean;
}

interface Side {
  version: EntryVersion;
  rows: readonly RowNow[];
  known: readonly RowSeen[];
  /** Of a published version that is not there any more: that it was. */
  past: readonly RowSeen[];
  /** The entry is there as a draft at least. */
  hasDraft: boolean;
}

const byLocale = <T extends { locale: string }>(rows: readonly T[], locale: string): T | null =>
  rows.find((row) => row.locale === locale) ?? null;

/** The row that stands for the entry. By codes of languages: the ids of rows change with each publishing. */
export const mainOf = <T extends { locale: string }>(
  rows: readonly T[],
  { locale }: Pick<CompareRule, 'locale'>
): T | null =>
  byLocale(rows, locale) ??
  rows.reduce<T | null>((first, row) => (first && first.locale <= row.locale ? first : row), null);

/** Of a row that is there. */
const THERE = { goneAt: null, goneMark: null, wasPublished: false };

const isGoneBefore = (rule: CompareRule) => (row: RowSeen) =>
  rule.mark !== null && row.goneAt !== null && row.goneMark !== rule.mark;

/** What was seen, with what is there now; a process that knows fewer fields leaves the others as they were. */
const joined = (held: HeldValues | null, now: HeldValues, { isFinal }: CompareRule): HeldValues =>
  isFinal ? now : { ...held, ...now };

const isSame = (held: HeldValues | null, now: HeldValues): boolean => {
  if (held === null) return false;
  const names = Object.keys(now);
  return (
    names.length === Object.keys(held).length &&
    names.every((name) => {
      const [before, after] = [held[name], now[name]];
      return before !== undefined && after !== undefined && sameValue(before, after);
    })
  );
};

/** Is what is not there any more unpublished, and the entry itself still there? */
const isUnpublished = ({ version, hasDraft }: Side, { hasDrafts }: CompareRule): boolean =>
  hasDrafts && version === 'published' && hasDraft;

const gone = (side: Side, rule: CompareRule): Change | null => {
  const last = mainOf(side.known, rule);
  if (!last) return null;
  return {
    kind: isUnpublished(side, rule) ? 'unpublished' : 'deleted',
    version: side.version,
    locale: last.locale,
    before: last.held && only(last.held, rule.fields),
    after: null,
  };
};

const arrived = (side: Side, rule: CompareRule): Change | null => {
  const row = mainOf(side.rows, rule);
  if (!row) return null;
  const isPublished = rule.hasDrafts && side.version === 'published';
  const wasThere = side.known.length > 0 && isUnpublished(side, rule);
  const again = wasThere || !side.past.every(isGoneBefore(rule));
  return {
    kind: isPublished ? 'published' : 'created',
    version: side.version,
    locale: row.locale,
    before: null,
    after: only(row.values, rule.fields),
    ...(again ? { again } : {}),
  };
};

/** Of an entry that was there and is: what changed in the row that stands for it. */
const moved = (side: Side, rule: CompareRule): Change | null => {
  const wasGone = isGoneBefore(rule);
  const known = side.known.filter((row) => byLocale(side.rows, row.locale) || !wasGone(row));
  const last = mainOf(known, rule);
  // Taken away within the transaction that is under way: it may be made again.
  if (!last || (!byLocale(side.rows, last.locale) && !rule.isFinal)) return null;
  const row = mainOf(side.rows, rule);
  if (!row) return null;
  const before = byLocale(known, row.locale) ?? last;
  if (before.held === null) return null;
  // Another language stands for it now: what has a value of its own in each differs without having changed.
  const fields =
    before.locale === row.locale
      ? rule.fields
      : rule.fields.filter((field) => !rule.localized.has(field));
  if (changedFields(before.held, row.values, fields).length === 0) return null;
  return {
    kind: 'updated',
    version: side.version,
    locale: row.locale,
    before: only(before.held, rule.fields),
    after: only(row.values, rule.fields),
  };
};

const isNew = (rows: readonly RowNow[], { newSince }: CompareRule): boolean =>
  newSince === null || rows.every(({ madeAt }) => madeAt !== null && madeAt >= newSince);

const changesOf = (side: Side, rule: CompareRule): (Change | null)[] => {
  const { rows, known } = side;
  if (rows.length === 0) return [rule.isFinal ? gone(side, rule) : null];
  if (known.length === 0) return [isNew(rows, rule) ? arrived(side, rule) : null];
  // It went in a transaction before this one, and nobody has written that down yet.
  if (known.every(isGoneBefore(rule))) return [gone(side, rule), arrived(side, rule)];
  return [moved(side, rule)];
};

/** What is to be remembered of the rows that are there. */
const seenOf = ({ version, rows, known, past }: Side, rule: CompareRule) => {
  const fresh: NewSeen[] = [];
  const changed: SeenChange[] = [];
  for (const { locale, values } of rows) {
    const before = byLocale([...known, ...past], locale);
    if (!before) {
      fresh.push({ locale, version, held: values });
      continue;
    }
    const held = joined(before.held, values, rule);
    if (before.goneAt === null && isSame(before.held, held)) continue;
    const { id, revision } = before;
    changed.push({ id, revision, held, ...THERE });
  }
  return { fresh, changed };
};

/** Marks rows that have just gone; those that were marked before keep their mark. */
const markedGone = (
  { rows, known, past, hasDraft }: Side,
  { at, mark }: CompareRule
): SeenChange[] =>
  [...known, ...(hasDraft ? [] : past)].flatMap(
    ({ id, revision, held, locale, goneAt, wasPublished }) =>
      goneAt === null && !byLocale(rows, locale)
        ? [{ id, revision, held, goneAt: at, goneMark: mark, wasPublished }]
        : []
  );

/** Of what is gone for good nothing is remembered but that an entry was published, as long as its draft is left. */
const settled = (side: Side, rule: CompareRule): { removed: RowSeen[]; changed: SeenChange[] } => {
  const all = [...side.known, ...side.past].filter(({ locale }) => !byLocale(side.rows, locale));
  const isLeft = side.rows.length === 0 && isUnpublished(side, rule);
  const kept = isLeft ? (side.past[0] ?? mainOf(side.known, rule)) : null;
  const removed = all.filter((row) => row !== kept);
  if (!kept || (kept.wasPublished && kept.goneAt === null)) return { removed, changed: [] };
  const { id, revision } = kept;
  return { removed, changed: [{ id, revision, held: null, ...THERE, wasPublished: true }] };
};

/** Compares one entry, all its rows, with what was seen of it. */
export const compareEntry = (
  now: readonly RowNow[],
  seen: readonly RowSeen[],
  rule: CompareRule
): Compared => {
  const result: Compared = { fresh: [], changed: [], removed: [], changes: [] };
  const hasDraft = now.some(({ version }) => version === 'draft');
  if (rule.isFinal)
    result.removed.push(...seen.filter(({ version }) => !rule.versions.includes(version)));
  for (const version of rule.versions) {
    const rows = now.filter((row) => row.version === version);
    const all = seen.filter((row) => row.version === version);
    const known = all.filter(({ wasPublished }) => !wasPublished);
    const past = all.filter(({ wasPublished }) => wasPublished);
    const side: Side = { version, rows, known, past, hasDraft };
    const { fresh, changed } = seenOf(side, rule);
    result.fresh.push(...fresh);
    result.changed.push(...changed);
    const left = rule.isFinal
      ? settled(side, rule)
      : { removed: [], changed: markedGone(side, rule) };
    result.removed.push(...left.removed);
    result.changed.push(...left.changed);
    result.changes.push(...changesOf(side, rule).flatMap((change) => change ?? []));
  }
  return result;
};

/**
 * What is remembered of an entry when fields begin to be watched: it starts nothing. `fresh`: fields whose remembered value
 * is of an earlier time, or of none.
 */
export const fillEntry = (
  now: readonly RowNow[],
  seen: readonly RowSeen[],
  { versions, fresh }: { versions: readonly EntryVersion[]; fresh: readonly string[] }
): Pick<Compared, 'fresh' | 'changed'> => {
  const result: Pick<Compared, 'fresh' | 'changed'> = { fresh: [], changed: [] };
  for (const { locale, version, values } of now) {
    if (!versions.includes(version)) continue;
    const before = seen.find((row) => row.locale === locale && row.version === version);
    if (!before) {
      result.fresh.push({ locale, version, held: values });
      continue;
    }
    const held = { ...values, ...before.held, ...only(values, fresh) };
    if (isSame(before.held, held)) continue;
    const { id, revision, goneAt, goneMark } = before;
    result.changed.push({ id, revision, held, goneAt, goneMark, wasPublished: false });
  }
  return result;
};
