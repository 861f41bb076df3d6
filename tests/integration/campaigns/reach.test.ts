import { request } from 'node:http';
import type { CampaignReach } from '../../../server/src/contracts/campaigns';
import type { SegmentPreview } from '../../../server/src/contracts/segments';
import type { Campaigns } from '../../../server/src/campaigns/public';
import { reachOf } from '../../../server/src/campaigns/reach';
import { campaignById } from '../../../server/src/campaigns/store';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { newPeople, startArena, type Arena } from '../engine/arena';
import { kindsWorld } from './kinds-world';

const inGroup = (groupId: number) => ({ groups: { include: [groupId], exclude: [] } });

describe.each(databases())('how many of a choice may get a draft, on %s', (database) => {
  let arena: Arena;
  let world: ReturnType<typeof kindsWorld>;

  const template = (groupId: number) =>
    world.draft({
      kind: 'template',
      templateId: arena.template.id,
      bindings: Object.fromEntries(
        arena.template.slots.map(({ key }) => [
          key,
          { source: { kind: 'text', text: 'x' }, fallback: null },
        ])
      ),
      audience: { kind: 'all', filter: inGroup(groupId) },
    });
  const reach = async (id: number, choice: object) =>
    (await arena.api.post<CampaignReach>(`/whatsapp/campaigns/${id}/reach`, { choice })).body;

  beforeAll(async () => {
    arena = await startArena({ database });
    world = kindsWorld(arena);
  });
  afterAll(() => arena.close());

  it('[M-04] says what the check before the start will say, before the choice is kept', async () => {
    const kept = await newPeople(arena, 1);
    const chosen = await newPeople(arena, 8);
    const ids = await world.idsOf(chosen);
    const change = (some: number[], to: object) =>
      arena.knex('whatsapp_contacts').whereIn('id', some).update(to);
    await change(ids.slice(0, 2), { marketing: 'out', utility: 'out' });
    await change(ids.slice(2, 3), { blocked: true });
    const id = await template(kept);
    const choice = { kind: 'all', filter: inGroup(chosen), except: ids.slice(7) };
    const said = await reach(id, choice);
    expect(said).toEqual({
      matched: 7,
      may: 4,
      reasons: [
        { reason: 'opted-out', count: 2 },
        { reason: 'blocked', count: 1 },
      ],
    });
    // The draft still means the others.
    expect(await world.check(id)).toMatchObject({ matched: 1 });
    await arena.api.put(`/whatsapp/campaigns/${id}`, { audience: choice });
    const { matched, willReceive, exclusions } = await world.check(id);
    expect({ matched, may: willReceive, reasons: exclusions }).toEqual(said);
    expect(await reach(id, { kind: 'picked', contactIds: ids.slice(1, 4) })).toMatchObject({
      ...{ matched: 3, may: 1 },
    });
  });

  it('[M-04] judges by the message: an ordinary one reaches open windows only; without one it judges nobody', async () => {
    const group = await newPeople(arena, 3);
    const choice = { kind: 'all', filter: inGroup(group), except: [] };
    await world.write((await world.idsOf(group)).slice(0, 1));
    expect(await reach(await world.text([group], 'Merhaba'), choice)).toEqual({
      ...{ matched: 3, may: 1 },
      reasons: [{ reason: 'window-closed', count: 2 }],
    });
    expect(await reach(await world.draft({ kind: 'text' }), choice)).toEqual({
      ...{ matched: 3, may: null, reasons: [] },
    });
  });

  it('[M-04] ends a count that takes too long, and one that nobody waits for', async () => {
    const group = await newPeople(arena, 2);
    const id = await template(group);
    const row = await campaignById(arena.knex, id);
    if (!row) throw new Error('no draft');
    const choice = { kind: 'all' as const, filter: inGroup(group), except: [] };
    const asked = (waits: () => boolean, longestMs?: number) =>
      reachOf(arena.strapi, row, {
        ...{ choice, waits },
        ...(longestMs === undefined ? {} : { longestMs }),
      });
    await expect(asked(() => true, 0)).rejects.toMatchObject({ kind: 'count-too-slow' });
    expect(await asked(() => false)).toMatchObject({ matched: 0 });
    expect(await asked(() => true)).toMatchObject({ matched: 2 });
  });

  it('[M-04] sees that a page which asked is gone, and that one still waits', async () => {
    const group = await newPeople(arena, 1);
    const id = await template(group);
    const campaigns = arena.strapi.plugin('whatsapp').service('campaigns') as Campaigns;
    let waits: (() => boolean) | null = null;
    let answer: (reach: CampaignReach) => void = () => undefined;
    const spy = jest.spyOn(campaigns, 'reach').mockImplementation((...[, , still]) => {
      waits = still;
      return new Promise((resolve) => (answer = resolve));
    });
    const asking = request(`${arena.url}/whatsapp/campaigns/${id}/reach`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await arena.adminToken()}`,
      },
    }).on('error', () => undefined);
    asking.end(JSON.stringify({ choice: { kind: 'all', filter: {} } }));
    const still = await eventually('the question', () => Promise.resolve(waits));
    expect(still()).toBe(true);
    asking.destroy();
    await eventually('that nobody waits', () => Promise.resolve(!still()));
    answer({ matched: 0, may: 0, reasons: [] });
    spy.mockRestore();
  });

  it('[P-13] a filter saved as a segment means the same contacts', async () => {
    const [one, other] = [await newPeople(arena, 4), await newPeople(arena, 3)];
    const ids = await world.idsOf(one);
    const groups = arena.strapi.plugin('whatsapp').service('groups') as {
      addMembers(id: number, ids: number[]): Promise<number>;
    };
    await groups.addMembers(other, ids.slice(0, 1));
    const filter = {
      groups: { include: [one], exclude: [other] },
      consent: { include: ['in'], exclude: [] },
    };
    const tree = {
      kind: 'group',
      not: false,
      match: 'all',
      nodes: [{ kind: 'people', not: false, filter }],
    };
    const { body } = await arena.api.post<SegmentPreview>('/whatsapp/segments/preview', { tree });
    expect(body.people).toBe(3);
    const id = await template(one);
    expect(await reach(id, { kind: 'all', filter })).toMatchObject({ matched: 3 });
  });
});
