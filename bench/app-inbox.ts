import type { Core } from '@strapi/types';
import { encodeCursor } from '../server/src/kernel/cursor';
import { keyOf } from '../server/src/kernel/hash';
import { messageByKey, noteTexts } from '../server/src/conversations/public';
import { addContacts } from './app-people';
import { fullScans } from './app-explain';
import { percentile, round } from './numbers';

/** How much there is in the inbox. */
export interface InboxShape {
  conversations: number;
  messages: number;
}

export interface QueryTimes {
  query: string;
  p50: number;
  p99: number;
}

/** Requests of one size: how long they take, which plans read a whole table, which search found something else. */
export interface InboxLook {
  times: QueryTimes[];
  scans: string[];
  wrong: string[];
}

const MESSAGES = 'whatsapp_messages';
const CONVERSATIONS = 'whatsapp_conversations';
const TEXTS = 'whatsapp_message_texts';
const START = 1_700_000_000_000;
const wamidOf = (n: number) => `wamid.INBOX${String(n).padStart(9, '0')}`;

const conversation = (accountId: number, n: number, perThread: number) => ({
  account_id: accountId,
  contact_id: n,
  status: n % 10 === 0 ? 'closed' : 'open',
  unread: n % 7 === 0 ? 2 : 0,
  assignee_id: n % 3 === 0 ? 1 : null,
  last_message_at: START + n * 1000 + perThread,
  last_text: 'hello',
  last_direction: 'in',
  last_type: 'text',
  origin: 'inbound',
  sample: false,
  opened_at: START,
  waiting_since: n % 4 === 0 ? START + n * 1000 : null,
});

/** A word that is everywhere, one in each 13th, in each 997th, in each 1,499th and in each 50,021st message. */
const textOf = (n: number): string =>
  [
    `siparişim ${n} nerede`,
    n % 13 === 0 ? 'kargo' : 'bekliyorum',
    n % 997 === 0 ? 'iade' : '',
    n % 1_499 === 0 ? 'İstanbul IŞIĞI' : '',
    n % 50_021 === 0 ? 'lavanta' : '',
  ].join(' ');

/** What is searched for, as it is typed, and which of the seeded messages hold it. */
const SEARCHES: Record<string, { q: string; holds(n: number): boolean }> = {
  'word that is everywhere': { q: 'siparis', holds: () => true },
  'in 8 %': { q: 'kargo', holds: (n) => n % 13 === 0 },
  'in 0.1 %': { q: 'iade', holds: (n) => n % 997 === 0 },
  'two words': { q: 'iade kargo', holds: (n) => n % 997 === 0 && n % 13 === 0 },
  'everywhere and rare': { q: 'siparis lavanta', holds: (n) => n % 50_021 === 0 },
  'İ and ı, beginnings': { q: 'ISTAN ışıg', holds: (n) => n % 1_499 === 0 },
  'rare word': { q: 'lavanta', holds: (n) => n % 50_021 === 0 },
  'no hit': { q: 'zambak', holds: () => false },
};

const PAGE = 20;
/** Each message whose number is a multiple of this is of one thread: with a million messages it has 20,000 (G14). */
const LONG_THREAD = 50;

const message = (accountId: number, n: number, conversationId: number) => ({
  conversation_id: conversationId,
  account_id: accountId,
  contact_id: conversationId,
  direction: n % 2 === 0 ? 'in' : 'out',
  origin: n % 2 === 0 ? 'customer' : 'campaign',
  type: 'text',
  body: JSON.stringify({
    type: 'text',
    text: textOf(n),
    header: null,
    footer: null,
    buttons: [],
    media: null,
    location: null,
    contacts: [],
  }),
  text: textOf(n),
  wamid: wamidOf(n),
  wamid_key: keyOf(wamidOf(n)),
  state: n % 2 === 0 ? 'received' : 'accepted',
  rank: n % 2 === 0 ? 0 : 50,
  attempt: 1,
  lane: 0,
  due_at: 0,
  in_limit: false,
  sample: false,
  at: START + n,
});

