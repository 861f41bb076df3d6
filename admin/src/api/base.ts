import { adminApi } from '@strapi/strapi/admin';

/**
 * The one place that touches Strapi's `adminApi`. Tags and endpoints are prefixed, because the cache is the whole admin's.
 * Use `{ url, method: 'GET' | 'POST' | 'PUT' | 'DELETE', data }`: PATCH falls through to GET in Strapi's base query.
 */
const cachedApi = adminApi.enhanceEndpoints({
  addTagTypes: [
    'WhatsappAccount',
    'WhatsappContact',
    'WhatsappGroup',
    'WhatsappSegment',
    'WhatsappTemplate',
    'WhatsappConversation',
    'WhatsappMessage',
    'WhatsappNote',
    'WhatsappMention',
    'WhatsappPresence',
    'WhatsappTeam',
    'WhatsappCampaign',
    'WhatsappSetup',
    'WhatsappLog',
    'WhatsappTask',
    'WhatsappQuickReply',
    'WhatsappBot',
    'WhatsappAutomation',
    'WhatsappOperation',
    'WhatsappHold',
    'WhatsappParked',
    'WhatsappOptIn',
    'WhatsappOutbound',
    'WhatsappSystemKey',
    'WhatsappLink',
    'WhatsappPrice',
    'WhatsappTester',
  ],
});

/** Younger answers are not asked for again: several parts of one page use the same one. */
const FRESH_MS = 1_000;

const isOld = ({ endpointState }: { endpointState?: { fulfilledTimeStamp?: number } }): boolean =>
  Date.now() - (endpointState?.fulfilledTimeStamp ?? 0) > FRESH_MS;

/**
 * Who comes back to a page sees at once what it showed before, and then what holds now: colleagues and other pages
 * changed things meanwhile. RTK Query alone would show the old answer for a minute. An endpoint that says itself how
 * long its answer is kept is left alone.
 */
const asksAgain = <Definition extends { keepUnusedDataFor?: number }>(
  definition: Definition
): Definition =>
  definition.keepUnusedDataFor === undefined ? { forceRefetch: isOld, ...definition } : definition;

/** Every text in it, also in lists and objects, as an address may hold it. */
const encoded = (value: unknown): unknown => {
  if (typeof value === 'string') return encodeURIComponent(value);
  if (Array.isArray(value)) return value.map(encoded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, encoded(one)]));
};

interface Asked {
  config?: { params?: unknown };
}
const withEncoded = (asked: unknown): unknown => {
  const { config } = typeof asked === 'object' && asked !== null ? (asked as Asked) : {};
  if (!config?.params) return asked;
  return { ...(asked as Asked), config: { ...config, params: encoded(config.params) } };
};

/**
 * Strapi 5 writes parameters into the address as they are: the plus sign of a number would arrive as a blank, and a text would
 * end at its first `&` or `#`.
 */
const encodes = <Definition extends object>(definition: Definition): Definition => {
  const { query } = definition as { query?: (argument: unknown) => unknown };
  return query
    ? { ...definition, query: (argument: unknown) => withEncoded(query(argument)) }
    : definition;
};

const injectEndpoints: typeof cachedApi.injectEndpoints = ({ endpoints, ...rest }) =>
  cachedApi.injectEndpoints({
    ...rest,
    endpoints: (builder) =>
      endpoints({
        ...builder,
        query: (definition) => builder.query(encodes(asksAgain(definition))),
        mutation: (definition) => builder.mutation(encodes(definition)),
      }),
  });

export const whatsappApi = { ...cachedApi, injectEndpoints };

/** The filters of contacts, with the values that people have. */
export const FACETS = { type: 'WhatsappContact' as const, id: 'FACETS' };
/** Linked content types, and entries that count for contacts without a recorded consent. */
export const RECORDS = { type: 'WhatsappSetup' as const, id: 'RECORDS' };
/** The tags of people, with the number of people who have each. */
export const TAGS = { type: 'WhatsappContact' as const, id: 'TAGS' };
