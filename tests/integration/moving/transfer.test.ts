import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { accountsService } from '../../../server/src/accounts/public';
import { limitsService } from '../../../server/src/limits/public';
import { realtimeService } from '../../../server/src/realtime/public';
import { runtimeService } from '../../../server/src/runtime/public';
import { sendingService } from '../../../server/src/sending/public';
import { settingsService } from '../../../server/src/settings/public';
import { contextOf } from '../../../server/src/strapi/context';
import {
  bootStrapi,
  createDatabase,
  databases,
  type BootedStrapi,
  type TestDatabase,
} from '../../support/boot-strapi';
import { deliver, everyRow, fillHouse, portraits, sizeOf } from '../../support/house';
import { createAppFolder, runStrapi, type AppFolder } from '../../support/strapi-command';
import { eventually } from '../../support/world';

/** From the first database into a running server on the second, and from there into the third. */
const [first = 'sqlite', second = first, third = first] = databases();
const SECRET = 'secret of the source';
const SILENT = { engine: { workers: false } };
/** A file of a conversation, as it lies beside the media library. */
const SEALED = `whatsapp_${'7'.repeat(40)}.bin`;

const tokenFor = async ({ strapi }: BootedStrapi): Promise<string> => {
  const { token } = strapi.service('admin::transfer') as unknown as {
    token: { create(body: object): Promise<{ accessKey: string }> };
  };
  const permissions = ['push', 'pull'];
  const body = { name: 'move', description: '', lifespan: null, permissions };
  return (await token.create(body)).accessKey;
};

const usedOf = async ({ strapi }: BootedStrapi): Promise<number> => {
  const [account] = await accountsService(strapi).list();
  if (!account) throw new Error('no number');
  return (await limitsService(strapi).state(account)).used;
};

const epochOf = async ({ strapi }: BootedStrapi): Promise<string> =>
  (
    (await strapi.db.connection('whatsapp_sequences').where({ name: 'feed' }).first('epoch')) as {
      epoch: string;
    }
  ).epoch;

const installOf = async ({ strapi }: BootedStrapi) =>
  (await strapi.db.connection('whatsapp_installs').first('install_id', 'secret')) as {
    install_id: string;
    secret: string;
  };

interface Socket {
  once(event: 'open' | 'error', listener: (error?: unknown) => void): Socket;
  on(event: 'message', listener: (raw: Buffer) => void): Socket;
  send(text: string): void;
  terminate(): void;
}
/** Of Strapi's own transfer; it has no types here. */
const { WebSocket } = require('ws') as {
  WebSocket: new (url: string, options: object) => Socket;
};

