import { audienceService } from '../../../server/src/audience/public';
import type {
  SegmentCondition,
  SegmentGroup,
  SegmentPreview,
  SegmentView,
} from '../../../server/src/contracts/segments';
import { runtimeService } from '../../../server/src/runtime/public';
import { databases } from '../../support/boot-strapi';
import { addPeople } from '../../support/people';
import { eventually, startWorld, type World } from '../../support/world';
import { CUSTOMER, customerMapping, recordsWorld } from '../records/records-world';

interface Refused {
  error: { details: { kind: string; field?: string } };
}

const all = (...nodes: SegmentGroup['nodes']): SegmentGroup => ({
  kind: 'group',
  not: false,
  match: 'all',
  nodes,
});
const inGroup = (...ids: number[]): SegmentCondition => ({
  kind: 'people',
  not: false,
  filter: { groups: { include: ids, exclude: [] } },
});
const inSegment = (id: number, not = false): SegmentCondition => ({
  kind: 'people',
  not,
  filter: { segments: { include: [id], exclude: [] } },
});

describe.each(databases())('segments, on %s', (database) => {
  let world: World;
  let thirty: number;
  let forty: number;

  beforeAll(async () => {
    world = await startWorld({ database });
    thirty = await addPeople(world, { group: 'Thirty', count: 30, optIn: 25 });
    forty = await addPeople(world, { group: 'Forty', count: 40, optIn: 0, from: 100 });
  });
  afterAll(() => world.close());

  const create = <T = SegmentView>(name: string, tree: SegmentGroup) =>
    world.api.post<T>('/whatsapp/segments', { name, tree });
  const preview = async (tree: SegmentGroup, id?: number) =>
    (await world.api.post<SegmentPreview>('/whatsapp/segments/preview', { tree, id })).body;
  const count = (segment: number, exclude = false) =>
    audienceService(world.strapi).countChoice({
      kind: 'all',
      filter: {
        segments: { include: exclude ? [] : [segment], exclude: exclude ? [segment] : [] },
      },
      except: [],
    });

  it('[P-13] follow the data: who joins the group is in the segment from then on, and counts are kept with their time', async () => {
    const { status, body } = await create('Follows', all(inGroup(thirty)));
    expect(status).toBe(200);
    expect(body).toMatchObject({ people: 30, messageable: 25, uses: [] });
    expect(body.countedAt).toBeGreaterThan(0);
    const { body: made } = await world.api.post<{ id: number }>('/whatsapp/contacts', {
      name: 'Late',
      phone: '+905329990001',
    });
    await world.api.post(`/whatsapp/groups/${thirty}/members`, { contactIds: [made.id] });
    expect(await count(body.id)).toBe(31);
    await world.api.post(`/whatsapp/groups/${thirty}/members/remove`, { contactIds: [made.id] });
    expect(await count(body.id)).toBe(30);
  });

  it('[P-13] the list counts again what is older than a minute, and says when', async () => {
    const { body } = await create('Grows', all(inGroup(thirty)));
    const shown = async () =>
      (await world.api.get<{ segments: SegmentView[] }>('/whatsapp/segments')).body.segments.find(
        ({ id }) => id === body.id
      );
    const hourAgo = Date.now() - 3_600_000;
    const old = { people: 0, messageable: 0, counted_at: hourAgo };
    const { connection } = world.strapi.db;
    await connection('whatsapp_segments').where({ id: body.id }).update(old);
    await eventually('the number of now', async () => (await shown())?.people === 30);
    const now = await shown();
    expect(now?.messageable).toBe(25);
    expect(now?.countedAt).toBeGreaterThan(hourAgo);
    // Just counted: it is not counted at each look.
    await connection('whatsapp_segments').where({ id: body.id }).update({ people: 7 });
    expect((await shown())?.people).toBe(7);
    await runtimeService(world.strapi).background.settled();
    expect((await shown())?.people).toBe(7);
  });

  it('[P-20] [P-21] say their size, a sample and what is odd before they are saved', async () => {
    const { body: first } = await create('The forty', all(inGroup(forty)));
    const same = await preview(all(inGroup(forty), { ...inGroup(thirty), not: true }));
    expect(same).toMatchObject({ people: 40, messageable: 0 });
    expect(same.sample).toHaveLength(5);
    expect(same.warnings).toEqual([
      { kind: 'same-as', id: first.id, name: 'The forty', percent: 100 },
    ]);
    // The one that is edited is not compared with itself.
    expect((await preview(first.tree, first.id)).warnings).toEqual([]);
    expect((await preview(all(inGroup(thirty), inGroup(forty)))).warnings).toEqual([
      { kind: 'empty' },
    ]);
    expect((await preview(all())).warnings).toEqual([{ kind: 'everyone' }]);
    const named = { kind: 'people' as const, not: false, filter: { q: 'Late' } };
    expect((await preview(all(named))).warnings).toEqual([{ kind: 'tiny', people: 1 }]);
  });

  it('[P-23] keep the templates that are meant for their contacts, and refuse one that does not exist', async () => {
    await world.api.post('/whatsapp/templates/sync', { accountId: world.accountId });
    const { body: known } = await world.api.get<{ templates: { id: number; name: string }[] }>(
      '/whatsapp/templates'
    );
    const [first] = known.templates;
    if (!first) throw new Error('no template');
    const body = { name: 'With templates', tree: all(inGroup(thirty)), templateIds: [first.id] };
    const made = await world.api.post<SegmentView>('/whatsapp/segments', body);
    expect(made.body.templates).toMatchObject([{ id: first.id, name: first.name }]);
    const refused = await world.api.put<Refused>(`/whatsapp/segments/${made.body.id}`, {
      ...body,
      templateIds: [first.id, 999_999],
    });
    expect(refused.status).toBe(400);
    expect(refused.body.error.details.field).toBe('templateIds.1');
  });

  it('[P-13] fill a group with their contacts', async () => {
    const { body: segment } = await create('To be put into a group', all(inGroup(thirty)));
    const { body: group } = await world.api.post<{ id: number }>('/whatsapp/groups', {
      name: 'Filled by a segment',
    });
    const { body } = await world.api.post('/whatsapp/people/group', {
      choice: {
        kind: 'all',
        filter: { segments: { include: [segment.id], exclude: [] } },
        except: [],
      },
      groupId: group.id,
      action: 'add',
    });
    expect(body).toEqual({ changed: 30, operationId: null });
  });

  it('[P-13] are made of others, never of themselves, and match nobody when something in them is gone', async () => {
    const { body: inner } = await create('Inner', all(inGroup(thirty)));
    const { body: outer } = await create('Outer', all(inSegment(inner.id)));
    expect(outer.people).toBe(30);
    const circle = await world.api.put<Refused>(`/whatsapp/segments/${inner.id}`, {
      name: 'Inner',
      tree: all(inSegment(outer.id)),
    });
    expect(circle).toMatchObject({
      status: 400,
      body: { error: { details: { kind: 'segment-circle', field: 'tree' } } },
    });
    const used = await world.api.del<Refused>(`/whatsapp/segments/${inner.id}`);
    expect(used).toMatchObject({ status: 409, body: { error: { details: { kind: 'in-use' } } } });
    await world.strapi.db.connection('whatsapp_segments').where({ id: inner.id }).delete();
    expect(await count(outer.id)).toBe(0);
    // Left out or not: a rule that cannot be kept must not mean everybody.
    expect(await count(outer.id, true)).toBe(0);
    expect(await count(inner.id, true)).toBe(0);
    const turned = await preview(all(inSegment(inner.id, true)));
    expect(turned.people).toBe(0);
    expect(turned.warnings).toMatchObject([{ kind: 'gone' }]);
  });

  it('refuse a second one of the same name, and a tree that is too deep, with the field', async () => {
    await create('Twice', all(inGroup(thirty)));
    expect(await create<Refused>('Twice', all())).toMatchObject({
      status: 409,
      body: { error: { details: { kind: 'name-taken', field: 'name' } } },
    });
    const deep = all(all(all(all(inGroup(thirty)))));
    expect((await create<Refused>('Deep', deep)).status).toBe(400);
  });

  it('[P-15] [P-17] count linked records, all of them or those made within a time', async () => {
    const records = recordsWorld(world);
    await records.map(CUSTOMER, customerMapping({ createContacts: true }));
    for (const phone of ['+905329990011', '+905329990011', '+905329990012'])
      await records.documents(CUSTOMER).create({ data: { name: 'Buyer', phone } });
    const bought = (change: object): SegmentGroup =>
      all({ kind: 'records', not: false, type: CUSTOMER, ...change } as SegmentCondition);
    await eventually('links', async () => (await preview(bought({}))).people === 2);
    expect((await preview(bought({ atLeast: 2 }))).people).toBe(1);
    expect((await preview(bought({ atLeast: 1, atMost: 1 }))).people).toBe(1);
    const lately = { within: { amount: 24, unit: 'hours' } };
    expect((await preview(bought(lately))).people).toBe(2);
    await world.strapi.db
      .connection('customers')
      .where({ phone: '+905329990012' })
      .update({ created_at: database === 'sqlite' ? 0 : new Date(0) });
    expect((await preview(bought(lately))).people).toBe(1);
    const none = await preview(bought({ atMost: 0, within: { amount: 24, unit: 'hours' } }));
    const everybody = await preview(all());
    expect(none.people).toBe(everybody.people - 1);
    expect((await preview(bought({ type: 'api::gone.gone' }))).warnings).toMatchObject([
      { kind: 'gone' },
    ]);
  });
});
