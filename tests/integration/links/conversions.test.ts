import type { CampaignConversions } from '../../../server/src/contracts/conversions';
import { conversionsService } from '../../../server/src/conversions/public';
import { keyOf } from '../../../server/src/kernel/hash';
import { recordsService } from '../../../server/src/records/public';
import { databases } from '../../support/boot-strapi';
import { addPeople } from '../../support/people';
import { apiToken } from '../api/api-world';
import { startArena, type Arena } from '../engine/arena';
import { ORDER, recordsWorld } from '../records/records-world';

const DAY = 86_400_000;
const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1';

interface Told {
  status: number;
  body: {
    data: {
      id: number;
      contactId: number | null;
      campaignId: number | null;
      value: number | null;
      at: string;
    };
    error?: { details: { kind: string; field: string } };
  };
}

describe.each(databases())('conversions, on %s', (database) => {
  let arena: Arena;
  let token: string;
  let next = 1;

  beforeAll(async () => {
    arena = await startArena({ database });
    token = await apiToken(arena, ['plugin::whatsapp.api.convert']);
  });
  afterAll(() => arena.close());

  const tell = async (body: object, key?: string, as = token): Promise<Told> =>
    (await arena.http
      .post('/api/whatsapp/conversions')
      .set({ Authorization: `Bearer ${as}`, ...(key ? { 'Idempotency-Key': key } : {}) })
      .send(body)) as unknown as Told;
  const figures = async (campaignId: number) =>
    (await arena.api.get<CampaignConversions>(`/whatsapp/campaigns/${campaignId}/conversions`))
      .body;
  const work = () => conversionsService(arena.strapi).work();

  /** People who got the messages of a campaign, and the campaign. */
  const reached = async (count: number, groupId?: number) => {
    const from = next;
    next += count + 1;
    const group =
      groupId ?? (await addPeople(arena, { group: `Buyers ${from}`, count, optIn: count, from }));
    const campaignId = await arena.start(count, { groupId: group });
    await arena.ended(campaignId);
    await arena.settled();
    const rows = (await arena
      .knex('whatsapp_recipients as r')
      .join('whatsapp_contacts as c', 'c.id', 'r.contact_id')
      .where('r.campaign_id', campaignId)
      .orderBy('c.id')
      .select('c.id as id', 'c.phone as phone', 'c.wa_id as waId')) as {
      id: unknown;
      phone: string | null;
      waId: string;
    }[];
    const people = rows.map(({ id, phone, waId }) => ({
      id: Number(id),
      phone: phone ?? `+${waId}`,
    }));
    return { campaignId, groupId: group, people };
  };
  const accepted = async (campaignId: number, at: number): Promise<void> => {
    await arena
      .knex('whatsapp_recipients')
      .where({ campaign_id: campaignId })
      .update({ accepted_at: at });
  };

  it('[A-05] another system tells of an order once, and it counts for the campaign that came last', async () => {
    const { campaignId, people } = await reached(3);
    const [first, second] = people;
    const order = {
      event: 'order',
      contact: first?.phone,
      externalId: `S-${campaignId}`,
      value: 249.9,
      currency: 'TRY',
    };
    const told = await tell(order);
    expect([told.status, told.body.data]).toMatchObject([
      201,
      { contactId: first?.id, campaignId, value: 249.9 },
    ]);
    const again = await tell(order);
    expect([again.status, again.body.data.id]).toEqual([200, told.body.data.id]);
    const other = await tell({ ...order, value: 1 });
    expect([other.status, other.body.error?.details.kind]).toEqual([409, 'key-used']);
    await tell({ event: 'order', contact: { contactId: second?.id }, value: 0.1, currency: 'TRY' });
    await tell({ event: 'order', contact: { contactId: second?.id }, value: 5, currency: 'EUR' });
    const key = await tell({ event: 'signed-up', contact: { contactId: second?.id } }, 'once');
    expect(key.status).toBe(201);
    const keyAgain = await tell({ event: 'signed-up', contact: { contactId: second?.id } }, 'once');
    expect(keyAgain.body.data.id).toBe(key.body.data.id);
    const { delivered } = (await arena.campaign(campaignId)).counts;
    expect(await figures(campaignId)).toEqual({
      conversions: 4,
      people: 2,
      rate: 2 / delivered,
      afterClick: 0,
      revenue: [
        { currency: 'TRY', value: 250 },
        { currency: 'EUR', value: 5 },
      ],
      events: [
        {
          event: 'order',
          conversions: 3,
          revenue: [
            { currency: 'TRY', value: 250 },
            { currency: 'EUR', value: 5 },
          ],
        },
        { event: 'signed-up', conversions: 1, revenue: [] },
      ],
      days: 7,
    });
  });

  it('[A-05] knows who it was by any spelling of the number, and by the user id of who has a number', async () => {
    const { body } = await arena.api.post<{ id: number }>('/whatsapp/contacts', {
      name: 'Awa',
      phone: '+2250707181195',
    });
    // As versions before kept somebody of Ivory Coast: under a key of the number as it was spelled.
    await arena
      .knex('whatsapp_contacts')
      .where({ id: body.id })
      .update({ address_key: keyOf('22507181195'), bsuid: 'CI.95', bsuid_key: keyOf('CI.95') });
    for (const contact of ['+2250707181195', { userId: 'CI.95' }])
      expect((await tell({ event: 'signed-up', contact })).body.data).toMatchObject({
        contactId: body.id,
      });
  });

  it('[A-05] only the last touch within the days counts, and other days credit again', async () => {
    const { campaignId: first, groupId, people } = await reached(1);
    const { campaignId: second } = await reached(1, groupId);
    const now = Date.now();
    const contact = { contactId: people[0]?.id };
    await accepted(first, now - 9 * DAY);
    await accepted(second, now - 3 * DAY);
    const at = (ago: number) => new Date(now - ago).toISOString();
    const credited = async (ago: number) =>
      (await tell({ event: 'order', contact, at: at(ago) })).body.data.campaignId;
    expect(await credited(1 * DAY)).toBe(second);
    expect(await credited(5 * DAY)).toBe(first);
    // Before the second one, and more than seven days after the first one would be.
    expect(await credited(9.5 * DAY)).toBeNull();
    const put = await arena.api.put('/whatsapp/conversions/settings', { days: 2 });
    expect(put.status).toBe(200);
    await work();
    expect((await figures(first)).conversions).toBe(0);
    expect((await figures(second)).conversions).toBe(1);
    await arena.api.put('/whatsapp/conversions/settings', { days: 7 });
    await work();
    expect((await figures(first)).conversions).toBe(1);
    expect((await arena.api.put('/whatsapp/conversions/settings', { days: 0 })).status).toBe(400);
  });

  it('[A-05] a message that is known to be accepted only later is credited by the timer', async () => {
    const { campaignId, people } = await reached(1);
    const [row] = (await arena.knex('whatsapp_recipients').where({ campaign_id: campaignId })) as {
      accepted_at: number;
    }[];
    await arena.knex('whatsapp_recipients').where({ campaign_id: campaignId }).update({
      accepted_at: null,
    });
    const told = await tell({ event: 'order', contact: { contactId: people[0]?.id } });
    expect(told.body.data.campaignId).toBeNull();
    await accepted(campaignId, Number(row?.accepted_at));
    expect(await work()).toBe(0);
    await arena
      .knex('whatsapp_conversions')
      .where({ id: told.body.data.id })
      .update({ look_at: 1 });
    expect(await work()).toBe(1);
    expect((await figures(campaignId)).conversions).toBe(1);
  });

  it('[A-05] the page hears of the click, and gives it back without knowing who it was', async () => {
    const { campaignId, people } = await reached(2);
    const [known, silent] = people;
    const made = await arena.api.post<{ id: number }>('/whatsapp/links', {
      name: 'Shop',
      target: 'https://shop.example/a?b=%20c#top',
      clickParam: 'wa_click',
    });
    const taken = await arena.api.post('/whatsapp/links', {
      name: 'Taken',
      target: 'https://shop.example/?wa_click=1',
      clickParam: 'wa_click',
    });
    expect(taken.status).toBe(400);
    const { shortLink } = await import('../../../server/src/links/public');
    const { runtimeService } = await import('../../../server/src/runtime/public');
    const install = await runtimeService(arena.strapi).install();
    const open = async (contactId: number, agent = PHONE) => {
      const of = { linkId: made.body.id, contactId, campaignId };
      const { link } = shortLink(arena.strapi, of, install);
      const answer = await arena.http.get(new URL(link).pathname).set('User-Agent', agent);
      return String(answer.headers.location);
    };
    const target = await open(known?.id ?? 0);
    expect(target).toMatch(/^https:\/\/shop\.example\/a\?b=%20c&wa_click=[\w.-]+#top$/);
    expect(await open(known?.id ?? 0, 'WhatsApp/2.24 A')).toBe('https://shop.example/a?b=%20c#top');
    const clickOf = (address: string) => new URL(address).searchParams.get('wa_click');
    // The page's own words lead nowhere: a click id opens no link.
    const stray = await arena.http.get(`/api/whatsapp/l/${clickOf(target)}`);
    expect(stray.status).toBe(404);
    const told = await tell({ event: 'order', clickId: clickOf(target) });
    expect([told.status, told.body.data]).toMatchObject([
      201,
      { contactId: known?.id, campaignId },
    ]);
    await arena.knex('whatsapp_contacts').where({ id: silent?.id }).update({ marketing: 'none' });
    const nameless = await tell({ event: 'order', clickId: clickOf(await open(silent?.id ?? 0)) });
    expect(nameless.body.data).toMatchObject({ contactId: null, campaignId });
    expect(await figures(campaignId)).toMatchObject({ conversions: 2, people: 2, afterClick: 2 });
    const forged = await tell({ event: 'order', clickId: `${String(clickOf(target))}x` });
    expect([forged.status, forged.body.error?.details.kind]).toEqual([422, 'click-unknown']);
  });

  it('[A-05] an order in the shop’s own records counts once, when it reaches the state', async () => {
    const { campaignId, people } = await reached(1);
    const host = recordsWorld(arena);
    const phone = people[0]?.phone ?? '';
    const conversion = {
      event: 'order',
      state: { field: 'state', value: 'paid' },
      value: 'total',
      currency: 'TRY',
    };
    const mapping = {
      role: 'Order',
      fields: { phone: 'customer.phone' },
      createContacts: false,
      conversion,
    };
    const { body: types } = await arena.api.get<{
      types: { uid: string; fields: { path: string; type: string; choices: string[] }[] }[];
    }>('/whatsapp/records/types');
    const order = types.types.find(({ uid }) => uid === ORDER);
    expect(order?.fields.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['state', 'total'])
    );
    const wrong = await host.map(ORDER, {
      ...mapping,
      conversion: { ...conversion, currency: null },
    });
    expect(wrong.status).toBe(400);
    expect((await host.map(ORDER, mapping)).status).toBe(200);
    const customer = await host
      .documents('api::customer.customer')
      .create({ data: { name: 'Buyer', phone } });
    const made = await host.documents(ORDER).create({
      data: { number: `N-${campaignId}`, customer: customer.documentId, total: 99.95 },
    });
    const follow = async () => {
      await recordsService(arena.strapi).work();
      await work();
    };
    await follow();
    expect((await figures(campaignId)).conversions).toBe(0);
    for (let n = 0; n < 2; n += 1) {
      await host.documents(ORDER).update({
        documentId: made.documentId,
        data: { state: 'paid', total: 99.95 + n },
      });
      await follow();
    }
    await host.documents(ORDER).delete({ documentId: made.documentId });
    await follow();
    expect(await figures(campaignId)).toMatchObject({
      conversions: 1,
      revenue: [{ currency: 'TRY', value: 99.95 }],
    });
  });

  it('[A-05] [X-06] two merged contacts have one history; one that is deleted leaves the figures', async () => {
    const { campaignId, people } = await reached(1);
    const [person] = people;
    const double = await arena.api.post<{ id: number }>('/whatsapp/contacts', {
      name: 'Double',
      phone: '+442079460999',
    });
    const told = await tell({
      event: 'order',
      contact: { contactId: double.body.id },
      externalId: 'of the double',
      value: 10,
      currency: 'TRY',
    });
    expect(told.body.data.campaignId).toBeNull();
    const kept = await arena.api.post<{ id: number }>('/whatsapp/contacts/merge', {
      ids: [person?.id, double.body.id],
    });
    await work();
    expect(await figures(campaignId)).toMatchObject({ conversions: 1, people: 1 });
    const timeline = await arena.api.get<{ entries: { kind: string; subject: string }[] }>(
      `/whatsapp/contacts/${kept.body.id}/timeline`
    );
    expect(timeline.body.entries.filter(({ kind }) => kind === 'converted')).toMatchObject([
      { subject: 'order' },
    ]);
    expect((await arena.api.del(`/whatsapp/contacts/${kept.body.id}`)).status).toBe(200);
    await work();
    expect(await figures(campaignId)).toMatchObject({
      conversions: 1,
      people: 1,
      revenue: [{ currency: 'TRY', value: 10 }],
    });
    const row: unknown = await arena
      .knex('whatsapp_conversions')
      .where({ id: told.body.data.id })
      .first('contact_id', 'external_id', 'body_hash');
    // The number of nobody any more: a campaign counts each person once.
    expect(row).toEqual({ contact_id: kept.body.id, external_id: null, body_hash: null });
    expect((await arena.api.del(`/whatsapp/campaigns/${campaignId}`)).status).toBe(200);
    expect(
      await arena.knex('whatsapp_conversion_touches').where({ campaign_id: campaignId })
    ).toEqual([]);
  });

  it.each([
    ['nobody', { event: 'order' }, 400, 'contact'],
    ['a person and a click', { contact: '+905321110001', clickId: 'x'.repeat(30) }, 400, 'contact'],
    ['an event of other letters', { event: 'Big Order', contact: { contactId: 1 } }, 400, 'event'],
    ['an amount of no currency', { contact: { contactId: 1 }, value: 1 }, 400, 'currency'],
    ['a negative amount', { contact: { contactId: 1 }, value: -1, currency: 'EUR' }, 400, 'value'],
    ['a moment to come', { contact: { contactId: 1 }, at: '2999-01-01T00:00:00Z' }, 400, 'at'],
    ['an unknown person', { contact: '+905321119999' }, 422, 'contact'],
    ['words for a number', { contact: 'nobody at all' }, 400, 'contact'],
    ['an unknown field', { contact: { contactId: 1 }, total: 3 }, 400, 'total'],
  ])(
    '[X-11] %s is refused with the field, and nobody becomes a contact',
    async (...[, body, status, field]) => {
      const before = await arena.knex('whatsapp_contacts').count({ n: '*' });
      const answer = await tell({ event: 'order', ...body });
      expect([answer.status, answer.body.error?.details.field]).toEqual([status, field]);
      expect(await arena.knex('whatsapp_contacts').count({ n: '*' })).toEqual(before);
    }
  );

  it('[X-11] needs a token with the scope', async () => {
    const other = await apiToken(arena, ['plugin::whatsapp.api.send']);
    const refused = await tell({ event: 'order', contact: { contactId: 1 } }, undefined, other);
    expect(refused.status).toBe(403);
  });
});
