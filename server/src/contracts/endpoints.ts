import type { z } from 'zod';
import type { ActionUid } from './permissions';

/**
 * A room's admin endpoints, each written once: `serve` makes routes and controller of the table, `client` the hooks.
 *
 *     export const groupsApi = endpoints('/groups', {
 *       list: get('').needs(actions.contactBrowse).answers<ListGroupsResult>(),
 *       update: put('/:id').of('shared').needs(actions.groupChange).body(groupBody).answers<GroupView>(),
 *     });
 *
 * Streams, files and routes without a signed-in administrator stay outside of the table.
 */
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/**
 * Whose row an id in the path names. `own`: the asker's alone. `shared`: the team's, so that only an unknown id is refused.
 * `conversation`, `contact`: the row is one, or belongs to one, that not everybody may see; its verb answers 404 to who may not.
 * A test asks each endpoint for a foreign row.
 */
export type Owner = 'own' | 'shared' | 'conversation' | 'contact';

/** What an endpoint answers that has nothing to say. */
export interface Done {
  ok: true;
}

type Schema = z.ZodType | undefined;

export interface Endpoint<
  Ids extends string = string,
  Body extends Schema = Schema,
  Query extends Schema = Schema,
  Answer = unknown,
> {
  readonly method: Method;
  /** Below `/whatsapp`, ids as `:id`. */
  readonly path: string;
  /** Each is needed. */
  readonly actions: readonly ActionUid[];
  readonly owner: Owner | undefined;
  readonly body: Body;
  /** Writes without a body, and says so: a body that was forgotten would reach no check. */
  readonly isBodyless: boolean;
  readonly query: Query;
  /** Answers `{ ok: true }`, whatever its verb returns. */
  readonly isDone: boolean;
  /** Types only; never there. */
  readonly types?: { readonly ids: Ids; readonly answer: Answer };
}

export type Endpoints = Readonly<Record<string, Endpoint>>;

/** The names of the ids in a path: `/:id/links/:linkId` → `id | linkId`. */
type IdsIn<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | IdsIn<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

interface Writer<Ids extends string, Body extends Schema, Query extends Schema> {
  of(owner: Owner): Writer<Ids, Body, Query>;
  needs(...actions: [ActionUid, ...ActionUid[]]): Writer<Ids, Body, Query>;
  body<S extends z.ZodType>(schema: S): Writer<Ids, S, Query>;
  /** A POST or PUT that is complete with its address. */
  noBody(): Writer<Ids, undefined, Query>;
  query<S extends z.ZodType>(schema: S): Writer<Ids, Body, S>;
  answers<Answer>(): Endpoint<Ids, Body, Query, Answer>;
  done(): Endpoint<Ids, Body, Query, Done>;
}

const writer = <Ids extends string, Body extends Schema, Query extends Schema>(
  endpoint: Endpoint<Ids, Body, Query>
): Writer<Ids, Body, Query> => ({
  of: (owner) => writer({ ...endpoint, owner }),
  needs: (...actions) => writer({ ...endpoint, actions }),
  body: (body) => writer({ ...endpoint, body } as never),
  noBody: () => writer({ ...endpoint, isBodyless: true } as never),
  query: (query) => writer({ ...endpoint, query } as never),
  answers: () => endpoint as never,
  done: () => ({ ...endpoint, isDone: true }) as never,
});

const begin =
  (method: Method) =>
  <Path extends string>(path: Path): Writer<IdsIn<Path>, undefined, undefined> =>
    writer({
      method,
      path,
      actions: [],
      owner: undefined,
      body: undefined,
      isBodyless: false,
      query: undefined,
      isDone: false,
    });

export const get = begin('GET');
export const post = begin('POST');
export const put = begin('PUT');
export const del = begin('DELETE');

