import { consentService } from '../../../server/src/consent/public';
import { contactsService } from '../../../server/src/contacts/public';
import { contextOf } from '../../../server/src/strapi/context';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { CUSTOMER, customerMapping, recordsWorld } from '../records/records-world';
import { outboundWorld, type OutboundWorld } from './outbound-world';

describe.each(databases())('what the entries of contacts learn on %s', (database) => {
  let world: OutboundWorld;
  beforeAll(async () => {
    world = await outboundWorld(database);
  });
  afterAll(() => world.close());
  afterEach(() => world.disconnect());

  it('[O-23] [O-17] what a contact says is written into their entry, no and yes, without answering itself', async () => {
    const records = recordsWorld(world);
    await records.map(CUSTOMER, customerMapping({ writesConsent: true }));
    const customers = records.documents(CUSTOMER);
    const phone = '+905321239901';
    const { documentId } = await customers.create({
      data: { name: 'Selin', phone, newsletter: true },
    });
    const person = await eventually('the contact', () => records.contactByPhone(phone));
    const crm = await world.connect(['consent.opted_in', 'consent.opted_out']);
    const says = async (text: string, expected: boolean) => {
      await world.longAgo(person.id);
      world.writes(phone, text);
      await eventually(`${text} in the entry`, async () => {
        const entry = await customers.findOne({ documentId });
        return entry?.newsletter === expected;
      });
      await eventually('no job left', async () => {
        const left = (await world
          .knex('whatsapp_record_jobs')
          .where('due_at', '<', Date.now() + 1e6)) as unknown[];
        return left.length === 0;
      });
    };
    await says('STOP', false);
    await says('BAŞLA', true);
    await crm.settled();
    expect(crm.got().map(({ event }) => [event.type, event.data.source])).toEqual(
      expect.arrayContaining([
        ['consent.opted_out', 'keyword'],
        ['consent.opted_in', 'keyword'],
      ])
    );
    expect(await world.count({ endpoint_id: crm.id })).toBe(2);
    expect((await contactsService(world.strapi).get(person.id)).marketing).toBe('in');
    await records.unmap(CUSTOMER);
  });

  it('[O-23] a list of opt-ins says yes in the entries of those who have one, in a few statements', async () => {
    const records = recordsWorld(world);
    await records.map(CUSTOMER, customerMapping({ writesConsent: true }));
    const customers = records.documents(CUSTOMER);
    const phones = ['+905321239911', '+905321239912'];
    for (const phone of phones)
      await customers.create({ data: { name: 'Bulk', phone, newsletter: false } });
    const people = await Promise.all(
      phones.map((phone) => eventually('the contact', () => records.contactByPhone(phone)))
    );
    const many = [...people.map(({ id }) => id), (await world.person()).id];
    const granted = await contextOf(world.strapi).db.tx((trx) =>
      consentService(world.strapi).grantMany(trx, {
        evidence: new Map(many.map((id) => [id, 'list:1'])),
        categories: ['marketing'],
        source: 'Form',
        wording: 'Yes',
        actor: null,
        at: Date.now(),
        heardAt: Date.now(),
      })
    );
    expect(granted.size).toBe(3);
    await eventually('yes in both', async () => {
      const entries = await customers.findMany({ filters: { name: 'Bulk' } });
      return entries.length === 2 && entries.every(({ newsletter }) => newsletter === true);
    });
    await records.unmap(CUSTOMER);
  });
});
