import { z } from 'zod';
import { phoneRemark } from './phone';
import { id, instant, readerZone } from './common';
import { conversionRule } from './conversions';
import { fieldPath } from './field-path';
import { sensitiveKind } from './sensitive';

/** Uid of a content type of the host. */
export const typeUid = z
  .string()
  .min(5)
  .max(120)
  .regex(
    /^[a-z0-9-]+::[a-z0-9-]+\.[a-z0-9-]+$/i,
    'a content type, for example api::customer.customer'
  );

/** A field of what an entry relates to, one to three steps away: `products.category.name`. */
export const reachPath = z
  .string()
  .min(3)
  .max(120)
  .regex(
    /^[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*){1,3}$/,
    'a field of a related entry, for example products.category.name'
  );

/** What a field of an entry means for the person. */
export const mappingFields = z.object({
  phone: fieldPath.nullable().default(null),
  email: fieldPath.nullable().default(null),
  name: fieldPath.nullable().default(null),
  surname: fieldPath.nullable().default(null),
  language: fieldPath.nullable().default(null),
  town: fieldPath.nullable().default(null),
  birthday: fieldPath.nullable().default(null),
  /** Yes/no: may get marketing. */
  consent: fieldPath.nullable().default(null),
});
export type MappingFields = z.infer<typeof mappingFields>;
export type MappedMeaning = keyof MappingFields;

const scalar = z.union([z.string().max(500), z.number(), z.boolean()]);

/** PUT /records/mappings/:uid → mappingView */
export const mappingBody = z.object({
  /** What such an entry is for the company: Customer, Lead, Order. */
  role: z.string().trim().min(1).max(40),
  fields: mappingFields,
  /** What national numbers mean; null = the country of the first WhatsApp number. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .default(null),
  /** Fields that staff see beside the person. */
  shown: z.array(fieldPath).max(12).default([]),
  /** Fields that messages, filters and bots may use. */
  usable: z.array(fieldPath).max(40).default([]),
  /** Those of them that flows may write too (B-25). To be read by messages allows no write. */
  writable: z.array(fieldPath).max(40).default([]),
  /** Fields of related entries that filters and segments may ask of, at any depth up to three. */
  reach: z.array(reachPath).max(30).default([]),
  /** Sensitive fields and why they are: nobody uses them without an allowance. */
  marks: z.record(fieldPath, sensitiveKind).default({}),
  /** Why a field that looks like a secret may be used in messages, by field; recorded. */
  reasons: z.record(fieldPath, z.string().trim().min(10).max(500)).default({}),
  /** An entry with a number that is not known makes a contact. */
  createContacts: z.boolean().default(true),
  /** Values of the entry replace what the contact has; otherwise they only fill gaps. */
  overwrites: z.boolean().default(true),
  /** An opt-out here writes "no" into the consent field of the entry. */
  writesConsent: z.boolean().default(false),
  /** A message from an unknown number makes an entry of this type (C-22). At most one type may. */
  makesEntries: z.boolean().default(false),
  /** Values that such an entry gets, for fields that the person does not tell. */
  defaults: z.record(fieldPath, scalar).default({}),
  /** Such an entry counts as a conversion; null = it does not. */
  conversion: conversionRule.nullable().default(null),
});
export type MappingBody = z.infer<typeof mappingBody>;
export type MappingBodyInput = z.input<typeof mappingBody>;

export const mappingView = mappingBody.extend({
  uid: typeUid,
  label: z.string(),
  /** False: the content type is gone; nothing is followed. */
  exists: z.boolean(),
  /** Entries that are linked, and the people whom they are about. */
  linked: z.number().int(),
  people: z.number().int(),
  /** Changes of entries that could not be followed yet. */
  waiting: z.number().int(),
  /** Entries that became about another person: their “yes” to marketing is not counted. */
  moved: z.number().int(),
  /** The wording by which its entries carry consent for utility messages about themselves (O-33); null = they carry none. */
  carriedVersion: z.number().int().nullable(),
  syncedAt: instant.nullable(),
  changedAt: instant,
});
export type MappingView = z.infer<typeof mappingView>;

export const hostField = z.object({
  path: fieldPath,
  label: z.string(),
  /** string, text, email, integer, decimal, boolean, date, datetime, enumeration… */
  type: z.string(),
  /** Private in the host, or named like a secret: not for messages without a reason. */
  sensitive: z.boolean(),
  required: z.boolean(),
  /** Of a related entry: it can say who the person is, but is not shown or written. */
  related: z.boolean(),
  choices: z.array(z.string()),
});
export type HostField = z.infer<typeof hostField>;

export const hostType = z.object({
  uid: typeUid,
  label: z.string(),
  hasDrafts: z.boolean(),
  localized: z.boolean(),
  fields: z.array(hostField),
  /** Fields by the names that people usually give them. */
  guess: mappingFields,
});
export type HostTypeView = z.infer<typeof hostType>;

/** Types of fields of which flows can write a value. */
const WRITTEN_TYPES: ReadonlySet<string> = new Set([
  ...['string', 'text', 'email', 'integer', 'biginteger', 'decimal', 'float'],
  ...['boolean', 'date', 'datetime', 'timestamp', 'enumeration'],
]);

/**
 * Fields that say whose an entry is, and whether they agreed. Another number would make it somebody else's, and consent needs
 * the person's own words.
 */
const OF_THE_PERSON = ['phone', 'email', 'consent'] as const satisfies readonly MappedMeaning[];

