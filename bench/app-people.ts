import type { Core } from '@strapi/types';
import { keyOf } from '../server/src/kernel/hash';

const CONTACTS = 'whatsapp_contacts';
const MEMBERS = 'whatsapp_group_members';

/** The number of the nth person, without a plus. */
export const waIdOf = (n: number): string => `9055${String(10_000_000 + n)}`;

const person = (n: number, now: number) => {
  const waId = waIdOf(n);
  const key = keyOf(waId);
  return {
    name: `Person ${n}`,
    name_search: `person ${n}`,
    phone: `+${waId}`,
    wa_id: waId,
    wa_key: key,
    address_key: key,
    country: 'TR',
    source: 'import',
    marketing: 'in',
    utility: 'in',
    blocked: false,
    bucket: n % 10_000,
    sample: false,
    added_at: now,
    changed_at: now,
  };
};

/** Adds people until there are `count`, and a group of the first `members` of them. Answers the group's id. */
export const addContacts = async (
  strapi: Core.Strapi,
  { count, members }: { count: number; members: number }
): Promise<number> => {
  const knex = strapi.db.connection;
  const now = Date.now();
  const [have] = (await knex(CONTACTS).count({ n: '*' })) as { n: unknown }[];
  // One transaction: a commit for every few people would be most of the time.
  await knex.transaction(async (trx) => {
    for (let from = Number(have?.n ?? 0) + 1; from <= count; from += 200) {
      const size = Math.min(200, count - from + 1);
      await trx(CONTACTS).insert(Array.from({ length: size }, (_, i) => person(from + i, now)));
    }
  });
  const groups = strapi.plugin('whatsapp').service('groups') as {
    create(body: { name: string }): Promise<{ id: number }>;
  };
  const { id } = await groups.create({ name: `Bench ${members} ${performance.now()}` });
  await knex.raw(
    `INSERT INTO ${MEMBERS} (group_id, contact_id, added_at)
     SELECT ?, c.id, ? FROM (SELECT id FROM ${CONTACTS} ORDER BY id LIMIT ${members}) c`,
    [id, now]
  );
  return id;
};

/** The usual way to write an audience: one insert per person. Answers rows per second. */
export const naiveSnapshot = async (strapi: Core.Strapi, rows: number): Promise<number> => {
  const knex = strapi.db.connection;
  const people = (await knex(CONTACTS).orderBy('id').limit(rows).select('id', 'address_key')) as {
    id: number;
    address_key: string;
  }[];
  const started = performance.now();
  for (const { id, address_key } of people) {
    await knex('whatsapp_recipients').insert({
      campaign_id: 999_999,
      contact_id: id,
      account_id: 1,
      address_key,
      state: 'skipped',
      due_at: 0,
      attempt: 1,
      tries: 0,
      rank: 0,
      claim_epoch: 0,
      held: false,
      in_limit: false,
      doubled: false,
    });
  }
  const seconds = (performance.now() - started) / 1000;
  await knex('whatsapp_recipients').where({ campaign_id: 999_999 }).del();
  return people.length / seconds;
};
