import { databases } from '../../support/boot-strapi';
import { aDocx, aGif, aJpeg, anMp3, anMp4, aPdf, aPng, aVoice } from '../../support/files';
import { eventually, startWorld, type World } from '../../support/world';

const AYSE = '905321110001';
const MB = 1024 * 1024;

interface Attached {
  id: number;
  name: string;
  kind: string;
  mime: string;
  voice: boolean;
}
interface Message {
  id: number;
  state: string;
  body: {
    type: string;
    text: string | null;
    media: { kind: string; filename: string | null; voice: boolean; url: string | null } | null;
  };
  error: { class: string; retryable: boolean } | null;
}
type Refused = { error: { details: { kind: string; limit?: number; media?: string } } };

describe.each(databases())('files that we send, on %s', (database) => {
  let world: World;
  let token: string;
  let conversationId: number;
  let n = 0;

  beforeAll(async () => {
    world = await startWorld({ database });
    token = await world.adminToken();
    // All of it goes to one person, faster than anybody writes.
    world.sim.control.configure({ pairRate: { enforce: false } });
    world.sim.control.act.text(AYSE, 'merhaba');
    conversationId = await eventually('the conversation', async () => {
      const list = await world.api.get<{ conversations: { id: number }[] }>(
        '/whatsapp/conversations'
      );
      return list.body.conversations[0]?.id;
    });
  });
  afterAll(() => world.close());

  const attach = async (bytes: Buffer, name: string, bearer = token) => {
    const answer = await world.http
      .post(`/whatsapp/files?accountId=${world.accountId}`)
      .set('Authorization', `Bearer ${bearer}`)
      .attach('file', bytes, { filename: name, contentType: 'image/png' });
    return { status: answer.status, body: answer.body as Attached & Refused };
  };
  /** Files belong to who attached them: the same administrator sends them. */
  const post = async (path: string, body: object) => {
    const answer = await world.http.post(path).set('Authorization', `Bearer ${token}`).send(body);
    return { status: answer.status, body: answer.body as Message & Refused };
  };
  const send = (body: Record<string, unknown>, clientId = `client-${(n += 1)}-00000`) =>
    post(`/whatsapp/conversations/${conversationId}/messages`, {
      type: 'media',
      clientId,
      ...body,
    });
  /** What the customer's phone got last. */
  const onPhone = () => {
    const last = world.sim.control.thread(AYSE).at(-1);
    const content = (last?.content ?? {}) as Record<string, unknown>;
    const record = world.sim.control.media.get(String(content.id));
    return { type: last?.type, content, bytes: record?.bytes, mime: record?.mimeType };
  };
  const uploads = () => world.sim.control.media.count();

  it.each([
    ['[C-14] an image', aJpeg(), 'masa.jpg', 'image', 'image/jpeg'],
    ['[C-15] a document', aPdf(), 'Fatura Şubat.pdf', 'document', 'application/pdf'],
    ['[C-16] an audio file', anMp3(), 'ses.mp3', 'audio', 'audio/mpeg'],
    ['[C-17] a video', anMp4(), 'film.mp4', 'video', 'video/mp4'],
  ])(
    '%s goes from the chat to the phone, byte for byte',
    async (_what, bytes, name, kind, mime) => {
      const file = await attach(bytes, name);
      expect(file.body).toMatchObject({ kind, mime, name });
      const caption = kind === 'audio' ? undefined : 'buyurun';
      const sent = await send({ file: { from: 'attached', id: file.body.id }, caption });
      expect(sent.body).toMatchObject({ state: 'accepted', body: { type: kind } });
      const phone = onPhone();
      expect(phone.type).toBe(kind);
      expect(phone.mime).toBe(mime);
      expect(phone.bytes?.equals(bytes)).toBe(true);
      if (caption) expect(phone.content.caption).toBe(caption);
      if (kind === 'document') expect(phone.content.filename).toBe(name);
    }
  );

  it('[C-15] a picture sent as a document keeps its name', async () => {
    const file = await attach(aPng(), 'plan çizimi.png');
    await send({ file: { from: 'attached', id: file.body.id }, as: 'document' });
    expect(onPhone()).toMatchObject({
      type: 'document',
      content: { filename: 'plan çizimi.png' },
    });
  });

  it('[C-16] OGG with OPUS goes as a voice note when asked', async () => {
    const file = await attach(aVoice(), 'kayıt.ogg');
    expect(file.body.voice).toBe(true);
    const sent = await send({ file: { from: 'attached', id: file.body.id }, voice: true });
    expect(sent.body.body.media?.voice).toBe(true);
    expect(onPhone()).toMatchObject({ type: 'audio', content: { voice: true } });
  });

  it('what was sent can be looked at in the thread', async () => {
    const bytes = aJpeg();
    const file = await attach(bytes, 'foto.jpg');
    const sent = await send({ file: { from: 'attached', id: file.body.id } });
    const answer = await fetch(`${world.url}${sent.body.body.media?.url}`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
  });

  it.each([
    ['a picture above 5 MB', aJpeg(5 * MB + 1), 'big.jpg', 'media-too-large', 5 * MB],
    ['a sound above 16 MB', anMp3(16 * MB + 1), 'long.mp3', 'media-too-large', 16 * MB],
    ['a moving picture', aGif(), 'wave.png', 'media-type', undefined],
    ['a page that says it is a picture', Buffer.from('<html>'), 'x.png', 'media-type', undefined],
    ['an empty file', Buffer.alloc(0), 'x.pdf', 'media-empty', undefined],
  ])(
    '[C-18] refuses %s before it is sent, by its content',
    async (_w, bytes, name, kind, limit) => {
      const { status, body } = await attach(bytes, name);
      expect(status).toBe(422);
      expect(body.error.details.kind).toBe(kind);
      if (limit) expect(body.error.details.limit).toBe(limit);
    }
  );

  it('takes an Office document by its content and name', async () => {
    const { body } = await attach(aDocx(), 'teklif.docx');
    expect(body.mime).toContain('wordprocessingml');
  });

  it('uploads the same content once per number', async () => {
    const bytes = aPdf();
    const [one, two] = [await attach(bytes, 'a.pdf'), await attach(bytes, 'b.pdf')];
    const before = uploads();
    await send({ file: { from: 'attached', id: one.body.id } });
    await send({ file: { from: 'attached', id: two.body.id } });
    expect(uploads() - before).toBe(1);
    expect(onPhone().content.filename).toBe('b.pdf');
  });

  it('uploads it again in the same turn when Meta has dropped it', async () => {
    const file = await attach(aPdf(), 'a.pdf');
    await send({ file: { from: 'attached', id: file.body.id } });
    const { id } = onPhone().content;
    world.sim.control.media.drop(String(id));
    const again = await send({ file: { from: 'attached', id: file.body.id } });
    expect(again.body.state).toBe('accepted');
    expect(onPhone().content.id).not.toBe(id);
  });

  it('a repeat with the same key sends nothing twice', async () => {
    const file = await attach(aPdf(), 'a.pdf');
    const key = 'the-same-key-1';
    const first = await send({ file: { from: 'attached', id: file.body.id } }, key);
    const count = world.sim.control.thread(AYSE).length;
    const second = await send({ file: { from: 'attached', id: file.body.id } }, key);
    expect(second.body.id).toBe(first.body.id);
    expect(world.sim.control.thread(AYSE)).toHaveLength(count);
  });

  it('an upload that fails is a failed message with a retry that sends it', async () => {
    const file = await attach(aPdf(), 'c.pdf');
    world.sim.control.faults.add({ kind: 'http', endpoint: 'media-upload', status: 500 });
    const failed = await send({ file: { from: 'attached', id: file.body.id } });
    expect(failed.body).toMatchObject({
      state: 'failed',
      error: { class: 'media-not-uploaded', retryable: true },
    });
    world.sim.control.faults.clear();
    const retried = await post(`/whatsapp/messages/${failed.body.id}/resolve`, { action: 'retry' });
    expect(retried.body.state).toBe('accepted');
    expect(onPhone().content.filename).toBe('c.pdf');
  });

  it.each([
    ['at once', { kind: 'graph-error', endpoint: 'messages', code: 131053, times: 1 }],
    ['later', { kind: 'failed-status', code: 131053, times: 1 }],
  ] as const)(
    'a file that WhatsApp refuses %s is uploaded again by a retry',
    async (_when, fault) => {
      const bytes = aPdf();
      const file = await attach(bytes, 'd.pdf');
      world.sim.control.faults.add(fault);
      const sent = await send({ file: { from: 'attached', id: file.body.id } });
      const failed = await eventually('a failed message', async () => {
        const path = `/whatsapp/conversations/${conversationId}/messages`;
        const { messages } = (await world.api.get<{ messages: Message[] }>(path)).body;
        return messages.find(({ id, state }) => id === sent.body.id && state === 'failed');
      });
      expect(failed.error?.retryable).toBe(true);
      const before = uploads();
      const retried = await post(`/whatsapp/messages/${failed.id}/resolve`, { action: 'retry' });
      expect(retried.body.state).toBe('accepted');
      expect(uploads() - before).toBe(1);
      expect(onPhone().bytes?.equals(bytes)).toBe(true);
    }
  );

  it('[X-05] nobody sends what another agent attached', async () => {
    const other = await world.adminUser({
      actions: ['chat.read', 'chat.read-unassigned', 'chat.reply'],
    });
    const file = await attach(aPdf(), 'mine.pdf', other.token);
    const stolen = await send({ file: { from: 'attached', id: file.body.id } });
    expect(stolen.status).toBe(404);
  });

  it('[X-05] who may not see the media library cannot send from it', async () => {
    const agent = await world.adminToken({
      actions: ['chat.read', 'chat.read-unassigned', 'chat.reply'],
    });
    const answer = await world.http
      .post(`/whatsapp/conversations/${conversationId}/messages`)
      .set('Authorization', `Bearer ${agent}`)
      .send({ type: 'media', clientId: 'library-1', file: { from: 'library', id: 1 } });
    expect(answer.status).toBe(403);
  });

  it('a caption on sound is refused at its field', async () => {
    const file = await attach(anMp3(), 'a.mp3');
    const answer = await send({ file: { from: 'attached', id: file.body.id }, caption: 'x' });
    expect(answer.status).toBe(400);
    expect(answer.body.error.details).toMatchObject({ kind: 'no-caption', field: 'caption' });
  });

  it('our reaction stands on the message and moves nothing in the list', async () => {
    const thread = () =>
      world.api.get<{ messages: (Message & { reactions: unknown[] })[] }>(
        `/whatsapp/conversations/${conversationId}/messages`
      );
    const first = (await thread()).body.messages.at(-1);
    const preview = async () =>
      (await world.api.get<{ preview: unknown }>(`/whatsapp/conversations/${conversationId}`)).body
        .preview;
    const before = await preview();
    const sent = await send({ type: 'reaction', to: first?.id, emoji: '👍' });
    expect(sent.status).toBe(200);
    expect(await preview()).toMatchObject({ text: (before as { text: string }).text });
    const after = (await thread()).body.messages.at(-1);
    expect(after?.reactions).toEqual([{ from: 'us', emoji: '👍' }]);
  });
});
