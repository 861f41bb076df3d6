import { consentService } from '../../../server/src/consent/public';
import { contactsService } from '../../../server/src/contacts/public';
import { groupsService } from '../../../server/src/groups/public';
import { both } from '../../../server/src/kernel/input-words';
import { contextOf } from '../../../server/src/strapi/context';
import { bootStrapi, databases, type BootedStrapi } from '../../support/boot-strapi';

describe.each(databases())('groups on %s', (client) => {
  let app: BootedStrapi;
  let token: string;
  let people: number[];

  beforeAll(async () => {
    app = await bootStrapi({ database: client });
    token = await app.adminToken();
    people = [];
    for (let i = 0; i < 5; i += 1) {
      const phone = `+9053200010${10 + i}`;
      people.push((await contactsService(app.strapi).create({ name: `P${i}`, phone })).id);
    }
  });
  afterAll(() => app.close());

  const call = (method: 'get' | 'post' | 'put' | 'delete', url: string) =>
    app.http[method](`/whatsapp${url}`).set('Authorization', `Bearer ${token}`);
  const make = async (name: string): Promise<number> =>
    (await call('post', '/groups').send({ name, description: 'x' }).expect(200)).body.id as number;
  const optIn = (contactId: number) =>
    consentService(app.strapi).record(null, {
      contactId,
      category: 'marketing',
      action: 'opt-in',
      source: 's',
      at: 1,
    });

  it('[P-04] have a name of their own and a description', async () => {
    const id = await make('VIP');
    const twin = await call('post', '/groups').send({ name: 'VIP' }).expect(409);
    expect(twin.body.error.details).toMatchObject({ kind: 'name-taken', field: 'name' });
    const changed = await call('put', `/groups/${id}`)
      .send({ name: 'VIP 2', description: null })
      .expect(200);
    expect(changed.body).toMatchObject({
      name: 'VIP 2',
      description: null,
      members: 0,
      messageable: 0,
    });
    await call('post', '/groups').send({ name: '  \u0000 ' }).expect(400);
    await call('post', '/groups')
      .send({ name: 'x'.repeat(121) })
      .expect(400);
  });

  it('[P-05] [P-09] are filled by hand and tell how many they hold, and how many may get marketing', async () => {
    const id = await make('Counted');
    const [a = 0, b = 0, c = 0] = people;
    await optIn(a);
    const added = await call('post', `/groups/${id}/members`)
      .send({ contactIds: [a, b, c, a, 2147483000] })
      .expect(200);
    expect(added.body).toEqual({ changed: 3 });
    expect(
      (
        await call('post', `/groups/${id}/members`)
          .send({ contactIds: [a] })
          .expect(200)
      ).body.changed
    ).toBe(0);
    expect(await groupsService(app.strapi).view(id)).toMatchObject({ members: 3, messageable: 1 });
    const removed = await call('post', `/groups/${id}/members/remove`)
      .send({ contactIds: [b, b] })
      .expect(200);
    expect(removed.body).toEqual({ changed: 1 });
    const { groups } = (await call('get', '/groups').expect(200)).body as {
      groups: { name: string; members: number }[];
    };
    expect(groups.find((group) => group.name === 'Counted')?.members).toBe(2);
  });

  it('[P-08] filter the Contacts page', async () => {
    const id = await make('Filter');
    const [, b = 0, c = 0] = people;
    await groupsService(app.strapi).addMembers(id, [b, c]);
    const list = await call('get', '/contacts').query({ groupId: id, limit: 1 }).expect(200);
    expect((list.body.contacts as { id: number }[]).map((one) => one.id)).toEqual([c]);
    const next = await call('get', '/contacts')
      .query({ groupId: id, cursor: list.body.nextCursor })
      .expect(200);
    expect((next.body.contacts as { id: number }[]).map((one) => one.id)).toEqual([b]);
    expect(
      (await call('get', '/contacts/count').query({ groupId: id, q: 'P1' }).expect(200)).body
    ).toEqual({ total: 1 });
    const details = await call('get', `/contacts/${c}`).expect(200);
    expect(details.body.groups).toContainEqual({ id, name: 'Filter' });
  });

  it('keep the place of a person whose two contacts became one', async () => {
    const id = await make('Merge');
    const [, , , d = 0, e = 0] = people;
    await groupsService(app.strapi).addMembers(id, [e]);
    const { mergeEffects } = contactsService(app.strapi);
    const { mergeEffect } = groupsService(app.strapi);
    const wired = mergeEffects.includes(mergeEffect);
    if (!wired) mergeEffects.push(mergeEffect);
    await contextOf(app.strapi).db.tx((trx) => contactsService(app.strapi).merge(trx, [d, e], 9));
    if (!wired) mergeEffects.splice(mergeEffects.indexOf(mergeEffect), 1);
    expect(await groupsService(app.strapi).groupsOf(d)).toEqual([{ id, name: 'Merge' }]);
    expect(await groupsService(app.strapi).view(id)).toMatchObject({ members: 1 });
  });

  it('go away without their contacts, unless somebody needs them', async () => {
    const id = await make('Gone');
    await groupsService(app.strapi).addMembers(id, [people[0] ?? 0]);
    const reason = both(['A campaign uses it.', 'Wait.'], ['Kampanya kullanıyor.', 'Bekleyin.']);
    const guard = () => Promise.resolve(reason);
    groupsService(app.strapi).guards.push(guard);
    await call('delete', `/groups/${id}`).expect(409);
    groupsService(app.strapi).guards.splice(groupsService(app.strapi).guards.indexOf(guard), 1);
    await call('delete', `/groups/${id}`).expect(200);
    await call('delete', `/groups/${id}`).expect(404);
    await call('get', `/contacts/${people[0]}`).expect(200);
  });

  it('refuse hostile members', async () => {
    const id = await make('Hostile');
    for (const contactIds of [
      [],
      ['1 OR 1=1'],
      [-1],
      [1.5],
      [2147483648],
      Array(5001).fill(1),
      'all',
      null,
    ]) {
      await call('post', `/groups/${id}/members`).send({ contactIds }).expect(400);
    }
    await call('post', `/groups/99999999/members`)
      .send({ contactIds: [1] })
      .expect(404);
  });

  it('[X-05] are changed only by who may', async () => {
    const reader = await app.adminToken({ actions: ['contact.browse'] });
    const as = (method: 'get' | 'post') =>
      app.http[method]('/whatsapp/groups').set('Authorization', `Bearer ${reader}`);
    await as('get').expect(200);
    await as('post').send({ name: 'No' }).expect(403);
  });
});
