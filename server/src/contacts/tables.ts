import { defineTable, maybe, must, type RowOf } from '../strapi/table';
import type { ConsentState } from '../contracts/contacts';

/**
 * A person. Phone, wa_id and BSUID may each be missing (WhatsApp user names hide the number, X-15).
 * `waKey` and `bsuidKey` are sha256 hex, unique where present; phone is not unique.
 */
export const contactTable = defineTable({
  name: 'contact',
  kind: 'content-type',
  description: 'A person that the company talks with',
  columns: {
    name: must.string<string>(''),
    /** Folded name, username and e-mail for search. */
    nameSearch: must.string<string>(''),
    phone: maybe.string(24),
    waId: maybe.string(24),
    waKey: maybe.string(64),
    bsuid: maybe.string(160),
    bsuidKey: maybe.string(64),
    username: maybe.string(80),
    profileName: maybe.string(),
    email: maybe.string(254),
    language: maybe.string(12),
    country: maybe.string(2),
    timezone: maybe.string(60),
    tags: maybe.json<string[]>(),
    custom: maybe.json<Record<string, unknown>>(),
    source: must.string<string>('agent', 24),
    /** sha256 of the address that a send would use (wa_id or phone, else BSUID): one address, one message per campaign. */
    addressKey: maybe.string(64),
    marketing: must.string<ConsentState>('none', 8),
    utility: must.string<ConsentState>('none', 8),
    pausedUntil: maybe.big(),
    blocked: must.bool(false),
    lastInboundAt: maybe.big(),
    lastOutboundAt: maybe.big(),
    /** Random 0…9999 for A/B splits. */
    bucket: must.int(0),
    mergedInto: maybe.int(),
    sample: must.bool(false),
    addedAt: must.big(),
    changedAt: must.big(),
  },
  indexes: [
    { columns: ['waKey'], unique: true },
    { columns: ['bsuidKey'], unique: true },
    { columns: ['phone'] },
    { columns: ['nameSearch'] },
    { columns: ['email'] },
    { columns: ['addressKey'] },
  ],
});
export type ContactRow = RowOf<typeof contactTable>;
