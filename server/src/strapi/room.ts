import type { Core } from '@strapi/strapi';
import type { ActionUid } from '../contracts/permissions';
import type { Served } from './serve';
import { contentTypeOf, modelOf, type Table } from './table';

export type Controller = Record<string, (ctx: import('koa').Context) => Promise<void> | void>;
type Factory<T> = (deps: { strapi: Core.Strapi }) => T;

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  /** `<controller>.<verb>` */
  handler: string;
  /** Admin route: the actions of which each is needed. */
  actions?: ActionUid[];
  /** Content API route without Strapi's own authentication: the handler checks for itself. */
  public?: boolean;
}

/** A feature folder, as the rest of the plugin sees it: the manifest in each room's `index.ts`. */
export interface Room {
  name: string;
  /** Content types that people edit or relate to, as Strapi schemas. */
  contentTypes?: Record<string, { schema: unknown }>;
  /** Tables written through knex. */
  tables?: Table[];
  services?: Record<string, Factory<unknown>>;
  controllers?: Record<string, Factory<Controller>>;
  /** Tables of endpoints, with the verbs behind them. */
  http?: Served[];
  /** Routes outside of the tables: streams, files, and what several rooms still write by hand. */
  adminRoutes?: Route[];
  apiRoutes?: Route[];
}

export const defineRoom = (room: Room): Room => room;

/** A writer of admin routes of one controller that need the same actions: `(method, path, verb)`, paths below `under`. */
export const adminRoutesOf =
  (controller: string, actions: ActionUid[], under = '') =>
  (method: Route['method'], path: string, verb: string): Route => ({
    method,
    path: `${under}${path}`,
    handler: `${controller}.${verb}`,
    actions,
  });

const adminRoute = ({ method, path, handler, actions = [] }: Route) => ({
  method,
  path,
  handler,
  config: {
    policies: [
      'admin::isAuthenticatedAdmin',
      ...(actions.length > 0
        ? [
            {
              name: 'admin::hasPermissions',
              config: { actions: actions.map((uid) => `plugin::whatsapp.${uid}`) },
            },
          ]
        : []),
    ],
  },
});

const apiRoute = ({ method, path, handler, public: isPublic }: Route) => ({
  method,
  path,
  handler,
  config: isPublic ? { auth: false } : {},
});

const mergeMaps = <T>(
  rooms: Room[],
  pick: (room: Room) => Record<string, T> | undefined
): Record<string, T> => {
  const all: Record<string, T> = {};
  for (const room of rooms) {
    for (const [key, value] of Object.entries(pick(room) ?? {})) {
      if (key in all) throw new Error(`two rooms define "${key}" (the second is ${room.name})`);
      all[key] = value;
    }
  }
  return all;
};

/** Database models of the rooms' bookkeeping tables, for `register`. */
export const modelsOf = (rooms: Room[]) =>
  rooms
    .flatMap((room) => room.tables ?? [])
    .filter((table) => table.kind === 'model')
    .map(modelOf);

/** The rooms as the one object that Strapi loads. Throws on keys given twice. */
export const mergeRooms = (rooms: Room[]) => {
  const tables = rooms.flatMap((room) => room.tables ?? []);
  const hidden = tables.filter((t) => t.kind === 'content-type');
  return {
    contentTypes: {
      ...mergeMaps(rooms, (room) => room.contentTypes),
      ...Object.fromEntries(hidden.map((t) => [t.name, contentTypeOf(t)])),
    },
    services: mergeMaps(rooms, (room) => room.services),
    controllers: mergeMaps(rooms, (room) => ({
      ...room.controllers,
      ...Object.fromEntries((room.http ?? []).map((served) => [served.name, served.controller])),
    })),
    routes: {
      admin: {
        type: 'admin',
        routes: rooms
          .flatMap((room) => [
            ...(room.adminRoutes ?? []),
            ...(room.http ?? []).flatMap(({ routes }) => routes),
          ])
          .map(adminRoute),
      },
      'content-api': {
        type: 'content-api',
        routes: rooms.flatMap((room) => (room.apiRoutes ?? []).map(apiRoute)),
      },
    },
  };
};
