import { defineTable, maybe, must, type RowOf } from '../strapi/table';
import type { ConsentState, CustomFieldKind, Frequency, TagColor } from '../contracts/contacts';
import type { SensitiveKind } from '../contracts/sensitive';

/** The message by which somebody may have asked for no more messages. */
export interface AskedStop {
  messageId: number;
  wamid: string | null;
  /** The number that was written to. */
  accountId: number;
  /** At most 160 characters. */
  words: string;
}

/**
 * A person. Phone, wa_id and BSUID may each be missing (WhatsApp user names hide the number, X-15).
 * `waKey` and `bsuidKey` are sha256 hex, unique where present; phone is not unique.
 */
export const contactTable = defineTable({
  name: 'contact',
  kind: 'content-type',
  related: { mainField: 'name' },
  description: 'A person that the company talks with',
  columns: {
    /** Shown everywhere: given name and surname, or what the person calls themselves. */
    name: must.string<string>(''),
    givenName: maybe.string(120),
    familyName: maybe.string(120),
    /** Folded name, username and e-mail for search. */
    nameSearch: must.string<string>(''),
    phone: maybe.string(24),
    waId: maybe.string(24),
    waKey: maybe.string(64),
    bsuid: maybe.string(160),
    bsuidKey: maybe.string(64),
    /** sha256 of the id of a WhatsApp group: this row stands for the group and is no person. */
    groupKey: maybe.string(64),
    /** The user id of the portfolio's parent, where Meta links several. */
    parentUserId: maybe.string(160),
    username: maybe.string(80),
    profileName: maybe.string(),
    email: maybe.string(254),
    language: maybe.string(12),
    country: maybe.string(2),
    timezone: maybe.string(60),
    /** Where the person lives, as typed (P-24). */
    town: maybe.string(120),
    /** sha256 of the folded town: filters find it on every database, however it was typed. */
    townKey: maybe.string(64),
    /** Admin user who looks after this person (P-02). */
    ownerId: maybe.int(),
    source: must.string<string>('agent', 24),
    /** sha256 of the address that a send would use (wa_id or phone, else BSUID): one address, one message per campaign. */
    addressKey: maybe.string(64),
    marketing: must.string<ConsentState>('none', 8),
    utility: must.string<ConsentState>('none', 8),
    /**
     * Until when a refusal held that was made before this row: by a person who was deleted since. The ledger of this row has
     * no line of it, and a yes must be newer to count.
     */
    marketingRefusedAt: maybe.big(),
    utilityRefusedAt: maybe.big(),
    /** When they wrote something that may mean "no more messages": no promotion until the team, or they, decide. */
    askedStopAt: maybe.big(),
    askedStop: maybe.json<AskedStop>(),
    pausedUntil: maybe.big(),
    /** Kinds of message that the person refused (O-27), as `,news,offers,`: the gate reads them with the row. */
    topicsOut: must.string<string>('', 400),
    /** By which channel the person wants which kind (O-29), as `,*:email,news:sms,`; empty = all by WhatsApp. */
    channels: must.string<string>('', 800),
    /** How often the person wants offers at most (O-28). */
    frequency: maybe.string<Frequency>(8),
    /** Purposes of data collection that the person agreed to, as `,position,tracking,`; nothing to do with messages. */
    dataIn: must.string<string>('', 64),
    blocked: must.bool(false),
    /** When the person asked to go on over WhatsApp (C-28); null = has not, or took it back. The ledger has the proof. */
    moveAskedAt: maybe.big(),
    /** Where the person was when they last shared it (C-31); kept only while they agree to `position`. */
    positionAt: maybe.big(),
    positionLat: maybe.float(),
    positionLng: maybe.float(),
    positionName: maybe.string(200),
    lastInboundAt: maybe.big(),
    lastOutboundAt: maybe.big(),
    /** Hour of the day, on their own clock, at which they read and answer most (M-46); null = too little is known. */
    bestHour: maybe.int(),
    /** Random 0…9999 for A/B splits. */
    bucket: must.int(0),
    mergedInto: maybe.int(),
    sample: must.bool(false),
    /** When an id of this row was replaced or taken away last; null: never. */
    idsAt: maybe.big(),
    /** Of a row that only remembers a number somebody had: the number that came in its place, and who typed it. */
    leftFor: maybe.string(24),
    leftBy: maybe.string(160),
    addedAt: must.big(),
    changedAt: must.big(),
  },
  indexes: [
    { columns: ['waKey'], unique: true },
    { columns: ['bsuidKey'], unique: true },
    { columns: ['groupKey'], unique: true },
    { columns: ['phone'] },
    { columns: ['nameSearch'] },
    { columns: ['email'] },
    { columns: ['addressKey'] },
    { columns: ['ownerId'] },
    { columns: ['townKey'] },
  ],
});
export type ContactRow = RowOf<typeof contactTable>;

