import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { contactsService, type ContactRow } from '../contacts/public';
import type { EntryAction } from '../contracts/entry-step';
import { DomainError, notFound } from '../kernel/errors';
import { failPoint } from '../kernel/fail-point';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { isRetryable, isUniqueViolation } from '../strapi/db';
import { writtenValue, type EntryValue } from './domain/written';
import { entriesOf } from './entries';
import { writtenColumns } from './entry-fields';
import { createEntryFind, type EntryAsk } from './entry-find';
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
export interface EntryOrder extends EntryAsk {
  /** Which visit of which run: it is done once. At most 64 characters. */
  key: string;
  action: Exclude<EntryAction, 'find'>;
  values: readonly EntryText[];
  /** IANA zone of times that name none. */
  zone: string;
  by: { botId: number; botName: string; version: number | null };
}

/** The entry that a step found or wrote. */
export interface EntryDone {
  documentId: string;
  /** What such an entry is, and the fields that were written, in words. */
  role: string;
  fields: string[];
}

/** Times that a write is begun again after a deadlock. */
const TRIES = 3;
/** Of a long text, what the history keeps. */
const KEPT_LENGTH = 300;

type Wrote = Pick<RecordWriteRow, 'entryDocument' | 'changes'>;

/** The two parts of a write. */
interface Work {
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
  const { find, ofNobodyElse } = createEntryFind(strapi);

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
        throw new DomainError('bad-value', `${field}: the text is no value of this field`, {
          field,
        });
      return [field, value] as const;
    });
    return Object.fromEntries(read);
  };

  const doneOf = (
    { uid, config, type }: Mapping,
    { entryDocument, changes }: Wrote
  ): EntryDone => ({
    documentId: entryDocument,
    role: config.role || uid,
    fields: (changes ?? []).map(({ field }) => hostColumn(type, field)?.label ?? field),
  });

  const newLink = (link: Pick<NewLink, 'contactId' | 'uid' | 'documentId'>): NewLink => ({
    ...link,
    ...{ byHand: true, consentSeen: null, addedAt: clock.now() },
  });

  /** The work, its key and its line of the history, or none of them. */
  const once = async (order: EntryOrder, work: Work): Promise<Wrote> => {
    const { key: writeKey, uid, action, by } = order;
    const people = contactsService(strapi);
    const write = () =>
      strapi.db.transaction(async ({ trx }) => {
        const before = await findWrite(trx, writeKey);
        if (before) return before;
        const id = await beginWrite(trx, { writeKey, uid, action, ...by, at: clock.now() });
        const wrote = await work.host(trx, await people.get(order.contactId, trx));
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

  const create = async (mapping: Mapping, order: EntryOrder): Promise<Wrote> => {
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

  const change = async (mapping: Mapping, order: EntryOrder): Promise<Wrote | null> => {
    const data = dataOf(mapping, order);
    const owner = await ownerOf(order);
    const documentId = await find(mapping, order, () => Promise.resolve(owner));
    const { type, uid } = mapping;
    const ask = { type, paths: [], documentIds: documentId === null ? [] : [documentId] };
    const [entry] = await entriesOf(strapi, db.knex, ask);
    if (documentId === null || !entry) return null;
    if (!(await owner.changesRow(entry.entryId, Object.keys(data)))) throw notAllowed();
    return once(order, {
      host: async (trx, contact) => {
        const link = (await linksOfDocuments(trx, uid, [documentId])).get(documentId);
        if (link?.contactId !== contact.id)
          throw refuse('entry-not-linked', 'the entry is not linked with this person');
        const before = await byHost(mapping, () => writeFields(strapi, type, { documentId, data }));
        if (!before) throw refuse('entry-unknown', 'the entry is gone');
        return { entryDocument: documentId, changes: changesOf(before, data) };
      },
    });
  };

  /** Only what the run means already is linked: a step before found it, and it is nobody else's. */
  const link = async (mapping: Mapping, order: EntryOrder): Promise<Wrote | null> => {
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
