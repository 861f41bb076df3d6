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
  401: 'No token, or one that is not valid',
  403: 'The token may not do this',
};

const post = {
  operationId: 'sendMessage',
  summary: 'Send a message',
  description:
    'Queues one message. It leaves through the number’s own rate limit; ask for its state with GET. Consent, the 24-hour window and the messaging limit hold as for every other message. Scope: plugin::whatsapp.api.send.',
  parameters: [
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      description:
        'One key per message, 1 to 255 characters, kept for each token. The same key with the same body answers with the same message and sends nothing. Without a key a repeated request may send twice.',
      schema: { type: 'string', minLength: 1, maxLength: 255 },
    },
  ],
  requestBody: { required: true, content: json(ref('SendMessage')) },
  responses: {
    200: answer('The key and body were known: the message of the first request, as it is now'),
    202: answer('The message is queued'),
    ...refusals({
      ...AUTH,
      400: 'The request is not as described; `details.field` says where',
      409: 'The Idempotency-Key was used for another body',
      413: 'The body is too large',
      422: 'Understood, but it may not be sent; `details.kind` names the rule',
      503: 'The server is restarting: repeat with the same key',
    }),
  },
};

const get = {
  operationId: 'getMessage',
  summary: 'State of a message',
  description:
    'A message that this token sent; a full-access token sees all that came by this API. Scope: plugin::whatsapp.api.get.',
  parameters: [
    {
      name: 'id',
      in: 'path',
      required: true,
      schema: { type: 'integer', minimum: 1, maximum: 2_147_483_647 },
    },
  ],
  responses: {
    200: answer('The message as it is now'),
    ...refusals({ ...AUTH, 400: 'The id is not a number', 404: 'No such message of this token' }),
  },
};

const convert = {
  operationId: 'tellConversion',
  summary: 'Tell what a person did',
  description:
    'An order, a sign-up: it is credited to the campaign whose message or click came last in the days before it. Scope: plugin::whatsapp.api.convert.',
  parameters: [
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      description:
        'In place of `externalId`: one key per conversion, 1 to 255 characters, kept for each token. Without either a repeated request counts twice.',
      schema: { type: 'string', minLength: 1, maxLength: 255 },
    },
  ],
  requestBody: { required: true, content: json(ref('TellConversion')) },
  responses: {
    200: answer('It was told before: the conversion as it is now', ref('ConversionAnswer')),
    201: answer('It is kept', ref('ConversionAnswer')),
    ...refusals({
      ...AUTH,
      400: 'The request is not as described; `details.field` says where',
      409: 'The externalId or Idempotency-Key was used for another body',
      413: 'The body is too large',
      422: 'The person or the click is not known; `details.kind` says which',
    }),
  },
};

const saveContact = {
  operationId: 'saveContact',
  summary: 'Make or change a contact',
  description:
    'The person is found by number, user id or contact id, or made. The same body twice changes nothing. Scope: plugin::whatsapp.api.contact.',
  requestBody: { required: true, content: json(ref('SaveContact')) },
  responses: {
    200: answer('The contact was known, and is as asked', ref('ContactAnswer')),
    201: answer('The contact is new', ref('ContactAnswer')),
    ...refusals({
      ...AUTH,
      400: 'The request is not as described; `details.field` says where',
      413: 'The body is too large',
      422: 'There is no such contact',
    }),
  },
};

const recordConsent = {
  operationId: 'recordConsent',
  summary: 'Record an opt-in or opt-out',
  description:
    'A line of the consent log with its source, wording and time. The same person, category, action and moment is the same record, however often it is told. Scope: plugin::whatsapp.api.consent.',
  requestBody: { required: true, content: json(ref('RecordConsent')) },
  responses: {
    200: answer('It was told before', ref('ConsentAnswer')),
    201: answer('It is recorded', ref('ConsentAnswer')),
    ...refusals({
      ...AUTH,
      400: 'The request is not as described; `details.field` says where',
      409: 'This person, category, action and moment was told with other words',
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
      'Send WhatsApp messages from other systems, keep contacts and their consent, and tell what people did after messages, with an API token of Strapi. The version is that of the package.',
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