/** The words of a seeded piece, as the writers of messages note them. */
const noteSeeded = (knex: Core.Strapi['db']['connection'], after: number): Promise<number> =>
  knex.transaction(async (trx) => {
    const rows = (await trx(MESSAGES)
      .where('id', '>', after)
      .orderBy('id')
      .select('id', 'text')) as { id: number; text: string }[];
    await noteTexts(trx, rows);
    return rows.at(-1)?.id ?? after;
  });

/** Replaces the inbox by one of this size; the contacts are those with the ids 1…conversations. */
export const seedInbox = async (
  strapi: Core.Strapi,
  { accountId, shape }: { accountId: number; shape: InboxShape }
): Promise<void> => {
  const knex = strapi.db.connection;
  await addContacts(strapi, { count: shape.conversations, members: 1 });
  await knex(TEXTS).del();
  await knex(MESSAGES).del();
  await knex(CONVERSATIONS).del();
  const perThread = Math.ceil(shape.messages / shape.conversations);
  const insert = (table: string, rows: object[]) =>
    knex.transaction(async (trx) => {
      for (let i = 0; i < rows.length; i += 200) await trx(table).insert(rows.slice(i, i + 200));
    });
  const numbers = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
  await insert(
    CONVERSATIONS,
    numbers(shape.conversations).map((n) => conversation(accountId, n, perThread))
  );
  const ids = (await knex(CONVERSATIONS).orderBy('id').pluck('id')) as number[];
  let noted = 0;
  for (let from = 0; from < shape.messages; from += 5_000) {
    const size = Math.min(5_000, shape.messages - from);
    await insert(
      MESSAGES,
      numbers(size).map((i) => {
        const n = from + i;
        const thread = n % LONG_THREAD === 0 ? 0 : n % ids.length;
        return message(accountId, n, ids[thread] ?? 1);
      })
    );
    noted = await noteSeeded(knex, noted);
  }
  // PostgreSQL plans without statistics until its own cleaner comes by.
  if (strapi.db.dialect.client === 'postgres')
    await knex.raw(`ANALYZE ${MESSAGES}, ${CONVERSATIONS}, ${TEXTS}`);
};

interface Conversations {
  list(
    viewer: object,
    query: object
  ): Promise<{ conversations: { id: number }[]; nextCursor: string | null }>;
  search(viewer: object, query: object): Promise<{ hits: { messageId: number }[] }>;
  thread(viewer: object, id: number, page: object): Promise<{ nextCursor: string | null }>;
}

/** The searches whose first page is not the newest messages that hold the words. */
const wrongSearches = async (
  strapi: Core.Strapi,
  search: (q: string) => ReturnType<Conversations['search']>
): Promise<string[]> => {
  const knex = strapi.db.connection;
  const [row] = (await knex(MESSAGES).count({ n: '*' })) as { n: unknown }[];
  const wrong: string[] = [];
  for (const [name, { q, holds }] of Object.entries(SEARCHES)) {
    const wanted: string[] = [];
    for (let n = Number(row?.n); n > 0 && wanted.length < PAGE; n -= 1)
      if (holds(n)) wanted.push(wamidOf(n));
    const ids = (await search(q)).hits.map(({ messageId }) => messageId);
    const rows = (await knex(MESSAGES).whereIn('id', ids).orderBy('id', 'desc')) as {
      wamid: string;
    }[];
    if (rows.map(({ wamid }) => wamid).join() !== wanted.join()) wrong.push(name);
  }
  return wrong;
};

/** The message in the middle of a thread, with as many before it as behind it. */
const middleOf = async (
  knex: Core.Strapi['db']['connection'],
  conversationId: number
): Promise<number | undefined> => {
  const thread = knex(MESSAGES).where({ conversation_id: conversationId });
  const ids = (await thread.orderBy(['at', 'id']).pluck('id')) as number[];
  return ids[Math.floor(ids.length / 2)];
};