/** Notes what `look` answers until `over`. */
const watch = async <T>(look: () => T, over: Promise<unknown>): Promise<Set<T>> => {
  const seen = new Set<T>();
  let isOver = false;
  void over.finally(() => (isOver = true));
  while (!isOver) {
    seen.add(look());
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return seen;
};

describe(`a transfer from ${first} through a running server on ${second} to ${third}`, () => {
  let app: AppFolder;
  let publicFolder: string;
  let databasesMade: TestDatabase[];
  let source: TestDatabase;
  let target: TestDatabase;
  let last: TestDatabase;
  let server: BootedStrapi;
  let url: string;
  let token: string;
  let before: { rows: Awaited<ReturnType<typeof everyRow>>; people: Record<string, object> };
  let identity: { install_id: string; secret: string };
  let epoch: string;
  const uploads = (name = '') => path.join(publicFolder, 'uploads', name);

  const fillSource = async () => {
    const filled = await bootStrapi({ database: source, config: SILENT });
    const id = await fillHouse(filled, SECRET);
    await settingsService(filled.strapi).set({ optOutWords: { tr: ['dursun'], en: [] } });
    const knex = filled.strapi.db.connection;
    await knex('whatsapp_leases').insert({
      name: `number:${id}`,
      owner: '',
      epoch: 3,
      until_ms: 0,
      data: '{"share":0.25}',
    });
    const [account] = await accountsService(filled.strapi).list();
    if (!account) throw new Error('no number');
    const contactIds = (await knex('whatsapp_contacts')
      .orderBy('id')
      .limit(3)
      .pluck('id')) as number[];
    await contextOf(filled.strapi).db.tx((trx) =>
      limitsService(filled.strapi).reserve(trx, { account, contactIds, lane: 'bulk' })
    );
    before = { rows: await everyRow(filled, ['home', 'log']), people: await portraits(filled) };
    await filled.close();
  };

  beforeAll(async () => {
    app = createAppFolder();
    publicFolder = mkdtempSync(path.join(tmpdir(), 'whatsapp-public-'));
    mkdirSync(uploads());
    databasesMade = await Promise.all([first, second, third].map((one) => createDatabase(one)));
    [source, target, last] = databasesMade as [TestDatabase, TestDatabase, TestDatabase];
    await fillSource();
    server = await bootStrapi({ database: target, env: { PUBLIC_DIR: publicFolder } });
    url = `${await server.listen()}/admin`;
    token = await tokenFor(server);
    identity = await installOf(server);
    // Known by heart: nothing of it may be believed after the push.
    await runtimeService(server.strapi).install();
    await settingsService(server.strapi).get();
    await accountsService(server.strapi).appSecrets();
    await runtimeService(server.strapi).leases.take('number:1');
    await realtimeService(server.strapi).publish([{ type: 'contact', id: 1 }]);
    epoch = await epochOf(server);
    writeFileSync(uploads(SEALED), 'sealed');
  });
  afterAll(async () => {
    await server.close().catch(() => undefined);
    for (const one of databasesMade) await one.drop();
    rmSync(publicFolder, { recursive: true, force: true });
    app.remove();
  });

  it('a push that breaks off leaves rows, uploads and work as they were', async () => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/transfer/runner/push`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    const ask = (message: object): Promise<{ error: unknown }> =>
      new Promise((resolve) => {
        const uuid = Math.random().toString(36);
        socket.on('message', (raw: Buffer) => {
          const answer = JSON.parse(raw.toString()) as {
            uuid: string;
            error: unknown;
            diagnostic?: unknown;
          };
          if (answer.uuid === uuid) resolve(answer);
        });
        socket.send(JSON.stringify({ uuid, ...message }));
      });
    const restore = { assets: true, configuration: { coreStore: true, webhook: true } };
    const params = { transfer: 'push', options: { strategy: 'restore', restore } };
    expect((await ask({ type: 'command', command: 'init', params })).error).toBeNull();
    for (const action of ['bootstrap', 'beforeTransfer'])
      expect((await ask({ type: 'transfer', kind: 'action', action })).error).toBeNull();
    expect(runtimeService(server.strapi).suspended()).toBe('replacing');
    expect(existsSync(uploads(SEALED))).toBe(false);
    socket.terminate();
    await eventually('work goes on', () =>
      Promise.resolve(runtimeService(server.strapi).suspended() === null)
    );
    expect(await installOf(server)).toEqual(identity);
    expect(readdirSync(publicFolder)).toEqual(['uploads']);
    expect(existsSync(uploads(SEALED))).toBe(true);
  });

  it('a push: the server rests while it runs, and has every contact as the source had them', async () => {
    const command = runStrapi(['transfer', '--to', url, '--to-token', token, '--force'], {
      app,
      database: source,
    });
    const { suspended } = runtimeService(server.strapi);
    const seen = await watch(suspended, command);
    const ended = await command;
    expect([ended.code, ended.output.slice(-2_000)]).toEqual([0, expect.anything()]);
    expect([...seen]).toContain('replacing');
    await eventually('the rows are taken in', () => Promise.resolve(suspended() === 'moved'));
    expect(sizeOf(before.people)).toMatchObject({ people: expect.any(Number) });
    for (const n of Object.values(sizeOf(before.people))) expect(n).toBeGreaterThan(3);
    expect(await portraits(server)).toEqual(before.people);
    const after = await everyRow(server, ['home', 'log']);
    for (const name of Object.keys(before.rows))
      expect([name, after[name]]).toEqual([name, before.rows[name]]);
  });

  it('nothing that it knew by heart before is believed any more', async () => {
    const { strapi } = server;
    const now = await installOf(server);
    expect(now.install_id).not.toBe(identity.install_id);
    expect((await runtimeService(strapi).install()).installId).toBe(now.install_id);
    expect(await accountsService(strapi).appSecrets()).toEqual([SECRET]);
    expect((await settingsService(strapi).get()).optOutWords.tr).toEqual(['dursun']);
    expect(runtimeService(strapi).leases.held('number:1')).toBeUndefined();
    expect(await runtimeService(strapi).leases.take('tick:after-the-move')).not.toBeNull();
    expect(await epochOf(server)).toMatch(/^[0-9a-f]{16}$/);
    expect(await epochOf(server)).not.toBe(epoch);
    // Its webhooks are taken again, under the secret that came.
    expect(
      await deliver(server, {
        secret: SECRET,
        body: { object: 'whatsapp_business_account', entry: [] },
      })
    ).toBe(200);
  });

  it('limits and pace go on where they were', async () => {
    expect(await usedOf(server)).toBe(3);
    const [account] = await accountsService(server.strapi).list();
    const lease = await runtimeService(server.strapi).leases.take(`number:${account?.id}`);
    expect(lease?.data).toEqual({ share: 0.25 });
    await runtimeService(server.strapi).leases.give(`number:${account?.id}`);
  });

  it('it is on hold until a user releases it, without a restart', async () => {
    const { works } = runtimeService(server.strapi);
    expect(works()).toBe(false);
    expect(await sendingService(server.strapi).workers.serve(1)).toBe(false);
    const press = await server.http
      .post('/whatsapp/release')
      .set('Authorization', `Bearer ${await server.adminToken()}`);
    expect(press.status).toBe(200);
    expect(works()).toBe(true);
  });

  it('a push into a server with contacts is refused, and it works on', async () => {
    const answer = await server.http
      .get('/admin/transfer/runner/push')
      .set('Authorization', `Bearer ${token}`);
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('this transfer is refused because this database holds');
    expect(runtimeService(server.strapi).works()).toBe(true);
  });

  it('a pull: the server rests while it is copied and works on; the copy is the same, and on hold', async () => {
    const command = runStrapi(['transfer', '--from', url, '--from-token', token, '--force'], {
      app,
      database: last,
    });
    const { suspended, works } = runtimeService(server.strapi);
    const seen = await watch(suspended, command);
    const ended = await command;
    expect([ended.code, ended.output.slice(-2_000)]).toEqual([0, expect.anything()]);
    expect([...seen]).toContain('leaving');
    await eventually('the server works on', () => Promise.resolve(works()));
    const kept = await portraits(server);
    await server.close(); // one Strapi at a time in a process
    const copy = await bootStrapi({ database: last });
    try {
      expect(await portraits(copy)).toEqual(kept);
      expect(runtimeService(copy.strapi).suspended()).toBe('moved');
      expect(await usedOf(copy)).toBe(3);
    } finally {
      await copy.close();
    }
  });
});
