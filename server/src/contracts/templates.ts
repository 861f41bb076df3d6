import { z } from 'zod';
import { id, instant } from './common';

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

/** Where a slot's value comes from. An empty value takes the fallback; without one the person is skipped (T-34). */
export const slotBinding = z.object({
  source: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('contact'),
      field: z.enum(['name', 'firstName', 'phone', 'email', 'language', 'country', 'username']),
    }),
    z.object({ kind: z.literal('text'), text: z.string().max(1024) }),
  ]),
  fallback: z.string().max(1024).nullable(),
});
export type SlotBinding = z.infer<typeof slotBinding>;
export const slotBindings = z.record(z.string(), slotBinding);
export type SlotBindings = z.infer<typeof slotBindings>;

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
  slots: z.array(templateSlot),
  bindings: slotBindings,
  /** Keys of slots that have no binding. */
  missing: z.array(z.string()),
  /** May be sent now, and if not why: `not-approved`, `paused`, `unsupported-component`. */
  sendable: z.object({ ok: z.boolean(), reason: z.string().nullable() }),
  syncedAt: instant.nullable(),
});
export type TemplateView = z.infer<typeof templateView>;

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

export const listTemplatesResult = z.object({
  templates: z.array(templateView),
  lastSync: syncResult.nullable(),
});
export type ListTemplatesResult = z.infer<typeof listTemplatesResult>;

/** POST /templates/sync → syncResult */
export const syncTemplatesBody = z.object({ accountId: id });

/** PUT /templates/:id/bindings → templateView */
export const bindingsBody = z.object({ bindings: slotBindings });
export type BindingsBody = z.infer<typeof bindingsBody>;
