import fc from 'fast-check';
import { createFacets } from '../../../server/src/audience/facets';
import { audienceService, choiceCondition, choiceSql } from '../../../server/src/audience/public';
import { topicsColumn } from '../../../server/src/consent/domain/topics';
import {
  contactFieldTable,
  contactsService,
  contactTable,
  listFields,
  readValues,
  saveValues,
} from '../../../server/src/contacts/public';
import { newContact } from '../../../server/src/contacts/resolve';
import {
  peopleChoice,
  qualityProblem,
  type PeopleChoice,
} from '../../../server/src/contracts/audience';
import { conversationTable } from '../../../server/src/conversations/public';
import { groupMemberTable, groupTable } from '../../../server/src/groups/public';
import { rawRows } from '../../../server/src/strapi/batch';
import { contextOf, type Ctx } from '../../../server/src/strapi/context';
import { insertRow } from '../../../server/src/strapi/db';
import { writeRow } from '../../../server/src/strapi/table';
import { bootStrapi, databases, type BootedStrapi } from '../../support/boot-strapi';
import { evaluate, type Person } from './evaluator';

const DAY = 86_400_000;
const BASE = 1_800_000_000_000;
/** Long ago, by any clock. */
const OLD = 1_500_000_000_000;
const TAGS = ['VIP', 'İstanbul', 'toptan', '100%_'];
const at = fc.integer({ min: 0, max: 9 }).map((day) => BASE + day * DAY);

const anyPerson = fc.record({
  name: fc.constantFrom('', 'Ayşe Kaya', 'İrem Işık', 'Can Demir', 'Ada 100%', 'Öykü Şahin'),
  email: fc.option(fc.constantFrom('ayse@example.com', 'x_y@example.com')),
  tags: fc.uniqueArray(fc.constantFrom(...TAGS), { maxLength: 3 }),
  groups: fc.uniqueArray(fc.integer({ min: 0, max: 2 }), { maxLength: 2 }),
  language: fc.option(fc.constantFrom('tr', 'en', 'en-GB')),
  country: fc.option(fc.constantFrom('TR', 'DE')),
  town: fc.option(fc.constantFrom('İstanbul', 'Iğdır', 'Bursa')),
  source: fc.constantFrom('import', 'inbound', 'agent'),
  ownerId: fc.option(fc.constantFrom(1, 2)),
  marketing: fc.constantFrom('in' as const, 'none' as const, 'out' as const),
  addedAt: at,
  changedAt: fc.oneof(at, fc.constant(OLD)),
  lastInboundAt: fc.option(fc.oneof(at, fc.constant(OLD))),
  blocked: fc.boolean(),
  topicsRefused: fc.uniqueArray(fc.constantFrom('news', 'newsletter', 'offers'), { maxLength: 2 }),
  merged: fc.boolean(),
  talks: fc.uniqueArray(
    fc.record({
      origin: fc.constantFrom('inbound', 'campaign', 'agent'),
      assigneeId: fc.option(fc.constantFrom(1, 2)),
    }),
    { maxLength: 2, selector: (talk) => talk.origin }
  ),
  custom: fc.record(
    {
      city: fc.constantFrom('İstanbul', 'ISTANBUL', 'Ankara', '50%'),
      points: fc.constantFrom(0, 10, 12.5, 100),
      since: fc.constantFrom('2024-01-01', '2024-05-31', '2025-12-31'),
      loyal: fc.boolean(),
    },
    { requiredKeys: [] }
  ),
});

const chips = <T>(value: fc.Arbitrary<T>) =>
  fc.record({
    include: fc.uniqueArray(value, { maxLength: 2 }),
    exclude: fc.uniqueArray(value, { maxLength: 2 }),
  });
const span = fc.record({ from: at, to: at }, { requiredKeys: [] });
const operatorsOf = (...list: string[]) => fc.constantFrom(...list);
const condition = fc.oneof(
  fc.record({
    key: fc.constant('city'),
    operator: operatorsOf('is', 'is-not', 'contains', 'is-empty', 'is-filled'),
    value: fc.constantFrom('istanbul', 'İSTANBUL', 'an', '%', '_', ''),
  }),
  fc.record({
    key: fc.constant('points'),
    operator: operatorsOf('is', 'is-not', 'more-than', 'less-than', 'is-empty'),
    value: fc.constantFrom(0, 10, 12.5),
  }),
  fc.record({
    key: fc.constant('since'),
    operator: operatorsOf('before', 'after', 'is'),
    value: fc.constantFrom('2024-05-31', '2025-01-01'),
  }),
  fc.record({
    key: fc.constantFrom('loyal', 'unknown'),
    operator: operatorsOf('is', 'is-not'),
    value: fc.boolean(),
  })
);

