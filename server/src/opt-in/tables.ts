import type { ChatPurpose } from '../contracts/chat-links';
import type { DataPurpose } from '../contracts/consent';
import type { ReadPurpose } from '../contracts/data-boxes';
import type { OptInCategory, OptInLanguage, OptInPlace, OptInTexts } from '../contracts/opt-in';
import { defineTable, maybe, must, type RowOf } from '../strapi/table';

/** A place where people can agree. What they read there is in the versions; this row is what belongs to all of them. */
export const optInFormTable = defineTable({
  name: 'opt-in-form',
  kind: 'content-type',
  description: 'A form, code or widget by which people opt in',
  columns: {
    name: must.string<string>(undefined, 120),
    /** Part of the address and of the ledger's source: it stays. */
    slug: must.string<string>(undefined, 60),
    place: must.string<OptInPlace>(undefined, 16),
    accountId: must.int(),
    /** Of its links and QR codes. */
    code: must.string<string>(undefined, 12),
    /** The wording that is shown now. */
    version: must.int(1),
    tags: maybe.json<string[]>(),
    groupIds: maybe.json<number[]>(),
    /** Origins that may show the form. */
    sites: maybe.json<string[]>(),
    /** Purposes of data collection that it asks for too. */
    purposes: maybe.json<DataPurpose[]>(),
    active: must.bool(false),
    /** Forms that were filled in; those never confirmed are deleted after a while, so they are counted here. */
    started: must.int(0),
    sample: must.bool(false),
    addedAt: must.big(),
    changedAt: must.big(),
  },
  indexes: [
    { columns: ['slug'], unique: true },
    { columns: ['code'], unique: true },
  ],
});
export type OptInFormRow = RowOf<typeof optInFormTable>;

/** Wordings, only added to: what somebody agreed to can be shown years later (O-04). */
export const optInVersionTable = defineTable({
  name: 'opt-in-version',
  kind: 'content-type',
  description: 'A wording of an opt-in form',
  columns: {
    formId: must.int(),
    version: must.int(),
    category: must.string<OptInCategory>(undefined, 16),
    /** How the business was called then. */
    business: must.string<string>(undefined, 255),
    texts: maybe.json<OptInTexts>(),
    actorId: maybe.int(),
    actor: maybe.string(160),
    sample: must.bool(false),
    at: must.big(),
  },
  indexes: [{ columns: ['formId', 'version'], unique: true }],
});
export type OptInVersionRow = RowOf<typeof optInVersionTable>;

/** One act of one person: a form that was filled in and waits for its message, or a message with a form's code. */
export const optInRequestTable = defineTable({
  name: 'opt-in-request',
  kind: 'content-type',
  description: 'A filled-in opt-in form, or a used opt-in code',
  columns: {
    formId: must.int(),
    version: must.int(),
    language: must.string<OptInLanguage>(undefined, 2),
    via: must.string<'page' | 'widget' | 'app' | 'link' | 'desk'>(undefined, 8),
    /** Hash of the code of the page; null for the form's own code. */
    codeKey: maybe.string(64),
    page: maybe.string(300),
    /** As it was typed on the page; it proves nothing, the sender of the message does. */
    phone: maybe.string(24),
    name: maybe.string(120),
    /** What else was agreed to, in which wording. */
    purposes: maybe.json<ReadPurpose[]>(),
    contactId: maybe.int(),
    wamid: maybe.string(255),
    addedAt: must.big(),
    expiresAt: must.big(),
    usedAt: maybe.big(),
  },
  indexes: [
    { columns: ['codeKey'], unique: true },
    { columns: ['formId', 'contactId'] },
    { columns: ['contactId'] },
    { columns: ['expiresAt'] },
  ],
});
export type OptInRequestRow = RowOf<typeof optInRequestTable>;

/** A link or QR code that opens a chat for a purpose; it agrees to nothing (O-13). */
export const chatLinkTable = defineTable({
  name: 'chat-link',
  kind: 'content-type',
  description: 'A link or QR code that opens a chat',
  columns: {
    name: must.string<string>(undefined, 120),
    purpose: must.string<ChatPurpose>(undefined, 16),
    accountId: must.int(),
    /** In the prepared message: it stays, so that what was printed goes on working. */
    code: must.string<string>(undefined, 12),
    texts: maybe.json<{ en: string; tr: string }>(),
    tags: maybe.json<string[]>(),
    /** Messages that came by it. */
    used: must.int(0),
    usedAt: maybe.big(),
    sample: must.bool(false),
    addedAt: must.big(),
    changedAt: must.big(),
  },
  indexes: [{ columns: ['code'], unique: true }],
});
export type ChatLinkRow = RowOf<typeof chatLinkTable>;
