import type { ActionUid } from '../../server/src/contracts/permissions';
import type { Credentials, Demo } from './demo';

/** Calls of somebody who is signed in, as the admin makes them. */
export interface Caller {
  readonly token: string;
  /** The body of the answer; throws what was refused. */
  ask<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T>;
  /** Only how it was answered. */
  status(path: string): Promise<number>;
}

export interface Colleague extends Credentials {
  readonly id: number;
  readonly name: string;
}

const PASSWORD = 'Colleague-1234';

/** Calls with a token; those of before one has it carry none. */
export const callerWith = ({ adminUrl }: Pick<Demo, 'adminUrl'>, token: string): Caller => {
  const { origin } = new URL(adminUrl);
  const call = (method: string, path: string, body?: unknown) =>
    fetch(`${origin}${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await call(method, path, body);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text === '' ? null : JSON.parse(text)) as T;
  };
  return { token, ask, status: async (path) => (await call('GET', path)).status };
};

export const signedIn = async (
  demo: Pick<Demo, 'adminUrl'> & Credentials,
  { email, password }: Credentials = demo
): Promise<Caller> => {
  const { data } = await callerWith(demo, '').ask<{ data: { token: string } }>(
    'POST',
    '/admin/login',
    { email, password }
  );
  return callerWith(demo, data.token);
};

/** A colleague with a role of their own that may do exactly these things of the plugin. */
export const hire = async (
  { ask }: Caller,
  [firstname, lastname]: readonly [string, string],
  actions: readonly ActionUid[]
): Promise<Colleague> => {
  const name = `${firstname} ${lastname}`;
  type Made = { data: { id: number } };
  const role = await ask<Made>('POST', '/admin/roles', { name, description: name });
  await ask('PUT', `/admin/roles/${role.data.id}/permissions`, {
    permissions: actions.map((uid) => ({
      action: `plugin::whatsapp.${uid}`,
      subject: null,
      properties: {},
      conditions: [],
    })),
  });
  const email = `${firstname.toLowerCase()}@example.com`;
  const user = { firstname, lastname, email, roles: [role.data.id] };
  const { data } = await ask<Made>('POST', '/admin/users', user);
  await ask('PUT', `/admin/users/${data.id}`, { ...user, password: PASSWORD, isActive: true });
  return { id: data.id, name, email, password: PASSWORD };
};
