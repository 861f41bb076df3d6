import { keyOf } from '../../server/src/kernel/hash';
import type { World } from './world';

interface Services {
  groups: {
    create(body: { name: string }): Promise<{ id: number }>;
    addMembers(id: number, ids: number[]): Promise<number>;
  };
}

/**
 * As scattered as the random bucket of a real person, and the same in each run: a campaign shares people out by multiplying
 * it, which would leave neighbours together.
 */
const bucketOf = (n: number): number => {
  const mixed = Math.imul(n ^ (n >>> 16), 0x45d9f3b);
  const again = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b);
  return ((again ^ (again >>> 16)) >>> 0) % 10_000;
};

/**
 * Makes people `Person 1`… with numbers of their own in one insert, the first `optIn` of them with marketing and utility
 * consent, and puts them into a new group. Answers the group's id.
 */
export const addPeople = async (
  world: Pick<World, 'strapi'>,
  { group, count, optIn, from = 1 }: { group: string; count: number; optIn: number; from?: number }
): Promise<number> => {
  const knex = world.strapi.db.connection;
  const now = Date.now();
  const rows = Array.from({ length: count }, (_, i) => {
    const n = from + i;
    const waId = `9055${String(10_000_000 + n)}`;
    const consent = i < optIn ? 'in' : 'none';
    return {
      name: `Person ${n}`,
      name_search: `person ${n}`,
      phone: `+${waId}`,
      wa_id: waId,
      wa_key: keyOf(waId),
      address_key: keyOf(waId),
      country: 'TR',
      source: 'import',
      marketing: consent,
      utility: consent,
      blocked: false,
      bucket: bucketOf(n),
      sample: false,
      added_at: now,
      changed_at: now,
    };
  });
  for (let i = 0; i < rows.length; i += 200)
    await knex('whatsapp_contacts').insert(rows.slice(i, i + 200));
  const made = (await knex('whatsapp_contacts')
    .whereIn('wa_key', rows.map((r) => r.wa_key).slice(0, 900))
    .select('id')) as { id: number }[];
  const ids =
    count > 900
      ? ((await knex('whatsapp_contacts').where('name', 'like', 'Person %').select('id')) as {
          id: number;
        }[])
      : made;
  const groups = world.strapi.plugin('whatsapp').service('groups') as Services['groups'];
  const { id } = await groups.create({ name: group });
  for (let i = 0; i < ids.length; i += 500)
    await groups.addMembers(
      id,
      ids.slice(i, i + 500).map((r) => r.id)
    );
  return id;
};
