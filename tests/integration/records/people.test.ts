import { ensureContact } from '../../../server/src/contacts/public';
import type { LinksResult } from '../../../server/src/contracts/records';
import type { Facets } from '../../../server/src/contracts/people';
import type { RecordsService } from '../../../server/src/records/public';
import { databases } from '../../support/boot-strapi';
import { eventually, startWorld, type World } from '../../support/world';
import { CUSTOMER, customerMapping, LEAD, recordsWorld, type Row } from './records-world';

interface Conversation {
  id: number;
  contact: { id: number; name: string; phone: string | null };
}
interface Audience {
  countChoice(choice: object): Promise<number>;
}

const OURS = '908502550001';
/** How somebody is met before they write. */
const MEETINGS = ['an echo', 'a call', 'a history', 'a preference'] as const;

const leadMapping = (change: Record<string, unknown> = {}) => ({
  role: 'Lead',
  fields: { phone: 'phone', name: 'title' },
  country: 'TR',
  createContacts: false,
  makesEntries: true,
  defaults: { stage: 'new' },
  ...change,
});

describe.each(databases())('contacts who write and their entries, on %s', (client) => {
  let world: World;
  let records: ReturnType<typeof recordsWorld>;
  const writes = async (phone: string, name: string) => {
    // Who is there already, because a message went to them, stays as they are.
    world.sim.control.people.addMany([{ name, phone }]);
    world.sim.control.act.text(phone, 'Merhaba');
    return eventually('the conversation', async () => {
      const { body } = await world.api.get<{ conversations: Conversation[] }>(
        '/whatsapp/conversations'
      );
      return body.conversations.find((one) => one.contact.phone === `+${phone}`);
    });
  };
  const leads = () => records.documents(LEAD).findMany();
  const leadsOf = async (phone: string) =>
    (await leads()).filter((one) => one['phone'] === `+${phone}`);
  const inbound = async (phone: string, atLeast: number) =>
    eventually(`${atLeast} messages of ${phone}`, async () => {
      const person = await records.contactByPhone(`+${phone}`);
      const own = { contact_id: person?.id ?? 0, direction: 'in', type: 'text' };
      return (await records.knex('whatsapp_messages').where(own)).length >= atLeast;
    });
  /** WhatsApp tells of somebody who has not written to the number. */
  const meet = (kind: (typeof MEETINGS)[number], phone: string): void => {
    const metadata = { phone_number_id: world.sim.account.phoneNumberIds[0] };
    const timestamp = String(Math.floor(Date.now() / 1000));
    const text = { id: `${phone}.first-met`, timestamp, type: 'text', text: { body: 'Merhaba' } };
    const { id } = text;
    const call = { id, timestamp, from: phone, event: 'connect', direction: 'USER_INITIATED' };
    const thread = { id: phone, messages: [{ ...text, from: phone }] };
    const wish = { wa_id: phone, category: 'marketing_messages', value: 'resume', timestamp };
    const events = {
      'an echo': ['smb_message_echoes', { message_echoes: [{ ...text, from: OURS, to: phone }] }],
      'a call': ['calls', { calls: [call] }],
      'a history': ['history', { history: [{ metadata: { phase: 0 }, threads: [thread] }] }],
      'a preference': ['user_preferences', { user_preferences: [wish] }],
    } as const;
    const [field, value] = events[kind];
    world.sim.control.emit(field, { metadata, ...value });
  };

  beforeAll(async () => {
    world = await startWorld({ database: client });
    records = recordsWorld(world);
    await records.map(CUSTOMER, customerMapping({ createContacts: false }));
    await records.map(LEAD, leadMapping());
  });
  afterAll(() => world.close());

  it('[C-21] links a contact who writes with the entry that has their number, at once and with a way to it', async () => {
    const { documentId } = await records.documents(CUSTOMER).create({
      data: { name: 'Zeynep', surname: 'Ak', phone: '0 (532) 700 00 01', city: 'Bursa' },
    });
    await eventually(
      'the key',
      async () =>
        (await records.knex('whatsapp_record_keys').where({ entry_document: documentId }))
          .length === 1
    );
    expect(await records.contactByPhone('+905327000001')).toBeNull();
    const { contact } = await writes('905327000001', 'zeynepim');
    const [link] = await records.linksOf(contact.id);
    expect(link).toMatchObject({
      documentId,
      role: 'Customer',
      title: 'Zeynep Ak',
      byHand: false,
      url: `/content-manager/collection-types/${CUSTOMER}/${documentId}`,
    });
    await eventually(
      'the entry’s name',
      async () => (await records.contactByPhone('+905327000001'))?.name === 'Zeynep Ak'
    );
    expect(await leads()).toEqual([]);
  });

  it.each(MEETINGS)('[C-21] links a contact who is first met by %s', async (kind) => {
    const phone = `9053270000${31 + MEETINGS.indexOf(kind)}`;
    const { documentId } = await records.documents(CUSTOMER).create({
      data: { name: 'Nur', surname: 'Ak', phone: `+${phone}`, city: 'Bursa' },
    });
    const known = { entry_document: documentId };
    await eventually(
      'the key',
      async () => (await records.knex('whatsapp_record_keys').where(known)).length === 1
    );
    meet(kind, phone);
    const person = await eventually('the person', () => records.contactByPhone(`+${phone}`));
    expect(await records.linksOf(person.id)).toMatchObject([{ documentId, role: 'Customer' }]);
    // Who did not write is no lead.
    expect(await leads()).toEqual([]);
  });

  it('[C-21] links by e-mail a contact who is added with it', async () => {
    const { documentId } = await records
      .documents(CUSTOMER)
      .create({ data: { name: 'Mail Only', email: 'mail@example.com' } });
    await eventually(
      'the key',
      async () =>
        (await records.knex('whatsapp_record_keys').where({ entry_document: documentId }))
          .length === 1
    );
    const { body } = await world.api.post<{ id: number }>('/whatsapp/contacts', {
      name: 'M',
      phone: '+905327000002',
      email: 'Mail@Example.com',
    });
    expect((await records.linksOf(body.id)).map((one) => one.documentId)).toEqual([documentId]);
  });

  // SQLite has one writer at a time: there the two cannot overlap.
  (client === 'sqlite' ? it.skip : it)(
    '[C-21] links a person who is being added while their entry is followed',
    async () => {
      const service = (name: string) => world.strapi.plugin('whatsapp').service(name) as unknown;
      const { linkPeople } = service('records') as RecordsService;
      const { added, entry } = await records.knex.transaction(async (trx) => {
        const number = { waId: '905327000081', e164: '+905327000081', country: 'TR' };
        const { contact } = await ensureContact(trx, number, {
          source: 'manual',
          at: Date.now(),
          random: Math.random,
        });
        await linkPeople(trx, [contact]);
        const made = await records
          .documents(CUSTOMER)
          .create({ data: { name: 'Meanwhile', phone: '+905327000081' } });
        await eventually('the first look', async () => {
          const rows = await records.knex('whatsapp_record_jobs').where({ kind: 'again' });
          return rows.some((row: Row) => row.document_id === made.documentId);
        });
        return { added: contact.id, entry: made.documentId };
      });
      expect(await records.linksOf(added)).toEqual([]);
      await records.knex('whatsapp_record_jobs').where({ kind: 'again' }).update({ due_at: 0 });
      await eventually('linked', async () =>
        (await records.linksOf(added)).some(({ documentId }) => documentId === entry)
      );
    }
  );

  it('[C-22] makes a contact and one lead entry of a customer whom nobody knows, however often they write', async () => {
    const { contact } = await writes('905327000003', 'Yeni Kişi');
    const [made] = await eventually('the lead', async () => {
      const all = await leads();
      return all.length > 0 ? all : null;
    });
    expect(made).toMatchObject({ title: 'Yeni Kişi', phone: '+905327000003', stage: 'new' });
    const [link] = await records.linksOf(contact.id);
    expect(link).toMatchObject({ uid: LEAD, documentId: made?.documentId, title: 'Yeni Kişi' });
    world.sim.control.act.text('905327000003', 'Orada mısınız?');
    world.sim.control.act.text('905327000003', 'Alo');
    await eventually('three messages', async () => {
      const { n } = (await records
        .knex('whatsapp_messages')
        .where({ contact_id: contact.id })
        .count({ n: '*' })
        .first()) as { n: unknown };
      return Number(n) === 3;
    });
    expect(await leads()).toHaveLength(1);
  });

  it.each(MEETINGS)(
    '[C-22] makes one lead of a stranger first met by %s, once they write',
    async (kind) => {
      const phone = `9053270000${41 + MEETINGS.indexOf(kind)}`;
      meet(kind, phone);
      await eventually('the person', () => records.contactByPhone(`+${phone}`));
      await writes(phone, 'Önce Başka Yerde');
      await eventually('the lead', async () => (await leadsOf(phone)).length > 0);
      const before = kind === 'a history' ? 2 : 1;
      await inbound(phone, before);
      world.sim.control.act.text(phone, 'Orada mısınız?');
      await inbound(phone, before + 1);
      expect(await records.knex('whatsapp_record_jobs').where({ kind: 'lead' })).toEqual([]);
      expect(await leadsOf(phone)).toHaveLength(1);
    }
  );

  it('[C-22] makes no lead of a contact whom the team added before they wrote', async () => {
    const phone = '905327000049';
    await world.api.post('/whatsapp/contacts', { name: 'Known', phone: `+${phone}` });
    await writes(phone, 'Known');
    await inbound(phone, 1);
    expect(await records.knex('whatsapp_record_jobs').where({ kind: 'lead' })).toEqual([]);
    expect(await leadsOf(phone)).toEqual([]);
  });

  it('[C-22] shows a refused lead in the log, goes on trying, and makes it once the rule is mended', async () => {
    const broken = leadMapping({
      fields: { phone: 'phone', name: 'title' },
      defaults: { stage: 'new' },
    });
    await records
      .knex('whatsapp_mappings')
      .where({ uid: LEAD })
      .update({
        config: JSON.stringify({
          ...broken,
          fields: { ...broken.fields, name: null },
          shown: [],
          usable: [],
          reasons: {},
          overwrites: true,
          writesConsent: false,
        }),
      });
    await records.map(CUSTOMER, customerMapping({ createContacts: false }));
    await writes('905327000004', 'Refused');
    await eventually(
      'the log line',
      async () =>
        (await records.knex('whatsapp_logs').where({ event: 'record-lead-failed' })).length > 0
    );
    await records.map(LEAD, leadMapping());
    await records.knex('whatsapp_record_jobs').update({ due_at: 0 });
    await eventually('the lead', async () =>
      (await leads()).some(({ title }) => title === 'Refused')
    );
  });

  it('[C-22] makes and links an entry from a contact at a press, by the rules of its type and of the role', async () => {
    const person = await records.contactByPhone('+905327000003');
    const wanted = { contactId: person?.id, uid: CUSTOMER, clientId: 'press-of-a-button' };
    const made = await world.api.post<{ documentId: string; url: string }>(
      '/whatsapp/records/entries',
      wanted
    );
    expect(made.status).toBe(200);
    expect(made.body.url).toContain(made.body.documentId);
    const linked = await records.linksOf(Number(person?.id));
    expect(linked.find(({ uid }) => uid === CUSTOMER)).toMatchObject({
      documentId: made.body.documentId,
      byHand: true,
    });
    const again = await world.api.post('/whatsapp/records/entries', wanted);
    expect(again.body).toEqual(made.body);
    expect(await records.linksOf(Number(person?.id))).toHaveLength(linked.length);
    const editor = await world.adminUser({ actions: ['contact.browse', 'contact.edit'] });
    const { status } = await world.http
      .post('/whatsapp/records/entries')
      .set('Authorization', `Bearer ${editor.token}`)
      .send(wanted);
    expect(status).toBe(403);
    await records.documents(CUSTOMER).delete({ documentId: made.body.documentId });
  });

  it('[C-22] lets staff link another record by hand and take it off for good', async () => {
    const { documentId } = await records
      .documents(CUSTOMER)
      .create({ data: { name: 'By Hand', phone: '+905327000055' } });
    const person = await records.contactByPhone('+905327000003');
    const found = await world.api.get<{ entries: { documentId: string; title: string }[] }>(
      `/whatsapp/records/entries?uid=${encodeURIComponent(CUSTOMER)}&q=by%20hand`
    );
    expect(found.body.entries.map((entry) => entry.documentId)).toEqual([documentId]);
    const link = { contactId: person?.id, uid: CUSTOMER, documentId };
    expect((await world.api.post('/whatsapp/records/links', link)).status).toBe(200);
    const [mine] = (await records.linksOf(Number(person?.id))).filter(
      (one) => one.uid === CUSTOMER
    );
    expect(mine).toMatchObject({ documentId, byHand: true });
    await records.documents(CUSTOMER).update({ documentId, data: { city: 'Van' } });
    await eventually(
      'followed',
      async () => (await records.knex('whatsapp_record_jobs').where({ kind: 'entry' })).length === 0
    );
    expect(
      (await records.linksOf(Number(person?.id))).some((one) => one.documentId === documentId)
    ).toBe(true);
    await world.api.del(`/whatsapp/records/links/${mine?.id}`);
    await writes('905327000055', 'The number’s owner');
    const owner = await records.contactByPhone('+905327000055');
    expect(
      (await records.linksOf(Number(owner?.id))).some((one) => one.documentId === documentId)
    ).toBe(false);
  });

  it('[C-22] moves links and relations to the survivor when two contacts are merged', async () => {
    const one = await world.api.post<{ id: number }>('/whatsapp/contacts', {
      name: 'One',
      phone: '+905327000061',
    });
    const two = await world.api.post<{ id: number }>('/whatsapp/contacts', {
      name: 'Two',
      phone: '+905327000062',
    });
    const made = await records
      .documents(CUSTOMER)
      .create({ data: { name: 'Two', phone: '+905327000062' } });
    await eventually('linked', async () => (await records.linksOf(two.body.id)).length === 1);
    const row = (await records.knex('whatsapp_contacts').where({ id: two.body.id }).first()) as {
      document_id: string;
    };
    await records.documents(CUSTOMER).update({
      documentId: made.documentId,
      data: { person: { connect: [{ documentId: row.document_id }] } },
    });
    const contacts = world.strapi.plugin('whatsapp').service('contacts') as {
      merge(trx: unknown, ids: [number, number], at: number): Promise<{ id: number }>;
    };
    const survivor = await records.knex.transaction((trx) =>
      contacts.merge(trx, [one.body.id, two.body.id], Date.now())
    );
    expect((await records.linksOf(survivor.id)).map((link) => link.documentId)).toContain(
      made.documentId
    );
    const entry = (await world.strapi.documents(CUSTOMER as never).findOne({
      documentId: made.documentId,
      populate: ['person'],
    } as never)) as unknown as { person: { id: number } };
    expect(entry.person.id).toBe(survivor.id);
  });

  it('[T-30] reads values of the newest entry in the contact’s language, and only fields that messages may use', async () => {
    await records.documents(CUSTOMER).create({
      data: { name: 'Values', phone: '+905327000071', city: 'Old', tier: 'silver', language: 'tr' },
    });
    await records.documents(CUSTOMER).create({
      data: {
        name: 'Values',
        phone: '+905327000071',
        city: 'Muğla',
        tier: 'gold',
        visits: 1234,
        spent: 9876.5,
        vip: true,
        birthday: '1990-04-05',
        language: 'tr',
        note: 'private',
      },
    });
    const made = await world.api.post<{ id: number }>('/whatsapp/contacts', {
      name: 'Values',
      phone: '+905327000071',
      language: 'tr',
    });
    const service = world.strapi.plugin('whatsapp').service('records') as {
      valuesFor(
        sql: unknown,
        ask: object
      ): Promise<Map<number, Record<string, Record<string, string | null>>>>;
    };
    const wanted = ['city', 'tier', 'visits', 'spent', 'vip', 'birthday', 'note'].map((field) => ({
      type: CUSTOMER,
      field,
    }));
    const people = [{ id: made.body.id, language: 'tr', timezone: null, country: 'TR' }];
    await eventually('linked', async () => (await records.linksOf(made.body.id)).length === 2);
    const values = await service.valuesFor(records.knex, { people, wanted, language: 'en' });
    expect(values.get(made.body.id)?.[CUSTOMER]).toEqual({
      city: 'Muğla',
      tier: 'gold',
      visits: '1.234',
      spent: '9.876,5',
      vip: 'Evet',
      birthday: '5 Nisan 1990',
    });
    const sources = await world.api.get<{
      records: {
        type: string;
        label: string;
        fields: { field: string; example: string | null }[];
      }[];
    }>(`/whatsapp/variable-sources?contactId=${made.body.id}`);
    const source = sources.body.records.find(({ type }) => type === CUSTOMER);
    expect(source?.label).toBe('Customer');
    expect(source?.fields).toContainEqual(
      expect.objectContaining({ field: 'city', example: 'Muğla' })
    );
  });

  it('[T-30] finds contacts by their entries and by fields of them', async () => {
    const audience = world.strapi.plugin('whatsapp').service('audience') as Audience;
    const count = (filter: object) => audience.countChoice({ kind: 'all', filter, except: [] });
    const field = (key: string, operator: string, value?: unknown, exclude = false) => ({
      fields: [
        {
          on: 'record',
          type: CUSTOMER,
          key,
          operator,
          exclude,
          ...(value === undefined ? {} : { value }),
        },
      ],
    });
    const all = await count({});
    const linked = await count({ linked: { include: [CUSTOMER], exclude: [] } });
    expect(linked).toBeGreaterThan(2);
    expect(await count({ linked: { include: [], exclude: [CUSTOMER] } })).toBe(all - linked);
    const { body: facets } = await world.api.get<Facets>('/whatsapp/people/facets');
    const offered = facets.linked.find(({ type }) => type === CUSTOMER)?.fields ?? [];
    expect(offered).toContainEqual(expect.objectContaining({ key: 'city', kind: 'text' }));
    expect(offered).toContainEqual({
      key: 'tier',
      label: 'Tier',
      kind: 'choice',
      choices: expect.arrayContaining(['gold', 'silver']) as string[],
      locked: false,
    });
    expect(offered.map(({ key }) => key)).not.toContain('note');
    expect(await count(field('city', 'is', 'muğla'))).toBe(1);
    expect(await count(field('city', 'is', 'MUĞLA'))).toBe(1);
    expect(await count(field('city', 'contains', 'uğ'))).toBe(1);
    expect(await count(field('city', 'contains', 'UĞ'))).toBe(1);
    expect(await count(field('tier', 'is', 'gold'))).toBe(1);
    expect(await count(field('visits', 'more-than', 1000))).toBe(1);
    expect(await count(field('visits', 'less-than', 1000))).toBe(0);
    expect(await count(field('spent', 'more-than', '9876'))).toBe(1);
    expect(await count(field('vip', 'is', true))).toBe(1);
    expect(await count(field('birthday', 'before', '1991-01-01'))).toBe(1);
    expect(await count(field('birthday', 'after', Date.UTC(1991, 0, 1)))).toBe(0);
    expect(await count(field('lastVisit', 'is-filled'))).toBe(0);
    expect(await count(field('lastVisit', 'is-empty'))).toBe(linked);
    expect(await count(field('city', 'is', 'muğla', true))).toBe(all - 1);
    expect(await count(field('note', 'is-filled'))).toBe(0);
    // A rule that cannot be kept must not mean everybody.
    expect(await count(field('note', 'is-filled', undefined, true))).toBe(0);
    const noon = Date.UTC(2026, 4, 5, 12);
    const [one] = await records.documents(CUSTOMER).findMany({ filters: { city: 'Muğla' } });
    await records
      .documents(CUSTOMER)
      .update({ documentId: String(one?.documentId), data: { lastVisit: new Date(noon) } });
    expect(await count(field('lastVisit', 'is', noon - 3_600_000))).toBe(1);
    expect(await count(field('lastVisit', 'is', noon + 3_600_000))).toBe(0);
    expect(await count(field('lastVisit', 'after', noon - 1))).toBe(1);
    expect(await count(field('lastVisit', 'before', noon))).toBe(0);
  });

  it('[T-30] [C-22] a moment is read by the clock of the contact, their country or the business; staff read it by their own', async () => {
    await records.map(CUSTOMER, customerMapping({ shown: ['lastVisit'] }));
    const lastVisit = new Date(Date.UTC(2026, 4, 5, 12));
    await records
      .documents(CUSTOMER)
      .create({ data: { name: 'Clock', phone: '+905327000072', lastVisit } });
    const made = await eventually('the contact', () => records.contactByPhone('+905327000072'));
    const id = Number(made.id);
    await eventually('linked', async () => (await records.linksOf(id)).length === 1);
    const service = world.strapi.plugin('whatsapp').service('records') as RecordsService;
    const readBy = async (timezone: string | null, country: string | null) => {
      const people = [{ id, language: 'en-GB', timezone, country }];
      const wanted = [{ type: CUSTOMER, field: 'lastVisit' }];
      const values = await service.valuesFor(records.knex, { people, wanted, language: null });
      return values.get(id)?.[CUSTOMER]?.['lastVisit'];
    };
    expect(await readBy('America/Toronto', 'TR')).toBe('5 May 2026 at 08:00');
    expect(await readBy(null, 'TR')).toBe('5 May 2026 at 15:00');
    // A country of several clocks: that of the business.
    expect(await readBy(null, 'CA')).toBe('5 May 2026 at 15:00');
    await world.api.put('/whatsapp/settings/consent', {
      quietHours: { from: '21:00', to: '09:00', zone: 'Europe/Berlin' },
    });
    expect(await readBy(null, 'CA')).toBe('5 May 2026 at 14:00');
    const path = `/whatsapp/records/links?contactId=${id}&language=en&zone=America/Toronto`;
    const { body } = await world.api.get<LinksResult>(path);
    expect(body.links[0]?.fields).toMatchObject([{ value: 'May 5, 2026 at 8:00 AM' }]);
  });
});
