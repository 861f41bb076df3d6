import * as fc from 'fast-check';
import {
  connect,
  type LiveSignal,
  type LiveStatus,
} from '../../../../admin/src/shared/live/connection';
import { tagsOfHints } from '../../../../admin/src/shared/live/hint-tags';
import { createSseParser } from '../../../../admin/src/shared/live/sse-parser';
import { createTagThrottle } from '../../../../admin/src/shared/live/throttle-tags';

const until = async (ok: () => boolean) => {
  const end = performance.now() + 3_000;
  while (!ok()) {
    if (performance.now() > end) throw new Error('did not happen in 3 s');
    await new Promise((resolve) => setImmediate(resolve));
  }
};

describe('reading server-sent events', () => {
  it('finds the same events however the network cuts the stream', () => {
    const stream =
      'retry: 2000\nevent: ready\ndata: {"cursor":"1"}\n\n: beat\n\nevent: hints\r\ndata: {"a":1}\r\n\r\n';
    const whole = createSseParser()(stream);
    expect(whole).toEqual([
      { event: 'ready', data: '{"cursor":"1"}' },
      { event: 'hints', data: '{"a":1}' },
    ]);
    const lf = stream.replace(/\r/g, '');
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 60 }),
        (sizes) => {
          const parse = createSseParser();
          const seen = [];
          let at = 0;
          for (let n = 0; at < lf.length; n += 1) {
            const size = sizes[n % sizes.length] ?? 1;
            seen.push(...parse(lf.slice(at, at + size)));
            at += size;
          }
          expect(seen).toEqual(whole);
        }
      )
    );
  });
});

describe('the live connection', () => {
  type Step = { status?: number; events?: string[]; hold?: boolean };
  const play = (steps: Step[]) => {
    const asked: { cursor: string | null; token: string }[] = [];
    const signals: LiveSignal[] = [];
    const statuses: LiveStatus[] = [];
    const connection = connect('token-1', {
      open: (cursor, token, signal) => {
        asked.push({ cursor, token });
        const step = steps[asked.length - 1] ?? { hold: true };
        const body = new ReadableStream<Uint8Array>({
          start: (controller) => {
            const text = new TextEncoder();
            step.events?.forEach((event) => controller.enqueue(text.encode(event)));
            signal.addEventListener('abort', () => {
              try {
                controller.error(new Error('aborted'));
              } catch {
                // already closed
              }
            });
            if (!step.hold) controller.close();
          },
        });
        return Promise.resolve(new Response(body, { status: step.status ?? 200 }));
      },
      renew: (used) => Promise.resolve(`${used}+`),
      onSignal: (signal) => void signals.push(signal),
      onStatus: (status) => void statuses.push(status),
    });
    return { connection, asked, signals, statuses };
  };
  const ready = (cursor: string) => `event: ready\ndata: {"cursor":"${cursor}"}\n\n`;
  const hints = (cursor: string, id: number) =>
    `event: hints\ndata: {"cursor":"${cursor}","hints":[{"type":"message","id":${id},"parent":1}]}\n\n`;

  it('[C-06] goes on from the last cursor after a break and loses no hint', async () => {
    const { connection, asked, signals } = play([
      { events: [ready('5'), hints('6', 1)] },
      { events: [ready('6'), hints('7', 2)], hold: true },
    ]);
    await until(() => signals.length === 2);
    connection.wake();
    await until(() => {
      connection.wake();
      return signals.length === 3;
    });
    connection.stop();
    expect(asked.map((one) => one.cursor)).toEqual([null, '6']);
    expect(signals.map((signal) => signal.kind)).toEqual(['ready', 'hints', 'hints']);
  });

  it('asks for a new token on 401 and on reauth, and uses it', async () => {
    const { connection, asked, statuses } = play([
      { events: [ready('1'), 'event: reauth\ndata: {}\n\n'] },
      { status: 401 },
      { events: [ready('1')], hold: true },
    ]);
    await until(() => {
      connection.wake();
      return asked.length === 3 && statuses.length >= 2;
    });
    connection.stop();
    expect(asked.map((one) => one.token)).toEqual(['token-1', 'token-1+', 'token-1++']);
  });

  it('says that everything is stale when the server forgot the cursor', async () => {
    const { connection, signals, statuses } = play([
      { events: [ready('1')] },
      { events: ['event: reset\ndata: {"cursor":"90"}\n\n'], hold: true },
    ]);
    await until(() => {
      connection.wake();
      return signals.some((signal) => signal.kind === 'reset');
    });
    connection.stop();
    expect(statuses.at(-1)).toBe('live');
  });
});

