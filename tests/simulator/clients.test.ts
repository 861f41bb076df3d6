import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { startStage, until, type Json, type Stage } from './receiver';
import {
  apiJsClient,
  apiJsMessages,
  kapsoClient,
  kapsoServer,
  type ApiJs,
  type Kapso,
  type KapsoWebhook,
} from './third-party';

const AYSE = '905321110001';
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x10, 0x4a, 0x46, 0x49, 0x46]);
const LINK = 'https://shop.example/picture.jpg';

let stage: Stage;
beforeEach(async () => {
  // One event per webhook: one of the clients looks at the first only.
  stage = await startStage({ config: { webhooks: { maxBatch: 1 } } });
  stage.sim.control.act.text(AYSE, 'hello');
});
afterEach(() => stage.close());

/** Types of the messages that the simulator accepted, and whether each went all the way. */
const arrived = async (count: number): Promise<string[]> => {
  const { ledger, deliveries } = stage.sim.control;
  await until(() => {
    const entries = ledger.query();
    return (
      entries.length === count &&
      entries.every(({ type, sentAt, deliveredAt }) =>
        type === 'reaction' ? sentAt > 0 : deliveredAt > 0
      )
    );
  });
  await deliveries.idle();
  return ledger.query().map(({ type }) => type);
};

const inboundWamid = (): string =>
  stage.sim.control.thread(AYSE).find(({ direction }) => direction === 'in')?.wamid ?? '';