/** May flows be allowed to write this field of the type itself? */
export const canBeWritten = (
  { path, type, sensitive }: Pick<HostField, 'path' | 'type' | 'sensitive'>,
  { fields, marks }: Pick<MappingBody, 'fields' | 'marks'>
): boolean =>
  WRITTEN_TYPES.has(type) &&
  path !== 'createdAt' &&
  !sensitive &&
  marks[path] === undefined &&
  !OF_THE_PERSON.some((meaning) => fields[meaning] === path);

/** GET /records/types/:uid/reach: what the administrator may expose of related entries, the nearest first. */
export const reachField = z.object({
  path: reachPath,
  /** `Products › Category › Name` */
  label: z.string(),
  type: z.string(),
  choices: z.array(z.string()),
});
export type ReachField = z.infer<typeof reachField>;
export const reachResult = z.object({ fields: z.array(reachField) });
export type ReachResult = z.infer<typeof reachResult>;

/** GET /records/types */
export const recordTypes = z.object({ types: z.array(hostType), mappings: z.array(mappingView) });
export type RecordTypes = z.infer<typeof recordTypes>;

/** POST /records/check: how well these fields work, before saving. */
export const checkBody = z.object({
  uid: typeUid,
  fields: mappingFields,
  country: mappingBody.shape.country,
});
export type CheckBody = z.input<typeof checkBody>;
export const checkResult = z.object({
  /** Entries of the type. */
  total: z.number().int(),
  /** Entries that were looked at: the newest when there are very many. */
  checked: z.number().int(),
  /** With a usable number, or at least an e-mail. */
  works: z.number().int(),
  withPhone: z.number().int(),
  byEmail: z.number().int(),
  /** Persons that are contacts already. */
  known: z.number().int(),
  /** Examples of what does not work, and why. */
  problems: z.array(
    z.object({
      documentId: z.string(),
      title: z.string(),
      value: z.string(),
      reason: z.enum([
        'empty',
        'not-valid',
        'country-missing',
        'other-country',
        'extension',
        'not-a-number',
      ]),
    })
  ),
  counts: z.record(z.string(), z.number().int()),
});
export type CheckResult = z.infer<typeof checkResult>;

/** POST /records/mappings/:uid/sync */
export const syncStarted = z.object({ operationId: id });

export const linkedRecord = z.object({
  /** Id of the link. */
  id,
  uid: typeUid,
  documentId: z.string(),
  /** What such an entry is: Customer, Lead. */
  role: z.string(),
  label: z.string(),
  title: z.string(),
  /** Path inside the admin: the entry in the Content Manager. */
  url: z.string(),
  fields: z.array(
    z.object({
      path: z.string(),
      label: z.string(),
      type: z.string(),
      value: z.string().nullable(),
      /** Sensitive, and the reader has no permission to see it: the value is left out. */
      locked: z.boolean(),
    })
  ),
  /** Linked by a person of the team, not by number or e-mail. */
  byHand: z.boolean(),
  linkedAt: instant,
});
export type LinkedRecord = z.infer<typeof linkedRecord>;

/** GET /records/links?contactId= */
export const linksQuery = z.object({
  contactId: id,
  language: z.enum(['en', 'tr']).default('en'),
  zone: readerZone,
});
export type LinksQuery = z.output<typeof linksQuery>;
export const linksResult = z.object({
  links: z.array(linkedRecord),
  /** Types that can be linked by hand. */
  types: z.array(z.object({ uid: typeUid, role: z.string() })),
});
export type LinksResult = z.infer<typeof linksResult>;

/** POST /records/links → linksResult */
export const linkBody = z.object({
  contactId: id,
  uid: typeUid,
  documentId: z.string().min(1).max(40),
});
export type LinkBody = z.infer<typeof linkBody>;

/** POST /records/entries: a new entry about this person, filled with what is known of them, and linked. */
export const newEntryBody = z.object({
  contactId: id,
  uid: typeUid,
  /** One per press: asking again after a lost answer makes no second entry. */
  clientId: z.string().min(8).max(100).optional(),
});
export type NewEntryBody = z.infer<typeof newEntryBody>;
export const newEntryResult = z.object({ documentId: z.string(), url: z.string() });
export type NewEntryResult = z.infer<typeof newEntryResult>;

/** GET /records/entries: entries of a mapped type by title, number or e-mail. */
export const entriesQuery = z.object({ uid: typeUid, q: z.string().trim().max(200).default('') });
export const entriesResult = z.object({
  entries: z.array(
    z.object({
      documentId: z.string(),
      title: z.string(),
      detail: z.string(),
      /** Whom it is linked with now. */
      contact: z.object({ id, name: z.string() }).nullable(),
    })
  ),
});
export type EntriesResult = z.infer<typeof entriesResult>;

/** GET /records/phone: what is known of a number, for the custom field. */
export const phoneQuery = z.object({
  value: z.string().trim().min(1).max(120),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
});
export const phoneFacts = z.object({
  e164: z.string().nullable(),
  /** The country that the number was read in, or is no number of; null: it has none, or the text names its own. */
  country: z.string().nullable(),
  problem: z.string().nullable(),
  /** Numbers that may have been meant, as they are to be written. */
  meant: z.array(z.string()),
  /** What somebody should know of a number that was read. */
  remarks: z.array(phoneRemark.exclude(['first-of-several'])),
  contact: z
    .object({
      id,
      name: z.string(),
      marketing: z.enum(['in', 'none', 'out']),
      blocked: z.boolean(),
    })
    .nullable(),
});
export type PhoneFacts = z.infer<typeof phoneFacts>;