/** What is missing or too much; null: nothing. */
const faultOf = ({ method, path, actions, owner, body, isBodyless }: Endpoint): string | null => {
  if (actions.length === 0) return 'needs no permission: say which';
  if (path.includes(':') !== (owner !== undefined))
    return 'an id in the path has an owner, and nothing else has';
  const writes = method === 'POST' || method === 'PUT';
  if (method === 'GET' && body) return 'a GET has no body';
  if (writes && (body !== undefined) === isBodyless)
    return 'a POST or PUT names the schema of its body, or says noBody()';
  return null;
};

/**
 * The table, with `under` in front of each path.
 * @throws when an endpoint has no permission, when an id in a path has no owner, when a GET has a body, or when a POST or PUT
 * neither has a body nor says that it has none
 */
export const endpoints = <Table extends Endpoints>(under: string, table: Table): Table =>
  Object.fromEntries(
    Object.entries(table).map(([name, one]) => {
      const path = `${under}${one.path}`;
      const fault = faultOf({ ...one, path });
      if (fault !== null) throw new Error(`${name} (${one.method} ${path}): ${fault}`);
      return [name, { ...one, path }];
    })
  ) as unknown as Table;

type IdsOf<E> = E extends Endpoint<infer Ids, Schema, Schema> ? Ids : never;
type BodyOf<E> = E extends Endpoint<string, infer Body, Schema> ? Body : never;
type QueryOf<E> = E extends Endpoint<string, Schema, infer Query> ? Query : never;

/** What the server answers. */
export type AnswerOf<E> = E extends Endpoint<string, Schema, Schema, infer Answer> ? Answer : never;

type Parts<Ids extends string, Body, Query, Side extends 'in' | 'out'> = Record<Ids, number> &
  (Body extends z.ZodType
    ? { body: Side extends 'in' ? z.input<Body> : z.output<Body> }
    : unknown) &
  (Query extends z.ZodType
    ? { query: Side extends 'in' ? z.input<Query> : z.output<Query> }
    : unknown);

/** What a verb of the server gets: ids, body and query, parsed. */
export type AskedOf<E> = Parts<IdsOf<E>, BodyOf<E>, QueryOf<E>, 'out'>;

/**
 * What a page hands to the hook: nothing, the one thing that the endpoint takes (its id, its body or its query), or an
 * object of several.
 */
export type ArgumentOf<E> = [IdsOf<E>] extends [never]
  ? BodyOf<E> extends z.ZodType
    ? QueryOf<E> extends z.ZodType
      ? Parts<never, BodyOf<E>, QueryOf<E>, 'in'>
      : z.input<BodyOf<E>>
    : QueryOf<E> extends z.ZodType
      ? z.input<QueryOf<E>>
      : void
  : BodyOf<E> extends undefined
    ? QueryOf<E> extends undefined
      ? IdsOf<E> extends 'id'
        ? number
        : Parts<IdsOf<E>, undefined, undefined, 'in'>
      : Parts<IdsOf<E>, undefined, QueryOf<E>, 'in'>
    : Parts<IdsOf<E>, BodyOf<E>, QueryOf<E>, 'in'>;

/** The names of the ids in a path, as they stand in it. */
export const idNames = ({ path }: Endpoint): string[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);

/** {@link ArgumentOf} at run time: the argument of a hook taken apart. */
export const partsOf = (
  endpoint: Endpoint,
  argument: unknown
): { ids: Record<string, number>; body: unknown; query: unknown } => {
  const ids = idNames(endpoint);
  const takes = ids.length + (endpoint.body ? 1 : 0) + (endpoint.query ? 1 : 0);
  if (takes > 1) {
    const all = argument as Record<string, unknown>;
    return {
      ids: Object.fromEntries(ids.map((name) => [name, all[name] as number])),
      body: all['body'],
      query: all['query'],
    };
  }
  const [only] = ids;
  return {
    ids: only === undefined ? {} : { [only]: argument as number },
    body: endpoint.body ? argument : undefined,
    query: endpoint.query ? argument : undefined,
  };
};
