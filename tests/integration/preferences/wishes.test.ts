import type { PreflightResult } from '../../../server/src/contracts/campaigns';
import type { ContactDetails, PreferenceLink } from '../../../server/src/contracts/contacts';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import type { TemplateView } from '../../../server/src/contracts/templates';
import { membersOf, newPeople, startArena, templateOf, type Arena } from '../engine/arena';

const valuesOf = ({ slots }: TemplateView) =>
  Object.fromEntries(slots.map(({ key }) => [key, 'friend']));

const NEWS = { key: 'news', category: 'marketing', tr: 'Bülten', en: 'Newsletter' };
const DROPS = { key: 'price-drops', category: 'marketing', tr: 'İndirimler', en: 'Price drops' };

describe.each(databases())('kinds of message and how often, on %s', (database) => {
  let arena: Arena;
  let marketing: TemplateView;

  const settings = (change: object) => arena.api.put('/whatsapp/settings/consent', change);
  const templateTopic = (topic: string | null) =>
    arena.api.put<{ topic: string | null }>(`/whatsapp/templates/${marketing.id}/topic`, { topic });

  beforeAll(async () => {
    arena = await startArena({ database });
    marketing = await templateOf(arena, 'MARKETING');
    expect((await settings({ topics: [NEWS, DROPS] })).status).toBe(200);
  });
  afterEach(async () => {
    await settings({ marketingCap: null });
    await templateTopic(null);
  });
  afterAll(() => arena.close());

  const oneIn = async (groupId: number) => (await membersOf(arena.knex, groupId))[0] ?? 0;
  const pathOf = async (contactId: number) => {
    const link = await arena.api.post<PreferenceLink>(
      `/whatsapp/contacts/${contactId}/preference-link`
    );
    return new URL(link.body.url, arena.url).pathname;
  };
  const choose = async (contactId: number, fields: Record<string, string | string[]>) => {
    const answer = await arena.http
      .post(`${await pathOf(contactId)}?lang=en`)
      .type('form')
      .send({ do: 'save', marketing: 'on', utility: 'on', ...fields });
    expect(answer.status).toBe(200);
    return answer.text;
  };
  const details = async (id: number) =>
    (await arena.api.get<ContactDetails>(`/whatsapp/contacts/${id}`)).body;
  const left = async (groupId: number) => {
    const draft = await arena.start(1, { groupId, category: 'MARKETING', launch: false });
    const { body } = await arena.api.post<PreflightResult>(
      `/whatsapp/campaigns/${draft}/preflight`
    );
    return body.exclusions;
  };

  it('[O-27] a contact declines one topic: its template does not reach them, others do', async () => {
    expect((await templateTopic('news')).body.topic).toBe('news');
    const groupId = await newPeople(arena, 2);
    const id = await oneIn(groupId);
    const page = await choose(id, { offered: ['news', 'price-drops'], topic: ['price-drops'] });
    expect(page).toContain('value="price-drops" checked');
    expect(page).not.toContain('value="news" checked');
    const { wishes, consentEvents, contact } = await details(id);
    expect(wishes.topicsRefused).toEqual(['news']);
    expect(contact.consent.marketing).toBe('in');
    expect(consentEvents[0]).toMatchObject({ topic: 'news', action: 'opt-out' });

    expect(await left(groupId)).toEqual([{ reason: 'topic', count: 1 }]);
    const campaign = await arena.start(2, { groupId, category: 'MARKETING' });
    expect((await arena.ended(campaign)).counts).toMatchObject({ sent: 1, skipped: 1 });
    await templateTopic('price-drops');
    expect(await left(groupId)).toEqual([]);
  });

  it('[O-27] [O-32] the kind is asked again at the last moment, also of a campaign that waits', async () => {
    await templateTopic('news');
    const groupId = await newPeople(arena, 1);
    const giveBack = await arena.restWorkers();
    const campaign = await arena.start(1, { groupId, category: 'MARKETING' });
    await eventually('the snapshot', async () => (await arena.rows(campaign)).length === 1);
    await choose(await oneIn(groupId), { offered: ['news'] });
    giveBack();
    expect((await arena.ended(campaign)).counts).toMatchObject({ sent: 0, skipped: 1 });
    expect((await arena.rows(campaign))[0]?.reason).toBe('topic');
  });

  it('[O-32] an agent is warned at once, before anything is written down', async () => {
    await templateTopic('news');
    const groupId = await newPeople(arena, 1);
    const id = await oneIn(groupId);
    await choose(id, { offered: ['news'] });
    const thread = await arena.api.post<{ id: number }>('/whatsapp/conversations', {
      accountId: arena.accountId,
      contactId: id,
    });
    const conversation = thread.body.id;
    const refused = await arena.api.post(`/whatsapp/conversations/${conversation}/messages`, {
      clientId: `client-topic-${id}`,
      type: 'template',
      templateId: marketing.id,
      values: valuesOf(marketing),
    });
    expect(refused.status).toBe(422);
    expect(JSON.stringify(refused.body)).toContain('topic');
    const may = await arena.api.get<{ topicsRefused: string[] }>(
      `/whatsapp/conversations/${conversation}/may-template`
    );
    expect(may.body.topicsRefused).toEqual(['news']);
  });

  it('[O-27] a kind that was not on the page when it was opened is not refused by saving', async () => {
    const id = await oneIn(await newPeople(arena, 1));
    await choose(id, { offered: ['news'], topic: ['news'] });
    expect((await details(id)).wishes.topicsRefused).toEqual([]);
  });

  it('[O-28] at most once a week: the second marketing message of the week is skipped and says why', async () => {
    const groupId = await newPeople(arena, 1);
    const id = await oneIn(groupId);
    const page = await choose(id, { often: 'weekly' });
    expect(page).toContain('value="weekly" checked');
    expect(await left(groupId)).toEqual([]);
    const first = await arena.start(1, { groupId, category: 'MARKETING' });
    expect((await arena.ended(first)).counts).toMatchObject({ sent: 1 });
    expect(await left(groupId)).toEqual([{ reason: 'capped', count: 1 }]);
    const news = await arena.start(1, { groupId, category: 'UTILITY' });
    expect((await arena.ended(news)).counts).toMatchObject({ sent: 1 });
    // Eight days later there is room again.
    await arena
      .knex('whatsapp_recipients')
      .where({ contact_id: id, campaign_id: first })
      .decrement('permit_at', 8 * 86_400_000);
    expect(await left(groupId)).toEqual([]);
  });

  it('[O-28] two campaigns that both found room: the contact gets one', async () => {
    const groupId = await newPeople(arena, 3);
    const id = await oneIn(groupId);
    await choose(id, { often: 'monthly' });
    const giveBack = await arena.restWorkers();
    const campaigns = [
      await arena.start(3, { groupId, category: 'MARKETING' }),
      await arena.start(3, { groupId, category: 'MARKETING' }),
    ];
    for (const campaign of campaigns)
      await eventually('the snapshot', async () => (await arena.rows(campaign)).length === 3);
    giveBack();
    for (const campaign of campaigns) await arena.ended(campaign);
    const rows = (await Promise.all(campaigns.map((one) => arena.rows(one)))).flat();
    const hers = rows.filter(({ contactId }) => contactId === id);
    expect(hers.map(({ state }) => state).sort()).toEqual(['accepted', 'skipped']);
    expect(hers.find(({ state }) => state === 'skipped')?.reason).toBe('capped');
    expect(rows.filter(({ state }) => state === 'accepted')).toHaveLength(5);
  });

  it('[O-28] [M-49] permits that race for the same contacts let one marketing message through for each', async () => {
    const groupId = await newPeople(arena, 6);
    await arena
      .knex('whatsapp_contacts')
      .whereIn('id', await membersOf(arena.knex, groupId))
      .update({ frequency: 'weekly' });
    const giveBack = await arena.restWorkers();
    const campaigns = [
      await arena.start(6, { groupId, category: 'MARKETING' }),
      await arena.start(6, { groupId, category: 'MARKETING' }),
    ];
    for (const campaign of campaigns)
      await eventually('the snapshot', async () => (await arena.rows(campaign)).length === 6);
    const [account, lease] = [await arena.account(), await arena.lease()];
    const ids = new Set<number>();
    await eventually('all are claimed', async () => {
      for (const id of await arena.source.claim(account, lease, 100)) ids.add(id);
      return ids.size === 12;
    });
    // Each row is a group of its own: the two of one person ask at the same moment.
    const rows = (await Promise.all(campaigns.map((one) => arena.rows(one)))).flat();
    const asked = [...rows].sort((a, b) => a.contactId - b.contactId).map(({ id }) => id);
    const permitted = await Promise.all(
      asked.map((id) => arena.source.permit(account, lease, [id]))
    );
    const all = permitted.flat();
    expect(all).toHaveLength(6);
    const whose = new Map(rows.map(({ id, contactId }) => [id, contactId]));
    expect(new Set(all.map(({ id }) => whose.get(id))).size).toBe(6);
    for (const item of all)
      await arena.source.settle(account, [
        { item, outcome: { kind: 'not-sent', why: 'aborted' }, at: Date.now() },
      ] as never);
    giveBack();
    for (const campaign of campaigns) await arena.act(campaign, 'cancel').catch(() => undefined);
  });

  it('[O-28] [M-49] the company’s own cap holds for everybody, and a message that failed takes no place', async () => {
    const groupId = await newPeople(arena, 2);
    const [first = 0, second = 0] = await membersOf(arena.knex, groupId);
    const one = await arena.start(2, { groupId, category: 'MARKETING' });
    await arena.ended(one);
    // The campaign ends with the last answer of Meta; a receipt that comes after it makes an accepted row of a failed one.
    await arena.settled();
    await arena
      .knex('whatsapp_recipients')
      .where({ contact_id: second, campaign_id: one })
      .update({ state: 'failed' });
    expect((await settings({ marketingCap: { messages: 1, days: 7 } })).status).toBe(200);
    expect(await left(groupId)).toEqual([{ reason: 'capped', count: 1 }]);
    const next = await arena.start(2, { groupId, category: 'MARKETING' });
    await arena.ended(next);
    const rows = await arena.rows(next);
    expect(rows.find(({ contactId }) => contactId === first)?.reason).toBe('capped');
    expect(rows.find(({ contactId }) => contactId === second)?.state).toBe('accepted');
  });

  it('a template takes only a kind that is offered for its category', async () => {
    expect((await templateTopic('nothing')).status).toBe(400);
    await settings({ topics: [NEWS, DROPS, { ...NEWS, key: 'orders', category: 'utility' }] });
    expect((await templateTopic('orders')).status).toBe(400);
    const twice = await settings({ topics: [NEWS, NEWS] });
    expect(twice.status).toBe(400);
  });

  it('keeps the language that the contact wants to be written to in', async () => {
    const id = await oneIn(await newPeople(arena, 1));
    await choose(id, { language: 'tr' });
    expect((await details(id)).contact.language).toBe('tr');
    await choose(id, { language: 'keep' });
    expect((await details(id)).contact.language).toBe('tr');
  });

  it('[X-07] [O-05] shows the owner’s own notice, as text', async () => {
    await settings({
      privacyNotice: { tr: 'Aydınlatma metni', en: 'Our <notice>: example.com/privacy' },
    });
    const id = await oneIn(await newPeople(arena, 1));
    const page = await arena.http.get(`${await pathOf(id)}?lang=en`);
    expect(page.text).toContain('Our &lt;notice&gt;: example.com/privacy');
    await settings({ privacyNotice: { tr: '', en: '' } });
  });
});
