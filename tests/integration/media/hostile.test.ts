import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { databases } from '../../support/boot-strapi';
import { aJpeg, aPdf } from '../../support/files';
import { eventually, startWorld, type World } from '../../support/world';

const AYSE = '905321110001';
const MB = 1024 * 1024;

const PAGE = '<!doctype html><script>fetch("/admin/users/me")</script>';
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(document.cookie)</script></svg>';

interface Stored {
  id: number;
  message_id: number;
  state: string;
  attempts: number;
  object_name: string;
  mime: string | null;
  name: string | null;
  error: string | null;
}
interface Refused {
  error: { details: { kind: string } };
}
type Download = { ok: true; value: { stream: Readable; mime: string; sizeBytes: number | null } };
interface Accounts {
  cloudApi(account: unknown): { downloadMedia(ask: unknown): Promise<Download> };
}

describe.each(databases())('files that mean harm, on %s', (database) => {
  let world: World;
  let token: string;
  let uploads: string;

  beforeAll(async () => {
    world = await startWorld({ database });
    token = await world.adminToken();
    uploads = path.join(world.strapi.dirs.static.public, 'uploads');
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => world.close());

  const settled = (before: number, states: string[]) =>
    eventually('the file is settled', async () => {
      const row = (await world.strapi.db
        .connection('whatsapp_stored_files')
        .where('id', '>', before)
        .orderBy('id', 'desc')
        .first()) as Stored | undefined;
      return row && states.includes(row.state) ? row : null;
    });
  const lastId = async () =>
    Number(
      (
        (await world.strapi.db.connection('whatsapp_stored_files').max('id as id').first()) as {
          id: number | null;
        }
      ).id ?? 0
    );
  const arrives = async (
    input: Parameters<World['sim']['control']['act']['media']>[1],
    states = ['stored']
  ) => {
    const before = await lastId();
    world.sim.control.act.media(AYSE, input);
    return settled(before, states);
  };
  const read = (messageId: number, headers: Record<string, string> = {}) =>
    fetch(`${world.url}/whatsapp/messages/${messageId}/media`, {
      headers: { Authorization: `Bearer ${token}`, ...headers },
    });
  const attach = (bytes: Buffer | string, name: string, type: string) => {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(Buffer.from(bytes))], { type }), name);
    return fetch(`${world.url}/whatsapp/files?accountId=${world.accountId}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}` },
      body: form,
    });
  };
  /** The next downloads give this, whatever Meta said of the file before. */
  const gives = (make: () => Download['value']) => {
    const accounts = world.strapi.plugin('whatsapp').service('accounts') as Accounts;
    const real = accounts.cloudApi.bind(accounts);
    const asked = jest.fn();
    jest.spyOn(accounts, 'cloudApi').mockImplementation((account) => ({
      ...real(account),
      downloadMedia: (ask) => {
        asked(ask);
        return Promise.resolve({ ok: true, value: make() });
      },
    }));
    return asked;
  };

  it.each([
    ['a page that is called a picture', PAGE, 'image/jpeg', 'urlaub.jpg'],
    ['a page behind a byte order mark', `\uFEFF${PAGE}`, 'image/png', 'a.png'],
    ['a page that says what it is', PAGE, 'text/html', 'index.html'],
    ['a picture with a script in it', SVG, 'image/svg+xml', 'logo.svg'],
    ['such a picture under another type', SVG, 'image/png', 'logo.png'],
    ['a page in UTF-16', Buffer.from(PAGE, 'utf16le'), 'text/html', 'x.html'],
  ] as const)(
    '[X-09] %s never runs and is never drawn',
    async (_what, content, mimeType, filename) => {
      const bytes = Buffer.from(content as string);
      const file = await arrives({ bytes, mimeType, filename });
      const answer = await read(file.message_id);
      expect(answer.status).toBe(200);
      const type = answer.headers.get('content-type') ?? '';
      expect(type).not.toMatch(/html|svg|xml|script/);
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment/);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
      expect(answer.headers.get('cache-control')).toContain('private');
      expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
    }
  );

  it('[X-09] is drawn in place only by what its own bytes show, under a sandbox', async () => {
    const file = await arrives({ bytes: aJpeg(), mimeType: 'text/html', filename: 'x.html' });
    const answer = await read(file.message_id);
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    expect(answer.headers.get('content-disposition')).toMatch(/^inline/);
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
  });

  it('[X-09] names of files lead nowhere: neither on the disk nor in a header', async () => {
    const filename = '../../../../etc/cron.d/\u202egpj.exe\r\nSet-Cookie: a=b\r\n';
    const file = await arrives({ bytes: aPdf(), mimeType: 'application/pdf', filename });
    expect(file.name).not.toMatch(/[/\\\r\n\u202e]/);
    expect(file.object_name).toMatch(/^whatsapp_[0-9a-f]{40}$/);
    const answer = await read(file.message_id);
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(answer.headers.get('content-disposition')).not.toMatch(/\.\.|[\r\n]/);
    expect(existsSync(path.join(uploads, `${file.object_name}.bin`))).toBe(true);
  });

  it('[X-05] goes to nobody without the sign-in or the right, nor by the address where it lies', async () => {
    const bytes = Buffer.from(PAGE);
    const file = await arrives({ bytes, mimeType: 'image/jpeg' });
    const at = `${world.url}/whatsapp/messages/${file.message_id}/media`;
    expect((await fetch(at)).status).toBe(401);
    const stranger = await world.adminToken({ actions: ['template.list'] });
    expect((await fetch(at, { headers: { Authorization: `Bearer ${stranger}` } })).status).toBe(
      403
    );
    const open = await fetch(`${world.url}/uploads/${file.object_name}.bin`);
    expect(open.headers.get('content-type')).not.toMatch(/html/);
    expect(Buffer.from(await open.arrayBuffer()).includes('script')).toBe(false);
  });

  it('a file that says it is small and is not is stopped at the limit, once, and leaves nothing', async () => {
    const asked = gives(() => ({
      mime: 'image/jpeg',
      sizeBytes: 1_000,
      stream: Readable.from(
        (function* () {
          for (let n = 0; n <= 100; n += 1) yield Buffer.alloc(MB);
        })()
      ),
    }));
    const file = await arrives({ bytes: aJpeg(), mimeType: 'image/jpeg' }, ['failed']);
    expect(file.error).toContain('larger than');
    expect(Number(file.attempts)).toBe(1);
    expect(asked).toHaveBeenCalledTimes(1);
    expect(readdirSync(uploads).filter((name) => name.includes(file.object_name))).toEqual([]);
  });

  it('a download that breaks off is tried again and never kept in half', async () => {
    const bytes = aPdf(200_000);
    let turn = 0;
    gives(() => {
      turn += 1;
      const isFirst = turn === 1;
      const stream = Readable.from(
        (function* () {
          yield bytes.subarray(0, 100_000);
          if (isFirst) throw new Error('the download broke off');
          yield bytes.subarray(100_000);
        })()
      );
      return { mime: 'application/pdf', sizeBytes: bytes.length, stream };
    });
    const file = await arrives({ bytes, mimeType: 'application/pdf' });
    expect(Number(file.attempts)).toBe(2);
    const answer = await read(file.message_id);
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
  });

  it.each([
    ['a page called a picture', PAGE, 'photo.jpg', 'image/jpeg'],
    ['a picture with a script', SVG, 'logo.png', 'image/png'],
    [
      'a program called a picture',
      Buffer.from('4d5a90000300000004000000', 'hex'),
      'a.jpg',
      'image/jpeg',
    ],
  ] as const)('[C-18] %s is not taken for sending', async (_what, content, name, type) => {
    const answer = await attach(content as string, name, type);
    expect(answer.status).toBe(422);
    expect(((await answer.json()) as Refused).error.details.kind).toBe('media-type');
  });

  it('[C-18] what is sent goes by its own type and a clean name, whatever the browser called it', async () => {
    const answer = await attach(aPdf(), '../..\\x\u202e.html', 'text/html');
    const file = (await answer.json()) as { mime: string; name: string; kind: string };
    expect(file).toMatchObject({ mime: 'application/pdf', kind: 'document' });
    expect(file.name).not.toMatch(/[/\\\u202e]/);
    // Nothing of it can be read where it lies.
    const written = readdirSync(uploads).filter((name) => name.startsWith('whatsapp_'));
    for (const name of written)
      expect(readFileSync(path.join(uploads, name)).includes('%PDF')).toBe(false);
  });
});
