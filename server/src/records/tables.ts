import type { MappingBody } from '../contracts/records';
import type { EntryWrite } from '../contracts/record-writes';
import { defineTable, maybe, must, type RowOf } from '../strapi/table';

/** Which content type of the host feeds people, and how (P-03). */
export const mappingTable = defineTable({
  name: 'mapping',
  kind: 'content-type',
  description: 'A content type whose entries are people',
  columns: {
    uid: must.string<string>(undefined, 120),
    config: maybe.json<MappingBody>(),
    syncedAt: maybe.big(),
    /** Since when its rule of conversions is as it is. */
    conversionSince: maybe.big(),
    /** The wording by which its entries carry consent for utility messages about themselves (O-33); null: they carry none. */
    carriedVersion: maybe.int(),
    addedAt: must.big(),
    changedAt: must.big(),
  },
  indexes: [{ columns: ['uid'], unique: true }],
});
export type MappingRow = RowOf<typeof mappingTable>;

/** What people agree to with an entry of a type (O-33): a wording is never changed, a new one is another row. */
export const recordWordingTable = defineTable({
  name: 'record-wording',
  kind: 'content-type',
  description: 'What people agree to with an entry of a linked content type, version by version',
  columns: {
    uid: must.string<string>(undefined, 120),
    version: must.int(),
    textTr: must.text<string>(),
    textEn: must.text<string>(),
    actor: maybe.string(160),
    at: must.big(),
  },
  indexes: [{ columns: ['uid', 'version'], unique: true }],
});
export type RecordWordingRow = RowOf<typeof recordWordingTable>;

/**
 * An entry of the host and the person that it is about. One person per entry. `contactId` null: taken off by hand, so it
 * is not linked again by number or e-mail.
 */
export const contactLinkTable = defineTable({
  name: 'contact-link',
  kind: 'content-type',
  description: 'A person and an entry that is about them',
  columns: {
    contactId: maybe.int(),
    uid: must.string<string>(undefined, 120),
    /** Document id of the entry; Strapi keeps the plain word for itself. */
    entryDocument: must.string<string>(undefined, 40),
    byHand: must.bool(false),
    /** The entry's consent field when it was last read: only a change of it is news. */
    consentSeen: maybe.bool(),
    /** Of an entry made at a press: which press, so that a request that comes again makes no second entry. */
    pressKey: maybe.string(64),
    addedAt: must.big(),
  },
  indexes: [{ columns: ['uid', 'entryDocument'], unique: true }, { columns: ['contactId', 'uid'] }],
});
type Named<T extends { entryDocument: string }> = Omit<T, 'entryDocument'> & { documentId: string };
export type ContactLinkRow = Named<RowOf<typeof contactLinkTable>>;

/**
 * An entry that became about another person: its number was changed, or somebody linked it with another one. What it said of
 * consent until then was not said by that person.
 */
export const recordMoveTable = defineTable({
  name: 'record-move',
  kind: 'content-type',
  description: 'An entry that became about another person',
  columns: {
    uid: must.string<string>(undefined, 120),
    entryDocument: must.string<string>(undefined, 40),
    /** Whom it was about first: back with them it is as it was. */
    contactId: maybe.int(),
    /** What its consent field had said already when it moved; while it is about nobody, only a "no" is added. */
    consentSeen: maybe.bool(),
    at: must.big(),
  },
  indexes: [{ columns: ['uid', 'entryDocument'], unique: true }, { columns: ['contactId'] }],
});
export type RecordMoveRow = Named<RowOf<typeof recordMoveTable>>;

/**
 * Numbers and e-mails of the entries of mapped types, as sha256: an inbound message finds its entries by an index.
 * The key of a number is that of the contact's address (all spellings of one number are one key).
 */
export const recordKeyTable = defineTable({
  name: 'record-key',
  kind: 'content-type',
  description: 'Number or e-mail of an entry',
  columns: {
    uid: must.string<string>(undefined, 120),
    /** Document id of the entry; Strapi keeps the plain word for itself. */
    entryDocument: must.string<string>(undefined, 40),
    kind: must.string<'phone' | 'email'>(undefined, 6),
    keyHash: must.string<string>(undefined, 64),
  },
  indexes: [{ columns: ['uid', 'entryDocument', 'kind'], unique: true }, { columns: ['keyHash'] }],
});
export type RecordKeyRow = Named<RowOf<typeof recordKeyTable>>;

/**
 * `all`: a change of more entries than are noted one by one, so every entry of the type is looked at. `again`: the second
 * look at an entry that found nobody.
 */
export type RecordJobKind = 'all' | 'entry' | 'again' | 'dependents' | 'lead' | 'consent';

/**
 * What is still to be done after a commit. One row per thing: a change while it is being done raises `version`, and the
 * row stays.
 */
export const recordJobTable = defineTable({
  name: 'record-job',
  kind: 'model',
  description: 'Changes of entries and people that are to be followed',
  columns: {
    /** sha256 of kind, uid and what it is about. */
    jobKey: must.string<string>(undefined, 64),
    kind: must.string<RecordJobKind>(undefined, 12),
    uid: must.string<string>('', 120),
    documentId: must.string<string>('', 40),
    contactId: maybe.int(),
    version: must.int(1),
    attempts: must.int(0),
    dueAt: must.big(0),
    error: maybe.text(),
    addedAt: must.big(),
  },
  indexes: [{ columns: ['jobKey'], unique: true }, { columns: ['dueAt'] }],
});
export type RecordJobRow = RowOf<typeof recordJobTable>;

/** A field that a flow wrote: what was in it before, and what is in it now. Long texts are cut. */
export interface WrittenChange {
  field: string;
  from: string | number | boolean | null;
  to: string | number | boolean | null;
}

/**
 * What a step of a flow wrote into an entry of the host, in the transaction that wrote it: the key makes it happen once, and
 * the rows of an entry are its history. Cleared away with Logs.
 */
export const recordWriteTable = defineTable({
  name: 'record-write',
  kind: 'content-type',
  description: 'What a flow wrote into an entry',
  columns: {
    /** Which visit of which run. */
    writeKey: must.string<string>(undefined, 64),
    uid: must.string<string>(undefined, 120),
    /** Document id of the entry; Strapi keeps the plain word for itself. */
    entryDocument: must.string<string>(undefined, 40),
    action: must.string<EntryWrite['action']>('change', 8),
    /** Whose answer it followed. */
    contactId: must.int(),
    botId: must.int(),
    botName: must.string<string>('', 120),
    /** Of the flow. */
    version: maybe.int(),
    changes: maybe.json<WrittenChange[]>(),
    at: must.big(),
  },
  indexes: [
    { columns: ['writeKey'], unique: true },
    { columns: ['uid', 'entryDocument', 'id'] },
    { columns: ['contactId'] },
    { columns: ['at'] },
  ],
});
export type RecordWriteRow = RowOf<typeof recordWriteTable>;