const fullFilter = fc.record({
  q: fc.constantFrom('', 'irem', 'KAYA ayse', '100%', '_', '532 000'),
  tags: chips(fc.constantFrom('vip', 'ISTANBUL', 'toptan', '100%_', 'unknown')),
  groups: chips(fc.integer({ min: 0, max: 2 })),
  languages: chips(fc.constantFrom('tr', 'EN', 'fr')),
  countries: chips(fc.constantFrom('TR', 'DE')),
  towns: chips(fc.constantFrom('İSTANBUL', 'ığdır', 'bursa', 'Van')),
  sources: chips(fc.constantFrom('import', 'inbound')),
  owners: chips(fc.constantFrom(0, 1, 2)),
  origins: chips(fc.constantFrom('inbound', 'campaign')),
  assignees: chips(fc.constantFrom(0, 1, 2)),
  consent: chips(fc.constantFrom('in', 'none', 'out')),
  refuses: chips(fc.constantFrom('news', 'newsletter', 'unknown')),
  quality: chips(fc.constantFrom(...qualityProblem.options)),
  created: span,
  updated: span,
  lastInbound: span,
  fields: fc.array(
    fc.tuple(condition, fc.boolean()).map(([one, exclude]) => ({ on: 'custom', ...one, exclude })),
    { maxLength: 2 }
  ),
});

/** One to three things asked: all of them at once would find nobody. */
const anyFilter = fullFilter.chain((full) =>
  fc
    .subarray(Object.keys(full) as (keyof typeof full)[], { minLength: 1, maxLength: 3 })
    .map((keys): Partial<typeof full> => Object.fromEntries(keys.map((key) => [key, full[key]])))
);

