import { consentService } from '../../../server/src/consent/public';
import type { InputWords } from '../../../server/src/kernel/input-words';
import type { MovedEntries } from '../../../server/src/contracts/record-people';
import type { RecordTypes } from '../../../server/src/contracts/records';
import { databases } from '../../support/boot-strapi';
import { eventually, startWorld, type World } from '../../support/world';
import { ARTICLE, CUSTOMER, customerMapping, ORDER, recordsWorld } from './records-world';

const PHONE = '+905321230001';

describe.each(databases())('entries of the host and contacts, on %s', (client) => {
  let world: World;
  let records: ReturnType<typeof recordsWorld>;
  const customers = () => records.documents(CUSTOMER);
  /** Once all noted changes were followed. */
  const settled = () =>
    eventually('followed', async () => {
      const left = (await records.knex('whatsapp_record_jobs').count({ n: '*' }).first()) as {
        n: unknown;
      };
      return Number(left.n) === 0;
    });

  beforeAll(async () => {
    world = await startWorld({ database: client });
    records = recordsWorld(world);
    await customers().create({
      data: {
        name: 'Ayşe',
        surname: 'Yılmaz',
        phone: '0532 123 00 01',
        email: 'AYSE@example.com',
        language: 'tr',
        city: 'İzmir',
        birthday: '1990-04-05',
        newsletter: true,
      },
    });
    await customers().create({ data: { name: 'Nobody', phone: 'call me' } });
  });
  afterAll(() => world.close());

  it('[P-03] offers the host’s types with fields guessed by their names, and tells how many entries work', async () => {
    const { body } = await world.api.get<{
      types: { uid: string; guess: Record<string, unknown> }[];
    }>('/whatsapp/records/types');
    const guess = (uid: string) => body.types.find((type) => type.uid === uid)?.guess;
    expect(guess(CUSTOMER)).toMatchObject({
      phone: 'phone',
      email: 'email',
      name: 'name',
      surname: 'surname',
      consent: null,
    });
    expect(guess(ORDER)).toMatchObject({ phone: 'customer.phone', email: 'customer.email' });
    expect(
      body.types.some(({ uid }) => uid.startsWith('admin::') || uid.includes('whatsapp'))
    ).toBe(false);
    const check = await world.api.post('/whatsapp/records/check', {
      uid: CUSTOMER,
      fields: { phone: 'phone', email: 'email' },
      country: 'TR',
    });
    expect(check.body).toMatchObject({
      total: 2,
      works: 1,
      withPhone: 1,
      known: 0,
      counts: { 'not-a-number': 1 },
    });
    expect(check.body.problems).toEqual([
      expect.objectContaining({ title: 'Nobody', value: 'call me', reason: 'not-a-number' }),
    ]);
  });

  it('[P-03] refuses a mapping with the field that is wrong', async () => {
    const wrong = async (change: Record<string, unknown>) =>
      (await records.map(CUSTOMER, customerMapping(change))).body as unknown as {
        error: { message: string; details: { field: string; words: InputWords } };
      };
    expect((await wrong({ shown: ['colour'] })).error.details.field).toBe('shown');
    expect((await wrong({ fields: { phone: null } })).error.details.field).toBe('fields.phone');
    expect((await wrong({ fields: { phone: 'vip' } })).error.details.field).toBe('fields.phone');
    expect((await wrong({ usable: ['note'] })).error.details.field).toBe('reasons.note');
    expect((await wrong({ usable: ['secret'] })).error.details.field).toBe('usable');
    for (const path of ['phone', 'newsletter', 'lists', 'surname', 'note'])
      expect((await wrong({ writable: [path] })).error.details.field).toBe('writable');
    const { message, details } = (await wrong({ fields: { phone: 'vip' } })).error;
    expect([message, details.words.tr.text]).toEqual([
      '“Vip” does not fit here.',
      '“Vip” alanı buraya uymuyor.',
    ]);
  });

  it('[P-03] makes contacts of all entries by the first sync, and lists those that do not work', async () => {
    expect((await records.map(CUSTOMER, customerMapping())).status).toBe(200);
    const { body } = await records.sync(CUSTOMER);
    const done = await eventually('the sync', async () => {
      const { body: one } = await world.api.get<{
        state: string;
        done: number;
        problems: number;
        counters: object;
      }>(`/whatsapp/operations/${body.operationId}`);
      return one.state === 'done' ? one : null;
    });
    expect(done).toMatchObject({ done: 2, problems: 1, counters: { linked: 1, created: 1 } });
    const ayse = await records.contactByPhone(PHONE);
    expect(ayse).toMatchObject({
      name: 'Ayşe Yılmaz',
      given_name: 'Ayşe',
      email: 'ayse@example.com',
      language: 'tr',
      source: 'record',
      marketing: 'in',
    });
    const person = await world.api.get<{ contact: { custom: Record<string, unknown> } }>(
      `/whatsapp/contacts/${ayse?.id}`
    );
    expect(person.body.contact.custom).toEqual({ birthday: '1990-04-05' });
    const [link] = await records.linksOf(Number(ayse?.id));
    expect(link).toMatchObject({
      title: 'Ayşe Yılmaz',
      role: 'Customer',
      url: expect.stringContaining(`/content-manager/collection-types/${CUSTOMER}/`) as string,
    });
    expect(link?.fields).toContainEqual(expect.objectContaining({ path: 'city', value: 'İzmir' }));
  });

  it('[P-03] changes the contact when the entry is changed in the Content Manager', async () => {
    const [entry] = await customers().findMany({ filters: { name: 'Ayşe' } });
    const { status } = await world.api.put(
      `/content-manager/collection-types/${CUSTOMER}/${entry?.documentId}`,
      { surname: 'Kaya', email: 'kaya@example.com' }
    );
    expect(status).toBe(200);
    await eventually(
      'the new name',
      async () => (await records.contactByPhone(PHONE))?.name === 'Ayşe Kaya'
    );
    expect((await records.contactByPhone(PHONE))?.email).toBe('kaya@example.com');
  });

  it('[P-03] follows a change of more entries than are noted one by one, and their deletion', async () => {
    const MANY = 1_050;
    const query = world.strapi.db.query(CUSTOMER as never) as unknown as {
      createMany(params: object): Promise<unknown>;
      updateMany(params: object): Promise<unknown>;
      deleteMany(params: object): Promise<unknown>;
    };
    const people = Array.from({ length: MANY }, (_, i) => ({
      documentId: `many${String(i).padStart(20, '0')}`,
      name: 'Many',
      phone: i % 200 === 49 ? `+90533100${String(i).padStart(4, '0')}` : null,
      publishedAt: new Date(),
    }));
    for (const part of [people.slice(0, 600), people.slice(600)])
      await query.createMany({ data: part });
    const many = () =>
      records
        .knex('whatsapp_contacts')
        .where('phone', 'like', '+90533100%')
        .whereNull('merged_into');
    const named = async (name: string) =>
      Number(((await many().where({ name }).count({ n: '*' }).first()) as { n: unknown }).n);
    await settled();
    const withNumber = people.filter(({ phone }) => phone).length;
    expect(people.at(-1)?.phone).not.toBeNull();
    expect(await named('Many')).toBe(withNumber);
    const where = { documentId: { $startsWith: 'many' } };
    await query.updateMany({ where, data: { name: 'Renamed' } });
    await settled();
    expect(await named('Renamed')).toBe(withNumber);
    const links = async () =>
      Number(
        (
          (await records
            .knex('whatsapp_contact_links')
            .where('entry_document', 'like', 'many%')
            .count({ n: '*' })
            .first()) as { n: unknown }
        ).n
      );
    expect(await links()).toBe(withNumber);
    await query.deleteMany({ where });
    await settled();
    expect(await links()).toBe(0);
  });

  it('[P-03] moves the link to the right contact when the number of the entry changes, and keeps the old contact', async () => {
    const [entry] = await customers().findMany({ filters: { name: 'Ayşe' } });
    const before = await records.contactByPhone(PHONE);
    await customers().update({
      documentId: entry?.documentId ?? '',
      data: { phone: '+90 532 123 00 02' },
    });
    const after = await eventually('the other person', () =>
      records.contactByPhone('+905321230002')
    );
    await settled();
    expect(await records.linksOf(Number(before?.id))).toEqual([]);
    expect(await records.linksOf(after.id)).toHaveLength(1);
    expect(await records.contactByPhone(PHONE)).not.toBeNull();
  });

  it('[P-03] lets an entry opt contacts in and out, but never overrules an opt-out', async () => {
    const { documentId } = await customers().create({
      data: { name: 'Subscriber', phone: '+905321230003', newsletter: true },
    });
    await eventually('the contact', () => records.contactByPhone('+905321230003'));
    const state = async () => (await records.contactByPhone('+905321230003'))?.marketing;
    expect(await state()).toBe('in');
    await customers().update({ documentId, data: { newsletter: false } });
    await eventually('out', async () => (await state()) === 'out');
    await customers().update({ documentId, data: { newsletter: true } });
    await settled();
    expect(await state()).toBe('out');
  });

  describe('an entry that becomes about another person', () => {
    let serial = 200;
    const numbers = (): [string, string] => {
      serial += 2;
      return [`+905321231${serial}`, `+905321231${serial + 1}`];
    };
    /** Somebody with an entry that says yes or no, and the number of somebody else. */
    const scene = async (newsletter: boolean) => {
      const [old, next] = numbers();
      const { documentId } = await customers().create({
        data: { name: 'Typed', surname: 'Once', phone: old, newsletter },
      });
      const first = await eventually('the contact', () => records.contactByPhone(old));
      await settled();
      return { documentId, old, next, first: first.id };
    };
    const change = async (documentId: string, data: object) => {
      await customers().update({ documentId, data });
      await settled();
    };
    const person = (phone: string, name = 'Berk') =>
      world.api.post<{ id: number }>('/whatsapp/contacts', { phone, name });
    const stateOf = async (phone: string) => (await records.contactByPhone(phone))?.marketing;
    const says = (contactId: number, action: 'opt-in' | 'opt-out') =>
      world.api.post(`/whatsapp/contacts/${contactId}/consent`, {
        ...{ category: 'marketing', action },
        ...{ source: 'phone call', evidence: 'said so' },
      });
    const moved = async () =>
      (await world.api.get<MovedEntries>(`/whatsapp/records/mappings/${CUSTOMER}/moved`)).body;

    it('[O-17] takes its yes back from whom only it opted in, and opts in and renames nobody', async () => {
      const { documentId, old, next } = await scene(true);
      await person(next);
      expect(await stateOf(old)).toBe('in');
      await change(documentId, { phone: next });
      expect([await stateOf(old), await stateOf(next)]).toEqual(['none', 'none']);
      await change(documentId, { surname: 'Twice' });
      expect(await records.contactByPhone(next)).toMatchObject({ name: 'Berk', marketing: 'none' });
    });

    it('[O-17] opts in when it says yes after a no', async () => {
      const { documentId, next } = await scene(false);
      await change(documentId, { phone: next });
      expect(await stateOf(next)).toBe('none');
      await change(documentId, { newsletter: true });
      expect(await stateOf(next)).toBe('in');
    });

    it('[O-17] is theirs again when a mistyped number is put right', async () => {
      const { documentId, old, next } = await scene(true);
      await change(documentId, { phone: next });
      await change(documentId, { phone: old, surname: 'Again' });
      expect([await stateOf(old), await stateOf(next)]).toEqual(['in', 'none']);
      expect((await records.contactByPhone(old))?.name).toBe('Typed Again');
    });

    it('[O-17] leaves in whom another entry of theirs opts in, until that one moves too', async () => {
      const { documentId, old, next } = await scene(true);
      const second = await customers().create({ data: { phone: old, newsletter: true } });
      await settled();
      await change(documentId, { phone: next });
      expect([await stateOf(old), await stateOf(next)]).toEqual(['in', 'none']);
      await change(second.documentId, { phone: next });
      expect([await stateOf(old), await stateOf(next)]).toEqual(['none', 'none']);
    });

    it('[O-17] leaves in who got another number while the entry keeps theirs', async () => {
      const { old, next, first } = await scene(true);
      await world.api.put(`/whatsapp/contacts/${first}`, { phone: next });
      await person(old, 'Stranger');
      await settled();
      expect([await stateOf(old), await stateOf(next)]).toEqual(['none', 'in']);
    });

    it('[O-17] a stop in WhatsApp that is taken back does not lead to its yes', async () => {
      const { documentId, old, next, first } = await scene(true);
      const tapped = (value: string, at: number) =>
        world.strapi.db.connection.transaction((trx) =>
          consentService(world.strapi).applyPreference(trx, {
            value: { value },
            contactId: first,
            contact: null,
            at,
          })
        );
      await tapped('stop', Date.now());
      await change(documentId, { phone: next });
      await tapped('resume', Date.now() + 5_000);
      expect(await stateOf(old)).toBe('none');
    });

    it('[O-17] leaves who decided since as they decided', async () => {
      const left = await scene(true);
      await says(left.first, 'opt-out');
      await change(left.documentId, { phone: left.next });
      expect([await stateOf(left.old), await stateOf(left.next)]).toEqual(['out', 'none']);
      const agreed = await scene(true);
      await says(agreed.first, 'opt-in');
      await change(agreed.documentId, { phone: agreed.next });
      expect([await stateOf(agreed.old), await stateOf(agreed.next)]).toEqual(['in', 'none']);
    });

    it.each([{ phone: null }, { phone: '+905321239999' }])(
      '[O-17] remembers the yes of before while it is about nobody: %j',
      async (between) => {
        await records.map(CUSTOMER, customerMapping({ createContacts: false }));
        const [old, next] = numbers();
        await person(old, 'Known');
        const { documentId } = await customers().create({
          data: { name: 'Typed', phone: old, newsletter: true },
        });
        await settled();
        expect(await stateOf(old)).toBe('in');
        await change(documentId, between);
        expect(await stateOf(old)).toBe('none');
        await change(documentId, { phone: next });
        await person(next);
        await settled();
        const [link] = await records.linksOf(Number((await records.contactByPhone(next))?.id));
        expect(link?.documentId).toBe(documentId);
        expect(await stateOf(next)).toBe('none');
        await records.map(CUSTOMER, customerMapping());
      }
    );

    it('[O-17] counts for nobody with whom the team links it in place of another', async () => {
      const { documentId, old, next, first } = await scene(true);
      const other = (await person(next)).body.id;
      const link = { contactId: other, uid: CUSTOMER, documentId };
      expect((await world.api.post('/whatsapp/records/links', link)).status).toBe(200);
      await settled();
      expect([await stateOf(old), await stateOf(next)]).toEqual(['none', 'none']);
      const [mine] = await records.linksOf(other);
      await world.api.del(`/whatsapp/records/links/${mine?.id}`);
      await world.api.post('/whatsapp/records/links', link);
      await settled();
      expect(await stateOf(next)).toBe('none');
      await world.api.post('/whatsapp/records/links', { ...link, contactId: first });
      await settled();
      expect([await stateOf(old), await stateOf(next)]).toEqual(['in', 'none']);
    });

    it('[O-17] is listed with its contact until somebody records what they said', async () => {
      const { documentId, next } = await scene(true);
      const before = await moved();
      await change(documentId, { phone: next });
      const { total, entries } = await moved();
      expect(total).toBe(before.total + 1);
      expect(entries[0]).toMatchObject({
        documentId,
        title: 'Typed Once',
        contact: { phone: next },
      });
      const { body } = await world.api.get<RecordTypes>('/whatsapp/records/types');
      expect(body.mappings.find(({ uid }) => uid === CUSTOMER)?.moved).toBe(total);
      await says(Number(entries[0]?.contact.id), 'opt-in');
      expect((await moved()).total).toBe(before.total);
    });
  });

  it('[P-03] writes an opt-out into the entry where the mapping says so', async () => {
    await records.map(CUSTOMER, customerMapping({ writesConsent: true }));
    const { documentId } = await customers().create({
      data: { name: 'Leaver', phone: '+905321230077', newsletter: true },
    });
    const person = await eventually('the contact', () => records.contactByPhone('+905321230077'));
    expect(person.marketing).toBe('in');
    await world.api.post(`/whatsapp/contacts/${person.id}/consent`, {
      category: 'marketing',
      action: 'opt-out',
      source: 'phone call',
      evidence: 'said so',
    });
    await eventually(
      'no in the entry',
      async () => (await customers().findOne({ documentId }))?.newsletter === false
    );
  });

  it('[P-03] unlinks a deleted entry and keeps the contact', async () => {
    const { documentId } = await customers().create({
      data: { name: 'Short', phone: '+905321230078' },
    });
    const person = await eventually('the contact', () => records.contactByPhone('+905321230078'));
    await settled();
    expect(await records.linksOf(person.id)).toHaveLength(1);
    await customers().delete({ documentId });
    await eventually('unlinked', async () => (await records.linksOf(person.id)).length === 0);
    expect(await records.contactByPhone('+905321230078')).not.toBeNull();
  });

  it('[P-03] follows an order through its customer, also when only the customer changes', async () => {
    await records.map(ORDER, {
      role: 'Order',
      fields: { phone: 'customer.phone', name: 'customer.name' },
      usable: ['number', 'total'],
      shown: ['number'],
      createContacts: false,
      overwrites: false,
    });
    const customer = await customers().create({
      data: { name: 'Order Owner', phone: '+905321230079' },
    });
    const order = await records
      .documents(ORDER)
      .create({ data: { number: 'A-1', customer: { documentId: customer.documentId } } });
    const person = await eventually('the contact', () => records.contactByPhone('+905321230079'));
    await eventually('order linked', async () =>
      (await records.linksOf(person.id)).some(({ documentId }) => documentId === order.documentId)
    );
    await customers().update({ documentId: customer.documentId, data: { phone: '+905321230080' } });
    const moved = await eventually('the new number', () => records.contactByPhone('+905321230080'));
    await eventually('order moved', async () =>
      (await records.linksOf(moved.id)).some(({ documentId }) => documentId === order.documentId)
    );
  });

  it('[P-03] takes the published version of an entry, and the draft while there is none', async () => {
    await records.map(ARTICLE, { role: 'Author', fields: { phone: 'phone', name: 'author' } });
    const articles = records.documents(ARTICLE);
    const { documentId } = await articles.create({
      data: { author: 'Draft Name', phone: '+905321230081' },
    });
    const person = await eventually('the contact', () => records.contactByPhone('+905321230081'));
    await articles.publish({ documentId });
    await articles.update({ documentId, data: { author: 'Unpublished Name' } });
    await settled();
    const name = async () =>
      (await records.knex('whatsapp_contacts').where({ id: person.id }).first<{ name: string }>())
        .name;
    expect(await name()).toBe('Draft Name');
    expect(await records.linkRows(ARTICLE)).toHaveLength(1);
    await articles.publish({ documentId });
    await eventually('the published name', async () => (await name()) === 'Unpublished Name');
  });

  it('[P-03] follows changes of many entries at once', async () => {
    for (const n of [1, 2, 3])
      await customers().create({
        data: { name: 'Many', phone: `+90532123010${n}`, city: 'Ankara' },
      });
    await world.strapi.db
      .query(CUSTOMER as never)
      .updateMany({ where: { city: 'Ankara' } as never, data: { surname: 'All' } as never });
    await eventually('all renamed', async () => {
      const rows = await records.knex('whatsapp_contacts').where({ name: 'Many All' });
      return rows.length === 3;
    });
    await world.strapi.db
      .query(CUSTOMER as never)
      .deleteMany({ where: { city: 'Ankara' } as never });
    await eventually('all unlinked', async () => {
      const person = await records.contactByPhone('+905321230101');
      return (await records.linksOf(Number(person?.id))).length === 0;
    });
  });

  it('[P-03] never hinders the save of an entry, and shows in the log what could not be followed', async () => {
    const { knex } = records;
    await knex.schema.renameTable('whatsapp_record_jobs', 'whatsapp_record_jobs_away');
    try {
      const { status } = await world.api.post(`/content-manager/collection-types/${CUSTOMER}`, {
        name: 'Saved anyway',
        phone: '+905321230099',
      });
      expect(status).toBe(201);
    } finally {
      await knex.schema.renameTable('whatsapp_record_jobs_away', 'whatsapp_record_jobs');
    }
    expect(await customers().findMany({ filters: { name: 'Saved anyway' } })).toHaveLength(1);
    await eventually('the log line', async () => {
      const row = (await knex('whatsapp_logs').where({ event: 'record-change-missed' }).first()) as
        | object
        | undefined;
      return row !== undefined;
    });
  });

  it('[P-03] forgets links with the mapping and keeps contacts', async () => {
    const people = await records.knex('whatsapp_contacts').count({ n: '*' }).first();
    expect((await records.unmap(CUSTOMER)).status).toBe(200);
    expect(await records.linkRows(CUSTOMER)).toEqual([]);
    expect(await records.knex('whatsapp_contacts').count({ n: '*' }).first()).toEqual(people);
  });
});
