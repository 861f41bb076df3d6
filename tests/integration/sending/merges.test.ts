import type { ContactsService } from '../../../server/src/contacts/public';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { newPeople, startArena, type Arena } from '../engine/arena';

describe.each(databases())('contacts who are merged while a campaign runs, on %s', (database) => {
  let arena: Arena;
  let contacts: ContactsService;
  let back = () => {};
  beforeAll(async () => {
    arena = await startArena({ database });
    contacts = arena.strapi.plugin('whatsapp').service('contacts') as ContactsService;
  });
  beforeEach(async () => {
    back = await arena.restWorkers();
  });
  afterEach(() => back());
  afterAll(() => arena.close());

  const merge = (ids: [number, number]) =>
    arena.strapi.db.connection.transaction((trx) => contacts.merge(trx, ids, Date.now()));
  const membersOf = async (groupId: number): Promise<number[]> => {
    const rows = (await arena
      .knex('whatsapp_group_members')
      .where({ group_id: groupId })
      .orderBy('contact_id')
      .select('contact_id')) as { contact_id: unknown }[];
    return rows.map((row) => Number(row.contact_id));
  };
  /** A launched campaign whose rows exist and wait, and its people in the order of their ids. */
  const waiting = async (people: number) => {
    const groupId = await newPeople(arena, people);
    const id = await arena.start(0, { groupId });
    await eventually('its rows', async () => {
      const { state } = await arena.campaign(id);
      return state === 'running' && (await arena.rows(id)).length === people;
    });
    return { id, people: await membersOf(groupId) };
  };
  const finish = async (id: number) => {
    back();
    back = () => {};
    await arena.ended(id);
    return { rows: await arena.rows(id), accepted: await arena.accepted(id) };
  };
  /** Somebody who is in no campaign, older or younger than the audience. */
  const outsider = async () => {
    const [id] = await membersOf(await newPeople(arena, 1));
    return id ?? 0;
  };

  it('[M-42] a contact with two rows of a campaign gets it once', async () => {
    const { id, people } = await waiting(3);
    await merge([people[0] ?? 0, people[1] ?? 0]);
    const { rows, accepted } = await finish(id);
    expect(accepted.size).toBe(2);
    expect(rows.filter((row) => row.reason === 'duplicate')).toHaveLength(1);
  });

  it('[M-42] a row goes to the survivor who is not in the audience, exactly once', async () => {
    const survivor = await outsider();
    const { id, people } = await waiting(2);
    await merge([survivor, people[0] ?? 0]);
    const { rows, accepted } = await finish(id);
    expect(accepted.size).toBe(2);
    expect(rows.map((row) => row.contactId)).toContain(survivor);
    expect([...accepted.values()]).toEqual([1, 1]);
  });

  it('[M-42] a row that was written while its contact was merged follows to the survivor, once', async () => {
    const survivor = await outsider();
    const { id, people } = await waiting(3);
    const [first = 0, second = 0] = people;
    await merge([survivor, first]);
    await merge([survivor, second]);
    // As a snapshot leaves it that had read both people before the merges: one row each, of people who are no more.
    await arena.knex('whatsapp_recipients').where({ campaign_id: id, contact_id: survivor }).del();
    const [left] = (await arena
      .knex('whatsapp_recipients')
      .where({ campaign_id: id })
      .select()) as Record<string, unknown>[];
    const { id: _own, ...copy } = left ?? {};
    for (const [n, contactId] of [first, second].entries()) {
      const key = {
        contact_id: contactId,
        address_key: `merged-${n}`,
        state: 'queued',
        reason: null,
      };
      await arena
        .knex('whatsapp_recipients')
        .where({ campaign_id: id, contact_id: contactId })
        .del();
      await arena.knex('whatsapp_recipients').insert({ ...copy, ...key });
    }
    const { rows, accepted } = await finish(id);
    const mine = rows.filter((row) => [survivor, first, second].includes(row.contactId));
    expect(mine.filter((row) => row.wamid !== null)).toHaveLength(1);
    expect(mine.filter((row) => row.reason === 'merged')).toHaveLength(1);
    expect(mine.find((row) => row.wamid !== null)?.contactId).toBe(survivor);
    expect(accepted.size).toBe(2); // the survivor and the third person
  });
});
