import type { JsonObject } from '../kernel/json';
import type { Sim } from '../sim';
import type { LedgerEntry } from '../world/ledger';
import type { Person } from '../world/people';
import type { ThreadMessage } from '../world/threads';

/** A person without what only the simulator needs. */
export type PersonView = Omit<Person, 'relations'> & {
  unread: number;
  lastAt: number;
  lastText: string;
  lastType: string;
  /** Business numbers that show "typing…" to the person right now. */
  typing: string[];
};

/** A bubble with its ticks. */
export type BubbleView = ThreadMessage & { status: string; failedCode: number };

/** The furthest status of a message, as the business sees it: one word of the ladder. */
export const statusOf = (entry: LedgerEntry): string => {
  if (entry.playedAt > 0) return 'played';
  if (entry.readAt > 0) return 'read';
  if (entry.deliveredAt > 0) return 'delivered';
  if (entry.failedAt > 0) return 'failed';
  if (entry.sentAt > 0) return 'sent';
  return entry.held ? 'held' : 'accepted';
};

export const viewBubble = (sim: Sim, bubble: ThreadMessage): BubbleView => {
  const entry = bubble.direction === 'out' ? sim.ledger.get(bubble.wamid) : undefined;
  const status = entry ? statusOf(entry) : bubble.seen ? 'read' : 'delivered';
  return { ...bubble, reactions: { ...bubble.reactions }, status };
};

const summary = (bubble: ThreadMessage | undefined): string => {
  if (!bubble) return '';
  const { body } = bubble.content as { body?: unknown };
  if (typeof body === 'string') return body.slice(0, 80);
  const text = (body as { text?: unknown } | undefined)?.text;
  return typeof text === 'string' ? text.slice(0, 80) : '';
};

export const viewPerson = (sim: Sim, person: Person): PersonView => {
  const { relations, ...rest } = person;
  const now = sim.clock.now();
  const last = sim.threads.last(person.id);
  const arrived = sim.threads.of(person.id).filter((bubble) => {
    const entry = bubble.direction === 'out' ? sim.ledger.get(bubble.wamid) : undefined;
    return entry !== undefined && statusOf(entry) === 'delivered';
  });
  return {
    ...rest,
    unread: arrived.length,
    lastAt: last?.at ?? 0,
    lastText: summary(last),
    lastType: last?.type ?? '',
    typing: [...relations].flatMap(([id, relation]) => (relation.typingUntil > now ? id : [])),
  };
};

/** What the page and a person at the terminal want to know at a glance. */
export const viewState = (sim: Sim): JsonObject => ({
  app: { id: sim.app.id, secret: sim.app.secret, token: sim.app.token },
  portfolio: sim.portfolio,
  wabas: [...sim.wabas.values()],
  numbers: [...sim.numbers.values()].map(
    ({ bucketLevel: _level, bucketAt: _at, ...number }) => number
  ),
  baseUrl: sim.baseUrl,
  begunAt: sim.begunAt,
  webhook: sim.webhook,
  connected:
    sim.webhook !== null ||
    [...sim.wabas.values()].some((waba) => waba.overrideUrl !== null) ||
    [...sim.numbers.values()].some((n) => n.overrideUrl !== null),
  clock: { now: sim.clock.now(), offsetMs: sim.clock.offsetMs() },
  people: sim.people.count(),
  ledger: sim.ledger.size(),
  counters: sim.counters,
  webhooks: sim.webhooks.counts(),
  held: sim.config.webhooks.hold,
  lastRefused: sim.webhooks.log.refused(),
  limit: { tier: sim.portfolio.tier, used: sim.portfolioLimit.used(sim.clock.now()) },
});
