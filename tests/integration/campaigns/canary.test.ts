import type { CanaryView } from '../../../server/src/contracts/campaign-trial';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { newPeople, startArena, type Arena } from '../engine/arena';
import { kindsWorld } from './kinds-world';

const MINUTE = 60_000;

describe.each(databases())('a test batch gets a campaign first, on %s', (database) => {
  let arena: Arena;
  let world: ReturnType<typeof kindsWorld>;

  beforeAll(async () => {
    // No answer is lost here, however slow the machine.
    arena = await startArena({ database, engine: { uncertainAfterMs: 60_000 } });
    world = kindsWorld(arena);
  });
  afterAll(() => arena.close());

  const start = async (groupId: number, trial: Record<string, unknown>) => {
    const { template } = arena;
    const binding = { source: { kind: 'contact', field: 'name' }, fallback: 'friend' };
    const id = await world.draft({
      templateId: template.id,
      bindings: Object.fromEntries(template.slots.map((slot) => [slot.key, binding])),
      audience: { kind: 'all', filter: { groups: { include: [groupId] } } },
      trial,
    });
    await world.launch(id);
    return id;
  };
  const held = (id: number) =>
    eventually('the hold', async () => {
      const campaign = await arena.campaign(id);
      return campaign.trialState.canary === 'waiting' && campaign.state === 'paused' && campaign;
    });
  const canary = async (id: number) =>
    (await arena.api.get<CanaryView>(`/whatsapp/campaigns/${id}/canary`)).body;
  /** The group was tried this many minutes ago. */
  const triedAgo = async (id: number, minutes: number) => {
    const at = Date.now() - minutes * MINUTE;
    const group = arena.knex('whatsapp_recipients').where({ campaign_id: id });
    await group.whereNotNull('permit_at').update({ permit_at: at - MINUTE });
    await arena.knex('whatsapp_campaigns').where({ id }).update({ canary_tried_at: at });
  };
  const acceptedPeople = async (id: number) => [...(await arena.accepted(id)).keys()];

  it('[M-43] sends to exactly the first N, then waits with its own reason until a user lets the others go', async () => {
    const groupId = await newPeople(arena, 30);
    const id = await start(groupId, { canary: { people: { kind: 'first', count: 7 } } });
    const campaign = await held(id);
    expect(campaign.pauseReasons.map(({ reason }) => reason)).toEqual(['canary']);
    expect(campaign.counts).toMatchObject({ sent: 7, queued: 23 });
    await arena.settled();
    expect(await canary(id)).toMatchObject({
      state: 'waiting',
      waiting: 23,
      goesOnAt: null,
      result: { people: 7, sent: 7, delivered: 7, failed: 0, optedOut: 0 },
    });
    const first = (await arena.rows(id)).slice(0, 7).map((row) => row.id);
    expect((await acceptedPeople(id)).sort((a, b) => a - b)).toEqual(first);
    await arena.act(id, 'resume');
    expect((await arena.ended(id)).counts).toMatchObject({ total: 30, sent: 30, queued: 0 });
    const times = await arena.accepted(id);
    expect(times.size).toBe(30);
    expect(new Set(times.values())).toEqual(new Set([1]));
    expect(await canary(id)).toMatchObject({ state: 'done', waiting: 0, result: { people: 7 } });
  });

  it('[M-43] chosen testers are the group, wherever they are in the list; "stop" leaves the others without', async () => {
    const groupId = await newPeople(arena, 12);
    const ids = await world.idsOf(groupId);
    const testers = [ids[3] ?? 0, ids[11] ?? 0];
    const id = await start(groupId, {
      canary: { people: { kind: 'people', contactIds: testers } },
    });
    await held(id);
    const sent = (await arena.rows(id)).filter((row) => row.rank > 0).map((row) => row.contactId);
    expect(sent).toEqual(testers);
    await arena.act(id, 'cancel');
    expect((await arena.ended(id)).counts).toMatchObject({ sent: 2, cancelled: 10 });
    expect((await acceptedPeople(id)).length).toBe(2);
  });

  it('[M-43] a random share is a share; a group as large as the audience holds nobody up', async () => {
    const share = await start(await newPeople(arena, 60), {
      canary: { people: { kind: 'share', percent: 20 } },
    });
    await held(share);
    await arena.settled();
    const { counts } = await arena.campaign(share);
    expect(counts.sent).toBeGreaterThan(0);
    expect(counts.sent).toBeLessThan(30);
    expect(counts.queued).toBe(60 - counts.sent);
    await arena.act(share, 'cancel');
    await arena.ended(share);
    const small = await start(await newPeople(arena, 5), {
      canary: { people: { kind: 'first', count: 5 } },
    });
    expect((await arena.ended(small)).counts).toMatchObject({ sent: 5 });
  });

  it('[M-43] goes on by itself after its time when both rates are low enough, and not before', async () => {
    const goOn = { afterMinutes: 30, failedBelow: 10, optOutBelow: 10 };
    const id = await start(await newPeople(arena, 12), {
      canary: { people: { kind: 'first', count: 4 }, goOn },
    });
    await held(id);
    await arena.settled();
    await triedAgo(id, 29);
    await arena.campaigns.tick();
    expect((await arena.campaign(id)).state).toBe('paused');
    await triedAgo(id, 31);
    await Promise.all([arena.campaigns.tick(), arena.campaigns.tick()]);
    expect((await arena.ended(id)).counts).toMatchObject({ sent: 12 });
  });

  it('[M-43] somebody of the group who opted out keeps it from going on by itself; a user still may', async () => {
    const groupId = await newPeople(arena, 12);
    const goOn = { afterMinutes: 30, failedBelow: 10, optOutBelow: 10 };
    const id = await start(groupId, { canary: { people: { kind: 'first', count: 4 }, goOn } });
    await held(id);
    await arena.settled();
    await arena.api.post(`/whatsapp/contacts/${(await world.idsOf(groupId))[0]}/consent`, {
      category: 'marketing',
      action: 'opt-out',
      source: 'phone call',
      evidence: 'call of today',
    });
    await triedAgo(id, 31);
    await arena.campaigns.tick();
    await arena.campaigns.tick();
    expect((await arena.campaign(id)).trialState.canary).toBe('waiting');
    expect((await canary(id)).result?.optedOut).toBe(1);
    await arena.act(id, 'resume');
    expect((await arena.ended(id)).counts).toMatchObject({ sent: 12 });
  });
});
