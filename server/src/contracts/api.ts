import { z } from 'zod';
import { currencyCode } from './common';
import { outgoingState } from './conversations';
import { conversionEvent } from './conversions';

/** A row id, as a number only: `true` or `[5]` from outside must not become one. */
const id = z.number().int().positive().max(2_147_483_647);

/** The Content API speaks ISO 8601 in UTC, as Strapi's own answers do. */
const at = z.iso.datetime().meta({ description: 'Instant, ISO 8601, UTC' });

const values = z.record(z.string().max(80), z.string().max(1024)).default({}).meta({
  description:
    'Values of the template’s variables by key (`body.1`, `body.first_name`, `header`, `button.0`). Missing values come from the template’s bindings. A one-time code is `body.1`: the button that copies it gets the same code, which is stored encrypted and shown as dots.',
});

export const apiPerson = z.union(
  [
    z.string().trim().min(3).max(60).meta({ description: 'A phone number in any spelling' }),
    z
      .strictObject({ userId: z.string().trim().min(4).max(160) })
      .meta({ description: 'A business-scoped user id of WhatsApp' }),
    z.strictObject({ contactId: id }).meta({ description: 'A contact of this plugin' }),
  ],
  { error: 'must be a phone number as text, {"userId": …} or {"contactId": …}' }
);
const to = apiPerson.meta({
  description: 'The recipient. A person who is not known yet becomes a contact.',
});

const from = z
  .union([z.string().trim().min(1).max(64), id], {
    error: 'must be a phone number id of Meta, or the id of a number in Settings › WhatsApp',
  })
  .meta({
    description:
      'The number that sends: Meta’s phone number id (text), or the id of the number in this Strapi. Default: the default number of Settings › WhatsApp › Numbers.',
  });

const template = z
  .union(
    [
      z.strictObject({
        name: z.string().trim().min(1).max(512),
        language: z.string().trim().min(2).max(20).optional().meta({
          description:
            'Without it, the template is sent in the language of the contact, or else in the language that the order of the template names.',
        }),
        values,
      }),
      z.strictObject({ id, values }),
    ],
    { error: 'must be {"name": …, "language": …, "values": {…}} or {"id": …, "values": {…}}' }
  )
  .meta({ description: 'An approved template of the number’s WhatsApp account' });

/** POST /api/whatsapp/messages */
export const sendApiMessageBody = z.discriminatedUnion(
  'type',
  [
    z.strictObject({
      type: z.literal('text'),
      to,
      from: from.optional(),
      text: z.string().trim().min(1).max(4096),
      previewUrl: z
        .boolean()
        .default(false)
        .meta({ description: 'Asks WhatsApp to show a preview of the first link' }),
    }),
    z.strictObject({ type: z.literal('template'), to, from: from.optional(), template }),
  ],
  { error: 'must be "text" or "template"' }
);
export type SendApiMessageBody = z.output<typeof sendApiMessageBody>;

export const apiMessage = z.object({
  id,
  state: outgoingState,
  type: z.string(),
  contactId: id,
  /** Our id of the number that sends. */
  accountId: id,
  /** WhatsApp's id of the message, once it was accepted. */
  wamid: z.string().nullable(),
  /** How often it was tried; more than 1 after a refusal that may be repeated. */
  attempts: z.number().int().min(1),
  times: z.object({
    queued: at,
    accepted: at.nullable(),
    sent: at.nullable(),
    delivered: at.nullable(),
    read: at.nullable(),
    failed: at.nullable(),
  }),
  /** What went wrong, in words; null while nothing did. */
  error: z
    .object({
      code: z.number().int().nullable().meta({ description: 'Meta’s error code' }),
      class: z.string(),
      title: z.string(),
      advice: z.string(),
      retryable: z.boolean(),
    })
    .nullable(),
});
export type ApiMessage = z.infer<typeof apiMessage>;

/** Answer of both routes. */
export const apiMessageAnswer = z.object({ data: apiMessage });
export type ApiMessageAnswer = z.infer<typeof apiMessageAnswer>;

/** POST /api/whatsapp/conversions */
export const apiConversionBody = z
  .strictObject({
    event: conversionEvent.meta({ description: 'Your own name for what happened: `order`' }),
    contact: apiPerson.optional().meta({
      description: 'Who did it. This creates no contact: an unknown person is refused.',
    }),
    clickId: z.string().trim().min(20).max(64).optional().meta({
      description:
        'Instead of `contact`: the value that a tracked link with a click parameter passed to your page',
    }),
    externalId: z.string().trim().min(1).max(200).optional().meta({
      description:
        'Your id for it: the number of the order. The same event with the same id is the same conversion.',
    }),
    value: z.number().min(0).max(1_000_000_000).optional().meta({
      description: 'The amount, with at most three decimals; needs `currency`',
    }),
    currency: currencyCode.optional().meta({ description: 'ISO 4217, for example EUR' }),
    at: z.iso
      .datetime({ offset: true })
      .optional()
      .meta({ description: 'When it happened, ISO 8601; default: now' }),
  })
  .meta({ description: 'One conversion. Either `contact` or `clickId` says who did it.' });
export type ApiConversionBody = z.output<typeof apiConversionBody>;

export const apiConversion = z.object({
  id,
  event: z.string(),
  /** Null when only the click is known. */
  contactId: id.nullable(),
  externalId: z.string().nullable(),
  value: z.number().nullable(),
  currency: z.string().nullable(),
  at,
  campaignId: id.nullable().meta({
    description: 'The campaign that is credited at the moment; null: none',
  }),
});
export type ApiConversion = z.infer<typeof apiConversion>;
export const apiConversionAnswer = z.object({ data: apiConversion });
export type ApiConversionAnswer = z.infer<typeof apiConversionAnswer>;

/** Strapi's error envelope; our own refusals fill `details`. */
export const apiRefusal = z.object({
  data: z.null(),
  error: z.object({
    status: z.number().int(),
    name: z.string(),
    message: z.string(),
    details: z.looseObject({
      kind: z.string().optional().meta({
        description: 'Stable word for programs, e.g. window-closed, no-consent, opted-out',
      }),
      field: z.string().optional().meta({ description: 'The part of the request it is about' }),
      remedy: z.string().optional().meta({ description: 'What to do' }),
    }),
  }),
});
export type ApiRefusal = z.infer<typeof apiRefusal>;
