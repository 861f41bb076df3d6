import { eventually } from '../../support/world';
import { databases, describeOnServers } from '../../support/databases';
import { PEOPLE, startMortalApp, type MortalApp } from './mortal-app';

/** A running process beats every five seconds. */
const ENGINE = { beatMs: 3_000, catchUp: [{ upToMs: null, waitMs: 8_000 }] };
const personOf = (n: number): string => `9055${10_000_000 + n}`;

const doorOf = async (mortal: Pick<MortalApp, 'app'>) => {
  const [row] = await mortal
    .app()
    .ask<Record<string, unknown>[]>({ verb: 'rows', table: 'whatsapp_doors' });
  const { reason, wait_until: waitUntil, heard_at: heardAt, beat_ms: beatMs } = row ?? {};
  return { reason, heardAt, until: Number(waitUntil ?? 0), beatenAt: Number(beatMs) };
};

/** Nobody has beaten for so long. */
const silentFor = (ms: number, beatenAt: number): Promise<true> =>
  eventually('a missed beat', () => Promise.resolve(Date.now() - beatenAt > ms), 30_000);

/** Somebody writes, so that Meta has delivered here before. */
const hear = async (mortal: MortalApp): Promise<void> => {
  mortal.sim.control.act.text(personOf(1), 'hello');
  await eventually('a first delivery', async () => (await doorOf(mortal)).heardAt !== null);
};

/** What people write is not delivered before `release`: then Meta brings it again, later than a campaign would take. */
const whileShut = async (
  mortal: MortalApp,
  { shut, n }: { shut: () => Promise<void>; n: number }
): Promise<void> => {
  mortal.sim.control.deliveries.hold();
  mortal.sim.control.act.text(personOf(n), 'STOP');
  await shut();
};

const known = (mortal: MortalApp): void => {
  for (let n = 1; n <= 6 * PEOPLE; n += 1)
    mortal.sim.control.people.add({ name: `Person ${n}`, phone: `+${personOf(n)}` });
};

/** Everybody gets the campaign but who wrote STOP meanwhile. */
const goesOnWithout = async (mortal: MortalApp, { id, n }: { id: number; n: number }) => {
  expect((await mortal.state(id)).counts.sent).toBe(0);
  mortal.sim.control.deliveries.release();
  mortal.sim.control.deliveries.retryNow();
  const end = await eventually(
    'the end of the campaign',
    async () => {
      const now = await mortal.state(id);
      return now.state === 'completed' ? now : null;
    },
    40_000
  );
  expect(end.counts.sent).toBe(PEOPLE - 1);
  // What says that they are out goes to them, and no message of a campaign.
  const got = mortal.sim.control.ledger.query({}, { limit: 100_000 });
  const isOfCampaign = ({ token, to }: (typeof got)[number]) =>
    to === personOf(n) && /\.r\./.test(token ?? '');
  expect(got.filter(isOfCampaign)).toEqual([]);
};

describe.each(databases())('nobody is there to take webhooks, on %s', (client) => {
  let mortal: MortalApp;
  beforeAll(async () => {
    mortal = await startMortalApp(client, ENGINE);
    known(mortal);
    await mortal.seed();
    await hear(mortal);
  }, 60_000);
  afterAll(() => mortal.close());

  it('[I7] [O-22] who wrote STOP while the process was dead gets nothing of a campaign that starts after it', async () => {
    const n = PEOPLE + 3;
    await whileShut(mortal, {
      n,
      shut: async () => {
        const { beatenAt } = await doorOf(mortal);
        await mortal.app().kill('SIGKILL');
        await silentFor(2 * ENGINE.beatMs, beatenAt);
        await mortal.boot();
      },
    });
    const id = await mortal.seed();
    expect((await doorOf(mortal)).reason).toBe('down');
    await goesOnWithout(mortal, { id, n });
  }, 90_000);

  it('[I7] [O-22] nor while it was suspended', async () => {
    const n = 2 * PEOPLE + 3;
    const before = (await doorOf(mortal)).until;
    await whileShut(mortal, {
      n,
      shut: async () => {
        const { beatenAt } = await doorOf(mortal);
        mortal.app().signal('SIGSTOP');
        await silentFor(4 * ENGINE.beatMs, beatenAt);
        mortal.app().signal('SIGCONT');
      },
    });
    const id = await mortal.seed();
    await goesOnWithout(mortal, { id, n });
    expect((await doorOf(mortal)).until).toBeGreaterThan(before);
  }, 90_000);
});

describeOnServers()('one of two processes is killed, on %s', (client) => {
  it('[I7] is no gap while the other one takes webhooks', async () => {
    const mortal = await startMortalApp(client, ENGINE);
    try {
      known(mortal);
      await mortal.seed();
      await hear(mortal);
      const other = await mortal.beside();
      await mortal.app().kill('SIGKILL');
      const at = { app: () => other };
      const first = (await doorOf(at)).beatenAt;
      const isLater = async () => (await doorOf(at)).beatenAt > first + 3 * ENGINE.beatMs;
      await eventually('three beats', isLater, 30_000);
      expect((await doorOf(at)).until).toBe(0);
      await other.kill('SIGKILL');
    } finally {
      await mortal.close();
    }
  }, 120_000);
});
