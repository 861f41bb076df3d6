import type { DataPurpose } from '../contracts/consent';
import type { LedgerAction } from './domain/ledger';
import { defineTable, maybe, must, type RowOf } from '../strapi/table';

/** Append-only: what a person agreed to or refused, how, and who wrote it down. Rows are never changed. */
export const consentEventTable = defineTable({
  name: 'consent-event',
  kind: 'content-type',
  description: 'Ledger of opt-ins and opt-outs',
  columns: {
    contactId: must.int(),
    /** Messages: marketing, utility. Data collection: tracking, position, profile. `move`: to go on over WhatsApp (C-28). */
    category: must.string<'marketing' | 'utility' | 'move' | DataPurpose>(undefined, 16),
    /** One kind of message within the category (O-27); null = the category as a whole. */
    topic: maybe.string(24),
    action: must.string<LedgerAction>(undefined, 16),
    source: must.string<string>(undefined, 120),
    wording: maybe.text(),
    evidence: maybe.text(),
    wamid: maybe.string(255),
    actorId: maybe.int(),
    actor: maybe.string(160),
    sample: must.bool(false),
    at: must.big(),
    /** A yes of a list or an entry: any refusal counts more, whatever its day. `at` is its day, or when it was written down. */
    undated: must.bool(false),
    /** The moment that another system named, where it had not come yet by our clock; a repeated call is known by it. */
    toldAt: maybe.big(),
  },
  indexes: [
    { columns: ['contactId', 'at'] },
    { columns: ['action', 'at'] },
    // Opt-ins by source (O-16): grouped in this order, from the index alone.
    { columns: ['action', 'category', 'source', 'contactId', 'at'] },
  ],
});
export type ConsentEventRow = RowOf<typeof consentEventTable>;

/** A tap on a list of preferences, as its answer needs it. */
export interface TappedChoice {
  /** Id of the row or button. */
  id: string;
  /** `done`: applied; `shown`: only something else to choose from; `gone`: not offered (any more). */
  result: 'done' | 'shown' | 'gone';
}

/** Confirmations that are owed or were sent: one for each fact, whatever is told again (O-21). */
export const consentReplyTable = defineTable({
  name: 'consent-reply',
  plural: 'consent-replies',
  kind: 'model',
  description: 'Confirmations of opt-outs and returns',
  columns: {
    contactId: must.int(),
    accountId: maybe.int(),
    /** What is confirmed; `answer`: the answer to a tap on a list of preferences, whatever it chose. */
    action: must.string<'opt-in' | 'opt-out' | 'answer'>(undefined, 16),
    language: maybe.string<'tr' | 'en'>(2),
    /** Words of its own, in that language; without them those of the settings. */
    text: maybe.text(),
    /** Of an answer: what was tapped and what came of it. The words are worked out when it is sent. */
    tapped: maybe.json<TappedChoice>(),
    factKey: must.string<string>(undefined, 64),
    /** `elsewhere`: due as well, but by template and after the others; an import owes very many at once (O-06). */
    state: must.string<'due' | 'elsewhere' | 'sent' | 'dropped'>('due', 10),
    tries: must.int(0),
    dueAt: must.big(0),
    addedAt: must.big(0),
  },
  indexes: [
    { columns: ['factKey'], unique: true },
    { columns: ['state', 'dueAt'] },
    { columns: ['contactId', 'state'] },
  ],
});
export type ConsentReplyRow = RowOf<typeof consentReplyTable>;

/** Wordings of the purposes of data collection: a wording is never changed, a new one is another row. */
export const dataPurposeTable = defineTable({
  name: 'data-purpose',
  kind: 'content-type',
  description: 'What people are asked about data collection, version by version',
  columns: {
    purpose: must.string<DataPurpose>(undefined, 16),
    version: must.int(),
    /** Of the newest version: is it asked, and is it needed? */
    asked: must.bool(false),
    onlyWithConsent: must.bool(false),
    textTr: must.text<string>(),
    textEn: must.text<string>(),
    actor: maybe.string(160),
    at: must.big(),
  },
  indexes: [{ columns: ['purpose', 'version'], unique: true }],
});
export type DataPurposeRow = RowOf<typeof dataPurposeTable>;

/**
 * Messages that were let go because an entry carried consent for them (O-33), by the wording of that moment: written with the
 * permit, never changed. Apart from the ledger, which holds what people said themselves.
 */
export const carriedMessageTable = defineTable({
  name: 'carried-message',
  kind: 'content-type',
  description: 'Messages that went by the consent that an entry carried',
  columns: {
    contactId: must.int(),
    uid: must.string<string>(undefined, 120),
    /** Document id of the entry; Strapi keeps the plain word for itself. Null: forgotten with the person. */
    entryDocument: maybe.string(64),
    version: must.int(),
    /** A single message, or a recipient of a campaign, with which of its attempts. */
    ownerKind: must.string<'m' | 'r'>(undefined, 1),
    ownerId: must.int(),
    attempt: must.int(),
    at: must.big(),
  },
  indexes: [
    { columns: ['ownerKind', 'ownerId', 'attempt'], unique: true },
    { columns: ['contactId', 'at'] },
  ],
});
export type CarriedMessageRow = RowOf<typeof carriedMessageTable>;
