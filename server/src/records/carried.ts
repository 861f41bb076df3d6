import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { CarriedConsentBody, CarriedTexts } from '../contracts/carried-consent';
import { DomainError, notFound } from '../kernel/errors';
import { logsService } from '../logs/public';
import { contextOf } from '../strapi/context';
import { pieces, type Sql } from '../strapi/db';
import { mappingWords } from './domain/mapping-words';
import { rowsOfEntries } from './entry-rows';
import { hostTypes } from './host-types';
import { linksOfDocuments } from './link-store';
import type { Mappings } from './mappings';
import { refuse, type MappingActor } from './save';
import { mappingTable, type RecordWordingRow } from './tables';
import { newestDocuments } from './values';
import { insertWording, newestWording, textsOf } from './wordings';

const MAPPINGS = mappingTable.table;
const PIECE = 400;
const NO_TEXTS: CarriedTexts = { en: '', tr: '' };

/** The entry by which a message is carried, and by which wording of its type. */
export interface CarriedBy {
  uid: string;
  documentId: string;
  version: number;
}

/** How entries of a type carry consent, as people set it. */
interface CarriedRule {
  carries: boolean;
  texts: CarriedTexts;
  version: number;
  by: string | null;
  at: number | null;
}

/** By which wording the type carries now; null: it does not. Undefined: it is not linked. */
const carriedVersionOf = async (
  sql: Sql,
  uid: string,
  { locked = false } = {}
): Promise<number | null | undefined> => {
  const query = sql(MAPPINGS).where({ uid });
  if (locked) void query.forUpdate();
  const row = await query.first<{ carried_version: unknown } | undefined>('carried_version');
  if (!row) return undefined;
  return row.carried_version === null ? null : Number(row.carried_version);
};

const ruleOf = (version: number | null, newest: RecordWordingRow | null): CarriedRule => ({
  carries: version !== null,
  texts: newest ? textsOf(newest) : NO_TEXTS,
  version: newest?.version ?? 0,
  by: newest?.actor ?? null,
  at: newest?.at ?? null,
});

/** Nobody agrees to words that were never written. */
const checkWords = ({ carries, texts }: CarriedConsentBody): void => {
  const missing = (['en', 'tr'] as const).find((language) => texts[language] === '');
  if (carries && missing) throw refuse(`texts.${missing}`, mappingWords.noWording());
};

