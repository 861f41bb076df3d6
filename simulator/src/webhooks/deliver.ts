import { STATUS_BIT } from '../world/ledger';
import type { Delivery } from './log';
import { signatureOf } from './pack';
import type { QueueState } from './queue-state';

const markAnswered = (delivery: Delivery): void => {
  for (const ref of delivery.refs) ref.entry.answered |= STATUS_BIT[ref.status];
  delivery.refs = [];
};

const retryLater = (state: QueueState, delivery: Delivery): void => {
  const { deps, counts, waiting } = state;
  const { retryGapsMs, retryForMs } = deps.config();
  if (deps.now() - delivery.createdAt > retryForMs) {
    delivery.state = 'abandoned';
    counts.abandoned += 1;
    return;
  }
  const gap = retryGapsMs[Math.min(delivery.attempts - 1, retryGapsMs.length - 1)] ?? 1000;
  delivery.state = 'retrying';
  delivery.nextAt = deps.now() + gap;
  waiting.add(delivery);
  const { attempts } = delivery;
  deps.scheduler.in(gap, () => {
    if (waiting.has(delivery) && delivery.attempts === attempts) void attempt(state, delivery);
  });
};

const post = (state: QueueState, delivery: Delivery) =>
  state.deps.caller.post(delivery.url, delivery.bytes, {
    timeoutMs: state.deps.config().timeoutMs,
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': 'facebookexternalua',
      'X-Hub-Signature-256': signatureOf(delivery.bytes, state.deps.appSecret()),
    },
  });

/** One try of one POST. Anything but 200 is tried again after the next gap. */
export const attempt = async (state: QueueState, delivery: Delivery): Promise<void> => {
  const { deps, counts, waiting, epoch } = state;
  if (deps.config().hold) {
    delivery.state = 'held';
    waiting.add(delivery);
    return;
  }
  waiting.delete(delivery);
  state.sending.add(delivery);
  counts.inFlight += 1;
  counts.attempts += 1;
  delivery.attempts += 1;
  delivery.state = 'sending';
  const outcome = await post(state, delivery);
  counts.inFlight -= 1;
  state.sending.delete(delivery);
  delivery.lastStatus = outcome.status;
  delivery.lastAnswer = outcome.error ?? outcome.body;
  delivery.tookMs = outcome.tookMs;
  if (outcome.status === 200) {
    delivery.state = 'delivered';
    counts.delivered += 1;
    markAnswered(delivery);
  } else {
    counts.refused += 1;
    // A cleared or stopped queue forgets what was on the way.
    if (epoch === state.epoch && !state.stopped) retryLater(state, delivery);
  }
  deps.changed();
  state.onRoom();
};