describe('@kapso/whatsapp-cloud-api', () => {
  let client: Kapso;
  let to: { phoneNumberId: string; to: string };
  beforeEach(() => {
    client = kapsoClient(stage.sim.url, stage.sim.account.token);
    to = { phoneNumberId: stage.pnid, to: `+${AYSE}` };
  });

  it('sends every type that it can, and each arrives', async () => {
    const { messages, media } = client;
    const file = new Blob([JPEG], { type: 'image/jpeg' });
    const { id } = await media.upload({ phoneNumberId: stage.pnid, type: 'image/jpeg', file });
    await messages.sendText({ ...to, body: 'Merhaba *Ayşe*', previewUrl: true });
    await messages.sendImage({ ...to, image: { id, caption: 'the roastery' } });
    await messages.sendVideo({ ...to, video: { link: 'https://shop.example/a.mp4' } });
    await messages.sendAudio({ ...to, audio: { link: 'https://shop.example/a.ogg' } });
    const document = { link: 'https://shop.example/a.pdf', filename: 'menu.pdf' };
    await messages.sendDocument({ ...to, document });
    await messages.sendSticker({ ...to, sticker: { link: 'https://shop.example/a.webp' } });
    await messages.sendLocation({
      ...to,
      location: { latitude: 41.02, longitude: 28.97, name: 'Galata', address: 'İstanbul' },
    });
    await messages.sendContacts({
      ...to,
      contacts: [
        { name: { formattedName: 'Deniz Ak', firstName: 'Deniz' }, phones: [{ phone: '+4915' }] },
      ],
    });
    await messages.sendReaction({ ...to, reaction: { messageId: inboundWamid(), emoji: '☕' } });
    const parameters = ['Ayşe', '7'].map((text) => ({ type: 'text', text }));
    await messages.sendTemplate({
      ...to,
      template: {
        name: 'order_ready',
        language: { code: 'tr' },
        components: [{ type: 'body', parameters }],
      },
    });
    expect(await arrived(10)).toEqual([
      'text',
      'image',
      'video',
      'audio',
      'document',
      'sticker',
      'location',
      'contacts',
      'reaction',
      'template',
    ]);
  });

  it('sends interactive messages, and the answers come back by its own webhook reader', async () => {
    const { messages } = client;
    const buttons = [{ id: 'yes', title: 'Yes' }];
    const [asked] = (
      await messages.sendInteractiveButtons({ ...to, bodyText: 'Is it you?', buttons })
    ).messages;
    const sections = [{ title: 'Coffee', rows: [{ id: 'r1', title: 'Filter' }] }];
    const [listed] = (
      await messages.sendInteractiveList({ ...to, bodyText: 'Which?', buttonText: 'See', sections })
    ).messages;
    await messages.sendInteractiveCtaUrl({
      ...to,
      bodyText: 'Our shop',
      parameters: { displayText: 'Open', url: 'https://shop.example' },
    });
    const where = { type: 'location_request_message', body: { text: 'Where?' } };
    const action = { name: 'send_location' };
    await messages.sendInteractiveRaw({ ...to, interactive: { ...where, action } });
    expect(await arrived(4)).toEqual(Array(4).fill('interactive'));

    stage.sim.control.act.press(AYSE, asked?.id ?? '', 0);
    stage.sim.control.act.choose(AYSE, listed?.id ?? '', 'r1');
    await stage.sim.control.deliveries.idle();
    const read = stage.receiver.posts.map(({ body }) => kapsoServer().normalizeWebhook(body));
    const answers = read.flatMap(({ messages: list }) => list).map((one) => one['interactive']);
    expect(answers).toEqual([
      undefined,
      { type: 'button_reply', buttonReply: { id: 'yes', title: 'Yes' } },
      { type: 'list_reply', listReply: { id: 'r1', title: 'Filter' } },
    ]);
  });

  it('verifies the signature of every webhook, and of none that was changed', async () => {
    await client.messages.sendText({ ...to, body: 'Ünlü şef 🙂', bizOpaqueCallbackData: 'wa:1' });
    await arrived(1);
    const { appSecret } = stage.sim.account;
    const { verifySignature, normalizeWebhook } = kapsoServer();
    expect(stage.receiver.posts.length).toBeGreaterThanOrEqual(3);
    const read: KapsoWebhook[] = [];
    for (const { raw, headers, body } of stage.receiver.posts) {
      const signatureHeader = headers['x-hub-signature-256'] as string;
      expect(verifySignature({ appSecret, rawBody: raw, signatureHeader })).toBe(true);
      const changed = Buffer.concat([raw, Buffer.from(' ')]);
      expect(verifySignature({ appSecret, rawBody: changed, signatureHeader })).toBe(false);
      read.push(normalizeWebhook(body));
    }
    expect(read.every(({ phoneNumberId }) => phoneNumberId === stage.pnid)).toBe(true);
    expect(read.flatMap(({ statuses }) => statuses.map((one) => one['status']))).toEqual([
      'sent',
      'delivered',
    ]);
    const contact = read.flatMap(({ contacts }) => contacts)[0];
    expect(contact).toMatchObject({ waId: AYSE, profile: { name: 'Ayşe Yılmaz' } });
  });

  it('keeps files, templates and the profile, and reads what was refused', async () => {
    const { media, templates, phoneNumbers, messages } = client;
    const file = new Blob([JPEG], { type: 'image/jpeg' });
    const { id } = await media.upload({ phoneNumberId: stage.pnid, type: 'image/jpeg', file });
    expect(await media.get({ mediaId: id })).toMatchObject({ mimeType: 'image/jpeg' });
    // Its own switch for addresses that are not Meta's.
    expect(Buffer.from(await media.download({ mediaId: id, auth: 'always' }))).toEqual(JPEG);
    expect(await media.delete({ mediaId: id })).toEqual({ success: true });

    const businessAccountId = stage.sim.account.wabaId;
    const body = { type: 'BODY', text: 'Your table is ready, see you soon.' };
    const wanted = { name: 'table_ready', language: 'en_US', category: 'UTILITY' };
    const made = await templates.create({ businessAccountId, ...wanted, components: [body] });
    expect(made.status).toBe('PENDING');
    const first = await templates.list({ businessAccountId, limit: 2 });
    expect(first.data).toHaveLength(2);
    const after = first.paging.cursors?.after;
    const second = await templates.list({ businessAccountId, limit: 2, after });
    expect(second.data[0]?.name).not.toBe(first.data[0]?.name);
    expect(await templates.delete({ businessAccountId, name: 'table_ready' })).toEqual({
      success: true,
    });

    const number = { phoneNumberId: stage.pnid };
    const about = { ...number, about: 'Fresh coffee' };
    expect(await phoneNumbers.businessProfile.update(about)).toEqual({ success: true });
    const profile = await phoneNumbers.businessProfile.get({ ...number, fields: 'about' });
    expect(profile.data[0]?.about).toBe('Fresh coffee');

    const missing = { name: 'no_such', language: { code: 'tr' } };
    await expect(messages.sendTemplate({ ...to, template: missing })).rejects.toMatchObject({
      httpStatus: 404,
      code: 132001,
    });
    const stranger = kapsoClient(stage.sim.url, 'wrong');
    await expect(stranger.messages.sendText({ ...to, body: 'x' })).rejects.toMatchObject({
      httpStatus: 401,
      code: 190,
      category: 'authorization',
    });
    expect(await messages.markRead({ ...number, messageId: inboundWamid() })).toEqual({
      success: true,
    });
  });
});

