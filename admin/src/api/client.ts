import type {
  Api,
  BaseQueryFn,
  EndpointDefinitions,
  MutationDefinition,
  QueryDefinition,
} from '@reduxjs/toolkit/query/react';
import type { adminApi } from '@strapi/strapi/admin';
import {
  partsOf,
  type AnswerOf,
  type ArgumentOf,
  type Endpoint,
  type Endpoints,
} from '../../../server/src/contracts/endpoints';
import { whatsappApi } from './base';

type Base =
  typeof adminApi extends Api<infer B extends BaseQueryFn, infer _D, infer _R, infer _T>
    ? B
    : never;
type Tag = Exclude<Parameters<typeof whatsappApi.util.invalidateTags>[0][number], null | undefined>;
type TagType = Extract<Tag, string>;
type Tags<E> =
  | readonly Tag[]
  | ((answer: AnswerOf<E> | undefined, argument: ArgumentOf<E>) => readonly Tag[]);

interface Effect<Kind extends 'query' | 'mutation', E> {
  readonly kind: Kind;
  readonly tags: Tags<E>;
  readonly keepSeconds?: number;
}
/** What each endpoint does to the cache. None may be left out. */
type Effects<Table extends Endpoints> = {
  readonly [Verb in keyof Table]: Effect<'query' | 'mutation', Table[Verb]>;
};

/**
 * Its answer is kept, and read again when one of these tags changes. `keepSeconds`: how long after the last page that
 * shows it is gone; 0 for what a page edits.
 */
export const reads = <E extends Endpoint>(
  tags: Tags<E>,
  options: { keepSeconds?: number } = {}
): Effect<'query', E> => ({ kind: 'query', tags, ...options });
/** Pages that show one of these tags read again; without tags it changes nothing that a page shows. */
export const changes = <E extends Endpoint>(tags: Tags<E> = []): Effect<'mutation', E> => ({
  kind: 'mutation',
  tags,
});

type Definitions<Name extends string, Table extends Endpoints, E extends Effects<Table>> = {
  [
    Verb in keyof Table & string as `whatsapp${Capitalize<Verb>}${Name}`
  ]: E[Verb]['kind'] extends 'query'
    ? QueryDefinition<ArgumentOf<Table[Verb]>, Base, TagType, AnswerOf<Table[Verb]>, 'adminApi'>
    : MutationDefinition<ArgumentOf<Table[Verb]>, Base, TagType, AnswerOf<Table[Verb]>, 'adminApi'>;
};

const requestOf = (endpoint: Endpoint) => (argument: unknown) => {
  const { ids, body, query } = partsOf(endpoint, argument);
  return {
    url: `/whatsapp${endpoint.path.replaceAll(/:(\w+)/g, (_, name: string) => String(ids[name]))}`,
    method: endpoint.method,
    ...(endpoint.method === 'GET' ? {} : { data: body ?? {} }),
    ...(query === undefined ? {} : { config: { params: query } }),
  };
};

/**
 * The hooks of a table of endpoints: `update` of `Groups` becomes `useWhatsappUpdateGroupsMutation`. A hook takes what the
 * endpoint takes ({@link ArgumentOf}); only the cache is left to say.
 */
export const client = <
  const Name extends string,
  Table extends Endpoints,
  const E extends Effects<Table>,
>(
  name: Name,
  table: Table,
  effects: E
) =>
  whatsappApi.injectEndpoints({
    overrideExisting: true,
    endpoints: (build) =>
      Object.fromEntries(
        Object.entries(table).map(([verb, endpoint]) => {
          const { kind, tags, keepSeconds } = effects[verb] as Effect<
            'query' | 'mutation',
            Endpoint
          >;
          const keep = keepSeconds === undefined ? {} : { keepUnusedDataFor: keepSeconds };
          const query = requestOf(endpoint);
          const tagsFor =
            typeof tags === 'function'
              ? (answer: unknown, _: unknown, argument: unknown) => tags(answer, argument as never)
              : tags;
          const key = `whatsapp${verb.charAt(0).toUpperCase()}${verb.slice(1)}${name}`;
          return [
            key,
            kind === 'query'
              ? build.query({ query, providesTags: tagsFor, ...keep } as never)
              : build.mutation({ query, invalidatesTags: tagsFor } as never),
          ];
        })
      ) as unknown as Definitions<Name, Table, E> & EndpointDefinitions,
  });
