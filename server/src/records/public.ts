import type { Core } from '@strapi/strapi';
import type { HostReader } from './host-access';
import type { Knex } from 'knex';
import type { z } from 'zod';
import type {
  checkBody,
  CheckResult,
  EntriesResult,
  LinkBody,
  LinkedRecord,
  LinksResult,
  NewEntryBody,
  NewEntryResult,
  MappingBody,
  MappingView,
  PhoneFacts,
  ReachField,
  ReachResult,
  RecordTypes,
} from '../contracts/records';
import type { EntryExit } from '../contracts/flow-parts';
import type { EntryTypes, EntryWrites } from '../contracts/record-writes';
import type { ContactRow, MergeEffect } from '../contacts/public';
import type { LinksReader } from './links';
import type { OperationKind } from '../operations/public';
import type { createMoved } from './moved-list';
import type { Sql } from '../strapi/db';
import type { Carried } from './carried';
import type { ConsentEffect } from './moves';
import type { ConversionEffect } from './tell-conversions';
import type { LinkedTypes } from './mappings';
import type { MappingActor } from './save';
import type { EntryAsk } from './entry-find';
import type { EntryPeopleDeeds } from './entry-people';
import type { WantedEntry } from './entry-rights';
import type { DatedAsk, DocumentsAsk, EntryRow, RowsAsk } from './entry-rows';
import type { EntryWalk } from './entry-walk';
import type { EntryDone, EntryExitAsk, EntryOrder } from './entry-writes';
import type { RecordValues, ValuesAsk } from './values';
import type { EntryDraft, EntryDraftAsk, EntryRules } from './entry-drafts';
import type { EntryWatcher } from './watch';
import type { WatchableType } from './watched-types';

export type { CarriedBy } from './carried';
export { carriesSql } from './carried-sql';
export { textsOf, wordingsOf } from './wordings';
export type { ConsentEffect } from './moves';
export type { ConversionEffect, FoundConversion } from './tell-conversions';
export type { RecordValues, ValuePerson, WantedValue } from './values';
export type { EntryRow } from './entry-rows';
export { hostReader } from './host-access';
export type { EntryChange, EntryWatcher } from './watch';
export type { WatchableField, WatchableType } from './watched-types';
export { writtenByUs } from './authorship';
export type { EntryAsk } from './entry-find';
export type { EntryDone, EntryOrder } from './entry-writes';
export type { EntryRules } from './entry-drafts';
export { writtenValue } from './domain/written';
export { changeKeeping, purgeWrites, writesOfPerson } from './write-store';
export { filterKind } from './domain/filter-kind';
export { readable } from './domain/readable';
export { linkedCountSql, linkedFieldSql, linkedTypesSql } from './filter';
export { registerPhoneField } from './phone-field';
export { contactLinkTable } from './tables';
export { markedRecords, type LinkedTypes } from './mappings';
export { unlinkPeople } from './person';

/** A type whose fields messages may use, for "@" (T-30). */
export interface RecordSource {
  type: string;
  label: string;
  /** Sensitive ones only where messages may use them. */
  fields: { field: string; label: string; kind: string; isSensitive: boolean }[];
}

export interface RecordsService extends EntryWalk, Carried {
  types(): Promise<RecordTypes>;
  /** Fields of related entries that filters may be allowed to ask of. Throws `not-found` for an unknown type. */
  reachable(uid: string): Promise<ReachResult>;
  /** Throws `invalid` naming the field; `not-found` for an unknown type. */
  saveMapping(uid: string, body: MappingBody, actor: MappingActor): Promise<MappingView>;
  /** Links of its entries go; people stay. */
  removeMapping(uid: string, actor: MappingActor): Promise<void>;
  moved: ReturnType<typeof createMoved>['moved'];
  check(body: z.output<typeof checkBody>): Promise<CheckResult>;
  /** Starts reading all entries of a mapped type; answers the operation. */
  startSync(uid: string, by: { id: number; name: string } | null): Promise<number>;

  /**
   * Records of one person with title, the fields that staff see and the way to the entry. Values of sensitive fields are
   * in it only when `reading` is `all`.
   */
  linksOf(contactId: number, reader: LinksReader): Promise<LinkedRecord[]>;
  links(contactId: number, reader: LinksReader): Promise<LinksResult>;
  /** Throws `entry-unknown` (404) for an entry that is not there or that the reader may not see. */
  link(body: LinkBody, reader: HostReader): Promise<void>;
  /** Takes a link off by hand: it does not come back by number or e-mail. Throws `not-found`. */
  unlink(linkId: number): Promise<number | null>;
  /** Throws `entry-refused` (422) with the words of the host's own rules. */
  newEntry(body: NewEntryBody): Promise<NewEntryResult>;
  /** Only entries and fields that the reader may see in the Content Manager. */
  entries(uid: string, q: string, reader: HostReader): Promise<EntriesResult>;
  phoneFacts(value: string, country: string | undefined): Promise<PhoneFacts>;

