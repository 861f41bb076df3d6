import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { membersOf, newPeople, startArena, type Arena } from '../engine/arena';
import { kindsWorld } from './kinds-world';
import { timeWorld } from './time-world';

const HOUR = 3_600_000;
/** A time of the day in UTC, this many hours from now. */
const clockIn = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString().slice(11, 16);

describe.each(databases())('the use and the pace of a campaign, on %s', (database) => {
  let arena: Arena;
  let world: ReturnType<typeof kindsWorld>;
  let time: ReturnType<typeof timeWorld>;
  const settings = (quietHours: object | null) =>
    arena.api.put('/whatsapp/settings/consent', { quietHours });
  const later = (id: number, hours: number) =>
    arena
      .knex('whatsapp_recipients')
      .where({ campaign_id: id })
      .update({ stale_at: Date.now() + hours * HOUR });
  const snapshot = (id: number, people: number) =>
    eventually(
      'the snapshot',
      async () =>
        (await arena.rows(id)).length === people && (await arena.campaign(id)).state !== 'preparing'
    );
  const posts = (id: number) => arena.accepted(id);

  beforeAll(async () => {
    // No answer is lost here, however slow the machine.
    arena = await startArena({ database, engine: { uncertainAfterMs: 60_000 } });
    world = kindsWorld(arena);
    time = timeWorld(arena);
  });
  afterEach(() => settings(null));
  afterAll(() => arena.close());

  it('[M-50] whom quiet hours keep beyond its use is skipped at once, and the campaign ends without them', async () => {
    await settings({ from: clockIn(-2), to: clockIn(3), zone: 'UTC' });
    const groupId = await newPeople(arena, 3);
    const [sleeper, waker, patient] = await membersOf(arena.knex, groupId);
    const zone = (id: number | undefined, timezone: string) =>
      arena.knex('whatsapp_contacts').where({ id }).update({ timezone });
    await zone(sleeper, 'Etc/GMT');
    await zone(waker, 'Etc/GMT-9');
    await zone(patient, 'Etc/GMT');
    const giveBack = await arena.restWorkers();
    const id = await time.draft({ groupId, category: 'MARKETING', staleAfterHours: 2 });
    await world.launch(id);
    await snapshot(id, 3);
    // For this one there is time until the morning.
    await arena
      .knex('whatsapp_recipients')
      .where({ campaign_id: id, contact_id: patient })
      .update({ stale_at: Date.now() + 5 * HOUR });
    giveBack();
    await eventually('the others', async () => {
      const { counts } = await arena.campaign(id);
      return counts.sent === 1 && counts.skipped === 1 && counts.queued === 1;
    });
    expect(await world.states(id)).toEqual(
      new Map([
        [sleeper, 'stale'],
        [waker, 'accepted'],
        [patient, 'quiet-hours'],
      ])
    );
    await settings(null);
    expect((await arena.ended(id)).counts).toMatchObject({ sent: 2, skipped: 1, failed: 0 });
  });

  it('[M-50] who is asked for too late gets nothing, whatever held it up', async () => {
    const groupId = await newPeople(arena, 2);
    const giveBack = await arena.restWorkers();
    const id = await time.draft({ groupId, staleAfterHours: 1 });
    await world.launch(id);
    await snapshot(id, 2);
    await later(id, -0.001);
    giveBack();
    expect((await arena.ended(id)).counts).toMatchObject({ sent: 0, skipped: 2, failed: 0 });
    expect((await posts(id)).size).toBe(0);
    expect([...(await world.states(id)).values()]).toEqual(['stale', 'stale']);
  });

  it('[M-50] who waits for a place in the limit until it is too late is skipped by the sweep; an opt-out keeps its reason', async () => {
    const groupId = await newPeople(arena, 3);
    const [leaver] = await membersOf(arena.knex, groupId);
    const giveBack = await arena.restWorkers();
    const staleAt = Date.now() + HOUR;
    const id = await time.draft({ groupId, staleAt });
    await world.launch(id);
    await snapshot(id, 3);
    await arena.act(id, 'pause');
    await arena.campaigns.sweep();
    expect((await arena.campaign(id)).counts).toMatchObject({ queued: 3, skipped: 0 });
    await arena.api.post(`/whatsapp/contacts/${leaver}/consent`, {
      category: 'utility',
      action: 'opt-out',
      source: 'phone call',
      evidence: 'said so',
    });
    await later(id, -1);
    // The last piece of the snapshot may write the end of the campaign's use once more.
    await eventually('all three are left out', async () => {
      await arena
        .knex('whatsapp_campaigns')
        .where({ id })
        .update({ last_stale_at: Date.now() - 1 });
      await arena.campaigns.sweep();
      return (await arena.campaign(id)).counts.skipped === 3;
    });
    expect(await arena.campaign(id)).toMatchObject({ state: 'paused', counts: { queued: 0 } });
    expect((await world.states(id)).get(leaver ?? 0)).toBe('opted-out');
    expect((await arena.campaigns.audit()).size).toBe(0);
    await arena.act(id, 'resume');
    giveBack();
    expect((await arena.ended(id)).counts).toMatchObject({ skipped: 3 });
  });

  it('[M-50] a row that rests after a refusal of Meta fails where it would be asked again too late', async () => {
    const groupId = await newPeople(arena, 2);
    const giveBack = await arena.restWorkers();
    const id = await time.draft({ groupId, staleAfterHours: 12 });
    await world.launch(id);
    await snapshot(id, 2);
    const [late, early] = await arena.rows(id);
    const cool = (row: number | undefined, hours: number) =>
      arena
        .knex('whatsapp_recipients')
        .where({ id: row })
        .update({ state: 'cooling', due_at: Date.now() + hours * HOUR });
    await cool(late?.id, 24);
    await cool(early?.id, 6);
    await arena.campaigns.sweep();
    const states = (await arena.rows(id)).map(({ state }) => state);
    expect(states).toEqual(['failed', 'cooling']);
    expect((await arena.campaigns.audit()).size).toBe(0);
    await arena.act(id, 'cancel');
    giveBack();
  });

  it('[M-50] a start that was missed asks a user only when it is later than the campaign allows', async () => {
    const start = async (part: object, lateHours: number) => {
      const groupId = await newPeople(arena, 1);
      const scheduledAt = Date.now() + HOUR;
      const id = await time.draft({ groupId, when: 'at', scheduledAt, ...part });
      await world.launch(id);
      const at = { scheduled_at: Date.now() - lateHours * HOUR };
      await arena.knex('whatsapp_campaigns').where({ id, state: 'scheduled' }).update(at);
      await arena.campaigns.tick();
      return (await arena.campaign(id)).state;
    };
    expect(await start({}, 1)).toBe('overdue');
    expect(await start({ staleAfterHours: 2 }, 3)).toBe('overdue');
    expect(await start({ staleAfterHours: 4 }, 3)).not.toBe('overdue');
  });

  it('[M-50] refuses an end before the beginning, naming the field', async () => {
    const groupId = await newPeople(arena, 1);
    const id = await time.draft({ groupId, staleAt: Date.now() - 1 });
    expect((await world.check(id)).problems).toContainEqual(
      expect.objectContaining({ kind: 'stale-before-start', blocking: true, field: 'staleAt' })
    );
    const refused = await arena.api.put(`/whatsapp/campaigns/${id}`, { staleAfterHours: 0 });
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([
      400,
      expect.stringContaining('staleAfterHours'),
    ]);
  });

  it('keeps its own pace: evenly, over a break and with another process too', async () => {
    const groupId = await newPeople(arena, 5);
    // One in two minutes: within this test exactly one may go by itself.
    const id = await time.draft({ groupId, pace: { count: 30, per: 'hour' } });
    expect((await world.check(id)).durationSeconds).toBe(600);
    const before = Date.now();
    await world.launch(id);
    await eventually('the first', async () => (await posts(id)).size === 1);
    const paceAt = async () => {
      const row = (await arena.knex('whatsapp_campaigns').where({ id }).first('pace_at')) as {
        pace_at: unknown;
      };
      return Number(row.pace_at);
    };
    const used = await paceAt();
    expect(used).toBeGreaterThan(before + 118_000);
    expect(used).toBeLessThanOrEqual(Date.now() + 120_000);
    // Another process, which knows nothing of the first one, reads the same row.
    const giveBack = await arena.restWorkers();
    giveBack();
    await eventually('the worker', async () => {
      await arena.sending.workers.check();
      return arena.sending.workers.rate(arena.accountId) !== null;
    });
    await eventually('what became of it', async () => (await arena.campaign(id)).counts.sent === 1);
    expect((await posts(id)).size).toBe(1);
    expect((await arena.campaign(id)).counts).toMatchObject({ sent: 1, queued: 4 });
    // Two steps of the pace have passed unused: one goes, as nothing is made up for.
    const shift = (ms: number) =>
      arena
        .knex('whatsapp_campaigns')
        .where({ id })
        .update({ pace_at: Date.now() - ms });
    await shift(240_000);
    await eventually('the second', async () => (await posts(id)).size === 2);
    expect(await paceAt()).toBeGreaterThan(Date.now() + 100_000);
    // Who is skipped takes no place of the pace.
    const queued = (await arena.rows(id)).filter(({ state }) => state === 'queued');
    await arena
      .knex('whatsapp_contacts')
      .whereIn(
        'id',
        queued.slice(0, 2).map(({ contactId }) => contactId)
      )
      .update({ utility: 'out' });
    // So all three are done with what one of them takes.
    await shift(0);
    expect((await arena.ended(id)).counts).toMatchObject({ sent: 3, skipped: 2 });
  });
});
