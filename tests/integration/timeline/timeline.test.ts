import type { ConversationView } from '../../../server/src/contracts/conversations';
import type { TimelineEntry, TimelineResult } from '../../../server/src/contracts/timeline';
import { keyOf } from '../../../server/src/kernel/hash';
import { databases } from '../../support/boot-strapi';
import { eventually, startWorld, type World } from '../../support/world';
import { CUSTOMER, customerMapping, recordsWorld } from '../records/records-world';

const PHONE = '905328100001';

describe.each(databases())('what happened with a contact, on %s', (client) => {
  let world: World;
  let records: ReturnType<typeof recordsWorld>;
  let contactId: number;
  let talk: ConversationView;

  const insert = async (table: string, row: object): Promise<number> => {
    const [made] = (await records.knex(table).insert(row, ['id'])) as unknown as (
      | { id: number }
      | number
    )[];
    return typeof made === 'object' ? made.id : Number(made);
  };
  const timeline = async (query = '', token?: string): Promise<TimelineResult> => {
    const path = `/whatsapp/contacts/${contactId}/timeline${query}`;
    if (!token) return (await world.api.get<TimelineResult>(path)).body;
    const answer = await world.http.get(path).set('Authorization', `Bearer ${token}`);
    return answer.body as TimelineResult;
  };
  const find = (entries: TimelineEntry[], kind: string) => entries.find((one) => one.kind === kind);

  /** A campaign that reached the person, as the engine leaves it behind. */
  const receive = async () => {
    const at = Date.now();
    const campaign = { name: 'Autumn', kind: 'template', state: 'completed' };
    const campaignId = await insert('whatsapp_campaigns', {
      ...campaign,
      added_at: at,
      changed_at: at,
    });
    await insert('whatsapp_recipients', {
      campaign_id: campaignId,
      contact_id: contactId,
      account_id: world.accountId,
      address_key: keyOf(PHONE),
      state: 'accepted',
      rank: 40,
      accepted_at: at,
    });
    await insert('whatsapp_recipients', {
      campaign_id: await insert('whatsapp_campaigns', {
        ...campaign,
        name: 'Waiting',
        added_at: at,
        changed_at: at,
      }),
      contact_id: contactId,
      account_id: world.accountId,
      address_key: keyOf(PHONE),
      state: 'queued',
    });
    await insert('whatsapp_recipients', {
      campaign_id: await insert('whatsapp_campaigns', {
        ...campaign,
        name: 'Capped',
        added_at: at,
        changed_at: at,
        started_at: at - 1_000,
      }),
      contact_id: contactId,
      account_id: world.accountId,
      address_key: keyOf(PHONE),
      state: 'skipped',
      reason: 'capped',
    });
    return campaignId;
  };

  beforeAll(async () => {
    world = await startWorld({ database: client });
    records = recordsWorld(world);
    await records.map(CUSTOMER, customerMapping({ createContacts: false }));
    const made = await world.api.post<{ id: number }>('/whatsapp/contacts', {
      name: 'Ayşe Kaya',
      phone: `+${PHONE}`,
      tags: ['vip'],
    });
    contactId = made.body.id;
    world.sim.control.people.add({ name: 'Ayşe', phone: PHONE });
    world.sim.control.act.text(PHONE, 'Merhaba');
    talk = await eventually('the conversation', async () => {
      const { body } = await world.api.get<{ conversations: ConversationView[] }>(
        `/whatsapp/conversations?contactId=${contactId}&status=all`
      );
      return body.conversations[0];
    });
  });
  afterAll(() => world.close());

  it('[P-01] is shown with who, what and where it can be seen, newest first', async () => {
    const group = await world.api.post<{ id: number }>('/whatsapp/groups', { name: 'VIP' });
    await world.api.post(`/whatsapp/groups/${group.body.id}/members`, { contactIds: [contactId] });
    await world.api.post(`/whatsapp/conversations/${talk.id}/consent`, {
      category: 'marketing',
      action: 'opt-in',
      source: 'shop form',
      evidence: 'form 12',
    });
    await world.api.put(`/whatsapp/conversations/${talk.id}`, { status: 'closed' });
    await world.api.post('/whatsapp/tasks', { title: 'Call back', contactId });
    const campaignId = await receive();
    const { documentId } = await records
      .documents(CUSTOMER)
      .create({ data: { name: 'Ayşe Kaya', phone: `+${PHONE}` } });
    await eventually('linked', async () => (await records.linksOf(contactId)).length === 1);
    const { entries, nextBefore } = await timeline();
    expect(nextBefore).toBeNull();
    expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).sort((a, b) => b - a));
    expect(find(entries, 'added')).toMatchObject({ detail: 'agent' });
    expect(find(entries, 'tagged')).toMatchObject({ subject: 'vip' });
    expect(find(entries, 'began')).toMatchObject({
      detail: 'inbound',
      target: { page: 'conversation', id: talk.id },
    });
    expect(find(entries, 'grouped')).toMatchObject({
      subject: 'VIP',
      target: { page: 'group', id: group.body.id },
    });
    expect(find(entries, 'opted-in')).toMatchObject({ detail: 'marketing', subject: 'shop form' });
    expect(find(entries, 'opted-in')?.who).not.toBeNull();
    expect(find(entries, 'closed')?.who).not.toBeNull();
    expect(find(entries, 'task-made')).toMatchObject({ subject: 'Call back' });
    expect(find(entries, 'campaign-skipped')).toMatchObject({
      subject: 'Capped',
      detail: 'capped',
    });
    expect(entries.filter(({ kind }) => kind === 'campaign')).toEqual([
      expect.objectContaining({
        subject: 'Autumn',
        detail: 'delivered',
        target: { page: 'campaign', id: campaignId },
      }),
    ]);
    expect(find(entries, 'linked')).toMatchObject({
      detail: 'Customer',
      subject: 'Ayşe Kaya',
      target: {
        page: 'entry',
        url: `/content-manager/collection-types/${CUSTOMER}/${documentId}`,
      },
    });
  });

  it('[P-01] comes in pages that leave nothing out and tell nothing twice', async () => {
    const all = await timeline();
    const paged: TimelineEntry[] = [];
    for (let query = '?limit=2'; query !== '';) {
      const page = await timeline(query);
      paged.push(...page.entries);
      query = page.nextBefore === null ? '' : `?limit=2&before=${page.nextBefore}`;
    }
    expect(paged.map(({ key }) => key)).toEqual(all.entries.map(({ key }) => key));
  });

  it('[P-01] [C-22] tells of a merge, under the former id of the contact too', async () => {
    const other = await world.api.post<{ id: number }>('/whatsapp/contacts', {
      name: 'A. Kaya',
      phone: '+905328100002',
    });
    const ids = [contactId, other.body.id];
    expect((await world.api.post('/whatsapp/contacts/merge', { ids })).status).toBe(200);
    expect(find((await timeline()).entries, 'merged')).toMatchObject({ subject: 'A. Kaya' });
    const { body } = await world.api.get<TimelineResult>(
      `/whatsapp/contacts/${other.body.id}/timeline`
    );
    expect(body.entries.map(({ key }) => key)).toEqual(
      (await timeline()).entries.map(({ key }) => key)
    );
  });

  it('[X-05] omits what the role may not see', async () => {
    const { token } = await world.adminUser({ actions: ['contact.browse'] });
    const kinds = new Set((await timeline('', token)).entries.map(({ kind }) => kind));
    expect(kinds).toContain('tagged');
    for (const hidden of ['began', 'closed', 'campaign', 'campaign-skipped', 'task-made'])
      expect(kinds).not.toContain(hidden);
    const reader = await world.adminUser({
      actions: ['contact.browse', 'chat.read', 'chat.read-unassigned'],
    });
    expect(find((await timeline('', reader.token)).entries, 'began')).toBeDefined();
    const { body } = await world.api.get<{ me: number }>('/whatsapp/agents');
    await world.api.put(`/whatsapp/conversations/${talk.id}`, { assigneeId: body.me });
    const others = (await timeline('', reader.token)).entries.map(({ kind }) => kind);
    expect(others).not.toContain('began');
    expect(others).not.toContain('closed');
    expect(find((await timeline()).entries, 'assigned')).toBeDefined();
  });
});
