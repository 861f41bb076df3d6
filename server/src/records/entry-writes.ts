import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { contactsService, type ContactRow } from '../contacts/public';
import type { EntryAction } from '../contracts/entry-step';
import type { EntryExit } from '../contracts/flow-parts';
import { DomainError, notFound } from '../kernel/errors';
import { failPoint } from '../kernel/fail-point';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { isRetryable, isUniqueViolation } from '../strapi/db';
import { writtenValue, type EntryValue } from './domain/written';
import { entriesOf, type Entry } from './entries';
import { createEntryExit, type EntryGuard } from './entry-exit';
import { writtenColumns } from './entry-fields';
import { createEntryFind, type EntryAsk } from './entry-find';
import { relatedPeople } from './entry-people';
import { hostWriter, type HostWriter } from './host-access';
import { byHost } from './host-refusal';
import { hostColumn } from './host-types';
import { writeFields, type EntryData } from './host-write';
import { addJobs } from './job-store';
import { leadData } from './leads';
import { insertLinks, linksOfDocuments, lockLink, type NewLink } from './link-store';
import type { Mapping, Mappings } from './mappings';
import type { RecordWriteRow, WrittenChange } from './tables';
import { beginWrite, fillWrite, findWrite } from './write-store';

/** A text for a field of an entry, with its variables filled in. */
export interface EntryText {
  field: string;
  text: string;
}

/** What a step of a flow does with an entry, with all its texts filled in. */
export interface EntryOrder extends EntryAsk, Partial<EntryGuard> {
  /** Which visit of which run: it is done once. At most 64 characters. */
  key: string;
  action: Exclude<EntryAction, 'find'>;
  values: readonly EntryText[];
  by: { botId: number; botName: string; version: number | null };
}

/** The entry that a step found or wrote. */
export interface EntryDone {
  documentId: string;
  /** What such an entry is, and the fields that were written, in words. */
  role: string;
  fields: string[];
  /** Why it was not changed; left out: it was, or nothing was to be changed. */
  exit?: EntryExit;
}

/** What a step would write into an entry that is there. */
export interface EntryExitAsk extends EntryGuard, Pick<EntryOrder, 'uid' | 'values' | 'zone'> {
  documentId: string;
  /** When, where it is not now: a trial winds the clock forward. */
  now?: number;
}

/** Times that a write is begun again after a deadlock. */
const TRIES = 3;
/** Of a long text, what the history keeps. */
const KEPT_LENGTH = 300;

type Wrote = Pick<RecordWriteRow, 'entryDocument' | 'changes'>;
/** What came of a write: also that nothing was to be written. */
type Came = Wrote & Pick<EntryDone, 'exit'>;

/** The parts of a write. */
interface Work {
  /** Why nothing is written, and no key taken; throws where it may not be. */
  hinders?(trx: Knex.Transaction, contact: ContactRow): Promise<Came | null>;
  /** What the host does, by its own rules, which may take their time: nobody is locked meanwhile. */
  host(trx: Knex.Transaction, contact: ContactRow): Promise<Wrote>;
  /** What follows of ours, with the person locked: a merge in between has moved all that was theirs. */
  ours?(trx: Knex.Transaction, contact: ContactRow, wrote: Wrote): Promise<void>;
}

const refuse = (kind: string, message: string): DomainError =>
  new DomainError(kind, message, { status: 422 });

const inHistory = (value: unknown): WrittenChange['to'] => {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (value === null || value === undefined) return null;
  const text = value instanceof Date ? value.toISOString() : String(value);
  return text.slice(0, KEPT_LENGTH);
};

/** What the host's documents became, by field; what was so before is left out. */
const changesOf = (before: Record<string, unknown>, data: EntryData): WrittenChange[] =>
  Object.entries(data)
    .map(([field, to]) => ({ field, from: inHistory(before[field]), to: inHistory(to) }))
    .filter(({ from, to }) => from !== to);

interface Documents {
  create(params: { data: Record<string, unknown> }): Promise<{ documentId: string }>;
}

/**
 * Entries that flows find, make, change and link (B-25), by the rights of who published the flow. A write, its key and its line
 * of the history are one transaction: after a crash the same key finds what is done, and two that come at once with one key
 * write once.
 */
