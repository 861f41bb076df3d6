import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { storedFileTable } from '../../../server/src/media/tables';
import { returnFiles } from '../../../server/src/moving/files';
import { guardDataCommand } from '../../../server/src/moving/public';
import { runtimeService } from '../../../server/src/runtime/public';
import { writeRow } from '../../../server/src/strapi/table';
import {
  bootStrapi,
  createDatabase,
  type BootedStrapi,
  type TestDatabase,
} from '../../support/boot-strapi';
import { fillHouse, portraits, sizeOf } from '../../support/house';
import { itInFull } from '../../support/it-in-full';
import { addPeople } from '../../support/people';
import {
  asStrapiCommand,
  createAppFolder,
  runStrapi,
  type AppFolder,
} from '../../support/strapi-command';

const SILENT = { engine: { workers: false } };
/** Files of conversations, as they lie beside the media library. */
const HERE = `whatsapp_${'7'.repeat(40)}.bin`;
const ELSEWHERE = `whatsapp_${'8'.repeat(40)}.bin`;
const NOBODYS = `whatsapp_${'9'.repeat(40)}.bin`;

const fileRow = (name: string, n: number) => ({
  ...writeRow(storedFileTable, {
    origin: 'attached',
    accountId: 1,
    state: 'stored',
    objectName: name.replace('.bin', ''),
    place: {
      hash: name.replace('.bin', ''),
      ext: '.bin',
      mime: 'application/octet-stream',
      url: `/uploads/${name}`,
      provider: 'local',
    },
  }),
  used_at: 4_000_000_000_000 + n,
});

const linesIn = (folder: string): Record<string, string[]> =>
  Object.fromEntries(
    readdirSync(folder).map((name) => [
      name,
      readFileSync(path.join(folder, name), 'utf8').split('\n').filter(Boolean),
    ])
  );

/** A copy of an archive, with each of its rows as `change` leaves it; null takes it out. */
const changedArchive = (
  from: string,
  to: string,
  change: (row: { type: string; data: Record<string, unknown> }) => object | null
): string => {
  cpSync(from, to, { recursive: true });
  const folder = path.join(to, 'entities');
  for (const [name, lines] of Object.entries(linesIn(folder))) {
    const rows = lines.flatMap((line) => {
      const row = change(JSON.parse(line) as never);
      return row ? [JSON.stringify(row)] : [];
    });
    writeFileSync(path.join(folder, name), `${rows.join('\n')}\n`);
  }
  return to;
};

