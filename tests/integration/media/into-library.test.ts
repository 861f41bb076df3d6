import type { LibraryFile } from '../../../server/src/contracts/quick-replies';
import { READY_ROLES } from '../../../server/src/setup/domain/ready-roles';
import { bootStrapi, databases, type BootedStrapi } from '../../support/boot-strapi';
import { aJpeg, aPdf } from '../../support/files';

const PAGE = '<!doctype html><script src="/uploads/steal.js"></script>';
/** A whole picture of one pixel: Strapi reads pictures before it stores them. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64'
);
type Answer = LibraryFile & { error?: { details: { kind: string; limit?: number } } };

describe.each(databases())('[X-09] files that users add to the media library, on %s', (client) => {
  let app: BootedStrapi;
  let marketer: string;

  beforeAll(async () => {
    app = await bootStrapi({ database: client });
    const boss = await app.adminToken();
    await app.http.post('/whatsapp/setup/roles').set('Authorization', `Bearer ${boss}`).send({});
    marketer = await app.adminToken('whatsapp-marketer');
  });
  afterEach(() => app.strapi.config.set('plugin::upload.security', {}));
  afterAll(() => app.close());

  const rows = () => app.strapi.db.query('plugin::upload.file').count();
  const send = async (
    given: { bytes: Buffer | string; name: string; type?: string },
    { token = marketer, path = '/whatsapp/library-files', field = 'file' } = {}
  ) => {
    const { status, body } = await app.http
      .post(path)
      .set('Authorization', `Bearer ${token}`)
      .attach(field, Buffer.from(given.bytes), {
        filename: given.name,
        contentType: given.type ?? 'image/png',
      });
    return { status, body: body as Answer };
  };

  it.each([
    ['a page called a picture', PAGE, 'bahar.png'],
    ['a page that says what it is', PAGE, 'bahar.html'],
    ['a page behind a comment of XML', `<?xml version="1.0"?>${PAGE}`, 'bahar.pdf'],
    ['a drawing that runs scripts', '<svg onload="alert(1)"></svg>', 'logo.png'],
    ['an archive', Buffer.from('PK\u0003\u0004123456789'), 'bahar.zip'],
    ['nothing at all', '', 'bahar.png'],
  ] as const)('refuses %s by its bytes and stores nothing', async (_what, bytes, name) => {
    const before = await rows();
    const { status, body } = await send({ bytes: bytes as string, name });
    expect(status).toBe(422);
    expect(body.error?.details.kind).toMatch(/^media-(type|empty)$/);
    expect(await rows()).toBe(before);
  });

  it('refuses what is larger than WhatsApp takes, and names the limit', async () => {
    const { status, body } = await send({ bytes: aJpeg(5 * 1024 * 1024 + 1), name: 'x.jpg' });
    expect(status).toBe(422);
    expect(body.error?.details).toMatchObject({ kind: 'media-too-large', limit: 5 * 1024 * 1024 });
  });

  it('stores a picture under the ending of its type, whatever its name and its declared type say', async () => {
    const { status, body } = await send({
      bytes: Buffer.concat([PIXEL, Buffer.from(PAGE)]),
      name: '../Bahar.html',
      type: 'text/html',
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ name: 'Bahar.png', mime: 'image/png' });
    expect(body.url).toMatch(/\.png$/);
    const served = await app.http.get(body.url);
    expect(served.headers['content-type']).toMatch(/^image\/png/);
  });

  it('stores what WhatsApp takes in the name of who sent it', async () => {
    const user = await app.adminUser('whatsapp-marketer');
    const { status, body } = await send(
      { bytes: aPdf(), name: 'Katalog.pdf', type: 'application/pdf' },
      { token: user.token }
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({ name: 'Katalog.pdf', mime: 'application/pdf' });
    const stored = (await app.strapi.db.query('plugin::upload.file').findOne({
      where: { id: body.id },
      populate: ['createdBy'],
    })) as { createdBy: { id: number } };
    expect(stored.createdBy.id).toBe(user.id);
  });

  it('takes nothing that the host forbids for its library', async () => {
    const catalogue = { bytes: aPdf(), name: 'Katalog.pdf', type: 'application/pdf' };
    app.strapi.config.set('plugin::upload.security', { deniedTypes: ['application/*'] });
    expect((await send(catalogue)).status).toBe(422);
    app.strapi.config.set('plugin::upload.security', { deniedTypes: ['*/pdf'] });
    expect((await send(catalogue)).status).toBe(422);
    app.strapi.config.set('plugin::upload.security', { allowedTypes: ['image/*'] });
    expect((await send(catalogue)).status).toBe(422);
    expect((await send({ bytes: PIXEL, name: 'a.png' })).status).toBe(200);
  });

  it('lets in who writes messages and sees the library, nobody else', async () => {
    const given = { bytes: PIXEL, name: 'a.png' };
    const as = async (actions: string[]) =>
      (await send(given, { token: await app.adminToken({ actions }) })).status;
    expect(await as(['quick-reply.write'])).toBe(403);
    expect(await as(['chat.reply', 'plugin::upload.read'])).toBe(403);
    expect(await as(['quick-reply.write', 'plugin::upload.read'])).toBe(200);
  });

  it.each(READY_ROLES.map(({ code }) => code))(
    'leaves %s no way to put a page into the library by Strapi’s own upload',
    async (code) => {
      const page = { bytes: PAGE, name: 'page.html', type: 'text/html' };
      const strapisOwn = { path: '/upload', field: 'files' };
      const before = await rows();
      const token = await app.adminToken(code);
      expect((await send(page, { ...strapisOwn, token })).status).toBe(403);
      expect(await rows()).toBe(before);
      const boss = await app.adminToken();
      expect((await send(page, { ...strapisOwn, token: boss })).status).toBe(201);
    }
  );
});