export const createEntryWrites = (strapi: Core.Strapi, mappings: Mappings) => {
  const { db, clock } = contextOf(strapi);
  const { find, answers, ofNobodyElse } = createEntryFind(strapi);
  const exitOf = createEntryExit(strapi, { answers });

  const mappingOf = async (uid: string): Promise<Mapping> => {
    const mapping = (await mappings.all()).get(uid);
    if (!mapping) throw refuse('type-gone', 'this content type is not linked any more');
    return mapping;
  };

  const ownerOf = async ({ ownerId, uid }: EntryAsk): Promise<HostWriter> => {
    const writer = await hostWriter(strapi, ownerId, uid);
    if (!writer) throw refuse('owner-gone', 'who published the flow is gone or deactivated');
    return writer;
  };
  const notAllowed = () => refuse('not-allowed', 'who published the flow may not do this');

  /** The values of the fields. Throws `field-not-writable` and `bad-value`, with the field. */
  const dataOf = (
    mapping: Mapping,
    { values, zone }: Pick<EntryOrder, 'values' | 'zone'>
  ): Record<string, EntryValue> => {
    const columns = writtenColumns(mapping);
    const read = values.map(({ field, text }) => {
      const column = columns.find(({ path }) => path === field);
      if (!column)
        throw new DomainError('field-not-writable', `flows may not write ${field}`, { field });
      const value = writtenValue(text, column, { now: clock.now(), zone });
      if (value === undefined)
        throw new DomainError('bad-value', `${field}: the text is not a value of this field`, {
          field,
        });
      return [field, value] as const;
    });
    return Object.fromEntries(read);
  };

  const doneOf = (
    { uid, config, type }: Mapping,
    { entryDocument, changes, exit }: Came
  ): EntryDone => ({
    documentId: entryDocument,
    role: config.role || uid,
    fields: (changes ?? []).map(({ field }) => hostColumn(type, field)?.label ?? field),
    ...(exit === undefined ? {} : { exit }),
  });

  const newLink = (link: Pick<NewLink, 'contactId' | 'uid' | 'documentId'>): NewLink => ({
    ...link,
    ...{ byHand: true, consentSeen: null, addedAt: clock.now() },
  });

  /** The work, its key and its line of the history, or none of them. */
  const once = async (order: EntryOrder, work: Work): Promise<Came> => {
    const { key: writeKey, uid, action, by } = order;
    const people = contactsService(strapi);
    const write = () =>
      strapi.db.transaction(async ({ trx }): Promise<Came> => {
        const before = await findWrite(trx, writeKey);
        if (before) return before;
        const person = await people.get(order.contactId, trx);
        const hindered = await work.hinders?.(trx, person);
        if (hindered) return hindered;
        const id = await beginWrite(trx, { writeKey, uid, action, ...by, at: clock.now() });
        const wrote = await work.host(trx, person);
        const contact = await people.lock(trx, order.contactId);
        if (!contact) throw notFound('contact');
        await work.ours?.(trx, contact, wrote);
        await fillWrite(trx, id, { ...wrote, contactId: contact.id });
        await realtimeService(strapi).append(trx, [{ type: 'contact', id: contact.id }]);
        failPoint('entry-writing');
        return wrote;
      });
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await write();
      } catch (error) {
        // Another process took the same visit for one that nobody works on, and has its key.
        const isAgain = isRetryable(error) || isUniqueViolation(error);
        if (!isAgain || attempt >= TRIES) throw error;
      }
    }
  };

  const create = async (mapping: Mapping, order: EntryOrder): Promise<Came> => {
    const data = dataOf(mapping, order);
    if (!(await ownerOf(order)).fills(Object.keys(data))) throw notAllowed();
    const { uid } = mapping;
    return once(order, {
      host: async (_trx, contact) => {
        const documents = strapi.documents(uid as never) as unknown as Documents;
        const whole = { ...leadData(mapping, contact), ...data };
        const made = await byHost(mapping, () => documents.create({ data: whole }));
        return { entryDocument: made.documentId, changes: changesOf({}, data) };
      },
      ours: (trx, contact, { entryDocument: documentId }) =>
        insertLinks(db, trx, [newLink({ contactId: contact.id, uid, documentId })]),
    });
  };

  /** Is the entry about this person? Whom its automation asked may be named by a relation, beside who is linked. */
  const isAbout = async (
    trx: Knex.Transaction,
    { uid, which }: Pick<EntryOrder, 'uid' | 'which'>,
    { entry, contactId }: { entry: Entry; contactId: number }
  ): Promise<boolean> => {
    const { entryId, documentId } = entry;
    const link = (await linksOfDocuments(trx, uid, [documentId])).get(documentId);
    if (link?.contactId === contactId) return true;
    if (which.by !== 'automation') return false;
    const named = await relatedPeople(strapi, trx, { uid, entryIds: [entryId] });
    return (named.get(entryId) ?? []).includes(contactId);
  };

  const change = async (mapping: Mapping, order: EntryOrder): Promise<Came | null> => {
    const data = dataOf(mapping, order);
    const owner = await ownerOf(order);
    const documentId = await find(mapping, order, () => Promise.resolve(owner));
    const { type } = mapping;
    const { only = [], already = false, zone } = order;
    const ask = { type, paths: [], documentIds: documentId === null ? [] : [documentId] };
    const [entry] = await entriesOf(strapi, db.knex, ask);
    if (documentId === null || !entry) return null;
    if (!(await owner.changesRow(entry.entryId, Object.keys(data)))) throw notAllowed();
    return once(order, {
      hinders: async (trx, { id: contactId }) => {
        if (!(await isAbout(trx, order, { entry, contactId })))
          throw refuse('entry-not-linked', 'the entry is not linked with this person');
        const exit = await exitOf(trx, mapping, { documentId, data, only, already, zone });
        return exit && { entryDocument: documentId, changes: [], exit };
      },
      host: async () => {
        const before = await byHost(mapping, () => writeFields(strapi, type, { documentId, data }));
        if (!before) throw refuse('entry-unknown', 'the entry is gone');
        return { entryDocument: documentId, changes: changesOf(before, data) };
      },
    });
  };

  /** Only what the run means already is linked: a step before found it, and it is nobody else's. */
  const link = async (mapping: Mapping, order: EntryOrder): Promise<Came | null> => {
    const { kept: documentId } = order;
    if (documentId === null) return null;
    const { uid } = mapping;
    const taken = () => refuse('entry-taken', 'the entry is about somebody else');
    const readable = await (await ownerOf(order)).readable([documentId]);
    if (!readable.has(documentId)) throw notAllowed();
    const linked = (await linksOfDocuments(db.knex, uid, [documentId])).get(documentId);
    const open = linked ? null : await ofNobodyElse(mapping, [documentId], order.contactId);
    if (open && !open.has(documentId)) throw taken();
    return once(order, {
      host: () => Promise.resolve({ entryDocument: documentId, changes: [] }),
      ours: async (trx, contact) => {
        await insertLinks(db, trx, [newLink({ contactId: contact.id, uid, documentId })]);
        // Somebody else may have been quicker: their link stays.
        const now = await lockLink(trx, uid, documentId);
        if (now?.contactId !== contact.id) throw taken();
        const jobs = [{ kind: 'entry' as const, uid, documentId }];
        await addJobs(db, trx, { jobs, at: clock.now() });
      },
    });
  };

  return {
    /** The values that a step would write, without writing. Throws as the write would. */
    dataOf,
    mappingOf,
    notAllowed,
    /** Why a write would leave the entry as it is, without writing. */
    exitOf: async ({ uid, ...ask }: EntryExitAsk): Promise<EntryExit | null> => {
      const mapping = await mappingOf(uid);
      return exitOf(db.knex, mapping, { ...ask, data: dataOf(mapping, ask) });
    },
    found: async (ask: EntryAsk): Promise<EntryDone | null> => {
      const mapping = await mappingOf(ask.uid);
      const documentId = await find(mapping, ask, () => ownerOf(ask));
      return documentId === null
        ? null
        : doneOf(mapping, { entryDocument: documentId, changes: [] });
    },
    written: async (key: string): Promise<EntryDone | null> => {
      const row = await findWrite(db.knex, key);
      const mapping = row && (await mappings.all()).get(row.uid);
      if (!row) return null;
      if (mapping) return doneOf(mapping, row);
      return { documentId: row.entryDocument, role: row.uid, fields: [] };
    },
    write: async (order: EntryOrder): Promise<EntryDone | null> => {
      const mapping = await mappingOf(order.uid);
      const before = await findWrite(db.knex, order.key);
      if (before) return doneOf(mapping, before);
      const wrote = await { create, change, link }[order.action](mapping, order);
      return wrote && doneOf(mapping, wrote);
    },
  };
};
