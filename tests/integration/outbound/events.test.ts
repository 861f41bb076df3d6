import { consentService } from '../../../server/src/consent/public';
import { contactsService } from '../../../server/src/contacts/public';
import type { PreferenceLink } from '../../../server/src/contracts/contacts';
import type { ImportView } from '../../../server/src/contracts/imports';
import { contextOf } from '../../../server/src/strapi/context';
import { databases } from '../../support/boot-strapi';
import type { Received } from '../../support/receiver';
import { eventually } from '../../support/world';
import { CUSTOMER, customerMapping, recordsWorld } from '../records/records-world';
import { templateOf } from '../engine/arena';
import { outboundWorld, type OutboundWorld } from './outbound-world';

const short = ({ event: { type, data } }: Received) => ({
  type,
  contact: data.contact?.id,
  categories: data.categories,
  source: data.source,
});

describe.each(databases())('what outside systems learn on %s', (database) => {
  let world: OutboundWorld;
  beforeAll(async () => {
    world = await outboundWorld(database);
  });
  afterAll(() => world.close());
  afterEach(() => world.disconnect());

  const tx = contextOf;
  const consent = () => consentService(world.strapi);
  const inTx = <T>(work: Parameters<ReturnType<typeof tx>['db']['tx']>[0]) =>
    tx(world.strapi).db.tx(work) as Promise<T>;
  /** The one event of an address; fails when there are more. */
  const only = async (crm: Awaited<ReturnType<OutboundWorld['connect']>>) => {
    await eventually('an event', async () => crm.got().length > 0);
    const got = await crm.settled();
    expect(got.map(({ event }) => event.type)).toHaveLength(1);
    return got[0] as Received;
  };
  /** A campaign with a template of orders to one person, launched. */
  const campaignTo = async (contactId: number): Promise<number> => {
    await world.api.post('/whatsapp/templates/sync', { accountId: world.accountId });
    const template = await templateOf(world, 'UTILITY');
    const source = { kind: 'text', text: 'x' };
    const { body } = await world.api.post<{ id: number }>('/whatsapp/campaigns', {
      name: 'News',
      accountId: world.accountId,
      templateId: template.id,
      bindings: Object.fromEntries(
        template.slots.map(({ key }) => [key, { source, fallback: null }])
      ),
      audience: { kind: 'picked', contactIds: [contactId] },
    });
    const launched = await world.api.post(`/whatsapp/campaigns/${body.id}/launch`, {
      expected: 1,
      typed: 1,
    });
    if (launched.status !== 200) throw new Error(JSON.stringify(launched.body));
    return body.id;
  };
  const isOut = (id: number) =>
    eventually('out', async () => {
      const { marketing } = await contactsService(world.strapi).get(id);
      return marketing === 'out';
    });

  it('[O-23] a word of the contact: one event with both categories, and none when it is said again', async () => {
    const one = await world.customer();
    const crm = await world.connect(['consent.opted_out']);
    world.writes(one.waId, 'Abonelik iptal');
    await isOut(one.id);
    world.writes(one.waId, 'stop');
    expect(short(await only(crm))).toEqual({
      type: 'consent.opted_out',
      contact: one.documentId,
      categories: ['marketing', 'utility'],
      source: 'keyword',
    });
    const heard = await eventually('both messages', async () => {
      const n = await world
        .knex('whatsapp_messages')
        .where({ contact_id: one.id, direction: 'in' });
      return n.length === 2;
    });
    expect(heard).toBe(true);
    expect(await world.count({ endpoint_id: crm.id })).toBe(1);
  });

  it('[O-23] an agent, WhatsApp’s own switch and Meta’s refusal: one event each', async () => {
    const [a, b, c] = [await world.customer(), await world.customer(), await world.customer()];
    const crm = await world.connect(['consent.opted_out']);
    await world.agentSays(a.id, 'opt-out');
    await world.agentSays(a.id, 'opt-out');
    const value = { value: 'stop', category: 'marketing_messages' };
    for (let i = 0; i < 2; i += 1)
      await inTx((trx) =>
        consent().applyPreference(trx, { contactId: b.id, value, contact: null, at: Date.now() })
      );
    for (let i = 0; i < 2; i += 1)
      await consent().refusedByPerson(null, {
        contactId: c.id,
        accountId: world.accountId,
        wamid: null,
        at: Date.now(),
      });
    await eventually('all three', async () => crm.got().length >= 3);
    const got = await crm.settled();
    const told = (who: { documentId: string }, source: string) => ({
      type: 'consent.opted_out',
      contact: who.documentId,
      categories: ['marketing'],
      source,
    });
    expect(got).toHaveLength(3);
    expect(got.map(short)).toEqual(
      expect.arrayContaining([told(a, 'phone call'), told(b, 'WhatsApp'), told(c, 'WhatsApp')])
    );
  });

  it('[O-23] [O-19] the preference page: one opt-out for both boxes, the pause and the page as it is now', async () => {
    const one = await world.customer();
    const crm = await world.connect(['consent.opted_out', 'consent.opted_in']);
    const breaks = await world.connect(['consent.paused', 'consent.resumed']);
    const page = await world.connect(['preferences.changed']);
    const link = await world.api.post<PreferenceLink>(
      `/whatsapp/contacts/${one.id}/preference-link`
    );
    const path = new URL(link.body.url, world.url).pathname;
    const press = (fields: Record<string, string>) =>
      world.http.post(`${path}?lang=en`).type('form').send(fields).expect(200);
    await press({ do: 'stop' });
    expect(short(await only(crm))).toMatchObject({
      contact: one.documentId,
      categories: ['marketing', 'utility'],
      source: 'preference page',
    });
    await press({ do: 'save', pause: 'week' });
    const paused = await only(breaks);
    expect(paused.event.type).toBe('consent.paused');
    const until = Date.parse(String(paused.event.data.until));
    expect(Math.round((until - Date.now()) / 86_400_000)).toBe(7);
    await eventually('both', async () => page.got().length === 2);
    expect(page.got().at(-1)?.event.data).toMatchObject({
      contact: { id: one.documentId },
      consent: { marketing: 'out', utility: 'out', pausedUntil: paused.event.data.until },
    });
    await press({ do: 'save', pause: 'keep' });
    expect(await world.count({ endpoint_id: page.id })).toBe(2);
    await press({ do: 'save', pause: 'none' });
    await eventually('the end', async () =>
      breaks.got().some(({ event }) => event.type === 'consent.resumed')
    );
  });

  it('[O-23] a list of many contacts: one event for each who newly opts in, few statements, and none twice', async () => {
    const crm = await world.connect(['consent.opted_in']);
    const made = await world.connect(['contact.created']);
    const PEOPLE = 450;
    const token = await world.adminToken();
    const rows = Array.from({ length: PEOPLE }, (_, i) => `0545${String(1_000_000 + i)},P${i}`);
    const bring = async () => {
      const { body } = await world.http
        .post('/whatsapp/imports')
        .query({ name: 'list.csv' })
        .set('Authorization', `Bearer ${token}`)
        .set('Content-Type', 'application/octet-stream')
        .send(Buffer.from(`phone,name\n${rows.join('\n')}\n`));
      const { id, rules } = body as ImportView;
      const consentRule = {
        kind: 'given',
        categories: ['marketing', 'utility'],
        source: 'Form',
        wording: 'Yes please.',
      };
      await world.api.put(`/whatsapp/imports/${id}`, { rules: { ...rules, consent: consentRule } });
      const ended = async (step: 'check' | 'import') =>
        eventually(step, async () => {
          const view = (await world.api.get<ImportView>(`/whatsapp/imports/${id}`)).body;
          return view[step]?.state === 'done';
        });
      await world.api.post(`/whatsapp/imports/${id}/check`);
      await ended('check');
      const asked: string[] = [];
      const note = ({ sql }: { sql: string }) =>
        void (/insert into .whatsapp_outbound_deliveries/i.test(sql) && asked.push(sql));
      world.knex.on('query', note);
      await world.api.post(`/whatsapp/imports/${id}/start`);
      await ended('import');
      world.knex.removeListener('query', note);
      return asked.length;
    };
    const statements = await bring();
    // Two addresses, pieces of 200: a handful for each batch of the import, never one for each person.
    expect(statements).toBeLessThan(PEOPLE / 20);
    expect(await world.count({ endpoint_id: crm.id })).toBe(PEOPLE);
    expect(await world.count({ endpoint_id: made.id })).toBe(PEOPLE);
    await bring();
    expect(await world.count({ endpoint_id: crm.id })).toBe(PEOPLE);
    const got = await crm.settled();
    expect(new Set(got.map(({ event }) => event.data.contact?.id)).size).toBe(PEOPLE);
    expect(new Set(got.map(({ id }) => id)).size).toBe(PEOPLE);
    expect(got[0]?.event.data).toMatchObject({
      categories: ['marketing', 'utility'],
      source: 'Form',
    });
  });

  it('[O-23] two contacts that are merged: the merge, and the consent that holds now', async () => {
    const [yes, no] = [await world.customer(), await world.customer()];
    await world.agentSays(no.id, 'opt-out');
    const crm = await world.connect(['contact.merged', 'consent.opted_out']);
    const { contact } = await inTx<{ contact: { id: number } }>(async (trx) => ({
      contact: await contactsService(world.strapi).merge(trx, [yes.id, no.id], Date.now()),
    }));
    expect(contact.id).toBe(yes.id);
    await eventually('both', async () => crm.got().length === 2);
    const data = (type: string) => crm.got().find(({ event }) => event.type === type)?.event.data;
    expect(data('contact.merged')).toEqual({
      contact: { id: yes.documentId },
      merged: { id: no.documentId },
    });
    expect(data('consent.opted_out')).toEqual({
      contact: { id: yes.documentId },
      categories: ['marketing'],
      source: 'merge',
    });
  });

  it('[O-23] contacts come and go, and write: by id, without text and number', async () => {
    const crm = await world.connect(['contact.created', 'contact.erased', 'message.received'], {
      withNumbers: true,
    });
    const waId = '905328880001';
    world.writes(waId, 'my secret words');
    await eventually('two events', async () => crm.got().length === 2);
    const of = (type: string) => crm.got().find(({ event }) => event.type === type);
    const created = of('contact.created')?.event.data;
    expect(created).toMatchObject({
      source: 'inbound',
      consent: { marketing: 'none', utility: 'none', pausedUntil: null },
    });
    expect(of('message.received')?.event.data).toMatchObject({
      contact: { id: created?.contact?.id, phone: `+${waId}` },
      message: { type: 'text', wamid: expect.stringMatching(/^wamid/) as string },
      number: { phoneNumberId: world.sim.account.phoneNumberIds[0] },
    });
    expect(of('message.received')?.body).not.toContain('secret words');
    const [kept] = await crm.deliveries();
    expect(kept?.payload).not.toContain(waId);
    const row = (await world
      .knex('whatsapp_contacts')
      .where({ phone: `+${waId}` })
      .first('id')) as {
      id: number;
    };
    expect((await world.api.del(`/whatsapp/contacts/${row.id}`)).status).toBe(200);
    await eventually('erased', async () => of('contact.erased'));
    expect(of('contact.erased')?.event.data).toEqual({ contact: { id: created?.contact?.id } });
  });

  it('[O-23] a profile changes: which fields, by hand, by a deed for many and by an entry; not when nothing differs', async () => {
    const [one, two] = [await world.person(), await world.person()];
    const crm = await world.connect(['contact.updated']);
    const changes = () => crm.got().map(({ event: { data } }) => [data.contact?.id, data.fields]);
    const save = (body: object) => world.api.put(`/whatsapp/contacts/${one.id}`, body);
    await save({ name: 'Ece Can', email: 'ece@example.com', tags: ['vip'] });
    await save({ name: 'Ece Can', email: 'ece@example.com', tags: ['vip'] });
    await eventually('the first', async () => crm.got().length > 0);
    expect(changes()).toEqual([[one.documentId, ['name', 'email', 'tags']]]);
    await world.api.post('/whatsapp/people/tags', {
      choice: { kind: 'picked', contactIds: [one.id, two.id] },
      add: ['vip'],
      remove: [],
    });
    await eventually('the second', async () => crm.got().length > 1);
    await crm.settled();
    expect(changes().slice(1)).toEqual([[two.documentId, ['tags']]]);
    const records = recordsWorld(world);
    await records.map(CUSTOMER, customerMapping({ createContacts: true }));
    const customers = records.documents(CUSTOMER);
    const phone = '+905321239931';
    const { documentId } = await customers.create({ data: { name: 'Selin', phone } });
    const made = await eventually('the contact', () => records.contactByPhone(phone));
    await customers.update({ documentId, data: { name: 'Selin Ak' } });
    await eventually('the third', async () => crm.got().length > 2);
    await crm.settled();
    const { document_id: selin } = (await world
      .knex('whatsapp_contacts')
      .where({ id: made.id })
      .first('document_id')) as { document_id: string };
    expect(changes().slice(2)).toEqual([[selin, ['name', 'givenName']]]);
    expect(JSON.stringify(crm.got().map(({ event }) => event))).not.toContain('ece@example.com');
    await records.unmap(CUSTOMER);
  });

  it('[O-23] a message that does not get through: by its error, of a chat and of a campaign, once', async () => {
    const one = await world.customer();
    world.writes(one.waId, 'hello');
    const conversation = await eventually(
      'the conversation',
      async () =>
        (await world.knex('whatsapp_conversations').where({ contact_id: one.id }).first('id')) as
          | { id: number }
          | undefined
    );
    const crm = await world.connect(['message.failed', 'campaign.finished']);
    const of = (type: string) => crm.got().filter(({ event }) => event.type === type);
    world.sim.control.faults.add({ kind: 'graph-error', endpoint: 'messages', code: 131026 });
    const sent = await world.api.post(`/whatsapp/conversations/${conversation.id}/messages`, {
      clientId: 'a-message-that-fails',
      type: 'text',
      text: 'my secret words',
    });
    expect(sent.status).toBe(200);
    await eventually('the failed message', async () => of('message.failed').length === 1);
    const [told] = of('message.failed');
    expect(told?.event.data).toMatchObject({
      contact: { id: one.documentId },
      conversation: { id: conversation.id },
      campaign: null,
      error: { code: 131026 },
    });
    expect(told?.body).not.toContain('secret words');
    const campaign = await campaignTo(one.id);
    await eventually('the failed recipient', async () => of('message.failed').length === 2);
    expect(of('message.failed').at(-1)?.event.data).toMatchObject({
      contact: { id: one.documentId },
      campaign: { id: campaign },
      error: { code: 131026 },
    });
    world.sim.control.faults.clear();
    await eventually('the end of the campaign', async () => of('campaign.finished').length === 1);
    expect(of('campaign.finished')[0]?.event.data).toEqual({
      campaign: { id: campaign, name: 'News', state: 'completed' },
      counts: { total: 1, receivers: 1, sent: 0, failed: 1, skipped: 0, uncertain: 0 },
    });
    await crm.settled();
    expect(await world.count({ endpoint_id: crm.id })).toBe(3);
  });

  it('[O-23] a conversation is assigned to somebody and taken back', async () => {
    const one = await world.customer();
    world.writes(one.waId, 'hello');
    const conversation = await eventually(
      'the conversation',
      async () =>
        (await world.knex('whatsapp_conversations').where({ contact_id: one.id }).first('id')) as
          | { id: number }
          | undefined
    );
    const crm = await world.connect(['conversation.assigned']);
    const { id: agentId } = await world.adminUser();
    const path = `/whatsapp/conversations/${conversation.id}`;
    await world.api.put(path, { assigneeId: agentId });
    await world.api.put(path, { assigneeId: agentId });
    await world.api.put(path, { assigneeId: null });
    await eventually('both', async () => crm.got().length === 2);
    expect(crm.got().map(({ event }) => event.data.assignee)).toEqual(
      expect.arrayContaining([{ id: agentId }, null])
    );
    expect(await world.count({ endpoint_id: crm.id })).toBe(2);
  });
});
