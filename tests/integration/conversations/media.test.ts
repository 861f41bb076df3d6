import { randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { databases } from '../../support/boot-strapi';
import { eventually, startWorld, type World } from '../../support/world';

interface Message {
  id: number;
  body: {
    type: string;
    media: { kind: string; voice: boolean; filename: string | null; url: string | null } | null;
  };
}
const AYSE = '905321110001';
const PNG = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47]), randomBytes(40_000)]);
const OGG = Buffer.concat([Buffer.from('OggS'), randomBytes(9_000)]);

describe.each(databases())('files that customers send, on %s', (database) => {
  let world: World;
  let token: string;
  beforeAll(async () => {
    world = await startWorld({ database });
    token = await world.adminToken();
  });
  afterAll(() => world.close());

  /** The newest message of the only conversation, once there are `count`. */
  const newest = (count: number): Promise<Message> =>
    eventually('the message', async () => {
      const list = await world.api.get<{ conversations: { id: number }[] }>(
        '/whatsapp/conversations'
      );
      const [row] = list.body.conversations;
      if (!row) return null;
      const thread = await world.api.get<{ messages: Message[] }>(
        `/whatsapp/conversations/${row.id}/messages`
      );
      return thread.body.messages.length === count ? thread.body.messages[0] : null;
    });

  const fetchFile = async (url: string, bearer = token) => {
    const answer = await fetch(`${world.url}${url}`, {
      headers: { Authorization: `Bearer ${bearer}` },
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    return { status: answer.status, headers: answer.headers, bytes };
  };
  const kindOf = (bytes: Buffer) =>
    (JSON.parse(bytes.toString()) as { error: { details: { kind: string } } }).error.details.kind;

  it('[C-19] a picture comes byte for byte, to be shown in place', async () => {
    world.sim.control.act.media(AYSE, { bytes: PNG, mimeType: 'image/png', caption: 'kırık' });
    const message = await newest(1);
    expect(message.body.media).toMatchObject({
      kind: 'image',
      url: `/whatsapp/messages/${message.id}/media`,
    });
    const file = await fetchFile(message.body.media?.url ?? '');
    expect(file.status).toBe(200);
    expect(file.bytes.equals(PNG)).toBe(true);
    expect(file.headers.get('content-type')).toBe('image/png');
    expect(file.headers.get('content-length')).toBe(String(PNG.length));
    expect(file.headers.get('content-disposition')).toMatch(/^inline/);
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
    expect(file.headers.get('content-security-policy')).toContain('sandbox');
    expect(file.headers.get('cache-control')).toContain('private');
  });

  it('[C-19] a voice note comes byte for byte', async () => {
    world.sim.control.act.media(AYSE, { bytes: OGG, mimeType: 'audio/ogg', voice: true });
    const message = await newest(2);
    expect(message.body.media).toMatchObject({ kind: 'audio', voice: true });
    const file = await fetchFile(message.body.media?.url ?? '');
    expect(file.bytes.equals(OGG)).toBe(true);
    expect(file.headers.get('content-type')).toBe('audio/ogg');
  });

  it('[C-19] a document is to be saved under its own name, and a page never opens as ours', async () => {
    const page = Buffer.from('<script>alert(document.cookie)</script>');
    world.sim.control.act.media(AYSE, {
      bytes: page,
      mimeType: 'text/html',
      filename: '../Şubat "faturası".html',
    });
    const message = await newest(3);
    expect(message.body.media?.kind).toBe('document');
    const file = await fetchFile(message.body.media?.url ?? '');
    expect(file.bytes.equals(page)).toBe(true);
    expect(file.headers.get('content-type')).toBe('application/octet-stream');
    const disposition = file.headers.get('content-disposition') ?? '';
    expect(disposition).toMatch(/^attachment/);
    expect(disposition).toContain(encodeURIComponent('Şubat'));
    expect(disposition).not.toContain('..');
  });

  it('[X-09] only who may see the conversation gets the file', async () => {
    const message = await newest(3);
    const url = message.body.media?.url ?? '';
    const other = await world.adminUser({ actions: ['chat.read', 'chat.read-unassigned'] });
    const owner = await world.adminUser({ actions: ['chat.read', 'chat.read-unassigned'] });
    const list = await world.api.get<{ conversations: { id: number }[] }>(
      '/whatsapp/conversations'
    );
    const id = list.body.conversations[0]?.id;
    await world.api.put(`/whatsapp/conversations/${id}`, { assigneeId: owner.id });

    expect((await fetchFile(url, owner.token)).status).toBe(200);
    expect((await fetchFile(url, other.token)).status).toBe(404);
    const stranger = await world.adminToken({ actions: ['template.list'] });
    expect((await fetchFile(url, stranger)).status).toBe(403);
    expect((await fetch(`${world.url}${url}`)).status).toBe(401);
    expect((await fetchFile('/whatsapp/messages/999999/media')).status).toBe(404);
  });

  it('a message without a file has no address for one', async () => {
    world.sim.control.act.text(AYSE, 'no file');
    const message = await newest(4);
    expect(message.body.media).toBeNull();
    expect((await fetchFile(`/whatsapp/messages/${message.id}/media`)).status).toBe(404);
  });

  it('says so while WhatsApp cannot be reached, and when it no longer has the file', async () => {
    world.sim.control.faults.add({ kind: 'http', endpoint: 'media-url', status: 500 });
    world.sim.control.act.media(AYSE, { bytes: PNG, mimeType: 'image/png' });
    const url = (await newest(5)).body.media?.url ?? '';
    const away = await fetchFile(url);
    expect(away.status).toBe(503);
    expect(kindOf(away.bytes)).toBe('media-not-fetched');

    world.sim.control.advance(8 * 24 * 3_600_000);
    world.sim.control.faults.clear();
    const gone = await eventually('that it is gone', async () => {
      const answer = await fetchFile(url);
      return answer.status === 404 ? answer : null;
    });
    expect(kindOf(gone.bytes)).toBe('media-gone');
  });

  it('a user who leaves while the file comes does not hinder the next one', async () => {
    const film = randomBytes(4_000_000);
    world.sim.control.act.media(AYSE, { bytes: film, mimeType: 'video/mp4' });
    const url = (await newest(6)).body.media?.url ?? '';
    await new Promise<void>((resolve, reject) => {
      const request = httpRequest(
        `${world.url}${url}`,
        { headers: { Authorization: `Bearer ${token}` } },
        (answer) => {
          answer.once('data', () => {
            answer.destroy();
            resolve();
          });
        }
      );
      request.on('error', reject);
      request.end();
    });
    const whole = await fetchFile(url);
    expect(whole.bytes.equals(film)).toBe(true);
  });
});
