import { z } from 'zod';
import { version } from '../../../package.json';
import {
  apiConversionAnswer,
  apiConversionBody,
  apiMessageAnswer,
  apiRefusal,
  sendApiMessageBody,
} from '../contracts/api';
import {
  apiConsentAnswer,
  apiConsentBody,
  apiContactAnswer,
  apiContactBody,
} from '../contracts/api-people';

type Json = Record<string, unknown>;

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io }) as Json;
  return rest;
};

const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: Json): Json => ({ 'application/json': { schema } });
const answer = (description: string, schema = ref('MessageAnswer')): Json => ({
  description,
  content: json(schema),
});
const refusals = (texts: Record<string, string>): Json =>
  Object.fromEntries(
    Object.entries(texts).map(([status, text]) => [status, answer(text, ref('Refusal'))])
  );

const AUTH = {
  401: 'The token is missing or not valid',
  403: 'The token lacks the permission',
};

const post = {
  operationId: 'sendMessage',
  summary: 'Send a message',
  description:
    'Queues one message, which is sent at the rate of the number; GET returns its state. Consent, the 24-hour reply window and the messaging limit apply as to every other message. Scope: plugin::whatsapp.api.send.',
  parameters: [
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      description:
        'One key per message, 1 to 255 characters, kept for each token. The same key with the same body answers with the same message and sends nothing. Without a key, a repeated request may send twice.',
      schema: { type: 'string', minLength: 1, maxLength: 255 },
    },
  ],
  requestBody: { required: true, content: json(ref('SendMessage')) },
  responses: {
    200: answer(
      'The key was used before with the same body: the message of that request in its current state'
    ),
    202: answer('The message is queued'),
    ...refusals({
      ...AUTH,
      400: 'The request is not valid; `details.field` names the field',
      409: 'The Idempotency-Key was used for another body',
      413: 'The body is too large',
      422: 'The message may not be sent; `details.kind` names the rule',
      503: 'The server is restarting: repeat with the same key',
    }),
  },
};

const get = {
  operationId: 'getMessage',
  summary: 'State of a message',
  description:
    'A message that this token sent; a full-access token sees all messages sent with this API. Scope: plugin::whatsapp.api.get.',
  parameters: [
    {
      name: 'id',
      in: 'path',
      required: true,
      schema: { type: 'integer', minimum: 1, maximum: 2_147_483_647 },
    },
  ],
  responses: {
    200: answer('The message in its current state'),
    ...refusals({ ...AUTH, 400: 'The id is not a number', 404: 'No such message of this token' }),
  },
};

const convert = {
  operationId: 'tellConversion',
  summary: 'Report a conversion',
  description:
    'What a contact did after your messages: an order, a sign-up. The campaign whose message or click came last in the days before gets the credit. Scope: plugin::whatsapp.api.convert.',
  parameters: [
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      description:
        'Instead of `externalId`: one key per conversion, 1 to 255 characters, kept for each token. Without either, a repeated request counts twice.',
      schema: { type: 'string', minLength: 1, maxLength: 255 },
    },
  ],
  requestBody: { required: true, content: json(ref('TellConversion')) },
  responses: {
    200: answer('The conversion was reported before; its current state', ref('ConversionAnswer')),
    201: answer('The conversion is recorded', ref('ConversionAnswer')),
    ...refusals({
      ...AUTH,
      400: 'The request is not valid; `details.field` names the field',
      409: 'The externalId or Idempotency-Key was used for another body',
      413: 'The body is too large',
      422: 'The contact or the click is unknown; `details.kind` says which',
    }),
  },
};

const saveContact = {
  operationId: 'saveContact',
  summary: 'Create or change a contact',
  description:
    'Finds the contact by number, user id or contact id, or creates it. The same body twice changes nothing. Scope: plugin::whatsapp.api.contact.',
  requestBody: { required: true, content: json(ref('SaveContact')) },
  responses: {
    200: answer('The contact existed and has the fields of the request', ref('ContactAnswer')),
    201: answer('The contact is new', ref('ContactAnswer')),
    ...refusals({
      ...AUTH,
      400: 'The request is not valid; `details.field` names the field',
      413: 'The body is too large',
      422: 'There is no such contact',
    }),
  },
};

const recordConsent = {
  operationId: 'recordConsent',
  summary: 'Record an opt-in or opt-out',
  description:
    'Adds an entry with source, wording and time to the consent ledger. The same contact, category, action and time is the same record, however often you send it. Scope: plugin::whatsapp.api.consent.',
  requestBody: { required: true, content: json(ref('RecordConsent')) },
  responses: {
    200: answer('The decision was recorded before', ref('ConsentAnswer')),
    201: answer('The decision is recorded', ref('ConsentAnswer')),
    ...refusals({
      ...AUTH,
      400: 'The request is not valid; `details.field` names the field',
      409: 'The same contact, category, action and time is recorded with another wording or source',
      413: 'The body is too large',
      422: 'There is no such contact',
    }),
  },
};

const describe = {
  operationId: 'describe',
  summary: 'This description',
  description: 'Scope: plugin::whatsapp.api.describe.',
  responses: {
    200: answer('OpenAPI 3.1', { type: 'object', required: ['openapi', 'paths'] }),
    ...refusals(AUTH),
  },
};

/** OpenAPI 3.1 of the Content API, made from the contracts that also check the requests. `prefix`: the host's REST prefix. */
export const describeApi = (prefix = '/api'): Json => ({
  openapi: '3.1.0',
  info: {
    title: 'WhatsApp for Strapi',
    version,
    description:
      'Send WhatsApp messages from other systems, save contacts and their consent, and report conversions, with an API token of Strapi. The version is that of the package.',
  },
  servers: [{ url: prefix }],
  security: [{ token: [] }],
  paths: {
    '/whatsapp/messages': { post },
    '/whatsapp/messages/{id}': { get },
    '/whatsapp/conversions': { post: convert },
    '/whatsapp/contacts': { put: saveContact },
    '/whatsapp/consents': { post: recordConsent },
    '/whatsapp/openapi.json': { get: describe },
  },
  components: {
    securitySchemes: {
      token: { type: 'http', scheme: 'bearer', description: 'Settings › API Tokens' },
    },
    schemas: {
      SendMessage: schemaOf(sendApiMessageBody, 'input'),
      MessageAnswer: schemaOf(apiMessageAnswer, 'output'),
      TellConversion: schemaOf(apiConversionBody, 'input'),
      ConversionAnswer: schemaOf(apiConversionAnswer, 'output'),
      SaveContact: schemaOf(apiContactBody, 'input'),
      ContactAnswer: schemaOf(apiContactAnswer, 'output'),
      RecordConsent: schemaOf(apiConsentBody, 'input'),
      ConsentAnswer: schemaOf(apiConsentAnswer, 'output'),
      Refusal: schemaOf(apiRefusal, 'output'),
    },
  },
});
