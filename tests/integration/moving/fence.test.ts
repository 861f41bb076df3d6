import path from 'node:path';
import {
  bootStrapi,
  createDatabase,
  type BootedStrapi,
  type TestDatabase,
} from '../../support/boot-strapi';
import { addPeople } from '../../support/people';
import {
  asStrapiCommand,
  createAppFolder,
  runStrapi,
  type AppFolder,
} from '../../support/strapi-command';

const names = (app: BootedStrapi): Promise<string[]> =>
  app.strapi.db.connection('whatsapp_contacts').orderBy('id').pluck('name');

describe('commands that move data', () => {
  let app: AppFolder;
  let database: TestDatabase;
  const archive = () => path.join(app.path, 'moved');

  beforeAll(async () => {
    app = createAppFolder();
    database = await createDatabase();
    const booted = await bootStrapi({ database, config: { engine: { workers: false } } });
    await addPeople(booted, { group: 'Newsletter', count: 3, optIn: 3 });
    await booted.close();
  });
  afterAll(async () => {
    await database.drop();
    app.remove();
  });

  it('an export of a database with contacts says what an import of it would do', async () => {
    const args = ['export', '--no-encrypt', '--no-compress', '-f', archive()];
    const ended = await runStrapi(args, { app, database });
    expect(ended.output).toContain(
      'WhatsApp: contacts, messages, consent and campaigns are part of this export'
    );
    expect(ended.code).toBe(0);
  });

  it('an import into a database with contacts ends before a row is deleted', async () => {
    const args = ['import', '--force', '-f', `${archive()}.tar`];
    const ended = await runStrapi(args, { app, database });
    expect(ended.code).not.toBe(0);
    expect(ended.output).toContain('this import is refused because this database holds');
    expect(ended.output).toContain('WHATSAPP_IMPORT=replace');
    const after = await bootStrapi({ database, config: { engine: { workers: false } } });
    expect(await names(after)).toEqual(['Person 1', 'Person 2', 'Person 3']);
    await after.close();
  });

  it('an import into a database with contacts goes on when the operator allows it', async () => {
    const env = { WHATSAPP_IMPORT: 'replace' };
    const booting = asStrapiCommand(['import', '-f', 'x.tar'], () => bootStrapi({ database, env }));
    const booted = await booting;
    expect(await names(booted)).toHaveLength(3);
    await booted.close();
  });

  it('without contacts nothing is said and nothing refused', async () => {
    const printed = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    for (const command of ['export', 'import']) {
      const booted = await asStrapiCommand([command, '-f', 'x'], () => bootStrapi());
      await booted.close();
    }
    expect(printed.mock.calls.flat().join()).not.toContain('WhatsApp:');
    printed.mockRestore();
  });
});

describe('transfers into the running server', () => {
  let app: BootedStrapi;
  beforeAll(async () => {
    app = await bootStrapi({ config: { engine: { workers: false } } });
  });
  afterAll(() => app.close());

  const tokenFor = async (permission: 'push' | 'pull'): Promise<string> => {
    const { token } = app.strapi.service('admin::transfer') as unknown as {
      token: { create(body: object): Promise<{ accessKey: string }> };
    };
    const body = { name: permission, description: '', lifespan: null, permissions: [permission] };
    return (await token.create(body)).accessKey;
  };
  const ask = (way: 'push' | 'pull', token: string) =>
    app.http.get(`/admin/transfer/runner/${way}`).set('Authorization', `Bearer ${token}`);

  it('a push is refused once there are contacts, a pull is not, and a wrong token learns nothing', async () => {
    const [push, pull] = [await tokenFor('push'), await tokenFor('pull')];
    const empty = await ask('push', push);
    expect(empty.status).not.toBe(409);
    await addPeople(app, { group: 'Newsletter', count: 1, optIn: 1 });
    const refused = await ask('push', push);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('this transfer is refused because this database holds');
    expect((await ask('push', 'wrong')).status).toBe(401);
    expect((await ask('pull', pull)).status).toBe(empty.status);
  });
});
