import { noAnswerError } from '../../../server/src/cloud-api/manage-call';
import { err, ok } from '../../../server/src/kernel/result';
import type { AccountRow } from '../../../server/src/accounts/public';
import type { Clock } from '../../../server/src/kernel/clock';
import type { Runtime } from '../../../server/src/runtime/public';
import { createNumberWorkers } from '../../../server/src/sending/workers';
import type { NumberSigns, SendSource } from '../../../server/src/sending/source';

/** A clock that jumps to the next sleeper whenever everything else has come to rest. */
const createJumpingClock = () => {
  let now = 1_000_000;
  let sleepers: { at: number; wake: () => void }[] = [];
  const clock: Clock = {
    now: () => now,
    monotonic: () => now,
    sleep: (ms, signal) =>
      new Promise<void>((resolve) => {
        if (signal?.aborted) return resolve();
        const wake = () => {
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        sleepers.push({ at: now + ms, wake });
        signal?.addEventListener('abort', wake);
      }),
  };
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    clock,
    /** Lets `ms` pass, sleeper by sleeper. */
    pass: async (ms: number) => {
      const end = now + ms;
      for (;;) {
        for (let i = 0; i < 5; i += 1) await settle();
        const [next] = sleepers.filter((s) => s.at <= end).sort((a, b) => a.at - b.at);
        if (!next) break;
        now = Math.max(now, next.at);
        sleepers = sleepers.filter((s) => s !== next);
        next.wake();
      }
      now = end;
    },
  };
};

const number = (part: Partial<AccountRow> = {}): AccountRow =>
  ({ id: 1, phoneNumberId: '10', throughputMps: 80, status: 'connected', ...part }) as AccountRow;

/** One number with endless work; `signs` says what the results mean. */
interface Stage {
  permitMs?: number;
  callMs?: number;
  mps?: number;
  /** How long a permit takes for each of its messages, as on SQLite. */
  permitMsEach?: number;
  /** How long a transaction may take; null: as long as it takes. */
  transactionMs?: number | null;
}

const createStage = ({
  permitMs = 0,
  callMs = 0,
  mps = 80,
  permitMsEach = 0,
  transactionMs = null,
}: Stage = {}) => {
  const { clock, pass } = createJumpingClock();
  const draining = new AbortController();
  let accounts = [number({ throughputMps: mps })];
  const lost = new AbortController();
  const settled: string[] = [];
  let permits = 0;
  let taken = false;
  let id = 0;
  const posts: number[] = [];
  const answers = { messages: true, questions: true };
  const questions: number[] = [];
  const told: boolean[] = [];
  const groups: AccountRow[] = [];
  const sizes: number[] = [];
  let turnMs = 0;
  let signs: NumberSigns = { refusedByRate: false, restMs: 0 };
  const source: SendSource = {
    name: 'endless',
    hasWork: () => Promise.resolve(true),
    claim: (_account, _lease, most) =>
      Promise.resolve(Array.from({ length: most }, () => (id += 1))),
    permit: async (account, _lease, ids) => {
      groups.push(account);
      sizes.push(ids.length);
      const tookMs = permitMs + permitMsEach * ids.length;
      if (tookMs > 0) await clock.sleep(tookMs);
      permits += ids.length;
      return ids.map((one) => ({
        id: one,
        attempt: 1,
        tries: 0,
        payload: {} as never,
        ref: null,
      }));
    },
    settle: (_account, results) => {
      settled.push(...results.map(({ outcome }) => outcome.kind));
      const said = signs;
      signs = { refusedByRate: false, restMs: 0 };
      return Promise.resolve(said);
    },
    release: () => Promise.resolve(),
    idle: () => Promise.resolve(),
  };
  const runtime = {
    config: {
      callMs: 30_000,
      drainMs: 1_000,
      flushMs: 50,
      permitTooOldMs: 5_000,
      inFlightMax: 512,
    },
    draining: draining.signal,
    loop: { turnMs: () => turnMs, stop: () => undefined },
    receiptsWaitMs: () => 0,
    forgetting: [],
    works: () => !draining.signal.aborted,
    leases: {
      take: () => {
        if (taken) return Promise.resolve(null);
        taken = true;
        const { signal } = lost;
        return Promise.resolve({ name: 'number:1', epoch: 1, data: {}, signal });
      },
      give: () => {
        taken = false;
        return Promise.resolve();
      },
    },
  } as unknown as Runtime;
  const silent = () => undefined;
  const workers = createNumberWorkers({
    runtime,
    clock,
    log: { info: silent, warn: silent, error: silent, debug: silent } as never,
    accounts: () => Promise.resolve(accounts),
    cloudApi: () => ({
      sendMessage: async () => {
        posts.push(clock.now());
        if (callMs > 0) await clock.sleep(callMs);
        return answers.messages
          ? {
              kind: 'accepted',
              wamid: `w${posts.length}`,
              waId: null,
              userId: null,
              held: false,
              paused: false,
            }
          : { kind: 'uncertain', why: 'reset', status: null };
      },
      getPhoneNumber: () => {
        questions.push(clock.now());
        return Promise.resolve(answers.questions ? ok({} as never) : err(noAnswerError('reset')));
      },
    }),
    silent: (_id, isSilent) => void told.push(isSilent),
    sendable: (account) => account.status === 'connected',
    turnMs: transactionMs,
    lateTurnMs: 100,
  });
  workers.sources.push(source);
  return {
    workers,
    clock,
    posts,
    /** What Meta answers: messages, and questions that change nothing. */
    answers,
    /** When a question was asked. */
    questions,
    /** What was said about the silence of the number. */
    told,
    groups,
    /** How many messages each permit asked for. */
    sizes,
    settled,
    /** So long are the turns of the event loop from now on. */
    loopTurns: (ms: number) => (turnMs = ms),
    /** Messages with a permit that have not been posted. */
    waiting: () => permits - posts.length,
    lose: () => lost.abort(),
    say: (said: NumberSigns) => (signs = said),
    set: (rows: AccountRow[]) => (accounts = rows),
    /** Seconds as the engine lives them: a tick at the start of each. */
    seconds: async (n: number) => {
      for (let i = 0; i < n; i += 1) {
        await workers.check();
        await pass(1_000);
      }
    },
    end: async () => {
      draining.abort();
      await pass(5_000);
    },
  };
};