describe('commands that move data', () => {
  let app: AppFolder;
  let database: TestDatabase;
  let fresh: TestDatabase;
  let people: Record<string, object>;
  const archive = (name = 'moved') => path.join(app.path, name);
  const publicFolder = (...rest: string[]) => path.join(app.path, 'public', ...rest);
  const uploads = (...rest: string[]) => publicFolder('uploads', ...rest);
  const inApp = (over: object) =>
    bootStrapi({ config: SILENT, env: { PUBLIC_DIR: publicFolder() }, ...over });

  beforeAll(async () => {
    app = createAppFolder();
    database = await createDatabase();
    fresh = await createDatabase();
    const booted = await bootStrapi({ database, config: SILENT });
    await fillHouse(booted, 'secret');
    for (const [i, name] of [HERE, ELSEWHERE].entries())
      await booted.strapi.db.connection('whatsapp_stored_files').insert(fileRow(name, i));
    people = await portraits(booted);
    await booted.close();
    for (const name of [HERE, NOBODYS, 'picture.png']) writeFileSync(uploads(name), name);
  });
  afterAll(async () => {
    await database.drop();
    await fresh.drop();
    app.remove();
  });

  it('an export of a database with contacts says what is not part of it', async () => {
    const args = ['export', '--format', 'dir', '--no-encrypt', '--no-compress', '-f', archive()];
    const ended = await runStrapi(args, { app, database });
    expect(ended.output).toContain(
      'WhatsApp: contacts, messages, consent and campaigns are part of this export'
    );
    expect(ended.output).toContain('files of conversations');
    expect(ended.code).toBe(0);
  });

  it('an import into a database with contacts ends before a row is deleted', async () => {
    const args = ['import', '--force', '-f', archive()];
    const ended = await runStrapi(args, { app, database });
    expect(ended.code).not.toBe(0);
    expect(ended.output).toContain('this import is refused because this database holds');
    expect(ended.output).toContain('WHATSAPP_IMPORT=replace');
    expect(readdirSync(publicFolder())).toEqual(['uploads']);
    expect(existsSync(uploads('picture.png'))).toBe(true);
  });

  it('an archive whose rows carry no ids is refused, and uploads stay where they are', async () => {
    const old = changedArchive(archive(), archive('old'), ({ data, ...row }) => {
      const { originId: _, ...rest } = data;
      return { ...row, data: rest };
    });
    const ended = await runStrapi(['import', '--force', '-f', old], { app, database: fresh });
    expect(ended.code).not.toBe(0);
    expect(ended.output).toContain('this archive does not carry the ids of WhatsApp rows');
    expect(readdirSync(publicFolder())).toEqual(['uploads']);
    expect(readdirSync(uploads()).sort()).toEqual([HERE, NOBODYS, 'picture.png'].sort());
  });

  describe('against the contacts who are here', () => {
    let here: BootedStrapi;
    const guard = (args: string[]) => asStrapiCommand(args, () => guardDataCommand(here.strapi));
    const importing = (...args: string[]) => ['import', '-f', archive(), ...args];

    beforeAll(async () => {
      here = await inApp({ database });
    });
    afterAll(async () => {
      delete process.env['WHATSAPP_IMPORT'];
      expect(await portraits(here)).toEqual(people);
      await here.close();
    });

    it.each([
      ['a part of an export', 'export --exclude-content-types plugin::whatsapp.message'],
      ['an export without the library', 'export --exclude media-library'],
      ['a part of an import', 'import --only-content-types plugin::whatsapp.contact'],
      ['only uploads', 'import --only files'],
      ['only another library', 'import --only-content-types plugin::upload.file'],
      ['uploads and settings', 'import --exclude content'],
    ])('%s is refused', async (_, line) => {
      await expect(guard(line.split(' '))).rejects.toThrow(
        'would move a part of the WhatsApp data'
      );
    });

    it('what leaves WhatsApp out passes', async () => {
      await guard(importing('--only', 'config'));
      await guard(['export', '--only', 'config']);
    });

    it('a transfer whose direction would be asked for later is refused', async () => {
      await expect(guard(['transfer'])).rejects.toThrow('strapi transfer --from or --to');
    });

    it('an import beside a running server is refused, whatever the operator allows', async () => {
      process.env['WHATSAPP_IMPORT'] = 'replace';
      await here.strapi.db.connection('whatsapp_instances').update({ instance_id: 'another' });
      await expect(guard(importing())).rejects.toThrow('another process works on this database');
      await here.strapi.db.connection('whatsapp_instances').delete();
    });

    it('an archive that holds a part, or nothing, of WhatsApp is refused before anything is deleted', async () => {
      process.env['WHATSAPP_IMPORT'] = 'replace';
      const home = 'plugin::whatsapp.home';
      const part = changedArchive(archive(), archive('part'), (row) =>
        row.type === home ? null : row
      );
      await expect(guard(['import', '-f', part])).rejects.toThrow('holds only a part');
      const none = changedArchive(archive(), archive('none'), (row) =>
        row.type.startsWith('plugin::whatsapp.') ? null : row
      );
      await expect(guard(['import', '-f', none])).rejects.toThrow('holds no WhatsApp data');
    });
  });

  it('an import: every contact is as they were, and files of conversations outlive the emptied uploads', async () => {
    const ended = await runStrapi(['import', '--force', '-f', archive()], { app, database: fresh });
    expect([ended.code, ended.output.slice(-2_000)]).toEqual([0, expect.anything()]);
    expect(existsSync(uploads('picture.png'))).toBe(false);
    const after = await inApp({ database: fresh });
    try {
      expect(await portraits(after)).toEqual(people);
      for (const n of Object.values(sizeOf(people))) expect(n).toBeGreaterThan(3);
      expect(runtimeService(after.strapi).suspended()).toBe('moved');
      expect(readFileSync(uploads(HERE), 'utf8')).toBe(HERE);
      // No row names it.
      expect(existsSync(uploads(NOBODYS))).toBe(false);
      expect(readdirSync(publicFolder())).toEqual(['uploads']);
      const warned = jest.spyOn(after.strapi.log, 'warn').mockReturnValue(after.strapi.log);
      mkdirSync(publicFolder('uploads_of_conversations'), { recursive: true });
      await returnFiles(after.strapi, { hasMoved: true });
      expect(JSON.stringify(warned.mock.calls)).toMatch(
        /files of conversations are not here.*missing.{0,5}1/
      );
      writeFileSync(uploads(ELSEWHERE), ELSEWHERE);
      warned.mockClear();
      await returnFiles(after.strapi, { hasMoved: true });
      expect(warned).not.toHaveBeenCalled();
    } finally {
      rmSync(uploads(ELSEWHERE), { force: true });
      await after.close();
    }
  });

  itInFull('without contacts nothing is said and nothing refused', async () => {
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