describe.each(databases())('choices of contacts on %s', (client) => {
  let app: BootedStrapi;
  let ctx: Ctx;
  let people: Person[];
  let groupIds: number[];

  const insertPerson = async (person: Omit<Person, 'id' | 'phone'>, i: number): Promise<Person> => {
    const { name, email, language, country, town, source, ownerId, marketing } = person;
    const { addedAt, lastInboundAt, blocked } = person;
    const phone = i % 9 === 4 ? '' : `+90532000${String(i).padStart(4, '0')}`;
    const topicsOut = topicsColumn(person.topicsRefused);
    const given = { name, email, language, country, town, source, ownerId, marketing };
    const row = newContact(
      { ...given, addedAt, lastInboundAt, blocked, topicsOut, phone: phone || null },
      () => 0
    );
    const merged = person.merged && i % 3 === 0;
    const { knex } = ctx.db;
    const id = await insertRow(
      knex,
      contactTable.table,
      writeRow(contactTable, {
        ...row,
        ...(merged ? { mergedInto: 1, waKey: null } : {}),
      })
    );
    for (const [n, talk] of person.talks.entries())
      await knex(conversationTable.table).insert(
        writeRow(conversationTable, {
          accountId: n + 1,
          contactId: id,
          origin: talk.origin,
          assigneeId: talk.assigneeId,
          openedAt: addedAt,
        })
      );
    for (const group of person.groups)
      await knex(groupMemberTable.table).insert({
        group_id: groupIds[group],
        contact_id: id,
        added_at: addedAt,
      });
    if (!merged)
      await ctx.db.tx(async (trx) => {
        await contactsService(app.strapi).tagContacts(trx, [id], { add: person.tags });
        const values = readValues(await listFields(trx), person.custom);
        await saveValues(
          ctx.db,
          trx,
          values.map((one) => ({ contactId: id, ...one }))
        );
      });
    await knex(contactTable.table).where({ id }).update({ changed_at: person.changedAt });
    const groups = person.groups.map((one) => groupIds[one] ?? 0);
    return { ...person, id, phone, groups, merged };
  };

  beforeAll(async () => {
    app = await bootStrapi({ database: client });
    ctx = contextOf(app.strapi);
    const { knex } = ctx.db;
    groupIds = [];
    for (const name of ['A', 'B', 'C'])
      groupIds.push(
        await insertRow(knex, groupTable.table, writeRow(groupTable, { name, addedAt: BASE }))
      );
    const kinds = { city: 'text', points: 'number', since: 'date', loyal: 'yes-no' } as const;
    for (const [fieldKey, kind] of Object.entries(kinds))
      await knex(contactFieldTable.table).insert(
        writeRow(contactFieldTable, { fieldKey, kind, label: fieldKey, addedAt: BASE })
      );
    people = [];
    const samples = fc.sample(anyPerson, { numRuns: 70, seed: 7 });
    for (const [i, person] of samples.entries())
      people.push(await insertPerson({ ...person, custom: { ...person.custom } as never }, i));
  });
  afterAll(() => app.close());

  const resolved = (choice: PeopleChoice) => audienceService(app.strapi).resolve(choice);
  const ask = async ({ from, where, bindings, key }: ReturnType<typeof choiceSql>) =>
    rawRows(
      ctx.db.dialect,
      await ctx.db.knex.raw(
        `SELECT ${key} AS id FROM ${from} WHERE ${where} ORDER BY ${key}`,
        bindings as never
      )
    ).map((row) => Number(row.id));
  const meant = async (choice: PeopleChoice) =>
    ask(choiceSql(ctx.db.dialect, await resolved(choice)));

  const named = (filter: object): object => ({
    ...filter,
    ...('groups' in filter
      ? {
          groups: Object.fromEntries(
            Object.entries(filter.groups as Record<string, number[]>).map(([side, list]) => [
              side,
              list.map((one) => groupIds[one]),
            ])
          ),
        }
      : {}),
  });

  it('[M-19] [M-20] [M-24] [P-07] means in SQL exactly the contacts that a plain evaluator finds', async () => {
    const choices = fc.sample(
      fc.record({ filter: anyFilter, except: fc.uniqueArray(fc.nat(69), { maxLength: 3 }) }),
      { numRuns: 300, seed: 11 }
    );
    let some = 0;
    for (const one of choices) {
      const choice = peopleChoice.parse({
        kind: 'all',
        filter: named(one.filter),
        except: one.except.map((i) => people[i]?.id ?? 1),
      });
      const wanted = evaluate(people, choice);
      expect({ choice, ids: await meant(choice) }).toEqual({ choice, ids: wanted });
      const { sql, bindings } = choiceCondition(ctx.db.dialect, await resolved(choice), 'd');
      const asCondition = { from: `${contactTable.table} d`, where: sql, bindings, key: 'd.id' };
      expect(await ask(asCondition)).toEqual(wanted);
      if (wanted.length > 0 && wanted.length < people.length / 2) some += 1;
    }
    // The sample asks something: most filters neither find everybody nor nobody.
    expect(some).toBeGreaterThan(60);
  });

  it('[P-22] finds whose data are missing, old or contradict themselves, and counts them for the filter', async () => {
    const facets = await createFacets(app.strapi, () => Promise.resolve([]))({ id: 1 }, 'en');
    for (const problem of qualityProblem.options) {
      const choice = peopleChoice.parse({
        kind: 'all',
        filter: { quality: { include: [problem], exclude: [] } },
        except: [],
      });
      const wanted = evaluate(people, choice);
      expect(wanted.length).toBeGreaterThan(0);
      expect(await meant(choice)).toEqual(wanted);
      expect(facets.quality.find(({ value }) => value === problem)?.people).toBe(wanted.length);
    }
  });

  it('[M-22] means only the picked contacts, without duplicates and without contacts merged away', async () => {
    const ids = people.slice(0, 20).map((one) => one.id);
    const choice: PeopleChoice = { kind: 'picked', contactIds: [...ids, ...ids, 999_999] };
    expect(await meant(choice)).toEqual(evaluate(people, choice));
    const { sql, bindings } = choiceCondition(ctx.db.dialect, await resolved(choice));
    const from = `${contactTable.table} c`;
    expect(await ask({ from, where: sql, bindings, key: 'c.id' })).toEqual(
      evaluate(people, choice)
    );
    expect(people.some((one) => one.merged)).toBe(true);
  });

  it('[M-21] [M-23] counts everybody, and walks all of them in pieces without a gap or a duplicate', async () => {
    const service = audienceService(app.strapi);
    for (const filter of [{}, { tags: { include: ['vip'], exclude: [] } }]) {
      const choice: PeopleChoice = { kind: 'all', filter, except: [people[3]?.id ?? 0] };
      const wanted = evaluate(people, choice);
      expect(await service.countChoice(choice)).toBe(wanted.length);
      const walked: number[] = [];
      for (let after = 0; ; after = walked.at(-1) ?? 0) {
        const piece = await service.pieceOf(choice, { after, limit: 7 });
        if (piece.length === 0) break;
        walked.push(...piece);
      }
      expect(walked).toEqual(wanted);
      const newest = (await service.sampleChoice(choice, 3)).map((one) => one.id);
      expect(newest).toEqual([...wanted].reverse().slice(0, 3));
    }
  });

  it('answers hostile values without an error', async () => {
    for (const text of ["'", '"; DROP TABLE x', '%', '_', '!', '\\', '🛑', '\u0000a']) {
      const choice = peopleChoice.parse({
        kind: 'all',
        filter: {
          q: text,
          tags: { include: [text], exclude: [text] },
          sources: { exclude: [text.replaceAll('\u0000', '')] },
          fields: [{ on: 'custom', key: 'city', operator: 'contains', value: text }],
        },
      });
      expect(await meant(choice)).toEqual([]);
    }
  });
});