describe('the workers of numbers', () => {
  it.each([
    [80, 30],
    [80, 400],
    [1_000, 40],
    [1_000, 120],
  ])('hold %i messages a second while a permit takes %i ms', async (mps, permitMs) => {
    const stage = createStage({ mps, permitMs, callMs: 200 });
    await stage.seconds(4);
    const before = stage.posts.length;
    await stage.seconds(10);
    const perSecond = (stage.posts.length - before) / 10;
    expect(perSecond).toBeGreaterThan(mps * 0.98);
    expect(perSecond).toBeLessThanOrEqual(mps);
    await stage.end();
  });

  it('never more than a second of the rate leaves in a second, and 500 at most wait with a permit', async () => {
    const stage = createStage({ mps: 1_000, permitMs: 150, callMs: 200 });
    let most = 0;
    for (let i = 0; i < 5; i += 1) {
      await stage.seconds(1);
      most = Math.max(most, stage.waiting());
    }
    expect(most).toBeLessThanOrEqual(500);
    for (const at of stage.posts.filter((_, i) => i % 100 === 0)) {
      const within = stage.posts.filter((other) => other >= at && other < at + 1_000);
      expect(within.length).toBeLessThanOrEqual(1_100);
    }
    await stage.end();
  });

  it('[X-16] give way while the event loop is late, tell so, and recover when it is calm', async () => {
    const stage = createStage({ mps: 80 });
    const perSecond = async (seconds: number) => {
      const before = stage.posts.length;
      await stage.seconds(seconds);
      return (stage.posts.length - before) / seconds;
    };
    await stage.seconds(2);
    expect(await perSecond(5)).toBeGreaterThan(78);
    expect(stage.workers.givesWay(1)).toBe(false);
    stage.loopTurns(500);
    await stage.seconds(4);
    expect(stage.workers.givesWay(1)).toBe(true);
    const late = await perSecond(10);
    expect(late).toBeLessThan(80 * 0.11);
    expect(late).toBeGreaterThan(80 * 0.09); // never none at all
    stage.loopTurns(5);
    await stage.seconds(7);
    expect(stage.workers.givesWay(1)).toBe(false);
    expect(await perSecond(5)).toBeGreaterThan(78);
    await stage.end();
  });

  it('[X-16] keep a permit as short as a turn may be where the driver stops the process for it', async () => {
    const each = { mps: 1_000, callMs: 200, permitMsEach: 0.5 };
    const bounded = createStage({ ...each, transactionMs: 30 });
    await bounded.seconds(4);
    expect(Math.max(...bounded.sizes.slice(3))).toBeLessThanOrEqual(60);
    await bounded.end();
    const free = createStage(each);
    await free.seconds(4);
    expect(Math.max(...free.sizes.slice(3))).toBeGreaterThan(60);
    await free.end();
  });

  it('what waits for its token when the lease is lost goes back unsent', async () => {
    const stage = createStage({ mps: 10, callMs: 1_000 });
    await stage.seconds(3);
    const before = stage.posts.length;
    expect(stage.waiting()).toBeGreaterThan(0);
    stage.lose();
    await stage.seconds(3);
    expect(stage.posts).toHaveLength(before);
    expect(stage.settled.filter((kind) => kind === 'not-sent')).toHaveLength(stage.waiting());
    await stage.end();
  });

  it('asks for no permit while Meta answers nobody', async () => {
    const stage = createStage({ mps: 10, callMs: 60_000 });
    await stage.seconds(20);
    const groups = stage.groups.length;
    await stage.seconds(20);
    expect(stage.groups).toHaveLength(groups);
    await stage.end();
  });

  describe('while Meta answers nothing', () => {
    const outage = async (silent: Partial<{ messages: boolean; questions: boolean }>) => {
      const stage = createStage({ callMs: 100 });
      await stage.seconds(5);
      expect(stage.told).toEqual([]);
      Object.assign(stage.answers, silent);
      const before = stage.posts.length;
      await stage.seconds(120);
      return { stage, lost: stage.posts.length - before };
    };

    it('few contacts become uncertain, however long it lasts, and none once questions stay open too', async () => {
      const { stage, lost } = await outage({ messages: false, questions: false });
      // Five in a row, and who was under way with them: a tenth of a second of calls and a tenth of permits.
      expect(lost).toBeGreaterThanOrEqual(5);
      expect(lost).toBeLessThan(30);
      expect(stage.workers.isSilent(1)).toBe(true);
      expect(stage.told).toEqual([true]);
      expect(stage.questions.length).toBeGreaterThanOrEqual(3);
      expect(stage.questions.length).toBeLessThan(10);
      await stage.end();
    });

    it('one contact at a time tries it where questions are answered and messages are not', async () => {
      const { stage, lost } = await outage({ messages: false });
      expect(lost).toBeLessThan(36);
      expect(stage.told).toEqual([true]);
      await stage.end();
    });

    it('it goes on at its rate within a minute after Meta answers again, and says so', async () => {
      const { stage } = await outage({ messages: false, questions: false });
      Object.assign(stage.answers, { messages: true, questions: true });
      await stage.seconds(60);
      expect(stage.workers.isSilent(1)).toBe(false);
      expect(stage.told).toEqual([true, false]);
      const before = stage.posts.length;
      await stage.seconds(10);
      expect(stage.posts.length - before).toBeGreaterThan(780);
      await stage.end();
    });
  });

  it('a maintenance of the number stops everything for 60 s, then it goes on', async () => {
    const stage = createStage();
    await stage.seconds(2);
    stage.say({ refusedByRate: false, restMs: 60_000 });
    await stage.seconds(1);
    const until = stage.workers.restsUntil(1) ?? 0;
    expect(until).toBeGreaterThan(stage.clock.now() + 58_000);
    const before = stage.posts.length;
    await stage.seconds(10);
    const groups = stage.groups.length;
    await stage.seconds(45);
    expect(stage.posts).toHaveLength(before);
    // Nor is anything permitted that would be too old when it may leave.
    expect(stage.groups).toHaveLength(groups);
    await stage.seconds(2);
    await stage.seconds(5);
    expect(stage.posts.length).toBeGreaterThan(before + 100);
    expect(Math.min(...stage.posts.slice(before))).toBeGreaterThanOrEqual(until);
    expect(stage.workers.restsUntil(1)).toBeNull();
    await stage.end();
  });

  it('a rest outlives the worker: the next one of the number rests too', async () => {
    const stage = createStage();
    stage.workers.rest(1, 60_000);
    await stage.seconds(30);
    expect(stage.posts).toEqual([]);
    await stage.seconds(40);
    expect(stage.posts.length).toBeGreaterThan(0);
    await stage.end();
  });

  it('each permit group sees the number as it was last read', async () => {
    const stage = createStage();
    await stage.seconds(2);
    expect(stage.groups.at(-1)?.messagingLimit).toBeUndefined();
    stage.set([number({ messagingLimit: 250, throughputMps: 10 })]);
    await stage.seconds(1);
    const from = stage.posts.length;
    expect(stage.groups.at(-1)?.messagingLimit).toBe(250);
    await stage.seconds(10);
    expect(stage.posts.length - from).toBeLessThanOrEqual(101);
    await stage.end();
  });

  it.each([
    ['that may not send any more', [number({ status: 'disconnected' })]],
    ['that was removed', []],
  ])('a number %s sends nothing from the next tick on', async (_what, rows) => {
    const stage = createStage();
    await stage.seconds(2);
    expect(stage.posts.length).toBeGreaterThan(0);
    stage.set(rows);
    await stage.workers.check();
    const before = stage.posts.length;
    await stage.seconds(3);
    expect(stage.posts).toHaveLength(before);
    expect(stage.workers.rate(1)).toBeNull();
    stage.set([number()]);
    await stage.seconds(2);
    expect(stage.posts.length).toBeGreaterThan(before);
    await stage.end();
  });
});
