import { audienceService } from '../../../server/src/audience/public';
import { contactsService } from '../../../server/src/contacts/public';
import type { PeopleChoice, PeopleFilter } from '../../../server/src/contracts/audience';
import { contextOf } from '../../../server/src/strapi/context';
import { databases } from '../../support/databases';
import { addPeople } from '../../support/people';
import { startWorld, type World } from '../../support/world';

const everybody = (filter: PeopleFilter = {}): PeopleChoice => ({
  kind: 'all',
  filter,
  except: [],
});
const PEOPLE = 2_600;
/** An expression that keeps the database busy for a tenth of a second for each person. */
const SLOW = {
  sqlite: 'COUNT(*)',
  postgres: 'COUNT(pg_sleep(0.1))',
  mysql: 'SUM(SLEEP(0.1))',
};

describe.each(databases())('counting contacts on %s', (database) => {
  let world: World;
  let group: number;
  const audience = () => audienceService(world.strapi);

  beforeAll(async () => {
    world = await startWorld({ database });
    group = await addPeople(world, { group: 'Many', count: PEOPLE, optIn: 0 });
    await world.strapi.db.connection('whatsapp_contacts').where('name', 'like', 'Person 1__').del();
  });
  afterAll(() => world.close());

  it('[P-20] adds up over all contacts, in short statements where a statement stops the process', async () => {
    const asked: string[] = [];
    const note = ({ sql }: { sql: string }) => void asked.push(sql);
    world.strapi.db.connection.on('query', note);
    const sums = { people: 'COUNT(*)', odd: 'SUM(c.id % 2)' };
    const { people, odd } = await audience().sumsOf(everybody(), sums);
    world.strapi.db.connection.off('query', note);
    // SQLite's driver stops the process for a statement: there are several short ones. A server needs one.
    expect(asked.filter((sql) => sql.includes('AS odd')).length).toBe(
      database === 'sqlite' ? 3 : 1
    );
    const rows = (await world.strapi.db
      .connection('whatsapp_contacts')
      .whereNull('merged_into')
      .whereNull('group_key')
      .select('id')) as { id: number }[];
    expect(people).toBe(rows.length);
    expect(odd).toBe(rows.filter(({ id }) => Number(id) % 2 === 1).length);
    const members = everybody({ groups: { include: [group], exclude: [] } });
    expect(await audience().countChoice(members)).toBe(PEOPLE - 100);
  });

  it('[P-20] a WhatsApp group is no contact, and a contact made at the same time is one', async () => {
    const contacts = contactsService(world.strapi);
    const before = await audience().countChoice(everybody());
    await contextOf(world.strapi).db.tx((trx) =>
      contacts.ensureGroup(trx, { groupId: 'Y2FwaV9ncm91cA', at: 1 })
    );
    expect(await audience().countChoice(everybody())).toBe(before);
    await world.api.post('/whatsapp/contacts', { name: 'Late', phone: '+905329990001' });
    expect(await audience().countChoice(everybody())).toBe(before + 1);
  });

  it('[P-20] finds the newest few, also where they are the oldest contacts of all', async () => {
    const { strapi } = world;
    const oldest = (await strapi.db
      .connection('whatsapp_contacts')
      .orderBy('id')
      .limit(3)
      .pluck('id')) as unknown[];
    const ids = oldest.map(Number);
    await strapi.db.connection('whatsapp_contacts').whereIn('id', ids).update({ country: 'FI' });
    const finns = everybody({ countries: { include: ['FI'], exclude: [] } });
    const found = await audience().sampleChoice(finns, 2);
    expect(found.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
  });

  it('[P-20] ends a count that takes too long, and says what to do', async () => {
    const longestMs = database === 'sqlite' ? -1 : 300;
    const sums = { people: SLOW[database] };
    await expect(audience().sumsOf(everybody(), sums, { longestMs })).rejects.toMatchObject({
      kind: 'count-too-slow',
      details: { remedy: 'Use fewer conditions.' },
    });
    // Nothing is left behind that would hold up the next one.
    expect(await audience().countChoice(everybody())).toBeGreaterThan(0);
  });
});
