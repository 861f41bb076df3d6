import type { ApiMessage } from '../../../server/src/contracts/api';
import { eventually, startWorld, type World, type WorldOptions } from '../../support/world';

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: {
    data: ApiMessage;
    error?: { status: number; name: string; message: string; details: Details };
  };
}
interface Details {
  kind?: string;
  field?: string;
  remedy?: string;
  contactId?: number;
}

export const SCOPES = ['send', 'get', 'convert', 'contact', 'consent', 'describe'].map(
  (verb) => `plugin::whatsapp.api.${verb}`
);
let made = 0;

/** A new API token of Strapi, made by the route that the admin page calls. */
export const apiToken = async (
  world: World,
  permissions: string[] = SCOPES,
  type = 'custom'
): Promise<string> => {
  made += 1;
  const answer = await world.api.post<{ data: { accessKey: string } }>('/admin/api-tokens', {
    kind: 'content-api',
    name: `Token ${made}`,
    description: '',
    type,
    lifespan: null,
    ...(type === 'custom' ? { permissions } : {}),
  });
  if (answer.status !== 201) throw new Error(`no token: ${JSON.stringify(answer.body)}`);
  return answer.body.data.accessKey;
};

export interface ApiClient {
  send(body: unknown, key?: string): Promise<Answer>;
  get(path: string): Promise<Answer>;
  /** The message as it is once it has reached this state. */
  until(id: number, state: ApiMessage['state']): Promise<ApiMessage>;
}

/** Another system, with this token (none: without the header). */
export const apiClient = (world: World, token: string | null): ApiClient => {
  const headers = (key?: string) => ({
    ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
    ...(key === undefined ? {} : { 'Idempotency-Key': key }),
  });
  const get = async (path: string) =>
    (await world.http.get(path).set(headers())) as unknown as Answer;
  return {
    get,
    send: async (body, key) =>
      (await world.http
        .post('/api/whatsapp/messages')
        .set(headers(key))
        .send(body as object)) as unknown as Answer,
    until: (id, state) =>
      eventually(`message ${id} is ${state}`, async () => {
        const { body } = await get(`/api/whatsapp/messages/${id}`);
        if (body.data.state !== state) throw new Error(`it is ${JSON.stringify(body.data)}`);
        return body.data;
      }),
  };
};

/** A world with the templates of the simulator synced. */
export const startApiWorld = async (options: WorldOptions = {}): Promise<World> => {
  const world = await startWorld(options);
  // These tests write to the same few people far more often than a company does.
  world.sim.control.configure({ pairRate: { enforce: false } });
  const templates = world.strapi.plugin('whatsapp').service('templates') as {
    sync(accountId: number): Promise<{ ok: boolean }>;
  };
  const { ok } = await templates.sync(world.accountId);
  if (!ok) throw new Error('the templates could not be read');
  return world;
};

/** The person writes, so that the 24 hours run; resolves when their message is in the database. */
export const openWindow = async (world: World, waId: string): Promise<number> => {
  world.sim.control.act.text(waId, 'Merhaba');
  const knex = world.strapi.db.connection;
  const found = await eventually(`${waId} wrote`, async () => {
    const row = (await knex('whatsapp_conversations as v')
      .join('whatsapp_contacts as c', 'c.id', 'v.contact_id')
      .where({ 'c.wa_id': waId })
      .whereNotNull('v.window_expires_at')
      .first('c.id')) as { id: number } | undefined;
    return row;
  });
  return found.id;
};

/** How many messages the simulator accepted for this address. */
export const accepted = (world: World, to: string): number =>
  world.sim.control.ledger.count({ to });
