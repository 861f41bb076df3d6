import { MOVE_TOPIC } from '../../../server/src/contracts/consent';
import type { ContactDetails } from '../../../server/src/contracts/contacts';
import type {
  BlockResult,
  ConversationAbout,
  ConversationView,
} from '../../../server/src/contracts/conversations';
import type { MayTemplate } from '../../../server/src/contracts/may-template';
import { contactTable } from '../../../server/src/contacts/public';
import { databases } from '../../support/boot-strapi';
import { unzip } from '../../support/unzip';
import { eventually } from '../../support/world';
import { startArena, type Arena } from '../engine/arena';

interface Refused {
  error: { message: string; details: { kind: string; field?: string } };
}
interface List {
  conversations: ConversationView[];
}

const OFF = { asked: false, onlyWithConsent: false, texts: { tr: '', en: '' } };
const POSITION = {
  asked: true,
  onlyWithConsent: true,
  texts: { tr: 'Konumum', en: 'Where I am' },
};
const said = { source: 'Phone call', evidence: 'Call 17:20, heard by Can' };
const GALATA = { latitude: 41.0256, longitude: 28.9741, name: 'Galata', address: 'İstanbul' };
const KADIKOY = { latitude: 40.9901, longitude: 29.0291 };

let next = 0;

describe.each(databases())('what staff know and record beside a thread, on %s', (database) => {
  let arena: Arena;

  beforeAll(async () => {
    arena = await startArena({ database });
    await arena.api.put('/whatsapp/settings/consent', {
      dataPurposes: { tracking: OFF, position: POSITION, profile: OFF },
      topics: [
        { key: 'news', category: 'marketing', tr: 'Haberler', en: 'News' },
        { key: 'offers', category: 'marketing', tr: 'Fırsatlar', en: 'Offers' },
      ],
    });
  });
  afterAll(() => arena.close());

  const conversationOf = (waId: string) =>
    eventually('the conversation', async () => {
      const { body } = await arena.api.get<List>('/whatsapp/conversations?status=all&limit=100');
      return body.conversations.find(({ contact }) => contact.waId === waId);
    });
  const writer = async () => {
    next += 1;
    const waId = `9053288${String(10_000 + next)}`;
    arena.sim.control.people.add({ name: `Panel ${next}`, phone: waId });
    arena.sim.control.act.text(waId, 'merhaba');
    const { id, contact } = await conversationOf(waId);
    return { waId, id, contactId: contact.id };
  };
  const at = (id: number, rest: string) => `/whatsapp/conversations/${id}/${rest}`;
  const about = async (id: number) =>
    (await arena.api.get<ConversationAbout>(at(id, 'about'))).body;
  const agree = (contactId: number, action: 'opt-in' | 'opt-out') =>
    arena.api.post(`/whatsapp/contacts/${contactId}/data-consent`, {
      purpose: 'position',
      action,
      ...said,
    });
  const shares = async (waId: string, id: number, place: typeof GALATA | typeof KADIKOY) => {
    const wamid = arena.sim.control.act.location(waId, place);
    await eventually('the place in the thread', async () => {
      const { body } = await arena.api.get<{ messages: { wamid: string | null }[] }>(
        at(id, 'messages')
      );
      return body.messages.some((message) => message.wamid === wamid);
    });
  };

  it('[C-31] [X-08] keeps the last place that somebody shared, only of contacts who agree to it', async () => {
    const { waId, id, contactId } = await writer();
    await shares(waId, id, GALATA);
    expect(await about(id)).toMatchObject({ position: null, mayKeepPosition: false });

    expect((await agree(contactId, 'opt-in')).status).toBe(200);
    await shares(waId, id, GALATA);
    const galata = (await about(id)).position;
    expect(galata).toMatchObject({ latitude: 41.0256, longitude: 28.9741 });
    expect(galata?.name).toBe('Galata, İstanbul');
    await shares(waId, id, KADIKOY);
    expect((await about(id)).position).toMatchObject({ ...KADIKOY, name: null });

    expect((await agree(contactId, 'opt-out')).status).toBe(200);
    expect(await about(id)).toMatchObject({ position: null, mayKeepPosition: false });
    const row = await arena.knex(contactTable.table).where({ id: contactId }).first();
    expect(row).toMatchObject({ position_lat: null, position_lng: null, position_name: null });
  });

  it('[C-31] two contacts that become one have the newer place', async () => {
    const older = await writer();
    const newer = await writer();
    for (const one of [older, newer]) await agree(one.contactId, 'opt-in');
    await shares(newer.waId, newer.id, GALATA);
    await arena
      .knex(contactTable.table)
      .where({ id: older.contactId })
      .update({ position_at: 1_000, position_lat: 1, position_lng: 2, position_name: 'Old' });
    await arena.api.post('/whatsapp/contacts/merge', { ids: [older.contactId, newer.contactId] });
    expect((await about(older.id)).position).toMatchObject({ latitude: 41.0256 });
  });

  it('[C-31] [X-06] the export of a contact has their place, and an erased contact has none any more', async () => {
    const { waId, id, contactId } = await writer();
    await agree(contactId, 'opt-in');
    await shares(waId, id, GALATA);
    const answer = await fetch(`${arena.url}/whatsapp/privacy/people/${contactId}/export`, {
      headers: { Authorization: `Bearer ${await arena.adminToken()}` },
    });
    const files = await unzip(Buffer.from(await answer.arrayBuffer()));
    expect(JSON.parse(files.get('person.json')?.toString() ?? '{}')).toMatchObject({
      lastKnownPosition: { latitude: 41.0256, longitude: 28.9741, name: 'Galata, İstanbul' },
      askedToMoveAt: null,
    });
    expect((await arena.api.del(`/whatsapp/contacts/${contactId}`)).status).toBe(200);
    const row = await arena.knex(contactTable.table).where({ id: contactId }).first();
    expect(row).toMatchObject({ position_at: null, position_lat: null, position_name: null });
  });

  it('[C-28] lets a moving template go only after the request of the contact was recorded', async () => {
    const { id, contactId } = await writer();
    const marked = await arena.api.put(`/whatsapp/templates/${arena.template.id}/topic`, {
      topic: MOVE_TOPIC,
    });
    expect(marked.status).toBe(200);
    const send = () =>
      arena.api.post<Refused & { state: string }>(at(id, 'messages'), {
        type: 'template',
        clientId: `move-${id}-${(next += 1)}`,
        templateId: arena.template.id,
        values: Object.fromEntries(arena.template.slots.map(({ key }) => [key, 'Ayşe'])),
      });
    const refused = await send();
    expect(refused.status).toBe(422);
    expect(refused.body.error.details.kind).toBe('not-asked');
    const may = async () => (await arena.api.get<MayTemplate>(at(id, 'may-template'))).body.moving;
    expect((await may()).UTILITY).toBe('not-asked');

    const record = (action: string) =>
      arena.api.post<ConversationAbout>(at(id, 'move-request'), { action, ...said });
    expect((await record('opt-in')).body.moveRequest).toMatchObject({ open: true });
    expect((await may()).UTILITY).toBeNull();
    expect((await send()).status).toBe(200);

    const { consentEvents } = (
      await arena.api.get<ContactDetails>(`/whatsapp/contacts/${contactId}`)
    ).body;
    expect(consentEvents[0]).toMatchObject({ category: 'move', action: 'opt-in', ...said });
    expect(consentEvents[0]?.actor).toBeTruthy();

    expect((await record('opt-out')).body.moveRequest).toBeNull();
    expect((await send()).status).toBe(422);
    await arena.api.put(`/whatsapp/templates/${arena.template.id}/topic`, { topic: null });
  });

  it('[C-28] nobody makes a kind of message of that name, and a request names who, where and what proves it', async () => {
    const kind = { key: MOVE_TOPIC, category: 'utility', tr: 'Taşı', en: 'Move' };
    const saved = await arena.api.put('/whatsapp/settings/consent', { topics: [kind] });
    expect(saved.status).toBe(400);
    const { id } = await writer();
    const empty = await arena.api.post<Refused>(at(id, 'move-request'), {
      ...said,
      action: 'opt-in',
      evidence: ' ',
    });
    expect(empty.body.error.details.field).toBe('evidence');
  });

  it('[C-32] records kinds, frequency and a pause that the customer asked for, with who heard it', async () => {
    const { id, contactId } = await writer();
    const pausedUntil = Date.now() + 86_400_000;
    const preference = { topicsRefused: ['news'], frequency: 'weekly', pausedUntil };
    const { status, body } = await arena.api.post<ConversationAbout>(at(id, 'preference'), {
      ...preference,
      ...said,
    });
    expect(status).toBe(200);
    expect(body.preference).toMatchObject(preference);
    const { consentEvents, contact } = (
      await arena.api.get<ContactDetails>(`/whatsapp/contacts/${contactId}`)
    ).body;
    expect(consentEvents[0]).toMatchObject({ topic: 'news', action: 'opt-out', ...said });
    expect(contact.consent).toEqual({ marketing: 'none', utility: 'none' });
    const may = await arena.api.get<MayTemplate>(at(id, 'may-template'));
    expect(may.body.topicsRefused).toEqual(['news']);

    await arena.api.post(at(id, 'preference'), {
      topicsRefused: [],
      frequency: null,
      pausedUntil: null,
      ...said,
    });
    expect((await about(id)).preference).toMatchObject({
      topicsRefused: [],
      frequency: null,
      pausedUntil: null,
    });
  });

  it('blocks a contact here and at WhatsApp, which the gate respects, and unblocks them', async () => {
    const { id } = await writer();
    const block = (blocked: boolean) => arena.api.post<BlockResult>(at(id, 'block'), { blocked });
    const done = await block(true);
    expect(done.body).toMatchObject({
      atWhatsApp: 'done',
      conversation: { contact: { blocked: true } },
    });
    const answer = () =>
      arena.api.post<Refused>(at(id, 'messages'), {
        type: 'text',
        clientId: `block-${id}-${(next += 1)}`,
        text: 'Hello',
      });
    expect((await answer()).body.error.details.kind).toBe('blocked');
    expect((await block(false)).body).toMatchObject({
      atWhatsApp: 'done',
      conversation: { contact: { blocked: false } },
    });
    expect((await answer()).status).toBe(200);

    // Who did not write within a day cannot be blocked at WhatsApp; here they are all the same.
    arena.sim.control.people.add({ name: 'Silent', phone: '905328899999' });
    const { body: silent } = await arena.api.post<{ id: number }>('/whatsapp/contacts', {
      name: 'Silent',
      phone: '+905328899999',
    });
    const { body: opened } = await arena.api.post<ConversationView>('/whatsapp/conversations', {
      accountId: arena.accountId,
      contactId: silent.id,
    });
    const other = await arena.api.post<BlockResult>(at(opened.id, 'block'), { blocked: true });
    expect(other.body).toMatchObject({
      atWhatsApp: 'refused',
      conversation: { contact: { blocked: true } },
    });
  });

  it('asks for the permissions: who answers records, who edits contacts blocks', async () => {
    const { id } = await writer();
    const reader = await arena.adminUser({ actions: ['chat.read', 'chat.read-all'] });
    const agent = await arena.adminUser({ actions: ['chat.read', 'chat.read-all', 'chat.reply'] });
    const as = async ({ token }: { token: string }, rest: string, body: object) =>
      (await arena.http.post(at(id, rest)).set('Authorization', `Bearer ${token}`).send(body))
        .status;
    const move = { action: 'opt-in', ...said };
    expect(await as(reader, 'move-request', move)).toBe(403);
    expect(await as(agent, 'move-request', move)).toBe(200);
    expect(await as(agent, 'block', { blocked: true })).toBe(403);
  });
});
