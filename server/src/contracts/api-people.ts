import { z } from 'zod';
import { apiPerson } from './api';
import { isTimezone } from './common';
import { consentState } from './contacts';

const id = z.number().int().positive();
const at = z.iso.datetime().meta({ description: 'Instant, ISO 8601, UTC' });
const text = (most: number) => z.string().trim().max(most).nullable().optional();

/** PUT /api/whatsapp/contacts */
export const apiContactBody = z
  .strictObject({
    contact: apiPerson.meta({
      description: 'The contact. A person who is not known yet becomes one.',
    }),
    name: z.string().trim().min(1).max(200).optional(),
    givenName: text(120),
    familyName: text(120),
    email: z.email('must be an e-mail address').max(254).nullable().optional(),
    language: z
      .string()
      .max(12)
      .regex(
        /^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/,
        'must be a language code such as tr or en-GB'
      )
      .nullable()
      .optional(),
    timezone: z
      .string()
      .max(60)
      .refine(isTimezone, 'must be a time zone such as Europe/Istanbul')
      .nullable()
      .optional(),
    town: text(120),
    tags: z
      .array(z.string().trim().min(1).max(60))
      .max(50)
      .optional()
      .meta({ description: 'Tags to add. None is removed.' }),
    custom: z
      .record(z.string().max(40), z.union([z.string().max(255), z.number(), z.boolean(), z.null()]))
      .optional()
      .meta({ description: 'Values of custom fields by key. Sensitive fields are refused.' }),
  })
  .meta({ description: 'Fields that you do not send stay; null clears a field.' });
export type ApiContactBody = z.output<typeof apiContactBody>;

export const apiContact = z.object({
  id,
  name: z.string(),
  givenName: z.string().nullable(),
  familyName: z.string().nullable(),
  phone: z.string().nullable(),
  userId: z.string().nullable().meta({ description: 'WhatsApp’s business-scoped user id' }),
  email: z.string().nullable(),
  language: z.string().nullable(),
  timezone: z.string().nullable(),
  town: z.string().nullable(),
  tags: z.array(z.string()),
  consent: z.object({ marketing: consentState, utility: consentState }),
  createdAt: at,
  updatedAt: at,
});
export const apiContactAnswer = z.object({ data: apiContact });
export type ApiContactAnswer = z.infer<typeof apiContactAnswer>;

/** POST /api/whatsapp/consents */
export const apiConsentBody = z
  .strictObject({
    contact: apiPerson.meta({
      description: 'Who decided. A person who is not known yet becomes a contact.',
    }),
    category: z.enum(['marketing', 'utility']),
    action: z.enum(['opt-in', 'opt-out']),
    source: z
      .string()
      .trim()
      .min(1)
      .max(120)
      .meta({ description: 'Where the person decided: `checkout`, `store till 3`' }),
    wording: z.string().trim().min(1).max(4000).optional().meta({
      description: 'The sentence that the person agreed to; required for an opt-in',
    }),
    evidence: z.string().trim().min(1).max(1000).optional().meta({
      description: 'Your proof: the number of an order, the id of a form',
    }),
    at: z.iso.datetime({ offset: true }).meta({
      description: 'When the person decided, ISO 8601. The same time again is the same record.',
    }),
  })
  .refine(({ action, wording }) => action === 'opt-out' || wording !== undefined, {
    path: ['wording'],
    message: 'must be the sentence that the contact agreed to',
  });
export type ApiConsentBody = z.output<typeof apiConsentBody>;

export const apiConsent = z.object({
  contactId: id,
  category: z.enum(['marketing', 'utility']),
  action: z.enum(['opt-in', 'opt-out']),
  source: z.string(),
  at,
  state: consentState.meta({
    description: 'The current consent for this category; the latest decision counts',
  }),
});
export const apiConsentAnswer = z.object({ data: apiConsent });
export type ApiConsentAnswer = z.infer<typeof apiConsentAnswer>;
