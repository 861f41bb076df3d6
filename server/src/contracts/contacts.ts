import { z } from 'zod';
import { cursor, id, instant, nextCursor } from './common';

export const consentState = z.enum(['in', 'none', 'out']);
export type ConsentState = z.infer<typeof consentState>;

/** A person. `phone`, `waId` and `bsuid` may each be missing; at least one is there. */
export const contactView = z.object({
  id,
  name: z.string(),
  phone: z.string().nullable(),
  waId: z.string().nullable(),
  bsuid: z.string().nullable(),
  username: z.string().nullable(),
  profileName: z.string().nullable(),
  email: z.string().nullable(),
  language: z.string().nullable(),
  country: z.string().nullable(),
  tags: z.array(z.string()),
  consent: z.object({ marketing: consentState, utility: consentState }),
  blocked: z.boolean(),
  source: z.string(),
  lastInboundAt: instant.nullable(),
  lastOutboundAt: instant.nullable(),
  createdAt: instant,
});
export type ContactView = z.infer<typeof contactView>;

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
export const createContactBody = z.object({
  name: z.string().trim().min(1).max(200),
  /** However typed; parsed with the country below or the account's. */
  phone: z.string().trim().min(3).max(40),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  email: z.email().max(254).nullable().optional(),
  language: z.string().max(12).nullable().optional(),
  tags: z.array(z.string().trim().min(1).max(60)).max(50).optional(),
});
export type CreateContactBody = z.infer<typeof createContactBody>;
/** PUT /contacts/:id */
export const updateContactBody = createContactBody.partial();
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

/** GET /contacts/:id */
export const contactDetails = z.object({
  contact: contactView,
  groups: z.array(z.object({ id, name: z.string() })),
  consentEvents: z.array(
    z.object({
      id,
      category: z.string(),
      action: z.string(),
      source: z.string(),
      evidence: z.string().nullable(),
      actor: z.string().nullable(),
      at: instant,
    })
  ),
});
export type ContactDetails = z.infer<typeof contactDetails>;
