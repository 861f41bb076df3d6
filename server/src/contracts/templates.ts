import { z } from 'zod';
import { id, instant } from './common';
import { templateClocks, templateNotice, templatePlace, templateReview } from './template-review';

export const templateStatus = z.enum([
  'DRAFT',
  'PENDING',
  'APPROVED',
  'REJECTED',
  'PAUSED',
  'DISABLED',
  'IN_APPEAL',
  'MISSING',
  'OTHER',
]);
export type TemplateStatus = z.infer<typeof templateStatus>;

/** One place of a template that needs a value at send time. `key` is stable: `header`, `header.first_name`, `body.1`, `body.first_name`, `button.0`. */
export const templateSlot = z.object({
  key: z.string(),
  component: z.enum(['header', 'body', 'button']),
  kind: z.enum(['text', 'image', 'video', 'document', 'location', 'url-suffix', 'coupon', 'otp']),
  /** Name of a named parameter, or the number of a positional one. */
  name: z.string(),
  buttonIndex: z.number().int().optional(),
  example: z.string().nullable(),
});
export type TemplateSlot = z.infer<typeof templateSlot>;

/** Fields of a person, as the contact's own columns hold them. */
export const contactField = z.enum([
  'name',
  'firstName',
  'lastName',
  'phone',
  'email',
  'language',
  'country',
  'town',
  'username',
]);
export type ContactField = z.infer<typeof contactField>;

/**
 * Where a value comes from (T-30). `record`: the newest linked entry of that content type; `agent`: the team member
 * who sends; `account`: the sending number; `media`: a file of the media library, uploaded to Meta when it is sent.
 */
export const valueSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('contact'), field: contactField }),
  z.object({ kind: z.literal('custom'), key: z.string().min(1).max(64) }),
  z.object({
    kind: z.literal('record'),
    type: z.string().min(1).max(120),
    field: z.string().min(1).max(120),
  }),
  z.object({ kind: z.literal('agent'), field: z.enum(['name', 'firstName']) }),
  z.object({ kind: z.literal('account'), field: z.enum(['name', 'phone']) }),
  /** The person's own preference page: its whole address, or the code at its end for a button with an address (O-31). */
  z.object({ kind: z.literal('preferences'), field: z.enum(['link', 'code']) }),
  /** A tracked link, of this person's own: its whole address, or the code at its end for a button with an address (P-18). */
  z.object({ kind: z.literal('link'), linkId: id, field: z.enum(['link', 'code']) }),
  z.object({ kind: z.literal('text'), text: z.string().max(1024) }),
  z.object({ kind: z.literal('media'), fileId: id }),
]);
export type ValueSource = z.infer<typeof valueSource>;

/** Where a slot's value comes from. An empty value takes the fallback; without one the person is skipped (T-34). */
export const slotBinding = z.object({
  source: valueSource,
  fallback: z.string().max(1024).nullable(),
});
export type SlotBinding = z.infer<typeof slotBinding>;
export const slotBindings = z.record(z.string(), slotBinding);
export type SlotBindings = z.infer<typeof slotBindings>;

/**
 * Where a value usually comes from: the contact's first name, a field of a linked record, the name of the business, or one
 * text for everybody.
 */
export const suggestedSource = z.enum(['contact', 'record', 'account', 'fixed']);
export type SuggestedSource = z.infer<typeof suggestedSource>;
/** By the key of the slot. */
export type SuggestedSources = Readonly<Record<string, SuggestedSource>>;

/** A template's button as people see it. */
export const templateButton = z.object({
  type: z.string(),
  text: z.string(),
  url: z.string().optional(),
  phoneNumber: z.string().optional(),
});

