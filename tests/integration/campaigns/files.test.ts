import type { CampaignView, PreflightResult } from '../../../server/src/contracts/campaigns';
import { accountsService } from '../../../server/src/accounts/public';
import type { ConversationView, MessageView } from '../../../server/src/contracts/conversations';
import { mediaService } from '../../../server/src/media/public';
import { databases } from '../../support/boot-strapi';
import { aJpeg, aPdf, anMp3 } from '../../support/files';
import { addToLibrary } from '../../support/library';
import { eventually } from '../../support/world';
import { openWindow } from '../api/api-world';
import { startArena, type Arena } from '../engine/arena';

const PEOPLE = ['905321110001', '905321110002'];

describe.each(databases())('an ordinary message with a file, on %s', (database) => {
  let arena: Arena;
  let contactIds: number[];
  const picture = aJpeg();
  let pictureId: number;
  beforeAll(async () => {
    arena = await startArena({ database });
    arena.sim.control.configure({ pairRate: { enforce: false } });
    contactIds = [];
    for (const phone of PEOPLE) contactIds.push(await openWindow(arena, phone));
    pictureId = await addToLibrary(arena, {
      name: 'bahar.jpg',
      mime: 'image/jpeg',
      bytes: picture,
    });
  });
  let back = () => {};
  afterEach(() => {
    arena.sim.control.faults.clear();
    back();
    back = () => {};
  });
  afterAll(() => arena.close());

  const draft = async (part: Record<string, unknown>): Promise<number> => {
    const { status, body } = await arena.api.post<CampaignView>('/whatsapp/campaigns', {
      name: 'With a file',
      accountId: arena.accountId,
      kind: 'text',
      audience: { kind: 'picked', contactIds },
      ...part,
    });
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body.id;
  };
  const check = async (id: number) =>
    (await arena.api.post<PreflightResult>(`/whatsapp/campaigns/${id}/preflight`)).body;
  const launch = (id: number) =>
    arena.api.post(`/whatsapp/campaigns/${id}/launch`, { expected: 2, typed: 2 });
  const onPhone = (phone: string) => {
    const content = arena.sim.control.thread(phone).at(-1)?.content as Record<string, unknown>;
    const bytes = arena.sim.control.media.get(String(content.id))?.bytes;
    return { caption: content.caption, name: content.filename, bytes, id: content.id };
  };
  const inThread = async (contactId: number): Promise<MessageView | undefined> => {
    const { body } = await arena.api.get<{ conversations: ConversationView[] }>(
      '/whatsapp/conversations?status=all'
    );
    const thread = body.conversations.find(({ contact }) => contact.id === contactId);
    const { messages } = (
      await arena.api.get<{ messages: MessageView[] }>(
        `/whatsapp/conversations/${thread?.id}/messages`
      )
    ).body;
    return messages.findLast(({ direction }) => direction === 'out');
  };
  const problems = async (part: Record<string, unknown>) =>
    (await check(await draft(part))).problems.map(({ kind, field }) => [kind, field]);

  it('[M-13] reaches every phone with its caption, is uploaded once and is in the threads', async () => {
    const id = await draft({ text: 'Merhaba {{first_name|dostum}}', fileId: pictureId });
    const bill = await check(id);
    expect(bill).toMatchObject({ willReceive: 2, problems: [] });
    expect(bill.samples[0]?.body).toMatchObject({
      type: 'image',
      media: { kind: 'image', filename: 'bahar.jpg' },
    });
    expect((await launch(id)).status).toBe(200);
    expect((await arena.ended(id)).counts).toMatchObject({ sent: 2, failed: 0, skipped: 0 });
    const [first, second] = PEOPLE.map(onPhone);
    expect(first?.bytes?.equals(picture)).toBe(true);
    expect(first?.caption).toMatch(/^Merhaba \S+$/);
    expect(second?.id).toBe(first?.id);
    const shown = await inThread(contactIds[0] ?? 0);
    expect(shown?.body).toMatchObject({ type: 'image', text: first?.caption });
    const file = await fetch(`${arena.url}${shown?.body.media?.url}`, {
      headers: { Authorization: `Bearer ${await arena.adminToken()}` },
    });
    expect(Buffer.from(await file.arrayBuffer()).equals(picture)).toBe(true);
  });

  it('[M-16] sends what was there at the start, whatever the draft says later', async () => {
    const pdf = aPdf();
    const fileId = await addToLibrary(arena, {
      name: 'liste.pdf',
      mime: 'application/pdf',
      bytes: pdf,
    });
    back = await arena.restWorkers();
    const id = await draft({ text: null, fileId });
    expect((await launch(id)).status).toBe(200);
    await eventually('the snapshot', async () => (await arena.rows(id)).length === 2);
    await arena
      .knex('whatsapp_campaigns')
      .where({ id })
      .update({ file_id: pictureId, text: 'something else' });
    back();
    expect((await arena.ended(id)).counts).toMatchObject({ sent: 2 });
    const got = onPhone(PEOPLE[0] ?? '');
    expect(got.bytes?.equals(pdf)).toBe(true);
    expect(got).toMatchObject({ name: 'liste.pdf', caption: undefined });
  });

  it('[M-28] is refused before the start where WhatsApp takes no caption, no such length, or the file is gone', async () => {
    const sound = await addToLibrary(arena, {
      name: 'ses.mp3',
      mime: 'audio/mpeg',
      bytes: anMp3(),
    });
    expect(await problems({ text: null, fileId: sound })).toEqual([]);
    expect(await problems({ text: 'Dinleyin', fileId: sound })).toEqual([['no-caption', 'text']]);
    expect(await problems({ text: 'x'.repeat(1_025), fileId: pictureId })).toEqual([
      ['caption-too-long', 'text'],
    ]);
    expect(await problems({ text: null, fileId: null })).toContainEqual(['no-text', 'text']);
    expect(await problems({ text: 'Selam', fileId: 987_654 })).toEqual([
      ['file-not-sendable', 'fileId'],
    ]);
    const id = await draft({ text: 'Selam', fileId: 987_654 });
    expect((await launch(id)).status).toBe(422);
  });

  it('[M-37] rests with the reason while its file cannot be brought to Meta, and fails nobody for it', async () => {
    const other = await addToLibrary(arena, {
      name: 'yaz.jpg',
      mime: 'image/jpeg',
      bytes: aJpeg(),
    });
    const id = await draft({ text: 'Yaz geldi', fileId: other });
    arena.sim.control.faults.add({ kind: 'http', endpoint: 'media-upload', status: 500 });
    expect((await launch(id)).status).toBe(200);
    const paused = await eventually('it rests', async () => {
      const view = await arena.campaign(id);
      return view.state === 'paused' && view;
    });
    expect(paused.counts).toMatchObject({ failed: 0, sent: 0 });
    arena.sim.control.faults.clear();
    await arena.act(id, 'resume');
    expect((await arena.ended(id)).counts).toMatchObject({ sent: 2, failed: 0 });
    expect(onPhone(PEOPLE[1] ?? '').caption).toBe('Yaz geldi');
  });

  it('a picture that WhatsApp refuses is uploaded again when the failed ones are tried again', async () => {
    const fileId = await addToLibrary(arena, {
      name: 'kis.jpg',
      mime: 'image/jpeg',
      bytes: aJpeg(),
    });
    const id = await draft({ text: 'Kış geldi', fileId });
    const first = PEOPLE[0] ?? '';
    arena.sim.control.faults.add({
      kind: 'failed-status',
      code: 131053,
      recipient: first,
      times: 1,
    });
    expect((await launch(id)).status).toBe(200);
    await eventually('a failure', async () => (await arena.campaign(id)).counts.failed === 1);
    const refused = onPhone(first).id;
    const { body } = await arena.api.post<{ changed: number }>(
      `/whatsapp/campaigns/${id}/resolve`,
      { action: 'retry', errorCode: 131053 }
    );
    expect(body.changed).toBe(1);
    await eventually('it arrives', () => Promise.resolve(onPhone(first).id !== refused));
    expect((await arena.ended(id)).counts).toMatchObject({ sent: 2, failed: 0 });
  });

  it('the pictures of a test’s other messages are uploaded again too', async () => {
    const id = await draft({ text: 'Güz geldi', fileId: pictureId });
    arena.sim.control.faults.add({ kind: 'failed-status', code: 131053, times: 2 });
    expect((await launch(id)).status).toBe(200);
    await eventually('failures', async () => (await arena.campaign(id)).counts.failed === 2);
    const other = await addToLibrary(arena, {
      name: 'guz.jpg',
      mime: 'image/jpeg',
      bytes: Buffer.concat([aJpeg(), Buffer.from('another')]),
    });
    const { forSending } = mediaService(arena.strapi);
    const account = await accountsService(arena.strapi).get(arena.accountId);
    const before = await forSending(account, other);
    expect(await forSending(account, other)).toBe(before);
    const bindings = { header: { source: { kind: 'media', fileId: other } } };
    await arena
      .knex('whatsapp_campaigns')
      .where({ id })
      .update({ frozen_variants: JSON.stringify([{ frozen: {}, bindings }]) });
    // Nobody is sent to: what is asked is what becomes of the files.
    const nobody = { action: 'retry', recipientIds: [987_654] };
    expect((await arena.api.post(`/whatsapp/campaigns/${id}/resolve`, nobody)).status).toBe(200);
    expect(await forSending(account, other)).not.toBe(before);
  });
});
