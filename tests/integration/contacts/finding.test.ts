import fc from 'fast-check';
import { contactSearch, findPeople, preparePeopleIndex } from '../../../server/src/contacts/public';
import { fold } from '../../../server/src/contracts/fold';
import { databases } from '../../support/boot-strapi';
import { startWorld, type World } from '../../support/world';

const PEOPLE = 'whatsapp_contacts';
const INDEX = 'whatsapp_contact_names';
const NAMES = ['Ayşe Kaya', 'Mehmet "Memo" Öz', "Zoë O'Neill-100%", 'İrem Işık', '李小龙', 'Bo Li'];

describe.each(databases())('finding people, on %s', (database) => {
  let world: World;
  let added = 0;

  const knex = () => world.strapi.db.connection;
  const person = (name: string, digits: string) => ({
    name,
    name_search: fold(name),
    phone: `+${digits}`,
    wa_id: digits,
    wa_key: `finding-${(added += 1)}`,
    added_at: 1,
    changed_at: 1,
  });
  const add = async (name: string, digits: string): Promise<number> => {
    await knex()(PEOPLE).insert(person(name, digits));
    const [row] = (await knex()(PEOPLE).orderBy('id', 'desc').limit(1).select('id')) as {
      id: number;
    }[];
    return row?.id ?? 0;
  };
  /** As the search finds them: by an index where they are few. */
  const found = async (q: string): Promise<number[] | 'many'> => {
    const answer = await findPeople(knex(), q);
    if (answer === null) return [];
    return 'ids' in answer ? answer.ids.sort((a, b) => a - b) : 'many';
  };
  /** By reading everybody. */
  const wanted = async (q: string): Promise<number[]> => {
    const part = contactSearch(q);
    if (!part) return [];
    return knex()(`${PEOPLE} as c`)
      .whereRaw(part.sql, part.bindings as never)
      .orderBy('c.id')
      .pluck('c.id') as Promise<number[]>;
  };

  beforeAll(async () => {
    world = await startWorld({ database });
    for (const [n, name] of NAMES.entries()) await add(name, `90532111000${n}`);
  });
  afterAll(() => world.close());

  it('[C-09] by any part of names and numbers are those whom reading everybody finds', async () => {
    const written = NAMES.flatMap((name, n) => [name, fold(name), `90532111000${n}`, '0532 111']);
    const part = fc
      .tuple(fc.constantFrom(...written), fc.nat(12), fc.nat(12))
      .map(([text, from, length]) => text.slice(from, from + length));
    const typed = fc.oneof(
      part,
      fc.tuple(part, part).map(([a, b]) => `${a} ${b}`),
      fc.string()
    );
    await fc.assert(
      fc.asyncProperty(typed, async (q) => {
        expect(await found(q)).toEqual(await wanted(q));
      }),
      { numRuns: 150, examples: [['"'], ['ay" OR "öz'], ['100%'], ["o'n"], ['532 1'], ['小龙']] }
    );
  });

  it('[C-09] follow every way of writing, and a deleted name is in no index', async () => {
    const id = await add('Gülçin Pekmezci', '905329990001');
    expect(await found('ekmez')).toEqual([id]);
    await knex()(PEOPLE)
      .where({ id })
      .update({ name_search: fold('Gülçin Xylander'), phone: '+4917612345678' });
    expect(await found('ekmez')).toEqual([]);
    expect([await found('yland'), await found('612345')]).toEqual([[id], [id]]);
    await knex()(PEOPLE).where({ id }).delete();
    expect(await found('yland')).toEqual([]);
    if (database !== 'sqlite') return;
    await knex().raw(`CREATE VIRTUAL TABLE temp.grams USING fts5vocab('main', '${INDEX}', 'row')`);
    const left = (await knex()('temp.grams').whereIn('term', ['yla', 'ekm']).select()) as unknown[];
    await knex().raw('DROP TABLE temp.grams');
    expect(left).toEqual([]);
  });

  it('[C-09] of whom many pass are not named one by one, and are in the list all the same', async () => {
    const many = Array.from({ length: 600 }, (_, n) => person(`Many ${n}`, `4915${1_000_000 + n}`));
    await knex().batchInsert(PEOPLE, many, 100);
    expect(await found('many')).toBe('many');
    const ids = (await knex()(PEOPLE).where('name', 'like', 'Many %').pluck('id')) as number[];
    await knex()('whatsapp_conversations').insert(
      ids.slice(0, 45).map((contactId, n) => ({
        account_id: world.accountId,
        contact_id: contactId,
        status: 'open',
        unread: 0,
        origin: 'inbound',
        last_message_at: 1_000 + n,
        sample: false,
        opened_at: 1,
      }))
    );
    const { token } = await world.adminUser({
      actions: ['chat.read', 'chat.read-all', 'contact.browse'],
    });
    const listed = async (q: string) => {
      const { body } = await world.http
        .get('/whatsapp/conversations')
        .query({ q, limit: 100 })
        .set('Authorization', `Bearer ${token}`);
      const { conversations } = body as { conversations: { contact: { id: number } }[] };
      return conversations.map(({ contact }) => contact.id);
    };
    expect(await listed('many')).toEqual(ids.slice(0, 45).reverse());
    expect(await listed('many 44')).toEqual([ids[44]]);
    const { body } = await world.http
      .get('/whatsapp/contacts')
      .query({ q: 'many', limit: 20 })
      .set('Authorization', `Bearer ${token}`);
    const { contacts } = body as { contacts: { id: number }[] };
    expect(contacts.map(({ id }) => id)).toEqual(ids.slice(-20).reverse());
  });

  // MariaDB has no index of parts of words.
  if (database !== 'mysql')
    it('[C-09] goes by an index, which a start makes again where it was lost', async () => {
      const indexed = async (): Promise<string[]> =>
        database === 'sqlite'
          ? ((await knex()('sqlite_master')
              .where({ type: 'trigger', tbl_name: PEOPLE })
              .whereLike('name', `${INDEX}%`)
              .pluck('name')) as string[])
          : ((await knex()('pg_indexes')
              .where({ indexname: INDEX })
              .pluck('indexname')) as string[]);
      const before = await indexed();
      expect(before).not.toEqual([]);
      // As when the table is made again because its columns changed.
      for (const name of before)
        await knex().raw(database === 'sqlite' ? `DROP TRIGGER ${name}` : `DROP INDEX ${name}`);
      const id = await add('Quirinal Ovid', '390612345');
      await preparePeopleIndex(knex());
      expect((await indexed()).sort()).toEqual(before.sort());
      expect(await found('irina')).toEqual([id]);
      // Harmless when it is there.
      await preparePeopleIndex(knex());
      expect(await found('irina')).toEqual([id]);
    });
});
