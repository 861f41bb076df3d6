import type { Knex } from 'knex';
import type { TagView } from '../contracts/contacts';
import { orderIn } from '../kernel/collation';
import { addTo } from '../kernel/lists';
import { insertIgnore, pieces, type Db, type Sql } from '../strapi/db';
import { readRow } from '../strapi/table';
import { tagNames, type TagName } from './tag-name';
import { contactTable, contactTagTable, tagTable, type TagRow } from './tables';

const TAGS = tagTable.table;
const CONTACT_TAGS = contactTagTable.table;
const CONTACTS = contactTable.table;
/** People per statement; with a few tags each it stays well below SQLite's limits. */
const PIECE = 400;
/** With all the tags that a row of a list may name. */
const LACKING_PIECE = 100;
type Raw = Record<string, unknown>;
const read = (raw: Raw): TagRow => readRow(tagTable, raw);

/** A tag that a person has now and had not before. */
export interface TagAdded {
  contactId: number;
  tagId: number;
  tag: string;
}

/** All tags by name, in the order of a language, with how many people have them: one grouped read of an index. */
export const listTags = async (sql: Sql, language: string | null = null): Promise<TagView[]> => {
  const order = orderIn(language);
  const counts = (await sql(`${CONTACT_TAGS} as ct`)
    .groupBy('ct.tag_id')
    .select('ct.tag_id')
    .count({ n: '*' })) as Raw[];
  const people = new Map(counts.map((row) => [Number(row.tag_id), Number(row.n)]));
  const rows = ((await sql(TAGS).whereNull('alias_of')) as Raw[]).map(read);
  return rows
    .map(({ id, name, color }) => ({ id, name, color, people: people.get(id) ?? 0 }))
    .sort((a, b) => order(a.name, b.name));
};

export const findTag = async (sql: Sql, id: number): Promise<TagRow | null> => {
  const raw = await sql(TAGS).where({ id }).first<Raw | undefined>();
  return raw ? read(raw) : null;
};

/** Names of the tags of these people, sorted; one query per 400 people. */
export const tagsOf = async (
  sql: Sql,
  contactIds: readonly number[]
): Promise<Map<number, string[]>> => {
  const found = new Map<number, string[]>();
  for (const piece of pieces([...new Set(contactIds)], PIECE)) {
    const rows = (await sql(`${CONTACT_TAGS} as ct`)
      .join(`${TAGS} as tg`, 'tg.id', 'ct.tag_id')
      .whereIn('ct.contact_id', piece)
      .select('ct.contact_id', 'tg.name')) as Raw[];
    for (const row of rows) {
      addTo(found, Number(row.contact_id), String(row.name));
    }
  }
  const order = orderIn(null);
  for (const names of found.values()) names.sort(order);
  return found;
};

/** The row that each of these names means; a name without one is left out. */
const rowsOf = async (sql: Sql, names: readonly TagName[]): Promise<Map<TagName, TagRow>> => {
  const keys = [...new Set(names.flatMap(({ key, spelling }) => [spelling, key]))];
  const rows = ((await sql(TAGS).whereIn('name_key', keys)) as Raw[]).map(read);
  const byKey = new Map(rows.map((row) => [row.nameKey, row]));
  return new Map(
    names.flatMap((one) => {
      const row = byKey.get(one.spelling) ?? byKey.get(one.key);
      return row ? [[one, row] as const] : [];
    })
  );
};

/** The row that this name means; of a former name that row itself. */
export const tagRowNamed = async (sql: Sql, name: string): Promise<TagRow | undefined> =>
  [...(await rowsOf(sql, tagNames([name]))).values()][0];

/** The tags of these names; a former name means the tag that it became. */
const byNames = async (sql: Sql, names: readonly TagName[]): Promise<TagRow[]> => {
  const rows = [...(await rowsOf(sql, names)).values()];
  const former = rows.flatMap((row) => row.aliasOf ?? []);
  const now = former.length > 0 ? ((await sql(TAGS).whereIn('id', former)) as Raw[]).map(read) : [];
  const all = [...rows.filter((row) => row.aliasOf === null), ...now];
  return [...new Map(all.map((row) => [row.id, row])).values()];
};

/** The tags of these names, made where they are new. */
export const ensureTags = async (
  db: Db,
  sql: Sql,
  { names, at, sample = false }: { names: readonly string[]; at: number; sample?: boolean }
): Promise<TagRow[]> => {
  const wanted = tagNames(names);
  if (wanted.length === 0) return [];
  const known = await rowsOf(sql, wanted);
  const fresh = new Map<string, TagName>();
  for (const one of wanted) if (!known.has(one) && !fresh.has(one.key)) fresh.set(one.key, one);
  const rows = [...fresh.values()].map(({ name, key }) => ({
    ...{ name, name_key: key },
    ...{ sample, added_at: at },
  }));
  if (rows.length > 0) await insertIgnore(db, sql, { table: TAGS, rows, keys: ['name_key'] });
  return byNames(sql, wanted);
};

