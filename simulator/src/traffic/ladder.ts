import type { Sim } from '../sim';
import type { Failure, LedgerEntry } from '../world/ledger';
import type { Person } from '../world/people';
import { emitStatus, hasArrived } from './emit';
import { noteFreeService } from './pricing';
import { noteTaken } from './quality';

const jitter = (sim: Sim): number =>
  sim.config.statuses.jitterMs > 0 ? sim.random.below(sim.config.statuses.jitterMs) : 0;

/** Starts the way of an accepted message: sent → delivered → read, or failed with `failure`. */
export const startLadder = (sim: Sim, entry: LedgerEntry, failure: Failure | null): void => {
  const { statuses } = sim.config;
  if (!statuses.enabled) return;
  entry.due = failure ?? 'way';
  if (!failure && sim.fleet.takes(entry)) return;
  sim.scheduler.in(statuses.sentMs + jitter(sim), () => {
    if (failure) emitStatus(sim, entry, { status: 'failed', ...failure });
    else sendOn(sim, entry);
  });
};

/** After a restart: what was still to come begins again from the status that was told last. */
export const resumeLadder = (sim: Sim, entry: LedgerEntry): void => {
  if (entry.due === null) return;
  if (entry.due !== 'way' || entry.sentAt === 0) {
    startLadder(sim, entry, entry.due === 'way' ? null : entry.due);
    return;
  }
  if (sim.fleet.takes(entry)) return;
  sim.scheduler.in(sim.config.statuses.deliveredMs + jitter(sim), () => arrive(sim, entry));
};

/** The message left WhatsApp's servers; the phone gets it when it is on. Reactions end here. */
const sendOn = (sim: Sim, entry: LedgerEntry): void => {
  emitStatus(sim, entry, { status: 'sent' });
  if (entry.type === 'reaction') {
    entry.due = null;
    sim.live.person(entry.personId);
    return;
  }
  const { statuses } = sim.config;
  if (!sim.random.chance(statuses.deliveredShare)) {
    entry.due = null;
    return;
  }
  sim.scheduler.in(statuses.deliveredMs + jitter(sim), () => arrive(sim, entry));
};

/** The message reaches the person's phone, or waits until it is on. */
export const arrive = (sim: Sim, entry: LedgerEntry): void => {
  const person = sim.people.find(entry.personId);
  if (!person || entry.failedAt > 0) return;
  if (expired(sim, entry)) return;
  if (person.online) {
    landOn(sim, person, entry);
    return;
  }
  const waiting = sim.waiting.get(person.id);
  if (waiting) waiting.push(entry);
  else sim.waiting.set(person.id, [entry]);
};

/** Its time is over: dropped without any word, as Meta does. */
const expired = (sim: Sim, entry: LedgerEntry): boolean => {
  const isOver = sim.clock.now() > entry.expiresAt;
  if (isOver) entry.due = null;
  return isOver;
};

const landOn = (sim: Sim, person: Person, entry: LedgerEntry): void => {
  emitStatus(sim, entry, { status: 'delivered' });
  noteTaken(sim, entry, 'delivered');
  noteFreeService(sim, entry);
  if (sim.fleet.landed(person, entry)) return;
  if (!person.receipts || !sim.random.chance(sim.config.statuses.autoReadShare)) return;
  sim.scheduler.in(sim.config.statuses.readMs + jitter(sim), () => {
    if (person.receipts && entry.failedAt === 0) tellRead(sim, entry);
  });
};

/** The person looked at the message. */
export const tellRead = (sim: Sim, entry: LedgerEntry): void => {
  if (entry.readAt === 0) noteTaken(sim, entry, 'read');
  emitStatus(sim, entry, { status: 'read' });
};

/** The person listened to a voice message. Receipts that are off hide the reading, but not the playing. */
export const tellPlayed = (sim: Sim, person: Person, entry: LedgerEntry): void => {
  if (person.receipts) tellRead(sim, entry);
  emitStatus(sim, entry, { status: 'played' });
};

/** The phone is switched on: what waited arrives in order; what waited beyond its time is gone without a word. */
export const landWaiting = (sim: Sim, person: Person): void => {
  const waiting = sim.waiting.get(person.id) ?? [];
  sim.waiting.delete(person.id);
  for (const entry of waiting) if (!expired(sim, entry)) landOn(sim, person, entry);
};

/** The person looks at the thread: everything that arrived is read, if receipts are on. Returns how many. */
export const readThread = (sim: Sim, person: Person, phoneNumberId?: string): number => {
  if (!person.receipts || !person.online) return 0;
  let read = 0;
  for (const bubble of sim.threads.of(person.id, phoneNumberId)) {
    if (bubble.direction !== 'out' || bubble.type === 'reaction') continue;
    const entry = sim.ledger.get(bubble.wamid);
    if (!entry || entry.readAt > 0 || entry.failedAt > 0 || !hasArrived(entry)) continue;
    tellRead(sim, entry);
    read += 1;
  }
  return read;
};
