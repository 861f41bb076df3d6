import type { CampaignTimes } from '../../../server/src/contracts/campaign-time';
import { reckonBestHours } from '../../../server/src/campaigns/public';
import { wallText } from '../../../server/src/kernel/wall';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { newPeople, startArena, type Arena } from '../engine/arena';
import { kindsWorld } from './kinds-world';
import { timeWorld } from './time-world';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe.each(databases())('campaigns by everybody’s own clock, on %s', (database) => {
  let arena: Arena;
  let world: ReturnType<typeof kindsWorld>;
  let time: ReturnType<typeof timeWorld>;
  const contact = (id: number | undefined, columns: object) =>
    arena.knex('whatsapp_contacts').where({ id }).update(columns);
  /** The minute that has begun, on the clock of UTC. */
  const minute = () => Math.floor(Date.now() / 60_000) * 60_000;

  beforeAll(async () => {
    arena = await startArena({ database, engine: { snapshotPiece: 2 } });
    world = kindsWorld(arena);
    time = timeWorld(arena);
  });
  afterAll(() => arena.close());

  it('[M-45] each gets it when their own clock shows the hour; unknown zones go by the campaign’s, and the check says so', async () => {
    const groupId = await newPeople(arena, 5);
    const [east, west, nameless, wrong, land] = await world.idsOf(groupId);
    await contact(east, { timezone: 'Etc/GMT-14', country: null });
    await contact(west, { timezone: 'Etc/GMT+12', country: null });
    await contact(nameless, { timezone: null, country: null });
    await contact(wrong, { timezone: 'Mars/Base', country: null });
    await contact(land, { timezone: null, country: 'TR' });
    // Noon of the day after tomorrow has passed nowhere.
    const noon = Math.ceil(Date.now() / DAY) * DAY + DAY + 12 * HOUR;
    const id = await time.draft({ groupId, when: 'local', localAt: wallText(noon) });
    const bill = await world.check(id);
    const times = bill.times as CampaignTimes;
    expect(times).toMatchObject({ zone: 'UTC', unknownZone: 2, nextDay: 0, tooLate: 0, asleep: 0 });
    expect(times.first).toBe(noon - 14 * HOUR);
    expect(times.last).toBe(noon + 12 * HOUR);
    expect(times.hours[12]).toBe(2);
    expect(times.hours[9]).toBe(1);
    expect(bill.problems).toEqual([
      { kind: 'own-time-unknown-zone', blocking: false, field: null, detail: '2' },
    ]);
    await world.launch(id);
    const scheduled = await arena.campaign(id);
    // Early enough for the easternmost of them.
    expect(scheduled).toMatchObject({ state: 'scheduled', when: 'local' });
    expect(scheduled.scheduledAt).toBe(noon - 14 * HOUR - 15 * 60_000);

    await time.startNow(id);
    const waiting = await eventually('the wait for the first', async () => {
      const view = await arena.campaign(id);
      return view.waiting?.kind === 'own-time' && view;
    });
    expect(waiting).toMatchObject({ state: 'running', counts: { queued: 5, sent: 0 } });
    expect(waiting.waiting?.until).toBe(noon - 14 * HOUR);
    const due = await time.dueOf(id);
    expect(due.get(east ?? 0)).toBe(noon - 14 * HOUR);
    expect(due.get(land ?? 0)).toBe(noon - 3 * HOUR);
    expect([due.get(nameless ?? 0), due.get(wrong ?? 0)]).toEqual([noon, noon]);
    expect(due.get(west ?? 0)).toBe(noon + 12 * HOUR);
    expect((await arena.accepted(id)).size).toBe(0);

    // Fourteen hours before noon only the easternmost is due; then the rest.
    await time.pass(id, noon - 14 * HOUR);
    await eventually(
      'the first',
      async () => (await world.states(id)).get(east ?? 0) === 'accepted'
    );
    expect((await arena.accepted(id)).size).toBe(1);
    await time.pass(id, noon + 12 * HOUR);
    expect((await arena.ended(id)).counts).toMatchObject({ sent: 5, failed: 0 });
    expect(arena.sim.control.ledger.doubledTokens()).toEqual([]);
  });

  it.each([
    ['next-day', { queued: 1, sent: 1, skipped: 0 }, 'nextDay', 'own-time-next-day'],
    ['at-once', { queued: 0, sent: 2, skipped: 0 }, 'atOnce', 'own-time-at-once'],
    ['skip', { queued: 0, sent: 1, skipped: 1 }, 'tooLate', 'own-time-too-late'],
  ] as const)('[M-45] for whom the hour has passed: %s', async (ifPast, counts, key, hint) => {
    const groupId = await newPeople(arena, 2);
    const [soon, passed] = await world.idsOf(groupId);
    // The same minute is five hours ago for one and comes in five for the other.
    const wall = minute() + 5 * 60_000;
    await contact(soon, { timezone: 'Etc/GMT' });
    await contact(passed, { timezone: 'Etc/GMT-5' });
    const id = await time.draft({ groupId, when: 'local', localAt: wallText(wall), ifPast });
    const bill = await world.check(id);
    expect(bill.times?.[key]).toBe(1);
    expect(bill.problems.map(({ kind }) => kind)).toContain(hint);
    await world.launch(id);
    await eventually('the snapshot', async () => (await arena.rows(id)).length === 2);
    const due = await time.dueOf(id);
    if (ifPast === 'next-day') expect(due.get(passed ?? 0)).toBe(wall - 5 * HOUR + DAY);
    await time.pass(id, wall);
    await eventually('who is due', async () => {
      const { counts: now } = await arena.campaign(id);
      return now.sent === counts.sent && now.skipped === counts.skipped;
    });
    expect((await arena.campaign(id)).counts).toMatchObject(counts);
    if (ifPast === 'skip') expect((await world.states(id)).get(passed ?? 0)).toBe('stale');
  });

  it('[M-46] who reads and answers most in one hour gets it in that hour, others at the stated one; only enough counts', async () => {
    const groupId = await newPeople(arena, 3);
    const [reader, writer, rare] = await world.idsOf(groupId);
    await contact(reader, { timezone: 'Europe/Istanbul', last_outbound_at: Date.now() });
    await contact(writer, { timezone: 'America/Bogota', last_inbound_at: Date.now() });
    await contact(rare, { timezone: 'Etc/GMT', last_inbound_at: Date.now() });
    const yesterday = Math.floor(Date.now() / DAY) * DAY - DAY;
    // 20:00 in Istanbul, 08:00 in Bogotá; neither puts its clock forward.
    await time.activity(reader ?? 0, { out: true, at: yesterday + 17 * HOUR, times: 5 });
    await time.activity(reader ?? 0, { out: true, at: yesterday + 6 * HOUR, times: 4 });
    await time.activity(reader ?? 0, { out: true, at: yesterday - 95 * DAY, times: 9 });
    await time.activity(writer ?? 0, { out: false, at: yesterday + 13 * HOUR, times: 6 });
    await time.activity(rare ?? 0, { out: false, at: yesterday + 13 * HOUR, times: 4 });
    await reckonBestHours(arena.strapi);
    const hours = await time.bestHours([reader, writer, rare]);
    expect(hours).toEqual([20, 8, null]);

    const day = Math.ceil(Date.now() / DAY) * DAY + DAY;
    const localAt = wallText(day + 11 * HOUR);
    const id = await time.draft({ groupId, when: 'best', localAt });
    const bill = await world.check(id);
    expect(bill.times).toMatchObject({ bestKnown: 2 });
    expect(bill.problems).toContainEqual({
      kind: 'best-unknown',
      blocking: false,
      field: null,
      detail: '1',
    });
    await world.launch(id);
    await time.startNow(id);
    await eventually('the snapshot', async () => (await arena.rows(id)).length === 3);
    const due = await time.dueOf(id);
    expect(due.get(reader ?? 0)).toBe(day + 17 * HOUR);
    expect(due.get(writer ?? 0)).toBe(day + 13 * HOUR);
    expect(due.get(rare ?? 0)).toBe(day + 11 * HOUR);
    await arena.act(id, 'cancel');

    // What is no longer so is forgotten.
    await arena.knex('whatsapp_messages').where({ contact_id: reader }).del();
    await reckonBestHours(arena.strapi);
    expect(await time.bestHours([reader, writer])).toEqual([null, 8]);
  });

  it('[M-45] refuses what cannot be, naming the field', async () => {
    const groupId = await newPeople(arena, 1);
    const problems = async (part: object) => {
      const id = await time.draft({ groupId, when: 'local', ...part });
      return (await world.check(id)).problems.filter(({ blocking }) => blocking);
    };
    const localAt = wallText(Date.now() + DAY);
    expect(await problems({ localAt: null })).toMatchObject([
      { kind: 'no-time', field: 'localAt' },
    ]);
    expect(await problems({ localAt, timezone: 'Mars/Base' })).toMatchObject([
      { kind: 'no-zone', field: 'timezone' },
    ]);
    expect(await problems({ localAt: wallText(Date.now() - 13 * HOUR) })).toMatchObject([
      { kind: 'time-in-the-past', field: 'localAt' },
    ]);
    const refused = await arena.api.post('/whatsapp/campaigns', { localAt: '2026-02-30T10:00' });
    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.body)).toContain('localAt');
  });

  it('[M-45] says how the contacts of a draft spread, for a time that is being chosen', async () => {
    const groupId = await newPeople(arena, 2);
    const [one, nameless] = await world.idsOf(groupId);
    await contact(one, { timezone: 'Asia/Tokyo' });
    await contact(nameless, { timezone: null, country: null });
    const id = await time.draft({ groupId, when: 'now' });
    const localAt = wallText(Math.ceil(Date.now() / DAY) * DAY + DAY + 12 * HOUR);
    const ask = { when: 'local', localAt, ifPast: 'skip', timezone: 'UTC' };
    const { body } = await arena.api.post<{ times: CampaignTimes }>(
      `/whatsapp/campaigns/${id}/times`,
      ask
    );
    expect([body.times.hours[12], body.times.hours[3]]).toEqual([1, 1]);
  });
});
