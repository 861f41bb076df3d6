import { databases } from '../../support/boot-strapi';
import { aPdf } from '../../support/files';
import { addToLibrary } from '../../support/library';
import { eventually, startWorld, type World } from '../../support/world';

const AYSE = '905321110001';

describe.each(databases())('files of the media library, on %s', (database) => {
  let world: World;
  let conversationId: number;
  let fileId: number;
  const bytes = aPdf(30_000);

  beforeAll(async () => {
    world = await startWorld({ database });
    world.sim.control.configure({ pairRate: { enforce: false } });
    world.sim.control.act.text(AYSE, 'merhaba');
    conversationId = await eventually('the conversation', async () => {
      const list = await world.api.get<{ conversations: { id: number }[] }>(
        '/whatsapp/conversations'
      );
      return list.body.conversations[0]?.id;
    });
    fileId = await addToLibrary(world, {
      name: 'Sözleşme.pdf',
      mime: 'application/pdf',
      bytes,
    });
  });
  afterAll(() => world.close());

  const send = (body: object) =>
    world.api.post<{
      state: string;
      error: unknown;
      body: { type: string; media: { url: string } | null };
    }>(`/whatsapp/conversations/${conversationId}/messages`, body);
  const onPhone = () => world.sim.control.thread(AYSE).at(-1);

  it('[C-15] one of them is sent from the chat, under its name', async () => {
    const sent = await send({
      type: 'media',
      clientId: 'from-library',
      file: { from: 'library', id: fileId },
      caption: 'imzalayın',
    });
    expect(sent.body).toMatchObject({ state: 'accepted', error: null });
    const content = onPhone()?.content as Record<string, unknown>;
    expect(content).toMatchObject({ filename: 'Sözleşme.pdf', caption: 'imzalayın' });
    expect(world.sim.control.media.get(String(content.id))?.bytes.equals(bytes)).toBe(true);
    const shown = await fetch(`${world.url}${sent.body.body.media?.url}`, {
      headers: { Authorization: `Bearer ${await world.adminToken()}` },
    });
    expect(Buffer.from(await shown.arrayBuffer()).equals(bytes)).toBe(true);
  });

  it('one whose storage does not answer is another refusal than one that is gone', async () => {
    const lost = await addToLibrary(world, { name: 'Liste.pdf', mime: 'application/pdf', bytes });
    const refusal = async (id: number) => {
      const answer = await world.api.post<{ error: { details: { kind: string } } }>(
        `/whatsapp/conversations/${conversationId}/messages`,
        { type: 'media', clientId: `unread-file-${id}`, file: { from: 'library', id } }
      );
      return [answer.status, answer.body.error.details.kind];
    };
    await world.strapi.db
      .query('plugin::upload.file')
      .update({ where: { id: lost }, data: { url: 'http://127.0.0.1:1/liste.pdf' } });
    expect(await refusal(lost)).toEqual([503, 'media-unreadable']);
    expect(await refusal(999_999)).toEqual([422, 'media-missing']);
  });

  it('[C-13] [T-28] a template outside the window takes its header from there', async () => {
    world.sim.control.templates.seed({
      name: 'sozlesme',
      language: 'tr',
      category: 'UTILITY',
      components: [
        { type: 'HEADER', format: 'DOCUMENT', example: { header_handle: ['4::aW1n'] } },
        { type: 'BODY', text: 'Sözleşmeniz ektedir.' },
      ],
    });
    await world.api.post('/whatsapp/templates/sync', { accountId: world.accountId });
    const template = await eventually('the template', async () => {
      const list = await world.api.get<{
        templates: { id: number; name: string; slots: { key: string }[] }[];
      }>('/whatsapp/templates');
      return list.body.templates.find(({ name }) => name === 'sozlesme');
    });
    const key = template.slots[0]?.key ?? '';
    await world.api.put(`/whatsapp/templates/${template.id}/bindings`, {
      bindings: { [key]: { source: { kind: 'media', fileId }, fallback: null } },
    });
    // The agent answers somebody who wrote first; the window of the person is over.
    await world.strapi.db
      .connection('whatsapp_conversations')
      .where({ id: conversationId })
      .update({ window_expires_at: Date.now() - 1_000 });
    const uploads = world.sim.control.media.count();
    const sent = await send({
      type: 'template',
      clientId: 'template-1',
      templateId: template.id,
      values: {},
    });
    expect(sent.body).toMatchObject({ state: 'accepted', error: null });
    expect(onPhone()?.type).toBe('template');
    expect(world.sim.control.media.count()).toBe(uploads); // the same content was there already
  });
});