/** Linked content types whose entries carry consent for utility messages about themselves (O-33). */
export const createCarried = (strapi: Core.Strapi, mappings: Mappings) => {
  const { db, clock } = contextOf(strapi);

  /** The version that holds from now on: another one where the words are others, also while it is off. */
  const keepWords = async (
    trx: Knex.Transaction,
    { uid, texts }: CarriedConsentBody,
    { newest, by }: { newest: RecordWordingRow | null; by: string }
  ): Promise<number> => {
    const before = newest ? textsOf(newest) : NO_TEXTS;
    const version = newest?.version ?? 0;
    // Without any words the last ones stay: messages were carried by them.
    const isNone = texts.en === '' && texts.tr === '';
    if (isNone || (before.en === texts.en && before.tr === texts.tr)) return version;
    const actor = by.slice(0, 160);
    await insertWording(trx, { uid, version: version + 1, texts, actor, at: clock.now() });
    return version + 1;
  };

  const tell = (
    trx: Knex.Transaction,
    { uid, carries }: CarriedConsentBody,
    { version, actor }: { version: number; actor: MappingActor }
  ): Promise<void> => {
    const type = hostTypes(strapi).get(uid)?.label ?? uid;
    const how = carries ? 'carry' : 'do not carry';
    return logsService(strapi).writeIn(trx, {
      area: 'record',
      level: 'info',
      event: 'record-consent-set',
      text: `entries of ${type} ${how} consent for messages about themselves`,
      details: {
        ...{ uid, type, version, by: actor.name, userId: actor.id },
        carries: carries ? 'yes' : 'no',
      },
    });
  };

  /**
   * Who of these people is carried now by the entry that is meant for each: the type carries, the entry is there, no draft
   * and linked with that person. Awaits nothing but `sql`.
   */
  const carriedBy = async (
    sql: Sql,
    { uid, meant }: { uid: string; meant: ReadonlyMap<number, string> }
  ): Promise<Map<number, CarriedBy>> => {
    const found = new Map<number, CarriedBy>();
    const mapping = meant.size === 0 ? undefined : (await mappings.all(sql)).get(uid);
    const version = mapping ? await carriedVersionOf(sql, uid) : null;
    if (!mapping || typeof version !== 'number') return found;
    const documentIds = [...new Set(meant.values())];
    const links = await linksOfDocuments(sql, uid, documentIds);
    const there = new Set<string>();
    for (const piece of pieces(documentIds, PIECE)) {
      const rows = await rowsOfEntries(strapi, sql, { uid, fields: [], documentIds: piece });
      for (const row of rows) if (row.version === 'published') there.add(row.documentId);
    }
    for (const [contactId, documentId] of meant)
      if (there.has(documentId) && links.get(documentId)?.contactId === contactId)
        found.set(contactId, { uid, documentId, version });
    return found;
  };

  /** The entry of the type from which messages to each of these people take their values. Awaits nothing but `sql`. */
  const newestOf = async (
    sql: Sql,
    { uid, contactIds }: { uid: string; contactIds: readonly number[] }
  ): Promise<Map<number, string>> => {
    const mapping = (await mappings.all(sql)).get(uid);
    return mapping ? newestDocuments(strapi, sql, { type: mapping.type, contactIds }) : new Map();
  };

  /** Types whose entry carries a message to this person now: the entry that `entries` names, else the newest. */
  const carryingTypes = async (
    sql: Sql,
    { contactId, entries }: { contactId: number; entries: Readonly<Record<string, string>> }
  ): Promise<string[]> => {
    const carrying: string[] = [];
    const uids: string[] = await sql(MAPPINGS).whereNotNull('carried_version').pluck('uid');
    for (const uid of uids) {
      const named = Object.hasOwn(entries, uid) ? entries[uid] : undefined;
      const documentId =
        named ?? (await newestOf(sql, { uid, contactIds: [contactId] })).get(contactId);
      if (documentId === undefined) continue;
      const carried = await carriedBy(sql, { uid, meant: new Map([[contactId, documentId]]) });
      if (carried.has(contactId)) carrying.push(uid);
    }
    return carrying;
  };

  return {
    /** Throws `not-found` for a type that is not linked. */
    carriedRule: async (uid: string): Promise<CarriedRule> => {
      const version = await carriedVersionOf(db.knex, uid);
      if (version === undefined) throw notFound('the linked content type');
      return ruleOf(version, await newestWording(db.knex, uid));
    },
    /** Throws `invalid` naming the field, `not-found`, and `changed-meanwhile`. */
    setCarried: async (body: CarriedConsentBody, actor: MappingActor): Promise<void> => {
      checkWords(body);
      const { uid, carries, from } = body;
      await db.tx(async (trx) => {
        const held = await carriedVersionOf(trx, uid, { locked: true });
        if (held === undefined) throw notFound('the linked content type');
        const newest = await newestWording(trx, uid);
        const known = ruleOf(held, newest);
        if (known.version !== from.version || known.carries !== from.carries)
          throw new DomainError('changed-meanwhile', 'someone else has just changed this', {
            status: 409,
            remedy: 'Look at the change first.',
          });
        const version = await keepWords(trx, body, { newest, by: actor.name });
        await trx(MAPPINGS)
          .where({ uid })
          .update({ carried_version: carries ? version : null });
        await tell(trx, body, { version, actor });
      });
      mappings.forget();
      await mappings.all();
    },
    carriedBy,
    newestOf,
    carryingTypes,
  };
};
export type Carried = ReturnType<typeof createCarried>;
