import { newContact } from '../../../server/src/contacts/public';
import { insertContact } from '../../../server/src/contacts/store';
import type { PreflightResult } from '../../../server/src/contracts/campaigns';
import type { ContactView } from '../../../server/src/contracts/contacts';
import { groupsService } from '../../../server/src/groups/public';
import { databases } from '../../support/boot-strapi';
import { nextSecond } from '../../support/world';
import { startArena, type Arena } from '../engine/arena';
import { halfKnown, idsFrom, secondsAgo, type Ids } from './half-known';

describe.each(databases())('the number of a contact that messages go to, on %s', (database) => {
  let arena: Arena;
  beforeAll(async () => {
    arena = await startArena({ database });
  });
  afterAll(() => arena.close());

  const newIds = idsFrom(2);
  const { add, writesByNumber, writes } = halfKnown(() => arena, newIds);
  const shown = async (id: number) =>
    (await arena.api.get<{ contact: ContactView }>(`/whatsapp/contacts/${id}`)).body.contact;
  const edit = async (id: number, { number }: Ids) =>
    expect((await arena.api.put(`/whatsapp/contacts/${id}`, { phone: `+${number}` })).status).toBe(
      200
    );
  const idOf = async ({ number }: Ids) =>
    (
      (await arena
        .knex('whatsapp_contacts')
        .whereNull('merged_into')
        .where({ phone: `+${number}` })
        .first('id')) as { id: number } | undefined
    )?.id;
  /** The number that the next message goes to. */
  const goesTo = async (id: number): Promise<string | undefined> => {
    const to = (await arena.knex('whatsapp_contacts').where({ id }).first()) as {
      wa_id: string | null;
      phone: string | null;
    };
    return to.wa_id ?? to.phone?.slice(1);
  };

  it('[X-15] [P-01] edited by hand, then a message from the old one: the page shows where the next one goes', async () => {
    const [old, typed] = [newIds(), newIds()];
    await writes(old, 'Hello');
    const id = (await idOf(old)) ?? 0;
    await edit(id, typed);
    expect((await shown(id)).phone).toBe(`+${typed.number}`);
    // What was written before the edit, and comes late, takes nothing back.
    await writes(old, 'on its way', secondsAgo(60));
    expect(await shown(id)).toMatchObject({ phone: `+${typed.number}`, waId: null });
    await nextSecond();
    await nextSecond();
    await writes(old, 'still me');
    expect(await shown(id)).toMatchObject({ phone: `+${old.number}`, waId: old.number });
    expect(await goesTo(id)).toBe(old.number);
  });

  const merged = async (one: Ids, two: Ids): Promise<number> => {
    const ids = [await add(one), await add(two)];
    const answer = await arena.api.post<{ id: number }>('/whatsapp/contacts/merge', { ids });
    expect(answer.status).toBe(200);
    return answer.body.id;
  };

  it('[P-10] [X-15] after a merge a message from the number that was dropped finds the contact', async () => {
    const [one, two] = [newIds(), newIds()];
    const id = await merged(one, two);
    const dropped = (await goesTo(id)) === one.number ? two : one;
    await writesByNumber(dropped, 'my other phone');
    expect(await goesTo(id)).toBe(dropped.number);
    expect((await shown(id)).phone).toBe(`+${dropped.number}`);
    // And back again.
    const kept = dropped === one ? two : one;
    await writesByNumber(kept, 'and this one');
    expect(await goesTo(id)).toBe(kept.number);
    expect(await idOf(dropped)).toBeUndefined();
  });

  it('[P-11] [X-15] who wrote STOP from a number that is replaced then is still out when it is added again', async () => {
    const [one, two] = [newIds(), newIds()];
    const id = await merged(one, two);
    const dropped = (await goesTo(id)) === one.number ? two : one;
    const kept = dropped === one ? two : one;
    await writesByNumber(kept, 'STOP');
    expect((await shown(id)).consent.marketing).toBe('out');
    await writesByNumber(dropped, 'my other phone');
    expect(await goesTo(id)).toBe(dropped.number);
    expect((await shown(await add(kept))).consent.marketing).toBe('out');
  });

  it('[X-15] who comes with a number that somebody left before the update is a stranger', async () => {
    const [left, kept] = [newIds(), newIds()];
    const id = await add(kept);
    const at = Date.now();
    // As versions before wrote down a number that a person had left: nothing but its times says so.
    const mover = (await arena.knex('whatsapp_contacts').where({ id }).first()) as object;
    const noKeys = { wa_key: null, bsuid_key: null, address_key: null, document_id: left.userId };
    const number = { phone: `+${left.number}`, wa_id: left.number, merged_into: id, ids_at: null };
    const times = { added_at: at, changed_at: at };
    const { id: _id, ...columns } = mover as { id: number };
    await arena.knex('whatsapp_contacts').insert({ ...columns, ...noKeys, ...number, ...times });
    await writesByNumber(left, 'who is this?');
    expect(await goesTo(id)).toBe(kept.number);
    expect(await idOf(left)).not.toBe(id);
  });

  it('[P-10] [X-15] with a user id it may be the number’s new owner, who is a stranger', async () => {
    const [one, two] = [newIds(), newIds()];
    const id = await merged(one, two);
    const dropped = (await goesTo(id)) === one.number ? two : one;
    await writes(dropped, 'Hello');
    const stranger = await idOf(dropped);
    expect(stranger).toBeDefined();
    expect(stranger).not.toBe(id);
  });

  describe.each([
    ['Ivory Coast', '22507181123', '2250707181123'],
    ['Benin', '22961000050', '2290161000050'],
  ])('of %s, which gave all of them two digits more', (country, before, now) => {
    it('[P-10] [O-22] who is known by the one of before is opted out by a STOP from the one of today', async () => {
      const id = await add({ number: before, userId: '' });
      expect((await shown(id)).consent.marketing).toBe('none');
      await writesByNumber({ number: now, userId: '' }, 'STOP');
      expect((await shown(id)).consent.marketing).toBe('out');
      expect(await goesTo(id)).toBe(now);
    });

    it('[P-10] [M-42] two contacts with its two spellings get a campaign once', async () => {
      const agreed = { marketing: 'in', utility: 'in', source: 'import', addedAt: 1 } as const;
      // The next number, because the person of above is there already.
      const people = [now, before].map((digits) => `+${Number(digits) + 1}`);
      const ids: number[] = [];
      for (const phone of people) {
        const row = newContact({ ...agreed, name: phone, phone }, Math.random);
        ids.push(await insertContact(arena.knex, row));
      }
      const groups = groupsService(arena.strapi);
      const { id: groupId } = await groups.create({ name: country });
      await groups.addMembers(groupId, ids);
      const id = await arena.start(0, { groupId, launch: false });
      const path = `/whatsapp/campaigns/${id}`;
      expect((await arena.api.post<PreflightResult>(`${path}/preflight`)).body).toMatchObject({
        ...{ matched: 2, willReceive: 1 },
        exclusions: [{ reason: 'duplicate', count: 1 }],
      });
      const launched = await arena.api.post(`${path}/launch`, { expected: 1, typed: 1 });
      expect(launched.status).toBe(200);
      await arena.ended(id);
      expect([...(await arena.accepted(id)).values()]).toEqual([1]);
    });
  });
});