/** Where the list is half read. */
const halfway = async (knex: Core.Strapi['db']['connection']): Promise<string> => {
  const open = knex(CONVERSATIONS).where({ status: 'open' }).orderBy('last_message_at', 'desc');
  const rows = (await open.select('id', 'last_message_at')) as Record<string, unknown>[];
  const row = rows[Math.floor(rows.length / 2)];
  return encodeCursor([Number(row?.last_message_at), Number(row?.id)]);
};

/** Times the requests of the inbox, names every statement that reads a whole table and every search that is wrong. */
export const inboxQueries = async (strapi: Core.Strapi, runs: number): Promise<InboxLook> => {
  const conversations = strapi.plugin('whatsapp').service('conversations') as Conversations;
  const viewer = { userId: 1, all: true, unassigned: true, locale: 'en' };
  const base = { scope: 'all', status: 'open', limit: 30 };
  const knex = strapi.db.connection;
  const first = await conversations.list(viewer, base);
  const id = first.conversations[10]?.id ?? 1;
  const thread = await conversations.thread(viewer, id, { limit: 10 });
  const [long] = (await knex(CONVERSATIONS).orderBy('id').limit(1).pluck('id')) as number[];
  const middle = await middleOf(knex, long ?? id);
  const half = await halfway(knex);
  const found = { scope: 'all', status: 'all', limit: PAGE };
  const search = (q: string) => conversations.search(viewer, { ...found, q });
  const searches = Object.entries(SEARCHES).map(
    ([name, { q }]) => [`search, ${name}`, () => search(q)] as const
  );
  // The people of `addContacts` are called Person 1, Person 2 and so on, with numbers from 9055 10000001 on.
  const finds = Object.entries({
    'everybody’s name': 'person',
    'part of a name, few': 'rson 499',
    'part of a number, few': '0000499',
    'no hit': 'zambak',
    'two letters': 'zk',
  }).map(
    ([name, q]) =>
      [`people, ${name}`, () => conversations.list(viewer, { ...base, status: 'all', q })] as const
  );
  const queries: Record<string, () => Promise<unknown>> = {
    'list, first page': () => conversations.list(viewer, base),
    'list, next page': () => conversations.list(viewer, { ...base, cursor: first.nextCursor }),
    'list, around its middle': () => conversations.list(viewer, { ...base, cursor: half }),
    'list, mine': () => conversations.list(viewer, { ...base, scope: 'mine' }),
    'list, unread': () => conversations.list(viewer, { ...base, unread: 'true' }),
    'list, waiting longest': () => conversations.list(viewer, { ...base, sort: 'waiting' }),
    'thread, newest 50': () => conversations.thread(viewer, id, { limit: 50 }),
    'thread, next page': () =>
      conversations.thread(viewer, id, { limit: 50, cursor: thread.nextCursor ?? undefined }),
    'thread, the longest': () => conversations.thread(viewer, long ?? id, { limit: 50 }),
    'thread, the longest, around its middle': () =>
      conversations.thread(viewer, long ?? id, { limit: 50, around: middle }),
    ...Object.fromEntries(finds),
    ...Object.fromEntries(searches),
    'search, own and unassigned only': () =>
      conversations.search({ ...viewer, userId: 2, all: false }, { ...found, q: 'iade' }),
    'message by wamid': () => messageByKey(knex, { wamidKey: keyOf(wamidOf(777)) }),
  };
  const samples = new Map(Object.keys(queries).map((name) => [name, [] as number[]]));
  for (const run of Object.values(queries)) await run();
  for (let i = 0; i < runs; i += 1) {
    for (const [name, run] of Object.entries(queries)) {
      const at = performance.now();
      await run();
      samples.get(name)?.push(performance.now() - at);
    }
  }
  const times = [...samples].map(([query, list]) => ({
    query,
    p50: round(percentile(list, 50), 3),
    p99: round(percentile(list, 99), 3),
  }));
  const scans = await fullScans(strapi, async () => {
    for (const run of Object.values(queries)) await run();
  });
  return { times, scans, wrong: await wrongSearches(strapi, search) };
};
