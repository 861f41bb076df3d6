import { contactsService } from '../../../server/src/contacts/public';
import type { ListNotesResult, NoteView } from '../../../server/src/contracts/team-notes';
import { privacyService } from '../../../server/src/privacy/public';
import { contextOf } from '../../../server/src/strapi/context';
import { databases } from '../../support/boot-strapi';
import { openStream } from '../../support/stream';
import { eventually, startWorld, type World } from '../../support/world';

type Agent = Awaited<ReturnType<World['adminUser']>>;
const CHAT = ['chat.read', 'chat.read-unassigned', 'chat.reply'];

describe.each(databases())('internal notes on %s', (database) => {
  let world: World;
  let boss: Agent;
  let can: Agent;
  let deniz: Agent;
  let made = 0;

  const as = ({ token }: Agent) => {
    const call = async <T>(
      method: 'get' | 'post' | 'put' | 'delete',
      path: string,
      body?: object
    ) => {
      const request = world.http[method](`/whatsapp${path}`).set(
        'Authorization',
        `Bearer ${token}`
      );
      const answer = await (body ? request.send(body) : request);
      return { status: answer.status, body: answer.body as T };
    };
    return {
      get: <T>(path: string) => call<T>('get', path),
      post: <T>(path: string, body: object) => call<T>('post', path, body),
      put: <T>(path: string, body: object) => call<T>('put', path, body),
      del: (path: string) => call('delete', path),
    };
  };
  const person = async (): Promise<number> => {
    made += 1;
    const phone = `+9053211200${String(made).padStart(2, '0')}`;
    return (await contactsService(world.strapi).create({ name: `Kişi ${made}`, phone })).id;
  };
  const talk = async (contactId?: number): Promise<number> => {
    const body = { accountId: world.accountId, contactId: contactId ?? (await person()) };
    return (await as(boss).post<{ id: number }>('/conversations', body)).body.id;
  };
  const note = (agent: Agent, id: number, body: object) =>
    as(agent).post<NoteView>(`/conversations/${id}/notes`, {
      clientId: `note-${id}-${(made += 1)}`,
      ...body,
    });
  const notes = async (agent: Agent, id: number) =>
    (await as(agent).get<ListNotesResult>(`/conversations/${id}/notes`)).body.notes;
  const unread = async (agent: Agent) =>
    (await as(agent).get<{ unread: number }>('/mentions')).body.unread;
  const named = async (agent: Agent, which: string) =>
    (
      await as(agent).get<{ conversations: { id: number }[] }>(
        `/conversations?status=all&mentions=${which}`
      )
    ).body.conversations.map(({ id }) => id);

  beforeAll(async () => {
    world = await startWorld({ database });
    boss = await world.adminUser({ actions: [...CHAT, 'chat.read-all', 'contact.browse'] });
    can = await world.adminUser({ actions: CHAT });
    deniz = await world.adminUser({ actions: CHAT });
  });
  afterAll(() => world.close());

  it('stand in the thread for the team, and nothing of them goes out', async () => {
    const id = await talk();
    const sent = world.sim.control.ledger.count();
    const first = await note(can, id, { text: '  Kargo gecikti, arayacağım  ' });
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({
      text: 'Kargo gecikti, arayacağım',
      author: { id: can.id },
      changedAt: null,
    });
    expect((await notes(deniz, id)).map(({ text }) => text)).toEqual(['Kargo gecikti, arayacağım']);
    const thread = await as(boss).get<{ messages: unknown[] }>(`/conversations/${id}/messages`);
    expect(thread.body.messages).toEqual([]);
    expect(world.sim.control.ledger.count()).toBe(sent);
    const { knex } = contextOf(world.strapi).db;
    expect(await knex('whatsapp_messages').where({ conversation_id: id })).toEqual([]);
  });

  it('are made once, however often the same request comes', async () => {
    const id = await talk();
    const body = { clientId: 'same-request-1', text: 'bir kez' };
    const answers = await Promise.all([note(can, id, body), note(can, id, body)]);
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    expect(await notes(can, id)).toHaveLength(1);
  });

  it('call the colleagues they name: live, counted and as a filter, until they have looked', async () => {
    const id = await talk();
    const page = await openStream(world.url, { token: deniz.token });
    const other = await openStream(world.url, { token: boss.token });
    const before = await unread(deniz);
    const { body } = await note(can, id, { text: '@Deniz bakar mısın', mentions: [deniz.id] });
    expect(body.mentions.map((one) => one.id)).toEqual([deniz.id]);
    await page.heard('the mention', (hint) => hint.type === 'mention' && hint.parent === id);
    await other.heard('the note', (hint) => hint.type === 'note' && hint.parent === id);
    expect(other.hints().filter(({ type }) => type === 'mention')).toEqual([]);
    page.close();
    other.close();
    expect(await unread(deniz)).toBe(before + 1);
    expect(await unread(can)).toBe(0);
    expect(await named(deniz, 'unread')).toContain(id);
    expect(await named(boss, 'all')).toEqual([]);
    await as(deniz).post(`/conversations/${id}/mentions/seen`, {});
    expect(await unread(deniz)).toBe(before);
    expect(await named(deniz, 'unread')).not.toContain(id);
    expect(await named(deniz, 'all')).toContain(id);
  });

  it('name nobody who could not open the conversation', async () => {
    const id = await talk();
    await as(boss).put(`/conversations/${id}`, { assigneeId: can.id });
    const readers = await as(can).get<{ people: { id: number }[] }>(`/conversations/${id}/readers`);
    const ids = readers.body.people.map((one) => one.id);
    expect(ids).toContain(boss.id);
    expect(ids).not.toContain(deniz.id);
    expect(ids).not.toContain(can.id);
    const refused = await note(can, id, { text: '@Deniz', mentions: [deniz.id] });
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({ error: { details: { field: 'mentions' } } });
    expect(await notes(can, id)).toEqual([]);
  });

  it('are changed and deleted by their writer alone; who is newly named hears of it', async () => {
    const id = await talk();
    const { body: first } = await note(can, id, { text: 'ilk hali', mentions: [] });
    expect((await as(deniz).put(`/notes/${first.id}`, { text: 'benim' })).status).toBe(403);
    expect((await as(deniz).del(`/notes/${first.id}`)).status).toBe(403);
    const before = await unread(deniz);
    const changed = await as(can).put<NoteView>(`/notes/${first.id}`, {
      text: '@Deniz son hali',
      mentions: [deniz.id],
    });
    expect(changed.body).toMatchObject({ text: '@Deniz son hali' });
    expect(changed.body.changedAt).not.toBeNull();
    expect(await unread(deniz)).toBe(before + 1);
    expect((await as(can).del(`/notes/${first.id}`)).status).toBe(200);
    expect(await notes(can, id)).toEqual([]);
    expect(await unread(deniz)).toBe(before);
    expect((await as(can).del(`/notes/${first.id}`)).status).toBe(404);
  });

  it('are closed with the conversation: who may not read it neither reads nor writes them', async () => {
    const id = await talk();
    const { body: written } = await note(can, id, { text: 'gizli' });
    await as(boss).put(`/conversations/${id}`, { assigneeId: boss.id });
    expect((await as(deniz).get(`/conversations/${id}/notes`)).status).toBe(404);
    expect((await note(deniz, id, { text: 'x' })).status).toBe(404);
    expect((await as(can).put(`/notes/${written.id}`, { text: 'y' })).status).toBe(404);
    expect((await as(deniz).get(`/conversations/${id}/readers`)).status).toBe(404);
  });

  it('go where the messages go when two contacts become one, and are gone with the contact', async () => {
    const [older, newer] = [await person(), await person()];
    const [keep, gone] = [await talk(older), await talk(newer)];
    await note(can, keep, { text: 'eskisi' });
    await note(can, gone, { text: 'yenisi', mentions: [deniz.id] });
    const contacts = contactsService(world.strapi);
    const { db, clock } = contextOf(world.strapi);
    await db.tx((trx) => contacts.merge(trx, [older, newer], clock.now()));
    const kept = [keep, gone];
    const lists = await Promise.all(kept.map((id) => notes(boss, id)));
    const [all] = lists.filter((one) => Array.isArray(one) && one.length > 0);
    expect(all?.map(({ text }) => text).sort()).toEqual(['eskisi', 'yenisi']);
    const before = await db.knex('whatsapp_notes').whereIn('contact_id', [older, newer]);
    expect(before).toHaveLength(2);
    const eraser = await world.adminUser({ actions: ['contact.browse', 'contact.erase'] });
    await as(eraser).del(`/contacts/${older}`);
    expect(await db.knex('whatsapp_notes').whereIn('contact_id', [older, newer])).toEqual([]);
    const noteIds = (before as { id: number }[]).map(({ id }) => id);
    expect(await db.knex('whatsapp_mentions').whereIn('note_id', noteIds)).toEqual([]);
  });

  it('are kept as long as messages are', async () => {
    const id = await talk();
    const { body: old } = await note(can, id, { text: 'çok eski', mentions: [deniz.id] });
    await note(can, id, { text: 'yeni' });
    const { db } = contextOf(world.strapi);
    await db.knex('whatsapp_notes').where({ id: old.id }).update({ at: 1_000 });
    const keeper = await world.adminUser({ actions: ['settings.configure'] });
    const preview = await as(keeper).post<{ wouldDelete: number }>('/privacy/retention/preview', {
      kind: 'messages',
      days: 365,
    });
    expect(preview.body.wouldDelete).toBe(1);
    await as(keeper).put('/privacy/retention', { days: { messages: 365 } });
    const operation = await privacyService(world.strapi).retention.start();
    expect(operation).not.toBeNull();
    await eventually('the deletion', async () => (await notes(can, id)).length === 1);
    expect((await notes(can, id)).map(({ text }) => text)).toEqual(['yeni']);
    expect(await db.knex('whatsapp_mentions').where({ note_id: old.id })).toEqual([]);
  });
});
