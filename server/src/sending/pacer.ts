import type { SendOutcome } from '../cloud-api/outcome';
import { nextBatchSize } from '../kernel/batch-size';
import { createBell } from '../kernel/bell';
import { failPoint } from '../kernel/fail-point';
import { errorText } from '../strapi/log';
import type { WorkerDeps } from './number-worker';
import type { ResultWriter } from './result-writer';
import type { Permitted, SendSource } from './source';

/** A permitted message that waits for its token. */
export interface Ready {
  source: SendSource;
  api: ReturnType<WorkerDeps['cloudApi']>;
  item: Permitted;
  /** Monotonic time of the permit. */
  permitAt: number;
}

/** Calls on their way out of one number. */
export interface Pacer {
  /** Messages with a permit; `tookMs`: how long the permit took. */
  add(messages: Ready[], tookMs: number): void;
  /** How many more may be permitted now; 0 while enough wait. */
  room(): number;
  /** Something left or came back: `room` may be another. */
  moved(): Promise<void>;
  /** With a permit, without an answer. */
  open(): number;
  /** No more comes; resolves when nothing waits for its token any more. */
  end(): Promise<void>;
}

const AHEAD_MS = 100;
const GROUP_MAX = 250;
/** Each group has the cost of a transaction: smaller ones do not pay. */
const GROUP_MIN = 10;
/** Tokens are spent in bites of this many milliseconds: a timer per message costs more than the message. */
const BITE_MS = 10;
const LOOK_AGAIN_MS = 250;
/** One slow permit is remembered for a few groups. */
const FORGET = 0.8;
/** Meta answers nothing for so long while all calls are out: anyone who got a permit now would only wait. */
const STUCK_MS = 1_000;

const NOT_SENT: SendOutcome = { kind: 'not-sent', why: 'cancelled' };

/** Most calls in flight: rate by 0.3 s of latency by 1.5, within what is configured. */
const callsAtOnce = ({ current, config }: WorkerDeps): number =>
  Math.min(config.inFlightMax, Math.max(20, Math.ceil(current().throughputMps * 0.45)));

/**
 * Posts what has a permit, a token each. A permit group is what the bucket gives in 100 ms (engine 8), more only while
 * permits take longer than that, and never more than 250, or than what fits into one turn of the loop. What may not leave
 * any more (the lease is lost, the number was switched off, the permit is too old) goes back unsent.
 */
export const createPacer = (
  deps: WorkerDeps,
  { results, stopped }: { results: ResultWriter; stopped: () => boolean }
): Pacer => {
  const { account, bucket, clock, config, log, silence } = deps;
  const waiting: Ready[] = [];
  const arrived = createBell();
  const left = createBell();
  let inFlight = 0;
  let answeredAt = clock.monotonic();
  let permitMs = 0;
  let fits = GROUP_MAX;
  let isEnding = false;

  const inMs = (ms: number) => Math.ceil((bucket.rate() * ms) / 1000);
  /** A group leaves while the next one is permitted: for that long, twice, or the bucket would wait for permits. */
  const most = () => Math.min(2 * fits, Math.max(1, inMs(Math.max(AHEAD_MS, permitMs * 2.2))));
  /** So few that the next group must be asked for now, to be there in time. */
  const few = () => Math.min(Math.floor(most() / 2), inMs(permitMs * 1.1));
  const isStuck = () => inFlight >= callsAtOnce(deps) && clock.monotonic() - answeredAt > STUCK_MS;
  /** A permit would be too old before its token comes. */
  const isAtRest = () => bucket.waitMs() > config.permitTooOldMs / 2;

  const room = () => {
    if (isAtRest()) return 0;
    if (silence.isSilent()) return waiting.length + inFlight === 0 ? 1 : 0;
    return waiting.length > few() || isStuck() ? 0 : Math.min(fits, most() - waiting.length);
  };
  const tell = () => {
    if (room() > 0) left.ring();
  };

  const mayLeave = ({ permitAt }: Ready) =>
    !stopped() && clock.monotonic() - permitAt < config.permitTooOldMs;

  const call = async (ready: Ready): Promise<SendOutcome> => {
    const stillWanted = () => mayLeave(ready);
    if (!stillWanted()) return NOT_SENT;
    try {
      const { payload, edge } = ready.item;
      return await ready.api.sendMessage(account.phoneNumberId, payload, {
        stillWanted,
        ...(edge ? { edge } : {}),
      });
    } catch (error) {
      // The client promises not to throw; if it does, nobody knows what left.
      log.error('a send threw', { account: account.id, error: errorText(error) });
      return { kind: 'uncertain', why: 'other', status: null };
    }
  };

  const post = async (ready: Ready) => {
    inFlight += 1;
    const outcome = await call(ready);
    failPoint('mid-send');
    results.add(ready.source, { item: ready.item, outcome, at: clock.now() });
    inFlight -= 1;
    answeredAt = clock.monotonic();
    const restMs = silence.heard(outcome.kind);
    if (restMs > 0) deps.rest(restMs);
    bite();
    tell();
  };

  const take = (n: number) => {
    for (const ready of waiting.splice(0, n)) void post(ready);
  };

  const giveBack = () => {
    const fresh = waiting.findIndex(mayLeave);
    take(fresh < 0 ? waiting.length : fresh);
  };

  /** Posts what the bucket and the calls in flight let out now. */
  const bite = () => {
    if (waiting.length === 0) return;
    giveBack();
    const wanted = Math.min(waiting.length, callsAtOnce(deps) - inFlight);
    if (wanted <= 0) return;
    take(bucket.take(wanted));
    tell();
  };

  const run = async () => {
    for (;;) {
      deps.giveWay();
      bite();
      if (waiting.length > 0) {
        await clock.sleep(Math.min(LOOK_AGAIN_MS, Math.max(BITE_MS, bucket.waitMs())));
      } else {
        if (isEnding) return;
        await arrived.heard();
      }
    }
  };
  const done = run();

  return {
    add: (messages, tookMs) => {
      permitMs = Math.max(tookMs, permitMs * FORGET);
      const rows = messages.length;
      if (deps.turnMs !== null)
        fits = nextBatchSize(
          { least: GROUP_MIN, most: GROUP_MAX, targetMs: deps.turnMs },
          { size: fits, rows, tookMs }
        );
      waiting.push(...messages);
      arrived.ring();
    },
    room,
    moved: () => left.heard(),
    open: () => waiting.length + inFlight,
    end: () => {
      isEnding = true;
      arrived.ring();
      return done;
    },
  };
};
