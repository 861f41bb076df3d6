import { z } from 'zod';
import { carriedMessage } from './carried-consent';
import { cursor, id, instant, nextCursor } from './common';
import { dataPurpose } from './consent';
import { phoneRemark } from './phone';
import { sensitiveKind, sensitiveUse } from './sensitive';

export const consentState = z.enum(['in', 'none', 'out']);
export type ConsentState = z.infer<typeof consentState>;

/** How often somebody wants offers at most (O-28); null = as they come. */
export const frequency = z.enum(['weekly', 'monthly']);
export type Frequency = z.infer<typeof frequency>;

/** Colours of tags, by the design system's names. */
export const tagColor = z.enum([
  'primary',
  'success',
  'warning',
  'danger',
  'secondary',
  'alternative',
]);
export type TagColor = z.infer<typeof tagColor>;
const tagName = z.string().trim().min(1).max(60);

export const customFieldKind = z.enum(['text', 'number', 'date', 'choice', 'yes-no']);
export type CustomFieldKind = z.infer<typeof customFieldKind>;
/** By key: text and choice as text, a date as `YYYY-MM-DD`, a number, a boolean. */
export const customValues = z.record(
  z.string().max(40),
  z.union([z.string(), z.number(), z.boolean()])
);
export type CustomValues = z.infer<typeof customValues>;

/** A person. `phone`, `waId` and `bsuid` may each be missing; at least one is there. */
export const contactView = z.object({
  id,
  name: z.string(),
  givenName: z.string().nullable(),
  familyName: z.string().nullable(),
  phone: z.string().nullable(),
  waId: z.string().nullable(),
  bsuid: z.string().nullable(),
  username: z.string().nullable(),
  profileName: z.string().nullable(),
  email: z.string().nullable(),
  language: z.string().nullable(),
  country: z.string().nullable(),
  timezone: z.string().nullable(),
  town: z.string().nullable(),
  /** Who looks after this person. */
  owner: z.object({ id, name: z.string() }).nullable(),
  tags: z.array(z.string()),
  /** Values of the profile fields that are filled. */
  custom: customValues,
  consent: z.object({ marketing: consentState, utility: consentState }),
  /** When they wrote something that may mean "no more messages"; promotions wait until the team decides. Null: nothing is open. */
  askedStopAt: instant.nullable(),
  blocked: z.boolean(),
  source: z.string(),
  lastInboundAt: instant.nullable(),
  lastOutboundAt: instant.nullable(),
  createdAt: instant,
  updatedAt: instant,
});
export type ContactView = z.infer<typeof contactView>;

/** POST /contacts and PUT /contacts/:id. `phoneRemarks`: what somebody should know of the number as it was typed. */
export const savedContact = contactView.extend({ phoneRemarks: z.array(phoneRemark).optional() });
export type SavedContact = z.infer<typeof savedContact>;

