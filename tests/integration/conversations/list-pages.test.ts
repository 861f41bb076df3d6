import fc from 'fast-check';
import type { ListConversationsResult } from '../../../server/src/contracts/conversation-list';
import { conversationsService } from '../../../server/src/conversations/public';
import { encodeCursor } from '../../../server/src/kernel/cursor';
import { databases } from '../../support/boot-strapi';
import { startWorld, type World } from '../../support/world';

const START = 1_750_000_000_000;
const STATES = ['open', 'snoozed', 'closed'] as const;
const ORIGINS = ['inbound', 'ad', 'api'];

interface Seeded {
  id: number;
  status: string;
  account_id: number;
  assignee_id: number | null;
  unread: number;
  origin: string;
  last_message_at: number;
  waiting_since: number | null;
}

interface Narrowing {
  scope: 'mine' | 'unassigned' | 'all';
  status: (typeof STATES)[number] | 'all';
  sort?: 'latest' | 'waiting' | undefined;
  unread?: 'true' | 'false' | undefined;
  origin?: string | undefined;
  accountId?: number | undefined;
}

const perhaps = <T>(values: T[]): fc.Arbitrary<T | undefined> =>
  fc.constantFrom(undefined, undefined, ...values);

describe.each(databases())('pages of the list of conversations, on %s', (database) => {
  let world: World;
  let me: number;
  let colleague: number;
  let seeded: Seeded[];

  const knex = () => world.strapi.db.connection;

  /** Three share each instant, so that only the id tells them apart; each state is of every assignee. */
  const conversation = (n: number) => ({
    account_id: n % 5 === 0 ? world.accountId + 1 : world.accountId,
    contact_id: n + 1,
    status: STATES[n % 7 < 4 ? 0 : n % 3],
    assignee_id: [null, me, colleague][n % 3],
    unread: n % 4 === 0 ? 2 : 0,
    origin: ORIGINS[n % 6 < 4 ? 0 : n % 3],
    last_message_at: START + Math.floor(((n * 11) % 60) / 3),
    waiting_since: n % 5 < 3 ? START - Math.floor(((n * 13) % 60) / 4) : null,
    sample: false,
    opened_at: START,
  });

  const expected = (narrowing: Narrowing): number[] => {
    const { scope, status, sort, unread, origin, accountId } = narrowing;
    const isWaiting = sort === 'waiting';
    const passing = seeded.filter(
      (one) =>
        (scope === 'all' || one.assignee_id === (scope === 'mine' ? me : null)) &&
        (status === 'all' || one.status === status) &&
        (unread !== 'true' || one.unread > 0) &&
        (!origin || one.origin === origin) &&
        (!accountId || one.account_id === accountId) &&
        (!isWaiting || one.waiting_since !== null)
    );
    return passing
      .sort((a, b) =>
        isWaiting
          ? (a.waiting_since ?? 0) - (b.waiting_since ?? 0) || a.id - b.id
          : b.last_message_at - a.last_message_at || b.id - a.id
      )
      .map(({ id }) => id);
  };

  const viewer = () => ({ userId: me, all: true, unassigned: true, locale: 'en' as const });
  const walk = async (narrowing: Narrowing, limit: number): Promise<number[]> => {
    const ids: number[] = [];
    let cursor: string | undefined;
    do {
      const page: ListConversationsResult = await conversationsService(world.strapi).list(
        viewer(),
        { ...narrowing, limit, cursor }
      );
      ids.push(...page.conversations.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
      // Pages that come again would go on for ever.
    } while (cursor && ids.length <= seeded.length);
    return ids;
  };

  beforeAll(async () => {
    world = await startWorld({ database });
    me = (await world.adminUser({ actions: ['chat.read', 'chat.read-all'] })).id;
    colleague = (await world.adminUser({ actions: ['chat.read'] })).id;
    const people = Array.from({ length: 60 }, (_, n) => ({
      id: n + 1,
      wa_id: `90532222${1000 + n}`,
      name: `Person ${n}`,
      added_at: START,
      changed_at: START,
    }));
    await knex()('whatsapp_contacts').insert(people);
    await knex()('whatsapp_conversations').insert(people.map((_, n) => conversation(n)));
    const rows = (await knex()('whatsapp_conversations').select()) as Record<string, unknown>[];
    seeded = rows.map((row) => ({
      ...(row as unknown as Seeded),
      last_message_at: Number(row.last_message_at),
      waiting_since: row.waiting_since === null ? null : Number(row.waiting_since),
    }));
  });
  afterAll(() => world.close());

  it('[C-03] [C-04] are the whole list in its order, without gap or duplicate, whatever it is narrowed to', async () => {
    const narrowing = fc.record<Narrowing>({
      scope: fc.constantFrom('mine', 'unassigned', 'all'),
      status: fc.constantFrom(...STATES, 'all'),
      sort: perhaps<'latest' | 'waiting'>(['latest', 'waiting']),
      unread: perhaps<'true' | 'false'>(['true']),
      origin: perhaps(ORIGINS),
      accountId: perhaps([world.accountId, world.accountId + 1]),
    });
    await fc.assert(
      fc.asyncProperty(narrowing, fc.integer({ min: 1, max: 20 }), async (one, limit) => {
        expect(await walk(one, limit)).toEqual(expected(one));
      }),
      {
        numRuns: 40,
        examples: [
          [{ scope: 'all', status: 'open' }, 7],
          [{ scope: 'all', status: 'all' }, 7],
          [{ scope: 'mine', status: 'open' }, 3],
          [{ scope: 'all', status: 'open', sort: 'waiting' }, 4],
          [{ scope: 'all', status: 'open', accountId: world.accountId }, 5],
        ],
      }
    );
  });

  it('[C-03] refuse a cursor that is none of theirs, and name it', async () => {
    const { token } = await world.adminUser({ actions: ['chat.read', 'chat.read-all'] });
    for (const cursor of ['nonsense', encodeCursor(['a', 'b']), encodeCursor([1, 2, 3])]) {
      const { status, body } = await world.http
        .get('/whatsapp/conversations')
        .query({ cursor })
        .set('Authorization', `Bearer ${token}`);
      const { details } = (body as { error: { details: { field: string } } }).error;
      expect([status, details.field]).toEqual([400, 'cursor']);
    }
  });
});
