import { fillWorld, type Click, type Sim } from '../sim';
import type { KeptRef, KeptWebhooks, Unaccepted } from '../webhooks/unaccepted';
import type { StatusRef } from '../webhooks/log';
import type { BusinessNumber, MessagingTier, Waba } from '../world/accounts';
import type { Day } from '../world/feedback';
import type { LedgerEntry } from '../world/ledger';
import type { MediaRecord } from '../world/media';
import type { NumberBook } from '../world/number-book';
import type { OrderRecord } from '../world/orders';
import type { Person, Relation } from '../world/people';
import type { KeptTemplates } from '../world/templates';
import type { ThreadMessage } from '../world/threads';

/** Grows when a file of an earlier simulator can no longer be read as it is. */
export const STATE_VERSION = 1;

type KeptPerson = Omit<Person, 'relations'> & { relations: [string, Relation][] };
type KeptBook = Omit<NumberBook, 'blocked' | 'qrCodes' | 'freeService'> & {
  blocked: [string, number][];
  qrCodes: [string, NumberBook['qrCodes'] extends Map<string, infer Code> ? Code : never][];
  freeService: [string, number][];
};
/** The bytes are a file of their own. */
export type KeptMedia = Omit<MediaRecord, 'bytes' | 'sha256'>;

/**
 * What outlives the process, as JSON. Not in it: the app with its secrets, the verify tokens, where the app's webhooks go,
 * faults, settings, counters, uploads that were not finished, short-lived addresses.
 */
export type Kept = {
  version: typeof STATE_VERSION;
  startedAt: number;
  /** Missing in files of earlier simulators. */
  begunAt?: number;
  clockOffsetMs: number;
  /** The app had an address for its webhooks: after a start it will name one again. */
  hadWebhook: boolean;
  tier: MessagingTier;
  wabas: Waba[];
  numbers: BusinessNumber[];
  people: { serial: number; all: KeptPerson[] };
  templates: KeptTemplates;
  media: KeptMedia[];
  books: [string, KeptBook][];
  clicks: Click[];
  feedback: [string, Day[]][];
  marketing: [string, number[]][];
  reached: [string, number][];
  ledger: LedgerEntry[];
  orders: OrderRecord[];
  threads: ThreadMessage[];
  webhooks: KeptWebhooks;
};

const withoutToken = <T extends Waba | BusinessNumber>(one: T): T => ({
  ...one,
  overrideVerifyToken: null,
});

const keptPerson = (person: Person): KeptPerson => ({
  ...person,
  relations: [...person.relations],
});

const keptBook = (book: NumberBook): KeptBook => ({
  ...book,
  blocked: [...book.blocked],
  qrCodes: [...book.qrCodes],
  freeService: [...book.freeService],
});

const keptRef = ({ entry, status }: StatusRef): KeptRef => ({ wamid: entry.wamid, status });

/** What is still to be accepted; the address of the app is left open, as the next start may have another. */
const keptWebhooks = (sim: Sim, { items, deliveries }: Unaccepted): KeptWebhooks => {
  const address = (url: string): string | null => (url === sim.webhook?.url ? null : url);
  return {
    items: [
      ...(sim.owed?.items ?? []),
      ...items.map(({ change, url, ref }) => ({
        change,
        url: address(url),
        ref: ref ? keptRef(ref) : null,
      })),
    ],
    deliveries: [
      ...(sim.owed?.deliveries ?? []),
      ...deliveries.map(({ bytes, url, events, refs, createdAt }) => ({
        body: bytes.toString('utf8'),
        url: address(url),
        events,
        refs: refs.map(keptRef),
        createdAt,
      })),
    ],
  };
};

/** The world as it is now. */
export const keptOf = (sim: Sim): Kept => ({
  version: STATE_VERSION,
  startedAt: sim.startedAt,
  begunAt: sim.begunAt,
  clockOffsetMs: sim.clock.offsetMs(),
  hadWebhook: sim.webhook !== null || sim.owed !== null,
  tier: sim.portfolio.tier,
  wabas: [...sim.wabas.values()].map(withoutToken),
  numbers: [...sim.numbers.values()].map(withoutToken),
  people: { serial: sim.people.serial(), all: [...sim.people.all()].map(keptPerson) },
  templates: sim.templates.kept(),
  media: [...sim.media.all()].map(({ bytes: _bytes, sha256: _sha256, ...rest }) => rest),
  books: [...sim.books].map(([id, book]) => [id, keptBook(book)]),
  clicks: sim.clicks,
  feedback: sim.feedback.kept(),
  marketing: [...sim.marketing],
  reached: sim.portfolioLimit.kept(),
  ledger: [...sim.ledger.all()],
  orders: [...sim.orders.all()],
  threads: [...sim.threads.all()],
  webhooks: keptWebhooks(sim, sim.webhooks.unaccepted()),
});

const restoreBusiness = (sim: Sim, kept: Kept): void => {
  sim.portfolio.tier = kept.tier;
  sim.wabas = new Map(kept.wabas.map((waba) => [waba.id, waba]));
  sim.numbers = new Map(kept.numbers.map((number) => [number.id, number]));
  sim.books = new Map(
    kept.books.map(([id, book]) => [
      id,
      {
        ...book,
        blocked: new Map(book.blocked),
        qrCodes: new Map(book.qrCodes),
        freeService: new Map(book.freeService),
      },
    ])
  );
};

/** Puts a kept world in the place of the seeded one. `bytesOf` finds the files; a file that is gone is gone. */
export const restoreWorld = (
  sim: Sim,
  kept: Kept,
  bytesOf: (mediaId: string) => Buffer | null
): void => {
  fillWorld(sim, true);
  sim.begunAt = kept.begunAt ?? kept.startedAt;
  restoreBusiness(sim, kept);
  const people = kept.people.all.map((one) => ({ ...one, relations: new Map(one.relations) }));
  sim.people.restore({ serial: kept.people.serial, all: people });
  sim.templates.restore(kept.templates);
  for (const media of kept.media) {
    const bytes = bytesOf(media.id);
    if (bytes) sim.media.restore({ ...media, bytes });
  }
  sim.clicks = kept.clicks;
  sim.feedback.restore(kept.feedback);
  sim.marketing = new Map(kept.marketing);
  sim.portfolioLimit.restore(kept.reached);
  for (const entry of kept.ledger) sim.ledger.add(entry);
  for (const order of kept.orders) sim.orders.put(order);
  for (const message of kept.threads) sim.threads.add(message);
  sim.owed = kept.webhooks;
  // Simulated time never goes back.
  sim.clock.advance(kept.clockOffsetMs);
};
