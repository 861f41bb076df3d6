import type { Hint } from '../../../../server/src/contracts/realtime';
import { createSseParser, type ServerEvent } from './sse-parser';

/** `crowded`: this person has too many pages open. `forbidden`: refused for good, nothing is tried any more. */
export type LiveStatus = 'connecting' | 'live' | 'reconnecting' | 'crowded' | 'forbidden';
export type LiveSignal =
  | { kind: 'ready' }
  | { kind: 'reset' }
  | { kind: 'hints'; hints: readonly Hint[] };

export interface ConnectionPorts {
  /** Opens the stream; resolves with the HTTP answer. */
  readonly open: (cursor: string | null, token: string, signal: AbortSignal) => Promise<Response>;
  /** Asks Strapi for a fresh access token; throws when the session is over. */
  readonly renew: (usedToken: string) => Promise<string>;
  readonly onSignal: (signal: LiveSignal) => void;
  readonly onStatus: (status: LiveStatus) => void;
}

/** Data stay on screen; only after this long without a stream we say so (ms). */
export const STALE_AFTER = 5_000;
/** The server writes a comment each 15 s; silence of this length means a dead line (ms). */
export const SILENCE_LIMIT = 40_000;
const BACK_OFF = [500, 1_000, 2_000, 5_000, 10_000, 20_000];

/** Wait before attempt `failures` + 1 (ms), with ±20 % so that a restarted server is not stormed. */
export const backOff = (failures: number, random: number): number =>
  (BACK_OFF[Math.min(failures, BACK_OFF.length - 1)] ?? 20_000) * (0.8 + 0.4 * random);

/** Refusals in a row, with a fresh token each, until it is for good: while a role is being changed one may be by chance. */
const MOST_REFUSALS = 4;
/** Wait for a place when the server does not say how long, and the longest that it may ask for (ms). */
const CROWDED_WAIT = 60_000;
const LONGEST_WAIT = 600_000;

type Why = 'reauth' | 'unauthorized' | 'forbidden' | 'crowded' | 'closed';
interface End {
  readonly why: Why;
  /** How long the server asks to be left alone (ms). */
  readonly wait: number | null;
}

const REFUSALS: Partial<Record<number, Why>> = {
  401: 'unauthorized',
  403: 'forbidden',
  429: 'crowded',
};

const waitOf = ({ headers }: Response): number | null => {
  const seconds = Number.parseInt(headers.get('retry-after') ?? '', 10);
  return seconds > 0 ? Math.min(seconds * 1_000, LONGEST_WAIT) : null;
};

/** Reads one stream to its end and says why it ended. */
const readStream = async (
  body: ReadableStream<Uint8Array>,
  onEvent: (event: ServerEvent) => void,
  alive: () => void
) => {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const parse = createSseParser();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    alive();
    parse(decoder.decode(value, { stream: true })).forEach(onEvent);
  }
};

/** Says "reconnecting" only after the stream was gone for a while: short breaks do not flicker. */
const createStatus = (onStatus: ConnectionPorts['onStatus']) => {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const clear = () => {
    if (timer) clearTimeout(timer);
    timer = null;
  };
  return {
    lost: () => {
      timer ??= setTimeout(() => onStatus('reconnecting'), STALE_AFTER);
    },
    /** Known at once, and until it is otherwise. */
    say: (status: LiveStatus) => {
      clear();
      onStatus(status);
    },
    clear,
  };
};

/** Turns events into signals and remembers where the stream stands. */
const createReader = (ports: ConnectionPorts, found: () => void) => {
  let cursor: string | null = null;
  const take = ({ event, data }: ServerEvent): 'reauth' | null => {
    if (event === 'reauth') return 'reauth';
    if (event !== 'ready' && event !== 'hints' && event !== 'reset') return null;
    const content = JSON.parse(data) as { cursor: string; hints?: Hint[] };
    const first = cursor === null;
    cursor = content.cursor;
    if (event === 'hints') {
      ports.onSignal({ kind: 'hints', hints: content.hints ?? [] });
      return null;
    }
    // The first event of a stream is `ready`, or `reset` when too much was missed.
    found();
    if (event === 'reset') ports.onSignal({ kind: 'reset' });
    // After a reconnect the missed hints follow by themselves; only the very first load may be too early.
    else if (first) ports.onSignal({ kind: 'ready' });
    return null;
  };
  return { take, cursor: () => cursor };
};

/** One stream from opening to end; silence beyond the limit ends it too. */
const attempt = async (
  open: (signal: AbortSignal) => Promise<Response>,
  take: (event: ServerEvent) => 'reauth' | null,
  abort: AbortController
): Promise<End> => {
  let watchdog = setTimeout(() => abort.abort(), SILENCE_LIMIT);
  const alive = () => {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => abort.abort(), SILENCE_LIMIT);
  };
  let why: Why = 'closed';
  try {
    const answer = await open(abort.signal);
    if (!answer.ok || !answer.body)
      return { why: REFUSALS[answer.status] ?? 'closed', wait: waitOf(answer) };
    await readStream(
      answer.body,
      (event) => {
        why = take(event) ?? why;
      },
      alive
    );
  } catch {
    // Broken line, aborted by the watchdog or by `stop`: all the same, the loop decides.
  } finally {
    clearTimeout(watchdog);
    abort.abort();
  }
  return { why, wait: null };
};

/** A wait that `wake` cuts short. */
const createPause = () => {
  let wake: () => void = () => undefined;
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  return { pause, wake: () => wake() };
};

/** Keeps one stream open until stopped or refused for good; returns `stop` and `wake` (try now, e.g. when the network is back). */
export const connect = (initialToken: string, ports: ConnectionPorts) => {
  let stopped = false;
  let token = initialToken;
  let failures = 0;
  let refusals = 0;
  let current = new AbortController();
  const status = createStatus(ports.onStatus);
  const { pause, wake } = createPause();
  const reader = createReader(ports, () => {
    failures = 0;
    refusals = 0;
    status.say('live');
  });
  const stop = () => {
    stopped = true;
    status.clear();
    current.abort();
    wake();
  };

  const again = (wait: number | null = null) =>
    pause(wait === null ? backOff(failures++, Math.random()) : wait * (1 + 0.2 * Math.random()));
  const renewed = async (): Promise<boolean> => {
    try {
      token = await ports.renew(token);
      return true;
    } catch {
      return false;
    }
  };
  const recover = async ({ why, wait }: End) => {
    if (why === 'closed') return again(wait);
    if (why === 'crowded') {
      status.say('crowded');
      return again(wait ?? CROWDED_WAIT);
    }
    if (why !== 'reauth' && (refusals += 1) >= MOST_REFUSALS) {
      stop();
      return status.say('forbidden');
    }
    if (why === 'forbidden') return again();
    if (!(await renewed())) return pause(backOff(Math.max(4, failures++), Math.random()));
    // A server that keeps refusing a fresh token must not be asked in a tight loop.
    return why === 'unauthorized' ? again() : undefined;
  };
  const run = async () => {
    while (!stopped) {
      current = new AbortController();
      const end = await attempt(
        (signal) => ports.open(reader.cursor(), token, signal),
        reader.take,
        current
      );
      if (stopped) return;
      if (end.why !== 'crowded') status.lost();
      await recover(end);
    }
  };

  void run();
  return {
    stop,
    wake,
    /** The panel renewed the token by itself: used at the next attempt. */
    setToken: (next: string) => {
      token = next;
    },
  };
};