export const templateView = z.object({
  id,
  wabaId: z.string(),
  name: z.string(),
  language: z.string(),
  category: z.string(),
  status: templateStatus,
  statusText: z.string(),
  quality: z.string(),
  rejectedReason: z.string().nullable(),
  parameterFormat: z.enum(['POSITIONAL', 'NAMED']),
  header: z.object({ format: z.string(), text: z.string().nullable() }).nullable(),
  body: z.string(),
  footer: z.string().nullable(),
  buttons: z.array(templateButton),
  /** Texts of quick replies that look like the way out of marketing although a tap ends nothing (O-18). */
  unmarkedWayOuts: z.array(z.string()),
  slots: z.array(templateSlot),
  bindings: slotBindings,
  /** Where the values of a text of the library usually come from, by the key of the slot; absent for other templates. */
  suggested: z.record(z.string(), suggestedSource).optional(),
  /** Key of the kind of message that it is of; null = none. */
  topic: z.string().nullable(),
  /** Keys of slots that have no binding. */
  missing: z.array(z.string()),
  /** May be sent now, and if not why: `not-approved`, `paused`, `unsupported-component`, `api-only`. */
  sendable: z.object({ ok: z.boolean(), reason: z.string().nullable() }),
  syncedAt: instant.nullable(),
  /** Since when it is in review, as far as we know; null when it is not (T-14). */
  pendingSince: instant.nullable(),
  /** The category that was asked for here, when Meta made another one of it (T-18). */
  statedCategory: z.string().nullable(),
  /** The category before Meta changed it. */
  previousCategory: z.string().nullable(),
  /** When changes were last kept here that Meta does not have; null = none. */
  draftSavedAt: instant.nullable(),
  /** Sent to Meta without an answer so far: a sync tells. */
  submittedAt: instant.nullable(),
  /** Edits that Meta still allows (approved templates only, else null). */
  editsLeft: z.object({ day: z.number().int(), month: z.number().int() }).nullable(),
  /** Deleted here; the name stays blocked for 30 days. */
  deletedAt: instant.nullable(),
  /** Where it was made, and by whom of us; null: not known. */
  origin: z.object({ place: templatePlace, by: z.string().nullable() }).nullable(),
  clocks: templateClocks,
  /** The category that Meta announced, and from when it holds (null: not said); null = none (T-20). */
  coming: z.object({ category: z.string(), at: instant.nullable() }).nullable(),
  review: templateReview,
  /** What nobody has looked at yet. */
  notice: templateNotice.nullable(),
});
export type TemplateView = z.infer<typeof templateView>;

/** PUT /templates/:id/topic: of all languages of this template; null = of no kind. */
export const templateTopicBody = z.object({ topic: z.string().max(24).nullable() });

/** PUT /templates/:id/opt-out-button: a tap on the quick reply with this text ends marketing (O-18). */
export const optOutButtonBody = z.object({ text: z.string().min(1).max(25) });

/** GET /templates */
export const listTemplatesQuery = z.object({
  accountId: id.optional(),
  status: templateStatus.optional(),
  q: z.string().trim().max(200).optional(),
});
export type ListTemplatesQuery = z.infer<typeof listTemplatesQuery>;

export const syncResult = z.object({
  at: instant,
  ok: z.boolean(),
  read: z.number().int(),
  created: z.number().int(),
  updated: z.number().int(),
  missing: z.number().int(),
  error: z.string().nullable(),
});
export type SyncResult = z.infer<typeof syncResult>;

/** How often a template is used; `lastAt`: when it was sent last. */
export const templateUseCount = z.object({
  templateId: id,
  campaigns: z.number().int(),
  bots: z.number().int(),
  lastAt: instant.nullable(),
  /** Who got it by campaigns of the last 90 days; absent where nobody counts it. */
  reached: z.object({ delivered: z.number().int(), read: z.number().int() }).nullish(),
});
export type TemplateUseCount = z.infer<typeof templateUseCount>;

export const listTemplatesResult = z.object({
  templates: z.array(templateView),
  /** Of those that are used at all. */
  uses: z.array(templateUseCount),
  lastSync: syncResult.nullable(),
});
export type ListTemplatesResult = z.infer<typeof listTemplatesResult>;

/** POST /templates/sync → syncResult */
export const syncTemplatesBody = z.object({ accountId: id });

/** PUT /templates/:id/bindings → templateView */
export const bindingsBody = z.object({ bindings: slotBindings });
export type BindingsBody = z.infer<typeof bindingsBody>;

/** GET /variable-sources: what may be chosen after "@", with the value that one person has as example (null = empty). */
export const variableSourcesQuery = z.object({
  contactId: id.optional(),
  accountId: id.optional(),
});
export type VariableSourcesQuery = z.infer<typeof variableSourcesQuery>;
const offered = { label: z.string(), example: z.string().nullable() };
export const variableSources = z.object({
  custom: z.array(z.object({ key: z.string(), labelTr: z.string().nullable(), ...offered })),
  records: z.array(
    z.object({
      type: z.string(),
      label: z.string(),
      fields: z.array(z.object({ field: z.string(), ...offered })),
    })
  ),
  agent: z.object({ name: z.string().nullable(), firstName: z.string().nullable() }),
  account: z.object({ name: z.string().nullable(), phone: z.string().nullable() }),
  /** Tracked links that are not archived. */
  links: z.array(z.object({ id, name: z.string() })),
});
export type VariableSources = z.infer<typeof variableSources>;
