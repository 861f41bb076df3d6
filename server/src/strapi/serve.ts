import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import {
  idNames,
  type AnswerOf,
  type AskedOf,
  type Done,
  type Endpoint,
  type Endpoints,
} from '../contracts/endpoints';
import type { ActionUid } from '../contracts/permissions';
import { adminUser, body, handle, may, pathId, query } from './http';
import type { Controller, Route } from './room';

/** Who asks, beside what is asked. */
export interface Asker {
  /** For what the table cannot say: the chosen language, rules about files. */
  ctx: Context;
  user: ReturnType<typeof adminUser>;
  may(action: ActionUid): boolean;
}

type Answered<E> =
  AnswerOf<E> extends Done ? Promise<unknown> | void : Promise<AnswerOf<E>> | AnswerOf<E>;

export type Verbs<Table extends Endpoints> = {
  [Name in keyof Table]: (asked: AskedOf<Table[Name]> & Asker) => Answered<Table[Name]>;
};

/** A table of endpoints with the verbs behind it, for a room's manifest. */
export interface Served {
  name: string;
  table: Endpoints;
  controller: (deps: { strapi: Core.Strapi }) => Controller;
  routes: Route[];
}

const askedIn = (ctx: Context, endpoint: Endpoint) => ({
  ...Object.fromEntries(idNames(endpoint).map((name) => [name, pathId(ctx, name)])),
  ...(endpoint.query ? { query: query(ctx, endpoint.query) } : {}),
  ...(endpoint.body ? { body: body(ctx, endpoint.body) } : {}),
});

/**
 * Routes and controller of a table. A verb gets ids, query and body parsed, and answers what the table says; a
 * verb of one that is only `done` may return anything: `{ ok: true }` goes out.
 */
export const serve = <Table extends Endpoints>(
  name: string,
  table: Table,
  verbsOf: (strapi: Core.Strapi) => Verbs<Table>
): Served => ({
  name,
  table,
  controller: ({ strapi }) => {
    const verbs = verbsOf(strapi) as Record<string, (asked: object) => unknown>;
    return Object.fromEntries(
      Object.entries(table).map(([verb, endpoint]) => [
        verb,
        handle(async (ctx) => {
          const asker: Asker = { ctx, user: adminUser(ctx), may: (action) => may(ctx, action) };
          const answer = await verbs[verb]?.({ ...askedIn(ctx, endpoint), ...asker });
          return endpoint.isDone ? { ok: true } : answer;
        }),
      ])
    );
  },
  routes: Object.entries(table).map(([verb, { method, path, actions }]) => ({
    method,
    path,
    handler: `${name}.${verb}`,
    actions: [...actions],
  })),
});
