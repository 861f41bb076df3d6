import fc from 'fast-check';
import { filterSql } from '../../../server/src/audience/filter-sql';
import {
  contactSearch,
  findPeople,
  preparePeopleIndex,
  refoldPeople,
  refoldTags,
} from '../../../server/src/contacts/public';
import type { PeopleFilter } from '../../../server/src/contracts/audience';
import { fold, FOLD_VERSION, formerFold } from '../../../server/src/contracts/fold';
import { keyOf } from '../../../server/src/kernel/hash';
import { dialectOf } from '../../../server/src/strapi/db';
import { databases } from '../../support/boot-strapi';
import { eventually, startWorld, type World } from '../../support/world';

const PEOPLE = 'whatsapp_contacts';
const INDEX = 'whatsapp_contact_names';
const NAMES = ['Ayşe Kaya', 'Mehmet "Memo" Öz', "Zoë O'Neill-100%", 'İrem Işık', '李小龙', 'Bo Li'];

describe.each(databases())('finding contacts, on %s', (database) => {
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
    const part = contactSearch(dialectOf(knex()), q);
    if (!part) return [];
    return knex()(`${PEOPLE} as c`)
      .whereRaw(part.sql, part.bindings as never)
      .orderBy('c.id')
      .pluck('c.id') as Promise<number[]>;
  };

  const among = async (filter: PeopleFilter): Promise<number[]> => {
    const place = { alias: 'c', linked: { of: () => undefined, locale: 'en' } };
    const part = filterSql(dialectOf(knex()), filter, place);
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

  it('[C-09] [P-07] are found by letters with their marks: かき is not かぎ', async () => {
    const text = 'かきのき';
    const id = await add(text, '819011110001');
    await world.api.post('/whatsapp/contact-fields', {
      ...{ key: 'fruit', kind: 'text', label: 'Fruit' },
    });
    const field = (await knex()('whatsapp_contact_fields')
      .where({ field_key: 'fruit' })
      .first('id')) as { id: number };
    await knex()('whatsapp_contact_values').insert({
      ...{ contact_id: id, field_id: field.id, value: text },
      ...{ folded: fold(text), value_key: keyOf(fold(text)) },
    });
    const fruit = (value: string): PeopleFilter => ({
      fields: [{ on: 'custom', key: 'fruit', operator: 'contains', value, exclude: false }],
    });
    const allWays = async (q: string) => [
      ...[await found(q), await wanted(q)],
      ...[await among({ q }), await among(fruit(q))],
    ];
    for (const q of ['かき', 'きのき']) expect(await allWays(q)).toEqual([[id], [id], [id], [id]]);
    for (const q of ['かぎ', 'ぎのき']) expect(await allWays(q)).toEqual([[], [], [], []]);
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

  describe('whose keys are of the fold of before an update', () => {
    const TAGS = 'whatsapp_tags';
    const STATES = 'whatsapp_fold_states';
    const formerKey = (text: string) => keyOf(formerFold(text));
    const people = { hara: 0, oise: 0, nobody: 0 };
    let later = 0;

    const tagged = async (name: string, contactId: number): Promise<number> => {
      const row = { name, name_key: formerKey(name), sample: false, added_at: 1 };
      await knex()(TAGS).insert(row);
      // By its key: MySQL compares names without accents.
      const { name_key } = row;
      const { id } = (await knex()(TAGS).where({ name_key }).first('id')) as { id: number };
      const link = { contact_id: contactId, tag_id: id, added_at: 1 };
      await knex()('whatsapp_contact_tags').insert(link);
      return id;
    };
    const only = <T>(...include: T[]) => ({ include, exclude: [] });
    const street = (operator: 'is' | 'contains', value: string): PeopleFilter => ({
      fields: [{ on: 'custom', key: 'street', operator, value, exclude: false }],
    });
    /** Whom filters name by keys, whichever fold the rows have. */
    const byKeys = async () => ({
      town: await among({ towns: only('Val d’Oise') }),
      is: await among(street('is', 'Rue de l’Église')),
      contains: await among(street('contains', 'l’église')),
      tag: [await among({ tags: only("O'Brien") }), await among({ tags: only('O’BRIEN') })],
    });

    beforeAll(async () => {
      people.hara = await add('Jürgen O’Hara', '4930111111');
      people.oise = await add('Kasia', '48425555555');
      people.nobody = await add('\u3164', '821055555555');
      await knex()(PEOPLE)
        .where({ id: people.hara })
        .update({ name_search: formerFold('Jürgen O’Hara') });
      const town = { town: 'Val d’Oise', town_key: formerKey('Val d’Oise') };
      await knex()(PEOPLE).where({ id: people.oise }).update(town);
      await knex()(PEOPLE)
        .where({ id: people.nobody })
        .update({ profile_name: '\u3164', name_search: formerFold('\u3164') });
      await world.api.post('/whatsapp/contact-fields', {
        ...{ key: 'street', kind: 'text', label: 'Street' },
      });
      const field = (await knex()('whatsapp_contact_fields')
        .where({ field_key: 'street' })
        .first('id')) as { id: number };
      const value = 'Rue de l’Église';
      await knex()('whatsapp_contact_values').insert({
        ...{ contact_id: people.hara, field_id: field.id, value },
        ...{ folded: formerFold(value), value_key: formerKey(value) },
      });
      await tagged("O'Brien", people.hara);
      later = await tagged('O’Brien', people.oise);
      await tagged('कला', people.nobody);
      await knex()(STATES).update({ version: FOLD_VERSION - 1, next_id: 0 });
      // Two processes that start at once.
      await Promise.all([refoldTags(world.strapi), refoldTags(world.strapi)]);
    });

    it('[C-25] tags that are one now both stay, each found by its own spelling, and the log says so', async () => {
      expect((await byKeys()).tag).toEqual([[people.hara], [people.oise]]);
      expect(await among({ tags: only('o´brien') })).toEqual([people.hara]);
      expect(await among({ tags: only('कला') })).toEqual([people.nobody]);
      expect(await among({ tags: only('कील') })).toEqual([]);
      const lines = (await knex()('whatsapp_logs')
        .where({ event: 'name-kept-apart' })
        .pluck('text')) as string[];
      expect(lines).toHaveLength(1);
      expect(lines[0]).toContain(`"O'Brien" and "O’Brien"`);
      // Another colour joins nothing.
      const { body } = await world.api.put<{ joined: boolean }>(`/whatsapp/tags/${later}`, {
        ...{ name: 'O’Brien', color: null },
      });
      expect(body.joined).toBe(false);
      expect((await byKeys()).tag).toEqual([[people.hara], [people.oise]]);
    });

    it('[P-07] filters mean the same contacts before their keys are written again, and after', async () => {
      const wantedBy = {
        town: [people.oise],
        is: [people.hara],
        contains: [people.hara],
        tag: [[people.hara], [people.oise]],
      };
      expect(await byKeys()).toEqual(wantedBy);
      await Promise.all([refoldPeople(world.strapi), refoldPeople(world.strapi)]);
      await eventually('all rows', async () => {
        await refoldPeople(world.strapi);
        const left = await knex()(STATES)
          .whereIn('name', ['contacts', 'contact-values'])
          .where('next_id', '<', Number.MAX_SAFE_INTEGER);
        return (left as unknown[]).length === 0;
      });
      expect(await byKeys()).toEqual(wantedBy);
      expect(await found("o'hara")).toEqual([people.hara]);
      expect(await found('JÜRGEN O´HARA')).toEqual([people.hara]);
    });

    it('[C-09] a name in which nobody sees anything is gone: the number is shown', async () => {
      const row = (await knex()(PEOPLE).where({ id: people.nobody }).first()) as object;
      expect(row).toMatchObject({ name: '', profile_name: null });
      const { body } = await world.api.get<{ contacts: { id: number; name: string }[] }>(
        '/whatsapp/contacts?q=821055555555'
      );
      expect(body.contacts).toEqual([
        expect.objectContaining({ id: people.nobody, name: '+821055555555' }),
      ]);
    });
  });
});