/** People who exist, locked in order of id: of two who tag at once, one tags and the other finds it done. */
const lockPeople = async (trx: Knex.Transaction, ids: readonly number[]): Promise<number[]> =>
  (
    (await trx(CONTACTS)
      .select('id')
      .whereIn('id', ids)
      .whereNull('merged_into')
      .orderBy('id')
      .forUpdate()) as Raw[]
  ).map((row) => Number(row.id));

/** Which of these people lack one of the tags that are wanted for them; a former name means the tag that it became. */
export const lackingTags = async (
  sql: Sql,
  wanted: ReadonlyMap<number, readonly string[]>
): Promise<Set<number>> => {
  const lacking = new Set<number>();
  for (const people of pieces([...wanted], LACKING_PIECE)) {
    const names = new Map(people.map(([id, all]) => [id, tagNames(all)] as const));
    const meant = await rowsOf(sql, [...names.values()].flat());
    const tagOf = (name: TagName): number => {
      const row = meant.get(name);
      return row?.aliasOf ?? row?.id ?? 0;
    };
    const rows = (await sql(CONTACT_TAGS)
      .whereIn('contact_id', [...names.keys()])
      .whereIn('tag_id', [...new Set([...names.values()].flat().map(tagOf))])
      .select('contact_id', 'tag_id')) as Raw[];
    const has = new Set(rows.map((row) => `${String(row.contact_id)} ${String(row.tag_id)}`));
    for (const [id, all] of names)
      if (all.some((name) => !has.has(`${id} ${tagOf(name)}`))) lacking.add(id);
  }
  return lacking;
};

const addPiece = async (
  db: Db,
  trx: Knex.Transaction,
  { ids, tags, at }: { ids: number[]; tags: TagRow[]; at: number }
): Promise<TagAdded[]> => {
  const people = await lockPeople(trx, ids);
  const rows = (await trx(CONTACT_TAGS)
    .select('contact_id', 'tag_id')
    .whereIn('contact_id', people)
    .whereIn(
      'tag_id',
      tags.map((tag) => tag.id)
    )) as Raw[];
  const had = new Set(rows.map((row) => `${String(row.contact_id)} ${String(row.tag_id)}`));
  const added = people.flatMap((contactId) =>
    tags
      .filter((tag) => !had.has(`${contactId} ${tag.id}`))
      .map((tag) => ({ contactId, tagId: tag.id, tag: tag.name }))
  );
  const fresh = added.map(({ contactId, tagId }) => ({
    contact_id: contactId,
    tag_id: tagId,
    added_at: at,
  }));
  if (fresh.length > 0)
    await insertIgnore(db, trx, {
      table: CONTACT_TAGS,
      rows: fresh,
      keys: ['contact_id', 'tag_id'],
    });
  return added;
};

const touch = async (trx: Knex.Transaction, ids: number[], at: number): Promise<void> => {
  for (const piece of pieces(ids, PIECE))
    await trx(CONTACTS).whereIn('id', piece).update({ changed_at: at });
};

/** Gives these people the tags; answers which of them are new to whom. */
export const addTags = async (
  db: Db,
  trx: Knex.Transaction,
  { contactIds, names, at }: { contactIds: readonly number[]; names: readonly string[]; at: number }
): Promise<TagAdded[]> => {
  const tags = await ensureTags(db, trx, { names, at });
  if (tags.length === 0) return [];
  const added: TagAdded[] = [];
  for (const ids of pieces(
    [...new Set(contactIds)].sort((a, b) => a - b),
    PIECE
  ))
    added.push(...(await addPiece(db, trx, { ids, tags, at })));
  await touch(trx, [...new Set(added.map((one) => one.contactId))], at);
  return added;
};

/** Takes the tags from these people; answers who had one of them. */
export const removeTags = async (
  trx: Knex.Transaction,
  { contactIds, names, at }: { contactIds: readonly number[]; names: readonly string[]; at: number }
): Promise<number[]> => {
  const wanted = tagNames(names);
  const tagIds = wanted.length > 0 ? (await byNames(trx, wanted)).map((tag) => tag.id) : [];
  if (tagIds.length === 0) return [];
  const changed: number[] = [];
  for (const ids of pieces(
    [...new Set(contactIds)].sort((a, b) => a - b),
    PIECE
  )) {
    const theirs = () => trx(CONTACT_TAGS).whereIn('contact_id', ids).whereIn('tag_id', tagIds);
    const rows = (await theirs().distinct('contact_id')) as Raw[];
    changed.push(...rows.map((row) => Number(row.contact_id)));
    await theirs().delete();
  }
  await touch(trx, changed, at);
  return changed;
};

/** The survivor of a merge has the tags of both. */
export const moveTags = async (
  db: Db,
  trx: Knex.Transaction,
  { from, to }: { from: number; to: number }
): Promise<void> => {
  const rows = (await trx(CONTACT_TAGS)
    .where({ contact_id: from })
    .select('tag_id', 'added_at')) as Raw[];
  const moved = rows.map((row) => ({
    contact_id: to,
    tag_id: Number(row.tag_id),
    added_at: Number(row.added_at),
  }));
  if (moved.length > 0)
    await insertIgnore(db, trx, {
      table: CONTACT_TAGS,
      rows: moved,
      keys: ['contact_id', 'tag_id'],
    });
  await trx(CONTACT_TAGS).where({ contact_id: from }).delete();
};