describe('a live connection that is refused', () => {
  type Answer = { status: number; retryAfter?: string };
  const OPEN: Answer = { status: 200 };
  /** Answers as told, the last one for ever, and keeps what was asked with which token. */
  const play = (...answers: Answer[]) => {
    const tokens: string[] = [];
    const statuses: LiveStatus[] = [];
    const connection = connect('t', {
      open: (_cursor, token) => {
        const { status, retryAfter } = answers[tokens.length] ?? answers.at(-1) ?? OPEN;
        tokens.push(token);
        const body = new ReadableStream<Uint8Array>({
          start: (controller) =>
            controller.enqueue(new TextEncoder().encode('event: ready\ndata: {"cursor":"1"}\n\n')),
        });
        const headers = retryAfter ? { 'retry-after': retryAfter } : {};
        return Promise.resolve(new Response(body, { status, headers }));
      },
      renew: (used) => Promise.resolve(`${used}+`),
      onSignal: () => undefined,
      onStatus: (status) => void statuses.push(status),
    });
    return { connection, tokens, statuses };
  };
  /** Runs out all waits and what they lead to. */
  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);
  const HOUR = 3_600_000;

  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it.each([403, 401])('ends for good after %s again and again, and says so', async (status) => {
    const { connection, tokens, statuses } = play({ status });
    await pass(60_000);
    expect(statuses.at(-1)).toBe('forbidden');
    const asked = tokens.length;
    expect(asked).toBe(4);
    connection.wake();
    await pass(HOUR);
    expect(tokens).toHaveLength(asked);
  });

  it('tries a fresh token each time before it believes that the session is over', async () => {
    const { tokens } = play({ status: 401 });
    await pass(60_000);
    expect(tokens).toEqual(['t', 't+', 't++', 't+++']);
  });

  it('outlives a refusal by chance, as often as one comes between streams', async () => {
    const { connection, statuses } = play({ status: 403 }, { status: 401 }, { status: 403 }, OPEN);
    await pass(5_000);
    expect(statuses.at(-1)).toBe('live');
    connection.stop();
  });

  it('leaves a server alone for as long as it asks when there are too many pages, says so, and comes then', async () => {
    const { connection, tokens, statuses } = play({ status: 429, retryAfter: '30' }, OPEN);
    await pass(29_000);
    expect(statuses).toEqual(['crowded']);
    expect(tokens).toHaveLength(1);
    await pass(8_000);
    expect(statuses).toEqual(['crowded', 'live']);
    connection.stop();
  });

  it.each([
    ['no wait is named', undefined, 60_000],
    ['the named wait is none', '-1', 60_000],
    ['the named wait is beyond measure', '999999', 600_000],
  ])('waits for a place by itself when %s, for ever', async (_why, retryAfter, wait) => {
    const { connection, tokens } = play({ status: 429, ...(retryAfter ? { retryAfter } : {}) });
    await pass(wait - 1);
    expect(tokens).toHaveLength(1);
    await pass(9.3 * wait);
    expect(tokens.length).toBeGreaterThanOrEqual(9);
    expect(tokens.length).toBeLessThanOrEqual(11);
    connection.stop();
  });
});

describe('hints and the query cache', () => {
  it('names each stale tag once', () => {
    const tags = tagsOfHints([
      { type: 'campaign', id: 3, parent: null },
      { type: 'campaign', id: 3, parent: null },
    ]);
    expect(tags).toEqual([
      { type: 'WhatsappCampaign', id: 3 },
      { type: 'WhatsappCampaign', id: 'LIST' },
    ]);
  });

  it('asks at most once a second however many hints come', () => {
    jest.useFakeTimers();
    const flushed: number[] = [];
    const throttle = createTagThrottle((tags) => void flushed.push(tags.length));
    for (let ms = 0; ms < 5_000; ms += 10) {
      throttle.add([{ type: 'WhatsappCampaign', id: ms % 3 }]);
      jest.advanceTimersByTime(10);
    }
    jest.advanceTimersByTime(2_000);
    jest.useRealTimers();
    expect(flushed.length).toBeGreaterThanOrEqual(5);
    expect(flushed.length).toBeLessThanOrEqual(7);
  });
});