/** A tag. `nameKey` is the sha256 of the folded name: VIP and vip are one tag on every database. */
export const tagTable = defineTable({
  name: 'tag',
  kind: 'content-type',
  related: { mainField: 'name' },
  description: 'A word that people are marked with',
  columns: {
    name: must.string<string>(undefined, 60),
    nameKey: must.string<string>(undefined, 64),
    /** Name of a colour of the design system; null = plain. */
    color: maybe.string<TagColor>(16),
    /** A former name: filters, bots and files that still say it mean the tag with this id. */
    aliasOf: maybe.int(),
    sample: must.bool(false),
    addedAt: must.big(),
  },
  indexes: [{ columns: ['nameKey'], unique: true }],
});
export type TagRow = RowOf<typeof tagTable>;

/** Who has which tag; both directions have an index. */
export const contactTagTable = defineTable({
  name: 'contact-tag',
  kind: 'content-type',
  description: 'Who has which tag',
  columns: { contactId: must.int(), tagId: must.int(), addedAt: must.big() },
  indexes: [
    { columns: ['contactId', 'tagId'], unique: true },
    { columns: ['tagId', 'contactId'], unique: true },
  ],
});

/** A profile field that the company adds (P-02). The key never changes: filters and variables name it. */
export const contactFieldTable = defineTable({
  name: 'contact-field',
  kind: 'content-type',
  description: 'A profile field of people',
  columns: {
    fieldKey: must.string<string>(undefined, 40),
    kind: must.string<CustomFieldKind>(undefined, 12),
    label: must.string<string>(undefined, 80),
    /** Turkish label; null = the label above. */
    labelTr: maybe.string(80),
    /** Of kind `choice`. */
    choices: maybe.json<string[]>(),
    place: must.int(0),
    archived: must.bool(false),
    /** Why it is sensitive; null = it is not. */
    sensitive: maybe.string<SensitiveKind>(20),
    addedAt: must.big(),
  },
  indexes: [{ columns: ['fieldKey'], unique: true }],
});
export type ContactFieldRow = RowOf<typeof contactFieldTable>;

/**
 * Value of a profile field. `value` is as people read it back; `folded` is what `contains` looks through, `valueKey` the
 * sha256 of it for equality (collations differ), `number` a number, 0/1, or a date as epoch milliseconds of its UTC day.
 */
export const contactValueTable = defineTable({
  name: 'contact-value',
  kind: 'content-type',
  description: 'Value of a profile field',
  columns: {
    contactId: must.int(),
    fieldId: must.int(),
    value: must.string<string>(undefined, 255),
    folded: must.string<string>('', 255),
    valueKey: must.string<string>(undefined, 64),
    number: maybe.float(),
  },
  indexes: [
    { columns: ['contactId', 'fieldId'], unique: true },
    { columns: ['fieldId', 'valueKey', 'contactId'] },
    { columns: ['fieldId', 'number', 'contactId'] },
  ],
});
export type ContactValueRow = RowOf<typeof contactValueTable>;

/**
 * Opt-outs under addresses of deleted people, and under those that somebody left: the hash of the address, so that anyone who
 * brings it in again cannot message them. Not keyed by this installation: a move to another server must not forget a refusal.
 */
export const suppressionTable = defineTable({
  name: 'contact-suppression',
  kind: 'content-type',
  description: 'Opt-out under an address that is gone, as a hash',
  columns: {
    addressKey: must.string<string>(undefined, 64),
    marketing: must.bool(false),
    utility: must.bool(false),
    /** Until when it held: of several deletions the last one with a refusal. */
    addedAt: must.big(),
    /** Who left the address and is still here: for them it means nothing, their own row says what they refuse. */
    contactId: maybe.int(),
  },
  indexes: [{ columns: ['addressKey'], unique: true }, { columns: ['contactId'] }],
});
