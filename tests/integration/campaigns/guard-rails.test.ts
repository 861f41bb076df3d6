import { classifyGraphError } from '../../../server/src/cloud-api/errors';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { newPeople, startArena, type Arena } from '../engine/arena';
import { kindsWorld } from './kinds-world';

describe.each(databases())('guard rails of a campaign, on %s', (database) => {
  let arena: Arena;
  let world: ReturnType<typeof kindsWorld>;

  beforeAll(async () => {
    arena = await startArena({ database });
    await arena.restWorkers();
    world = kindsWorld(arena);
  });
  afterAll(() => arena.close());

  /** A running campaign of which nothing has left yet. */
  const running = async (people: number, guards: Record<string, unknown>) => {
    const { template } = arena;
    const binding = { source: { kind: 'contact', field: 'name' }, fallback: 'friend' };
    const groupId = await newPeople(arena, people);
    const id = await world.draft({
      templateId: template.id,
      bindings: Object.fromEntries(template.slots.map((slot) => [slot.key, binding])),
      audience: { kind: 'all', filter: { groups: { include: [groupId] } } },
      trial: { guards },
    });
    await world.launch(id);
    await eventually('the snapshot', async () => (await arena.campaign(id)).state === 'running');
    return id;
  };
  let serial = 0;
  /** Permits for this many more, of which the first `failed` are refused: for good, or with another code. */
  const sent = async (count: number, failed: number, code = 131026) => {
    const account = await arena.account();
    const items = await arena.source.permit(
      account,
      await arena.lease(),
      await arena.source.claim(account, await arena.lease(), count)
    );
    expect(items).toHaveLength(count);
    await arena.source.settle(
      account,
      items.map((item, i) => ({
        item,
        at: Date.now(),
        outcome:
          i < failed
            ? {
                kind: 'refused' as const,
                certain: true as const,
                error: classifyGraphError({ status: 400, code }),
              }
            : {
                kind: 'accepted' as const,
                wamid: `wamid.guard-${database}-${(serial += 1)}`,
                waId: null,
                userId: null,
                held: false,
                paused: false,
              },
      }))
    );
  };
  const reasons = async (id: number) => {
    await arena.campaigns.tick();
    return (await arena.campaign(id)).pauseReasons.map(({ reason }) => reason);
  };

  it('[M-43] too many failures pause it, but only of a large enough sample; a user lets it go on and only what is new counts', async () => {
    const id = await running(60, { failedPercent: 20, optOutPercent: null, least: 10 });
    await sent(9, 9);
    expect(await reasons(id)).toEqual([]);
    await sent(1, 0);
    expect(await reasons(id)).toEqual(['guard-failed']);
    expect((await arena.campaign(id)).state).toBe('paused');
    await arena.act(id, 'resume');
    expect(await reasons(id)).toEqual([]);
    await sent(10, 2);
    expect(await reasons(id)).toEqual([]);
    await sent(5, 4);
    expect(await reasons(id)).toEqual(['guard-failed']);
    await arena.act(id, 'cancel');
  });

  it('[M-43] too many contacts who opt out after they got it pause it; who waits for another try got nothing', async () => {
    const id = await running(24, { failedPercent: null, optOutPercent: 10, least: 10 });
    await sent(20, 0);
    await sent(4, 4, 131056);
    const rows = await arena.rows(id);
    const of = (state: string) =>
      rows.filter((row) => row.state === state).map((row) => row.contactId);
    const people = of('accepted');
    expect(of('queued')).toHaveLength(4);
    const optOut = (contactId: number | undefined) =>
      arena.api.post(`/whatsapp/contacts/${contactId}/consent`, {
        category: 'marketing',
        action: 'opt-out',
        source: 'phone call',
        evidence: 'call of today',
      });
    for (const contactId of [...people.slice(0, 2), ...of('queued')]) await optOut(contactId);
    expect(await reasons(id)).toEqual([]);
    await optOut(people[2]);
    await eventually('the pause', async () => (await reasons(id))[0] === 'guard-opted-out');
    expect((await arena.campaign(id)).pauseReasons[0]?.detail).toBe('15');
    await arena.act(id, 'resume');
    expect(await reasons(id)).toEqual([]);
  });
});
