import { contactsService, tagTable } from '../../../server/src/contacts/public';
import { contextOf } from '../../../server/src/strapi/context';
import { databases } from '../../support/boot-strapi';
import { addPeople } from '../../support/people';
import { eventually, startWorld, type World } from '../../support/world';

interface Deed {
  changed: number;
  operationId: number | null;
}
interface Page {
  contacts: { id: number; name: string; tags: string[]; owner: { id: number } | null }[];
  nextCursor: string | null;
}

describe.each(databases())('changes to many contacts on %s', (database) => {
  let world: World;
  let groupId: number;
  let ids: number[];

  beforeAll(async () => {
    world = await startWorld({ database });
    groupId = await addPeople(world, { group: 'All', count: 12, optIn: 6 });
    ids = (
      (await world.strapi.db.connection('whatsapp_contacts').orderBy('id').select('id')) as {
        id: number;
      }[]
    ).map((row) => Number(row.id));
  });
  afterAll(() => world.close());

  const all = (filter: object = {}, except: number[] = []) => ({ kind: 'all', filter, except });
  const search = async (filter: object, limit = 50, cursor?: string): Promise<Page> =>
    (await world.api.post<Page>('/whatsapp/people/search', { filter, limit, cursor })).body;
  const count = async (choice: object): Promise<number> =>
    (await world.api.post<{ total: number }>('/whatsapp/people/count', { choice })).body.total;
  const act = async (what: string, body: object): Promise<Deed> => {
    const answer = await world.api.post<Deed>(`/whatsapp/people/${what}`, body);
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 200 });
    return answer.body;
  };
  const members = async (id: number): Promise<number> => {
    const { body } = await world.api.get<{ groups: { id: number; members: number }[] }>(
      '/whatsapp/groups'
    );
    return body.groups.find((group) => group.id === id)?.members ?? -1;
  };

  it('[P-01] lists the contacts of a filter page by page, newest first', async () => {
    const first = await search({ groups: { include: [groupId], exclude: [] } }, 5);
    expect(first.contacts.map((one) => one.id)).toEqual([...ids].reverse().slice(0, 5));
    const second = await search(
      { groups: { include: [groupId], exclude: [] } },
      5,
      first.nextCursor ?? ''
    );
    expect(second.contacts.map((one) => one.id)).toEqual([...ids].reverse().slice(5, 10));
    const third = await search(
      { groups: { include: [groupId], exclude: [] } },
      5,
      second.nextCursor ?? ''
    );
    expect(third.contacts).toHaveLength(2);
    expect(third.nextCursor).toBeNull();
  });

  it('[C-25] tags everybody who matches but the excluded ones, and the tag filters', async () => {
    const [out = 0] = ids;
    const told: number[] = [];
    contactsService(world.strapi).tagEffects.push((_trx, added) => {
      told.push(...added.map((one) => one.contactId));
      return Promise.resolve();
    });
    const choice = all({ groups: { include: [groupId], exclude: [] } }, [out]);
    const body = { choice, add: ['VIP', 'İstanbul'], remove: [] };
    expect(await act('tags', body)).toEqual({ changed: 11, operationId: null });
    expect(new Set(told)).toEqual(new Set(ids.slice(1)));
    // A second time nobody gets anything new.
    told.length = 0;
    expect((await act('tags', body)).changed).toBe(0);
    expect(told).toEqual([]);
    expect(await count(all({ tags: { include: ['vip'], exclude: [] } }))).toBe(11);
    expect(await count(all({ tags: { include: [], exclude: ['ISTANBUL'] } }))).toBe(1);
    const removed = await act('tags', {
      choice: { kind: 'picked', contactIds: ids.slice(0, 3) },
      add: [],
      remove: ['istanbul'],
    });
    expect(removed.changed).toBe(2);
    const [shown] = (await search({ q: 'Person 12' })).contacts;
    expect(shown?.tags).toEqual(['İstanbul', 'VIP']);
  });

  it('[C-25] a renamed tag keeps its contacts and its former name, another tag’s name joins the two', async () => {
    type Tags = { tags: { id: number; name: string; people: number }[] };
    const tags = async () => (await world.api.get<Tags>('/whatsapp/tags')).body.tags;
    const vip = (await tags()).find((tag) => tag.name === 'VIP');
    await world.api.put(`/whatsapp/tags/${vip?.id}`, { name: 'Değerli' });
    // An exclusion by the former name must not let these people through.
    expect(await count(all({ tags: { include: [], exclude: ['vip'] } }))).toBe(1);
    expect(await count(all({ tags: { include: ['DEĞERLİ'], exclude: [] } }))).toBe(11);
    expect(await count(all({ tags: { include: ['vip', 'nobody has this'], exclude: [] } }))).toBe(
      11
    );
    const joined = await world.api.put<{ joined: boolean }>(`/whatsapp/tags/${vip?.id}`, {
      name: 'istanbul',
    });
    expect(joined.body.joined).toBe(true);
    expect(await tags()).toMatchObject([{ name: 'İstanbul', people: 11 }]);
    expect(await count(all({ tags: { include: ['VIP'], exclude: [] } }))).toBe(11);
    const rows = (await world.strapi.db.connection(tagTable.table).count({ n: '*' }).first()) as {
      n: unknown;
    };
    expect(Number(rows.n)).toBe(3);
  });

  it('[P-02] sets an owner for contacts, who filters', async () => {
    const me = (await world.api.get<{ me: number }>('/whatsapp/agents')).body.me;
    const choice = { kind: 'picked', contactIds: ids.slice(0, 4) };
    expect((await act('owner', { choice, ownerId: me })).changed).toBe(4);
    expect(await count(all({ owners: { include: [me], exclude: [] } }))).toBe(4);
    expect(await count(all({ owners: { include: [], exclude: [0] } }))).toBe(4);
    const refused = await world.api.post('/whatsapp/people/owner', { choice, ownerId: 99_999 });
    expect(refused.status).toBe(400);
  });

  it('[P-05] [P-07] fills a group by filter, without duplicates, and removes contacts again', async () => {
    const made = await world.api.post<{ id: number }>('/whatsapp/groups', { name: 'Filtered' });
    const id = made.body.id;
    const choice = all({ consent: { include: ['in'], exclude: [] } });
    expect((await act('group', { choice, groupId: id, action: 'add' })).changed).toBe(6);
    expect((await act('group', { choice, groupId: id, action: 'add' })).changed).toBe(0);
    expect((await act('group', { choice: all(), groupId: id, action: 'add' })).changed).toBe(6);
    expect(await members(id)).toBe(12);
    const out = { choice: { kind: 'picked', contactIds: ids.slice(0, 2) }, groupId: id };
    expect((await act('group', { ...out, action: 'remove' })).changed).toBe(2);
    expect(await members(id)).toBe(10);
  });

  it('[P-09] finds who is inactive, opted out or unreachable, and removes them at once', async () => {
    const { knex } = contextOf(world.strapi).db;
    const id = (await world.api.post<{ id: number }>('/whatsapp/groups', { name: 'Stale' })).body
      .id;
    await act('group', { choice: all(), groupId: id, action: 'add' });
    const long = Date.now() - 400 * 86_400_000;
    const contacts = () => knex('whatsapp_contacts');
    await contacts().whereIn('id', ids.slice(0, 3)).update({ added_at: long });
    await contacts()
      .where({ id: ids[2] })
      .update({ last_inbound_at: Date.now() - 86_400_000 });
    await contacts()
      .whereIn('id', [ids[1] ?? 0, ids[4] ?? 0])
      .update({ marketing: 'out' });
    await contacts().where({ id: ids[5] }).update({ blocked: true });
    const look = (body: object) => world.api.post(`/whatsapp/groups/${id}/hygiene`, body);
    const reasons = ['inactive', 'opted-out'];
    // One person is both inactive and opted out and counts once in the total.
    expect((await look({ reasons, inactiveDays: 180 })).body).toEqual({
      inactive: 2,
      optedOut: 2,
      unreachable: 1,
      total: 3,
    });
    const list = await world.api.get<{ groups: object[] }>('/whatsapp/groups');
    expect(list.body.groups).toContainEqual(
      expect.objectContaining({ id, members: 12, inactive: 2, optedOut: 2, unreachable: 1 })
    );
    const clean = await world.api.post(`/whatsapp/groups/${id}/clean`, {
      reasons,
      inactiveDays: 180,
    });
    expect(clean.body).toEqual({ changed: 3 });
    expect(await members(id)).toBe(9);
    expect((await world.api.post(`/whatsapp/groups/${id}/clean`, {})).body).toEqual({ changed: 0 });
  });

  it('exports the chosen contacts without a cell that a spreadsheet would run', async () => {
    await contextOf(world.strapi)
      .db.knex('whatsapp_contacts')
      .where({ id: ids[7] })
      .update({ name: '=HYPERLINK("http://x")', email: 'a@example.com' });
    const token = await world.adminToken();
    const answer = await world.http
      .post('/whatsapp/people/export')
      .set('Authorization', `Bearer ${token}`)
      .send({ choice: { kind: 'picked', contactIds: ids.slice(7, 9) } })
      .expect(200);
    const lines = answer.text.replace('\uFEFF', '').trim().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(lines[2]).toContain('+9055');
    expect(answer.headers['content-type']).toContain('text/csv');
  });

  it('[M-25] saves a filter, gives it back and refuses a second one of its name', async () => {
    const filter = { tags: { include: ['vip'], exclude: [] } };
    const body = { name: 'VIPs', filter };
    const made = await world.api.post<{ id: number }>('/whatsapp/people/views', body);
    const listed = await world.api.get<{ views: object[] }>('/whatsapp/people/views');
    expect(listed.body.views).toEqual([expect.objectContaining(body)]);
    expect((await world.api.post('/whatsapp/people/views', body)).status).toBe(409);
    await world.api.del(`/whatsapp/people/views/${made.body.id}`);
    expect((await world.api.get<{ views: object[] }>('/whatsapp/people/views')).body.views).toEqual(
      []
    );
  });

  it('[M-23] changes more than a thousand contacts as an operation, exactly those', async () => {
    await addPeople(world, { group: 'Crowd', count: 1_200, optIn: 0, from: 1_000 });
    const total = await count(all());
    const choice = all({}, ids.slice(0, 5));
    const started = await act('tags', { choice, add: ['crowd'], remove: [] });
    expect(started.operationId).toEqual(expect.any(Number));
    await eventually('the operation is done', async () => {
      const { body } = await world.api.get<{ finished: { id: number; state: string }[] }>(
        '/whatsapp/operations'
      );
      return body.finished.find((one) => one.id === started.operationId)?.state === 'done';
    });
    expect(await count(all({ tags: { include: ['crowd'], exclude: [] } }))).toBe(total - 5);
    const made = await world.api.post<{ id: number }>('/whatsapp/groups', { name: 'Everybody' });
    await act('group', { choice, groupId: made.body.id, action: 'add' });
    await eventually('the group is full', async () => (await members(made.body.id)) === total - 5);
  });

  it('refuses to delete more contacts than the button said, and deletes exactly the chosen', async () => {
    const before = await count(all());
    const choice = { kind: 'picked', contactIds: ids.slice(9, 12) };
    const refused = await world.api.post<{ error: { details: object } }>(
      '/whatsapp/people/delete',
      { choice, expected: 2 }
    );
    expect(refused.status).toBe(409);
    expect(refused.body.error.details).toMatchObject({ kind: 'number-moved', count: 3 });
    expect(await act('delete', { choice, expected: 3 })).toEqual({ changed: 3, operationId: null });
    expect(await count(all())).toBe(before - 3);
  });
});