  /** Content types whose entries are about people. */
  mapped: EntryPeopleDeeds['mapped'];
  /** Whom an entry is about, for the Content Manager. Throws `not-found` for what the reader may not see there. */
  entryPeople: EntryPeopleDeeds['entryPeople'];
  /** Makes the person of an entry a contact where they are none, and links them. Throws `entry-without-number` (422). */
  linkEntry: EntryPeopleDeeds['linkEntry'];
  /** The people whom these entries are about, each once, and why some give nobody. */
  recipients: EntryPeopleDeeds['recipients'];

  /** What steps of flows may do with which content type. */
  entryTypes(): Promise<EntryTypes>;
  /** By what rules flows write entries of the type; null: it is not linked. */
  entryRules(uid: string): Promise<EntryRules | null>;
  /** May this administrator do what the step does, in any entry of the type? */
  mayWrite(userId: number, wanted: WantedEntry & { uid: string }): Promise<boolean>;
  /**
   * The entry that a step chooses, linked with the person or with nobody. Null: none is found. Throws `type-gone`,
   * `field-not-writable`, and for entries of nobody `owner-gone` and `not-allowed`.
   */
  findEntry(ask: EntryAsk): Promise<EntryDone | null>;
  /** Why a step would leave this entry as it is; null: it would change it. Throws `type-gone`, `field-not-writable`, `bad-value`. */
  entryExit(ask: EntryExitAsk): Promise<EntryExit | null>;
  /**
   * Makes, changes or links an entry, once for each key; null: there is no such entry. Throws `type-gone`, `owner-gone`,
   * `not-allowed`, `field-not-writable`, `bad-value`, `entry-refused`, `entry-not-linked`, `entry-taken`, `entry-unknown`.
   */
  writeEntry(order: EntryOrder): Promise<EntryDone | null>;
  /** What was done under this key already. */
  entryWritten(key: string): Promise<EntryDone | null>;
  /** What an entry would hold after a step, without writing; of a made-up one all its fields. */
  draftEntry(ask: EntryDraftAsk): Promise<EntryDraft>;
  /** What flows wrote into an entry. Throws `not-found` for what the reader may not see. */
  entryWrites(
    ask: { uid: string; documentId: string; language: 'en' | 'tr'; zone: string },
    reader: HostReader
  ): Promise<EntryWrites>;

  /** Values for messages; awaits nothing but `sql`. */
  valuesFor(sql: Sql, ask: ValuesAsk): Promise<Map<number, RecordValues>>;
  sources(): Promise<RecordSource[]>;
  /** What conditions on linked entries are written with. */
  readonly linked: LinkedTypes;
  /** By type: the exposed fields of related entries, for filters. */
  reached(): Promise<Map<string, ReachField[]>>;

  /**
   * Links people who were just made, or whose number or e-mail changed, with the entries that name them: one indexed
   * look-up, in the transaction of the change. Answers who got a link.
   */
  linkPeople(trx: Knex.Transaction, people: readonly ContactRow[]): Promise<Set<number>>;
  /** A stranger wrote for the first time: without any linked entry, one is made for them where a mapping says so (C-22). */
  wroteFirst(trx: Knex.Transaction, contact: ContactRow): Promise<void>;
  /** These people left or agreed: their entries are told where a mapping says so (O-23). Many cost a few statements. */
  consentChanged(trx: Knex.Transaction, contactIds: readonly number[]): Promise<void>;
  /** For `contactsService.mergeEffects`: links and relations of the host go to the survivor. */
  mergeEffect: MergeEffect;
  /** Consent that entries tell; filled by the wiring. */
  consentEffects: ConsentEffect[];
  /** Records entries that count as conversions; filled by the wiring. */
  conversionEffects: ConversionEffect[];
  /** Rooms that hear of changes of entries; filled by the wiring before `start`. */
  watchers: EntryWatcher[];
  /** A content type with the fields that may be watched; null: there is none of that uid. As read last, without reading. */
  watchable(uid: string): WatchableType | null;
  /** Every row of these entries; awaits nothing but `sql`. */
  rowsOf(sql: Sql, ask: RowsAsk): Promise<EntryRow[]>;
  documentsAfter(sql: Sql, ask: DocumentsAsk): Promise<string[]>;
  /** Entries whose date is later than this, the earliest first; once for each language. */
  documentsByDate(sql: Sql, ask: DatedAsk): Promise<string[]>;
  /** The first sync, for the operations room. */
  operationKinds: OperationKind[];
  /** Hears of changes of entries from now on; at start. */
  start(): Promise<void>;
  /** Does what waits; called by a timer and after commits. */
  work(): Promise<void>;
}

export const recordsService = (strapi: Core.Strapi): RecordsService =>
  strapi.plugin('whatsapp').service('records') as RecordsService;
