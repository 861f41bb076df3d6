import type { RecordTypes } from '../../../server/src/contracts/records';
import type { EntryPeople, EntryRecipients } from '../../../server/src/contracts/record-people';
import { keyOf } from '../../../server/src/kernel/hash';
import { recordsService } from '../../../server/src/records/public';
import { databases } from '../../support/boot-strapi';
import { eventually, startWorld, type World } from '../../support/world';
import {
  ARTICLE,
  CUSTOMER,
  customerMapping,
  LEAD,
  ORDER,
  recordsWorld,
  type Row,
} from './records-world';

interface Refused {
  error: { details: { kind: string; remedy: string } };
}

const leadMapping = {
  role: 'Lead',
  fields: { phone: 'phone', name: 'title' },
  country: 'TR',
  createContacts: false,
};

describe.each(databases())('whom an entry is about, for the Content Manager, on %s', (client) => {
  let world: World;
  let records: ReturnType<typeof recordsWorld>;
  let knex: ReturnType<typeof recordsWorld>['knex'];
  const ids: Record<string, string> = {};

  const ask = (uid: string, documentId: string) =>
    `/whatsapp/records/entry-people?uid=${encodeURIComponent(uid)}&documentId=${documentId}`;
  const peopleOf = async (uid: string, documentId: string) =>
    (await world.api.get<EntryPeople>(ask(uid, documentId))).body;
  const choose = (uid: string, documentIds: string[]) =>
    world.api.post<EntryRecipients>('/whatsapp/records/recipients', { uid, documentIds });
  const link = (uid: string, documentId: string) =>
    world.api.post<Refused>('/whatsapp/records/entry-people', { uid, documentId });
  const customer = async (name: string, data: object) => {
    const { documentId } = await records.documents(CUSTOMER).create({ data: { name, ...data } });
    ids[name] = documentId;
    return documentId;
  };
  const linked = (documentId: string) =>
    eventually('the link', async () => {
      const row = (await knex('whatsapp_contact_links')
        .where({ entry_document: documentId })
        .whereNotNull('contact_id')
        .first()) as Row | undefined;
      return row ? Number(row.contact_id) : null;
    });
  const reader = async (
    entries: { subject: string; fields: string[]; conditions?: string[] }[],
    actions = ['chat.read', 'chat.read-unassigned', 'campaign.prepare', 'contact.edit']
  ) => {
    const token = await world.adminToken({ actions, entries });
    const sign = <T extends { set(name: string, value: string): T }>(request: T): T =>
      request.set('Authorization', `Bearer ${token}`);
    return {
      get: (path: string) => sign(world.http.get(path)),
      post: (path: string, body: object) => sign(world.http.post(path)).send(body),
    };
  };

  beforeAll(async () => {
    world = await startWorld({ database: client });
    records = recordsWorld(world);
    ({ knex } = records);
    await records.map(CUSTOMER, customerMapping());
    await records.map(LEAD, leadMapping);
    await records.map(ORDER, {
      role: 'Order',
      fields: { phone: 'customer.phone', name: 'customer.name' },
      country: 'TR',
    });
    await linked(await customer('Ayşe', { phone: '0532 600 00 01', email: 'ayse@example.com' }));
  });
  afterAll(() => world.close());

  it('[C-21] names the types that are mapped, and only to who has to do with WhatsApp', async () => {
    const { body } = await world.api.get<{ types: { uid: string; role: string }[] }>(
      '/whatsapp/records/mapped'
    );
    expect(body.types).toEqual(
      expect.arrayContaining([
        { uid: CUSTOMER, role: 'Customer' },
        { uid: ORDER, role: 'Order' },
      ])
    );
    expect(body.types.map(({ uid }) => uid)).not.toContain(ARTICLE);
    const stranger = await reader([], []);
    expect((await stranger.get('/whatsapp/records/mapped')).status).toBe(403);
  });

  it('[C-21] tells the linked contact with consent, and the contact of an order through its customer', async () => {
    const people = await peopleOf(CUSTOMER, ids['Ayşe'] ?? '');
    expect(people).toMatchObject({
      role: 'Customer',
      people: [{ name: 'Ayşe', address: '+905326000001', marketing: 'none', blocked: false }],
      candidates: [],
      takenOff: false,
      phone: { label: 'Phone', e164: '+905326000001', state: 'usable' },
    });
    const { documentId } = await records
      .documents(ORDER)
      .create({ data: { number: 'A1', customer: ids['Ayşe'] } });
    await linked(documentId);
    expect((await peopleOf(ORDER, documentId)).people).toEqual(people.people);
  });

  it('[C-21] tells also the contact whom a relation of the entry names, once', async () => {
    const { body } = await world.api.post<{ id: number }>('/whatsapp/contacts', {
      name: 'Helper',
      phone: '+905326000009',
    });
    const row = (await knex('whatsapp_contacts').where({ id: body.id }).first()) as Row;
    await records.documents(CUSTOMER).update({
      documentId: ids['Ayşe'] ?? '',
      data: { person: row.document_id },
    });
    const { people } = await peopleOf(CUSTOMER, ids['Ayşe'] ?? '');
    expect(people.map(({ name }) => name)).toEqual(['Ayşe', 'Helper']);
  });

  it('[C-21] counts entries that lead to a contact, by their link or by a relation, each once', async () => {
    const { body } = await world.api.post<{ id: number }>('/whatsapp/contacts', {
      name: 'Named',
      phone: '+905326000010',
    });
    const person = (await knex('whatsapp_contacts').where({ id: body.id }).first()) as Row;
    const customers = records.documents(CUSTOMER);
    const made = [
      await customers.create({ data: { name: 'Related', person: person.document_id } }),
      await customers.create({ data: { name: 'Alone' } }),
    ];
    // Ayşe is linked with one person, and names another one.
    expect(await recordsService(world.strapi).reachOfType(CUSTOMER)).toEqual({
      entries: 3,
      linked: 2,
    });
    for (const { documentId } of made) await customers.delete({ documentId });
  });

  it('[C-22] makes a contact from an unlinked entry at a press, and links them once', async () => {
    const { documentId } = await records
      .documents(LEAD)
      .create({ data: { title: 'Deniz', phone: '0532 600 00 02' } });
    expect(await peopleOf(LEAD, documentId)).toMatchObject({
      people: [],
      candidates: [],
      phone: { e164: '+905326000002', state: 'usable' },
    });
    const answers = await Promise.all([link(LEAD, documentId), link(LEAD, documentId)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect((await peopleOf(LEAD, documentId)).people).toMatchObject([
      { name: 'Deniz', address: '+905326000002' },
    ]);
    expect(await records.contactsByPhone('+905326000002')).toHaveLength(1);
  });

  it('[C-22] brings back a link that was taken off, only when a user asks for it', async () => {
    const documentId = await customer('Ece', { phone: '0532 600 00 03' });
    const contactId = await linked(documentId);
    const [found] = await records.linksOf(contactId);
    await world.api.del(`/whatsapp/records/links/${found?.id}`);
    expect(await peopleOf(CUSTOMER, documentId)).toMatchObject({
      people: [],
      candidates: [{ id: contactId, name: 'Ece' }],
      takenOff: true,
    });
    expect((await link(CUSTOMER, documentId)).status).toBe(200);
    expect((await peopleOf(CUSTOMER, documentId)).people).toMatchObject([{ id: contactId }]);
  });

  it('[P-03] [C-21] knows a contact of Ivory Coast who still has the key of before', async () => {
    const { body } = await world.api.post<{ id: number }>('/whatsapp/contacts', {
      name: 'Awa',
      phone: '+2250707181190',
    });
    const asBefore = () =>
      knex('whatsapp_contacts')
        .where({ id: body.id })
        .update({ address_key: keyOf('22507181190') });
    await asBefore();
    const { documentId } = await records
      .documents(LEAD)
      .create({ data: { title: 'Awa', phone: '+2250707181190' } });
    expect(await linked(documentId)).toBe(body.id);
    await asBefore();
    const check = { uid: LEAD, fields: { phone: 'phone' }, country: 'TR' };
    const known = async () =>
      (await world.api.post<{ known: number }>('/whatsapp/records/check', check)).body.known;
    const before = await known();
    await knex('whatsapp_contacts').where({ id: body.id }).update({ address_key: null });
    expect(await known()).toBe(before - 1);
    await asBefore();
    const [found] = await records.linksOf(body.id);
    await world.api.del(`/whatsapp/records/links/${found?.id}`);
    expect((await peopleOf(LEAD, documentId)).candidates).toMatchObject([{ id: body.id }]);
  });

  it('[P-03] keeps the link of an entry whose number is the same, and only its key is that of before', async () => {
    const phone = '+2250707181192';
    const { body } = await world.api.post<{ id: number }>('/whatsapp/contacts', {
      name: 'Koffi',
      phone,
    });
    const { documentId } = await records
      .documents(LEAD)
      .create({ data: { title: 'Koffi', phone } });
    expect(await linked(documentId)).toBe(body.id);
    const key = () => knex('whatsapp_record_keys').where({ entry_document: documentId });
    expect(await key().update({ key_hash: keyOf('22507181192') })).toBe(1);
    // Staff gave the contact another number: the entry is theirs as long as its own stays.
    await world.api.put(`/whatsapp/contacts/${body.id}`, { phone: '+2250707181193' });
    await records.documents(LEAD).update({ documentId, data: { title: 'Koffi A.' } });
    await eventually('the key of now', async () => {
      const row = (await key().first()) as Row | undefined;
      return row?.key_hash === keyOf('2250707181192');
    });
    expect(await linked(documentId)).toBe(body.id);
  });

  it('offers everyone with the e-mail of an entry, and says why an entry without a number is nobody', async () => {
    for (const [name, phone] of [
      ['One', '+905326000021'],
      ['Two', '+905326000022'],
    ])
      await world.api.post('/whatsapp/contacts', { name, phone, email: 'shared@example.com' });
    const shared = await customer('Shared', { email: 'shared@example.com' });
    expect(await peopleOf(CUSTOMER, shared)).toMatchObject({
      people: [],
      candidates: [{ name: 'One' }, { name: 'Two' }],
      phone: { state: 'empty', e164: null },
    });
    const empty = await customer('Nobody', {});
    const refused = await link(CUSTOMER, empty);
    expect(refused.status).toBe(422);
    expect(refused.body.error.details).toMatchObject({ kind: 'entry-without-number' });
    const wrong = await customer('Wrong', { phone: '12' });
    expect((await peopleOf(CUSTOMER, wrong)).phone).toMatchObject({ state: 'invalid', e164: null });
  });

  it('[M-28] [M-29] counts the contacts of chosen entries once each, and says which entries lead to nobody and why', async () => {
    const ayse = await linked(ids['Ayşe'] ?? '');
    const ofCustomers = async () =>
      (await world.api.get<RecordTypes>('/whatsapp/records/types')).body.mappings.find(
        ({ uid }) => uid === CUSTOMER
      );
    const before = await ofCustomers();
    const twin = await customer('Twin', { phone: '+90 532 600 00 01' });
    await linked(twin);
    // One entry more of the same person.
    expect(await ofCustomers()).toMatchObject({
      linked: (before?.linked ?? 0) + 1,
      people: before?.people,
    });
    const { documentId: lead } = await records
      .documents(LEAD)
      .create({ data: { title: 'Unknown', phone: '0532 600 00 77' } });
    const { body } = await choose(CUSTOMER, [
      ids['Ayşe'] ?? '',
      twin,
      ids.Nobody ?? '',
      ids.Wrong ?? '',
      ids['Ayşe'] ?? '',
      'no-such-document',
    ]);
    expect(body).toMatchObject({ role: 'Customer', contactIds: [ayse], doubled: 1 });
    expect(body.gaps).toEqual([
      { reason: 'empty', entries: 1 },
      { reason: 'invalid', entries: 1 },
      { reason: 'unseen', entries: 1 },
    ]);
    expect(body.examples[0]).toEqual({
      documentId: ids.Nobody,
      title: 'Nobody',
      reason: 'empty',
      url: `/content-manager/collection-types/${CUSTOMER}/${ids.Nobody}`,
    });
    expect((await choose(LEAD, [lead])).body).toMatchObject({
      contactIds: [],
      gaps: [{ reason: 'unknown', entries: 1 }],
    });
    expect((await choose(ARTICLE, [lead])).status).toBe(404);
    expect((await choose(CUSTOMER, [])).status).toBe(400);
  });

  it('[X-05] shows and counts only entries that the asker may see in the Content Manager', async () => {
    const documentId = ids['Ayşe'] ?? '';
    const outsider = await reader([]);
    expect((await outsider.get(ask(CUSTOMER, documentId))).status).toBe(404);
    expect(
      (await outsider.post('/whatsapp/records/entry-people', { uid: CUSTOMER, documentId })).status
    ).toBe(404);
    const theirs = await outsider.post('/whatsapp/records/recipients', {
      uid: CUSTOMER,
      documentIds: [documentId],
    });
    expect(theirs.body).toMatchObject({
      contactIds: [],
      gaps: [{ reason: 'unseen', entries: 1 }],
    });
    const editor = await reader([{ subject: CUSTOMER, fields: ['name'] }]);
    const seen = await editor.get(ask(CUSTOMER, documentId));
    expect(seen.status).toBe(200);
    // The role does not show the field: neither do we.
    expect((seen.body as EntryPeople).phone).toMatchObject({ e164: null, state: 'usable' });
    const author = await reader([
      { subject: CUSTOMER, fields: ['name', 'phone'], conditions: ['admin::is-creator'] },
    ]);
    expect((await author.get(ask(CUSTOMER, documentId))).status).toBe(404);
    const silent = await reader([{ subject: CUSTOMER, fields: ['name'] }], ['template.list']);
    expect((await silent.get(ask(CUSTOMER, documentId))).status).toBe(403);
    expect(
      (
        await silent.post('/whatsapp/records/recipients', {
          uid: CUSTOMER,
          documentIds: [documentId],
        })
      ).status
    ).toBe(403);
  });
});