/** GET /contacts */
export const listContactsQuery = z.object({
  q: z.string().trim().max(200).optional(),
  groupId: id.optional(),
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListContactsQuery = z.input<typeof listContactsQuery>;
export const listContactsResult = z.object({ contacts: z.array(contactView), nextCursor });
export type ListContactsResult = z.infer<typeof listContactsResult>;

/** GET /contacts/count: loads after the rows. */
export const countContactsResult = z.object({ total: z.number().int() });

/** POST /contacts */
const contactForm = z.object({
  /** As shown everywhere; without it, given name and surname are. */
  name: z.string().trim().min(1).max(200).optional(),
  givenName: z.string().trim().max(120).nullable().optional(),
  familyName: z.string().trim().max(120).nullable().optional(),
  /** However typed; parsed with the country below or the account's. */
  phone: z.string().trim().min(3).max(120),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  email: z.email().max(254).nullable().optional(),
  language: z.string().max(12).nullable().optional(),
  /** IANA name, for example `Europe/Istanbul`. */
  timezone: z.string().trim().max(60).nullable().optional(),
  town: z.string().trim().max(120).nullable().optional(),
  ownerId: id.nullable().optional(),
  tags: z.array(tagName).max(50).optional(),
  /** By key of the profile field; null empties it. What is not named stays. */
  custom: z
    .record(z.string().max(40), z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .optional(),
});
export const createContactBody = contactForm.refine(
  (body) => Boolean(body.name ?? body.givenName ?? body.familyName),
  { path: ['name'], message: 'Type a name.' }
);
export type CreateContactBody = z.infer<typeof createContactBody>;
/** PUT /contacts/:id */
export const updateContactBody = contactForm.partial();
export type UpdateContactBody = z.infer<typeof updateContactBody>;

/** POST /contacts/:id/consent: a person on the team records what the contact said. */
export const recordConsentBody = z.object({
  category: z.enum(['marketing', 'utility']),
  action: z.enum(['opt-in', 'opt-out']),
  /** Where the contact said so: form, phone call, shop… */
  source: z.string().trim().min(1).max(120),
  /** What proves it: a document number, a note, a message. */
  evidence: z.string().trim().min(1).max(1000),
});
export type RecordConsentBody = z.infer<typeof recordConsentBody>;

/**
 * POST /contacts/:id/asked-stop, POST /conversations/:id/asked-stop: what the person meant. `askedAt` is the `askedStopAt`
 * that was decided about: another one since then is refused (409).
 */
export const decideStopBody = z.object({
  answer: z.enum(['opt-out', 'not-meant']),
  askedAt: instant,
});
export type DecideStopBody = z.infer<typeof decideStopBody>;

/** POST /contacts/:id/preference-link: the person's own page, and until when the link works. */
export const preferenceLink = z.object({ url: z.string(), until: instant });
export type PreferenceLink = z.infer<typeof preferenceLink>;

/** GET /contacts/:id */
export const contactDetails = z.object({
  contact: contactView,
  groups: z.array(z.object({ id, name: z.string() })),
  /** What they wrote that may mean "no more messages", while nobody has decided; `text` null: not known. */
  askedStop: z.object({ at: instant, text: z.string().nullable() }).nullable(),
  /** What the person chose on the preference page beside the two consents (O-27, O-28, O-30). */
  wishes: z.object({
    topicsRefused: z.array(z.string()),
    /** By which channel each kind is wanted; `*` = all marketing without a choice of its own (O-29). */
    channels: z.array(z.object({ key: z.string(), channel: z.enum(['whatsapp', 'email', 'sms']) })),
    frequency: frequency.nullable(),
    pausedUntil: instant.nullable(),
  }),
  /** What the person said of each purpose of data collection: those that are asked, or were answered once. */
  dataConsents: z.array(
    z.object({
      purpose: dataPurpose,
      state: consentState,
      asked: z.boolean(),
      at: instant.nullable(),
    })
  ),
  consentEvents: z.array(
    z.object({
      id,
      category: z.string(),
      /** One kind of message within the category; null = all of it. */
      topic: z.string().nullable(),
      action: z.string(),
      source: z.string(),
      evidence: z.string().nullable(),
      actor: z.string().nullable(),
      at: instant,
    })
  ),
  /** The last messages that went because an entry carried consent for them (O-33), the newest first. */
  carriedMessages: z.array(carriedMessage),
});
export type ContactDetails = z.infer<typeof contactDetails>;

/** GET /tags */
export const tagView = z.object({
  id,
  name: z.string(),
  color: tagColor.nullable(),
  people: z.number().int(),
});
export type TagView = z.infer<typeof tagView>;
export const listTagsResult = z.object({ tags: z.array(tagView) });
/** POST /tags, PUT /tags/:id */
export const tagBody = z.object({ name: tagName, color: tagColor.nullable().optional() });
export type TagBody = z.infer<typeof tagBody>;

/** GET /contact-fields: in the order of the page, archived ones last. */
export const customField = z.object({
  id,
  key: z.string(),
  kind: customFieldKind,
  label: z.string(),
  labelTr: z.string().nullable(),
  choices: z.array(z.string()),
  archived: z.boolean(),
  /** Why it is sensitive; null = it is not. */
  sensitive: sensitiveKind.nullable(),
  /** What a sensitive field is allowed for now. */
  allowed: z.array(sensitiveUse),
});
export type CustomField = z.infer<typeof customField>;
export const listFieldsResult = z.object({ fields: z.array(customField) });
const fieldForm = z.object({
  label: z.string().trim().min(1).max(80),
  labelTr: z.string().trim().max(80).nullable().optional(),
  choices: z.array(z.string().trim().min(1).max(120)).max(100).optional(),
  /** null takes the mark away, which needs the permission for sensitive fields. */
  sensitive: sensitiveKind.nullable().optional(),
});
/** POST /contact-fields. The key is what filters and variables name; it cannot change afterwards. */
export const createFieldBody = fieldForm.extend({
  key: z
    .string()
    .trim()
    .regex(
      /^[a-z][a-z0-9_]{0,39}$/,
      'Use lowercase letters, digits and _, beginning with a letter.'
    ),
  kind: customFieldKind,
});
export type CreateFieldBody = z.infer<typeof createFieldBody>;
/** PUT /contact-fields/:id */
export const updateFieldBody = fieldForm.partial().extend({ archived: z.boolean().optional() });
export type UpdateFieldBody = z.infer<typeof updateFieldBody>;
/** PUT /contact-fields: ids in their new order. */
export const orderFieldsBody = z.object({ ids: z.array(id).max(200) });

const twoPeople = z
  .array(id)
  .length(2)
  .refine(([a, b]) => a !== b, 'Choose two different contacts.');
/** POST /contacts/merge and POST /contacts/merge/preview: the person who is known longer stays. */
export const mergeContactsBody = z.object({ ids: twoPeople });
/** What both have of something, and what the one person will have of it. */
export const mergeCount = z.object({
  what: z.enum(['conversations', 'messages', 'groups', 'tags', 'consents', 'tasks', 'records']),
  keep: z.number().int(),
  gone: z.number().int(),
  result: z.number().int(),
});
export type MergeCount = z.infer<typeof mergeCount>;
/** The last word that was said of a category: it decides. */
export const mergeConsent = z.object({
  category: z.enum(['marketing', 'utility']),
  state: consentState,
  /** In whose ledger it stands. */
  from: z.enum(['keep', 'gone']),
  at: instant,
});
export type MergeConsent = z.infer<typeof mergeConsent>;
export const mergePreview = z.object({
  /** As the one person will be. */
  result: contactView,
  keep: contactView,
  gone: contactView,
  counts: z.array(mergeCount),
  /** Categories of which neither ledger says anything are absent: there a refusal of either counts. */
  consent: z.array(mergeConsent),
});
export type MergePreview = z.infer<typeof mergePreview>;