describe('whatsapp-api-js', () => {
  let client: ApiJs;
  const send = (message: object, context?: string, token?: string) =>
    client.sendMessage(stage.pnid, AYSE, message, context, token);

  beforeEach(() => {
    const { token, appSecret } = stage.sim.account;
    client = apiJsClient(stage.sim.url, { token, appSecret, verifyToken: 'right' });
  });

  it('sends every type that it can, and each arrives', async () => {
    const build = apiJsMessages();
    const form = new FormData();
    form.set('file', new Blob([JPEG], { type: 'image/jpeg' }), 'a.jpg');
    const { id } = await client.uploadMedia(stage.pnid, form);
    const body = new build.BodyComponent(
      new build.BodyParameter('Ayşe'),
      new build.BodyParameter('7')
    );
    const all = [
      new build.Text('Merhaba *Ayşe*', true),
      new build.Image(id, true, 'the roastery'),
      new build.Video(LINK, false, 'how'),
      new build.Audio(LINK),
      new build.Document(LINK, false, 'menu', 'menu.pdf'),
      new build.Sticker(LINK),
      new build.Location(28.97, 41.02, 'Galata', 'İstanbul'),
      new build.Contacts([new build.Name('Deniz Ak', 'Deniz'), new build.Phone('+4915', 'CELL')]),
      new build.Reaction(inboundWamid(), '☕'),
      new build.Template('order_ready', 'tr', body),
      new build.Interactive(
        new build.ActionButtons(new build.Button('yes', 'Yes')),
        new build.Body('Is it you?')
      ),
      new build.Interactive(
        new build.ActionList('See', new build.ListSection('Coffee', new build.Row('r1', 'Filter'))),
        new build.Body('Which?')
      ),
      new build.Interactive(
        new build.ActionCTA('Open', 'https://shop.example'),
        new build.Body('Shop')
      ),
      new build.Interactive(new build.ActionLocation(), new build.Body('Where?')),
    ];
    for (const message of all) {
      const answer = await send(message);
      expect([message, answer.error]).toEqual([message, undefined]);
    }
    expect(await arrived(all.length)).toEqual([
      'text',
      'image',
      'video',
      'audio',
      'document',
      'sticker',
      'location',
      'contacts',
      'reaction',
      'template',
      ...Array<string>(4).fill('interactive'),
    ]);
  });

  it('passes the handshake and takes webhooks by its own signature check', async () => {
    const heard: Json[] = [];
    const refused: unknown[] = [];
    client.on.message = ({ from, message, name }) => void heard.push({ from, name, ...message });
    client.on.status = ({ id, status, biz_opaque_callback_data: token, phone }) =>
      void heard.push({ id, status, token, phone });
    const server = await listen(client, refused);
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
      await stage.sim.control.setWebhook({ url, verifyToken: 'right', verify: true });
      const answer = await send(new (apiJsMessages().Text)('Ünlü şef 🙂'), inboundWamid(), 'wa:7');
      const id = answer.messages[0]?.id;
      await arrived(1);
      stage.sim.control.act.text(AYSE, 'teşekkürler 🙏');
      await stage.sim.control.deliveries.idle();
      expect(refused).toEqual([]);
      // Each is a webhook of its own: which of them comes first, Meta does not promise.
      const expected = [
        { id, status: 'sent', token: 'wa:7', phone: AYSE },
        { id, status: 'delivered', token: 'wa:7', phone: AYSE },
        // Who answers has seen what came before.
        { id, status: 'read', token: 'wa:7', phone: AYSE },
        { from: AYSE, name: 'Ayşe Yılmaz', type: 'text', text: { body: 'teşekkürler 🙏' } },
      ];
      for (const one of expected) expect(heard).toContainEqual(expect.objectContaining(one));
      expect(heard).toHaveLength(expected.length);
      await expect(
        stage.sim.control.setWebhook({ url, verifyToken: 'wrong', verify: true })
      ).rejects.toThrow('403');
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });

  it('refuses webhooks that another secret signed', async () => {
    await send(new (apiJsMessages().Text)('hi'));
    await arrived(1);
    const post = stage.receiver.posts[0];
    const { token } = stage.sim.account;
    const other = apiJsClient(stage.sim.url, { token, appSecret: 'other', verifyToken: 'right' });
    const signature = String(post?.headers['x-hub-signature-256']);
    const [body, raw] = [post?.body, String(post?.raw)];
    await expect(other.post(body, raw, signature)).rejects.toMatchObject({ httpStatus: 401 });
    await expect(client.post(body, raw, signature)).resolves.toBeUndefined();
  });

  it('fetches and deletes a file, marks as read while it types, and reads what was refused', async () => {
    const form = new FormData();
    form.set('file', new Blob([JPEG], { type: 'image/jpeg' }), 'a.jpg');
    const { id } = await client.uploadMedia(stage.pnid, form);
    const { url, mime_type: mimeType } = await client.retrieveMedia(id, stage.pnid);
    expect(mimeType).toBe('image/jpeg');
    expect(Buffer.from(await (await client.fetchMedia(url)).arrayBuffer())).toEqual(JPEG);
    expect(await client.deleteMedia(id, stage.pnid)).toEqual({ success: true });
    expect(await client.markAsRead(stage.pnid, inboundWamid(), 'text')).toEqual({ success: true });
    const { Template } = apiJsMessages();
    expect((await send(new Template('order_ready', 'tr'))).error).toMatchObject({ code: 132000 });
  });
});

/** A server as the client's own guide writes it. */
const listen = async (client: ApiJs, refused: unknown[]): Promise<http.Server> => {
  const server = http.createServer((request, response) => {
    const query = new URL(request.url ?? '/', 'http://x').searchParams;
    let raw = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (raw += chunk));
    request.on('end', () => {
      if (request.method === 'GET') {
        try {
          response.end(client.get(Object.fromEntries(query)));
        } catch (error) {
          response.writeHead((error as { httpStatus: number }).httpStatus).end();
        }
        return;
      }
      const signature = String(request.headers['x-hub-signature-256']);
      client
        .post(JSON.parse(raw), raw, signature)
        .catch((error: unknown) => refused.push(error))
        .finally(() => response.end());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
};
