import type { CampaignLinksResult } from '../../../server/src/contracts/campaign-insights';
import type { LinkView } from '../../../server/src/contracts/links';
import type { SegmentPreview } from '../../../server/src/contracts/segments';
import { databases } from '../../support/boot-strapi';
import { startArena, type Arena } from '../engine/arena';
import { addPeople } from '../../support/people';

interface Refused {
  error: { details: { field: string } };
}

const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1';

describe.each(databases())('tracked links, on %s', (database) => {
  let arena: Arena;
  let link: LinkView;
  let campaignId: number;
  let people: { id: number; phone: string }[];

  beforeAll(async () => {
    arena = await startArena({ database });
    link = (await create('Autumn', 'https://shop.example/autumn?a=1#top')).body;
    ({ campaignId, people } = await campaignWith(link.id));
  });
  afterAll(() => arena.close());

  const create = <T = LinkView>(name: string, target: string) =>
    arena.api.post<T>('/whatsapp/links', { name, target });
  const counted = async (id = link.id) => {
    const { body } = await arena.api.get<{ links: LinkView[] }>('/whatsapp/links');
    const { clicks = -1, people: known = -1 } = body.links.find((one) => one.id === id) ?? {};
    return { clicks, people: known };
  };
  /** The path of the short link that this phone got. */
  const pathOf = (phone: string): string => {
    const thread = JSON.stringify(arena.sim.control.thread(phone));
    const path = /\/api\/whatsapp\/l\/[\w.-]+/.exec(thread)?.[0];
    if (!path) throw new Error('no link');
    return path;
  };
  const open = (path: string, headers: Record<string, string> = {}) =>
    arena.http.get(path).set({ 'User-Agent': PHONE, ...headers });
  const clicked = (condition: object) =>
    arena.api
      .post<SegmentPreview>('/whatsapp/segments/preview', {
        tree: {
          kind: 'group',
          not: false,
          match: 'all',
          nodes: [{ kind: 'clicked', not: false, ...condition }],
        },
      })
      .then(({ body }) => body.sample.map(({ id }) => id));

  /** A campaign whose message carries the link, sent to three people, of whom one does not agree to marketing any more. */
  const campaignWith = async (linkId: number, from = 1) => {
    const groupId = await addPeople(arena, {
      group: `Readers from ${from}`,
      count: 3,
      optIn: 3,
      from,
    });
    const rows = (await arena
      .knex('whatsapp_group_members as m')
      .join('whatsapp_contacts as c', 'c.id', 'm.contact_id')
      .where('m.group_id', groupId)
      .orderBy('c.id')
      .select('c.id as id', 'c.wa_id as phone')) as { id: number; phone: string }[];
    for (const { phone } of rows) arena.sim.control.people.add({ name: 'Reader', phone });
    const bindings = Object.fromEntries(
      arena.template.slots.map(({ key }) => [
        key,
        key === 'body.first_name'
          ? { source: { kind: 'link', linkId, field: 'link' }, fallback: null }
          : { source: { kind: 'text', text: 'x' }, fallback: null },
      ])
    );
    const made = await arena.api.post<{ id: number }>('/whatsapp/campaigns', {
      name: 'With a tracked link',
      accountId: arena.accountId,
      templateId: arena.template.id,
      bindings,
      audience: { kind: 'all', filter: { groups: { include: [groupId] } }, except: [] },
    });
    await arena.api.post(`/whatsapp/campaigns/${made.body.id}/launch`, { expected: 3, typed: 3 });
    await arena.ended(made.body.id);
    await arena.knex('whatsapp_contacts').where({ id: rows[2]?.id }).update({ marketing: 'none' });
    return {
      campaignId: made.body.id,
      people: rows.map(({ id, phone }) => ({ id: Number(id), phone })),
    };
  };

  it('[P-18] lead each contact by a link of their own to what the team wrote, and count who opened it once', async () => {
    const [first, second] = people;
    if (!first || !second) throw new Error('nobody');
    expect(pathOf(first.phone)).not.toBe(pathOf(second.phone));
    const before = await counted();
    for (let n = 0; n < 3; n += 1) {
      const answer = await open(pathOf(first.phone));
      expect(answer.status).toBe(302);
      expect(answer.headers.location).toBe('https://shop.example/autumn?a=1#top');
      expect(answer.headers['cache-control']).toBe('no-store');
    }
    expect(await counted()).toEqual({ clicks: before.clicks + 3, people: before.people + 1 });
    const rows: unknown = await arena
      .knex('whatsapp_link_clicks')
      .where({ contact_id: first.id })
      .select('campaign_id', 'times');
    expect(rows).toEqual([{ campaign_id: campaignId, times: 3 }]);
  });

  it('[P-18] a segment finds who clicked: any link, one link, a campaign’s, by its words, lately', async () => {
    const [first] = people;
    if (!first) throw new Error('nobody');
    await open(pathOf(first.phone));
    const other = (await create('Winter', 'https://shop.example/winter')).body;
    for (const asked of [
      {},
      { linkId: link.id },
      { campaignId },
      { text: 'AUTUMN?a' },
      { linkId: link.id, campaignId, within: { amount: 1, unit: 'days' } },
    ])
      expect(await clicked(asked)).toEqual([first.id]);
    expect(await clicked({ linkId: other.id })).toEqual([]);
    expect(await clicked({ text: 'winter' })).toEqual([]);
    const old = Date.now() - 3 * 86_400_000;
    await arena
      .knex('whatsapp_link_clicks')
      .where({ contact_id: first.id })
      .update({ last_at: old });
    expect(await clicked({ within: { amount: 2, unit: 'days' } })).toEqual([]);
    expect(await clicked({ within: { amount: 4, unit: 'days' } })).toEqual([first.id]);
  });

  it('are in the contact’s history, and not in that of a contact who did not agree to marketing', async () => {
    const [first, , third] = people;
    if (!first || !third) throw new Error('nobody');
    await open(pathOf(first.phone));
    const before = await counted();
    expect((await open(pathOf(third.phone))).status).toBe(302);
    // The opening counts; who it was is not kept.
    expect(await counted()).toEqual({ clicks: before.clicks + 1, people: before.people });
    const history = async (id: number) =>
      (
        await arena.api.get<{ entries: { kind: string; subject: string; detail: string }[] }>(
          `/whatsapp/contacts/${id}/timeline`
        )
      ).body.entries.filter(({ kind }) => kind === 'clicked');
    expect(await history(first.id)).toMatchObject([{ subject: 'Autumn' }]);
    expect(await history(third.id)).toEqual([]);
  });

  it('count no program: a preview, a look ahead, a look whether the page is there', async () => {
    const [, second] = people;
    if (!second) throw new Error('nobody');
    const path = pathOf(second.phone);
    const before = await counted();
    expect((await open(path, { 'User-Agent': 'WhatsApp/2.24 A' })).status).toBe(302);
    expect((await open(path, { 'Sec-Purpose': 'prefetch' })).status).toBe(302);
    const head = await arena.http.head(path).set('User-Agent', PHONE);
    expect(head.status).toBe(302);
    expect(await counted()).toEqual(before);
  });

  it('are no open redirect: nothing in the request decides where they lead', async () => {
    const [first] = people;
    if (!first) throw new Error('nobody');
    const path = pathOf(first.phone);
    const asked = await open(`${path}?target=https://evil.example&url=https://evil.example`);
    expect(asked.headers.location).toBe('https://shop.example/autumn?a=1#top');
    const before = await counted();
    const forged = await open(path.replace(/.$/, (sign) => (sign === 'A' ? 'B' : 'A')));
    expect(forged.status).toBe(404);
    expect(forged.headers.location).toBeUndefined();
    expect(await counted()).toEqual(before);
    for (const target of ['javascript:alert(1)', 'shop', 'https://a:b@shop.example', 'ftp://x.y']) {
      const refused = await create<Refused>('Wrong', target);
      expect(refused.status).toBe(400);
      expect(refused.body.error.details.field).toBe('target');
    }
  });

  it('go on leading contacts when too many openings come, and stop counting', async () => {
    const [, second] = people;
    if (!second) throw new Error('nobody');
    const path = pathOf(second.phone);
    const before = await counted();
    for (let n = 0; n < 25; n += 1) expect((await open(path)).status).toBe(302);
    expect((await counted()).clicks).toBe(before.clicks + 20);
  });

  it('what two contacts opened is one contact’s when they are merged, and of somebody unknown when they are deleted', async () => {
    const own = (await create('Merged', 'https://shop.example/merged')).body;
    const made = async (phone: string) =>
      (await arena.api.post<{ id: number }>('/whatsapp/contacts', { name: 'Twin', phone })).body.id;
    const [one, two] = [await made('+905329990101'), await made('+905329990102')];
    const rows = [
      { link_id: own.id, contact_id: one, campaign_id: 0, times: 2, first_at: 5, last_at: 9 },
      { link_id: own.id, contact_id: two, campaign_id: 0, times: 1, first_at: 3, last_at: 7 },
      { link_id: own.id, contact_id: two, campaign_id: 4, times: 1, first_at: 8, last_at: 8 },
    ];
    await arena.knex('whatsapp_link_clicks').insert(rows);
    const kept = (
      await arena.api.post<{ id: number }>('/whatsapp/contacts/merge', { ids: [one, two] })
    ).body.id;
    const left = async () =>
      (
        (await arena
          .knex('whatsapp_link_clicks')
          .where({ link_id: own.id })
          .orderBy('campaign_id')
          .select('contact_id', 'campaign_id', 'times', 'first_at', 'last_at')) as Record<
          string,
          unknown
        >[]
      ).map((row) => Object.values(row).map(Number));
    expect(await left()).toEqual([
      [kept, 0, 3, 3, 9],
      [kept, 4, 1, 8, 8],
    ]);
    expect((await arena.api.del(`/whatsapp/contacts/${kept}`)).status).toBe(200);
    expect(await left()).toEqual([
      [0, 0, 3, 3, 9],
      [kept, 4, 1, 8, 8],
    ]);
    expect(await counted(own.id)).toEqual({ clicks: 4, people: 1 });
  });

  it('[X-05] are made only by who may manage templates', async () => {
    const token = await arena.adminToken({ actions: ['plugin::whatsapp.template.list'] });
    const as = (method: 'get' | 'post') =>
      arena.http[method]('/whatsapp/links').set('Authorization', `Bearer ${token}`);
    expect((await as('get')).status).toBe(200);
    const refused = await as('post').send({ name: 'No', target: 'https://shop.example' });
    expect(refused.status).toBe(403);
  });

  it('[A-04] a campaign tells what its messages lead to, and counts only what was opened out of them', async () => {
    const spring = (await create('Spring', 'https://shop.example/spring')).body;
    const one = await campaignWith(spring.id, 50);
    const other = await campaignWith(spring.id, 60);
    const linksOf = (id: number) =>
      arena.api
        .get<CampaignLinksResult>(`/whatsapp/campaigns/${id}/links`)
        .then(({ body }) => body.links);
    expect(await linksOf(one.campaignId)).toMatchObject([
      { id: spring.id, name: 'Spring', clicks: 0, people: 0, lastClickAt: null },
    ]);
    for (const { phone } of one.people) await open(pathOf(phone));
    // The third does not agree to marketing any more.
    expect(await linksOf(one.campaignId)).toMatchObject([{ clicks: 3, people: 2 }]);
    expect(await linksOf(other.campaignId)).toMatchObject([{ clicks: 0, people: 0 }]);
    expect((await arena.api.get('/whatsapp/campaigns/999999/links')).status).toBe(404);
  });
});
