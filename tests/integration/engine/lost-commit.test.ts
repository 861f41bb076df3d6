import { contextOf } from '../../../server/src/strapi/context';
import type { Db } from '../../../server/src/strapi/db';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { startArena, type Arena } from './arena';

/** True for the answer of a permit's transaction that lets something be posted. */
const permits = (result: unknown): boolean => {
  const list = Array.isArray(result)
    ? (result as unknown[])
    : ((result as { permitted?: unknown[] } | null)?.permitted ?? []);
  return list.some((item) => typeof item === 'object' && item !== null && 'payload' in item);
};

describe.each(databases())('a connection that is lost in COMMIT, on %s', (database) => {
  let arena: Arena;
  let db: { tx: Db['tx'] };
  let real: Db['tx'];
  let lost = 0;

  beforeAll(async () => {
    arena = await startArena({ database });
    db = contextOf(arena.strapi).db;
    real = db.tx;
  });
  beforeEach(() => {
    lost = 0;
  });
  afterEach(() => {
    db.tx = real;
  });
  afterAll(() => arena.close());

  /** The next permit is committed, or rolled back, and its caller hears only that the connection is gone. */
  const loseNext = ({ committed }: { committed: boolean }) => {
    db.tx = async (work) => {
      const result = await real(async (trx) => {
        const inside = await work(trx);
        if (!committed && lost === 0 && permits(inside)) {
          lost += 1;
          throw new Error('COMMIT; - Connection lost');
        }
        return inside;
      });
      if (committed && lost === 0 && permits(result)) {
        lost += 1;
        throw new Error('COMMIT; - Connection lost');
      }
      return result;
    };
  };

  it.each([true, false])(
    '[I1] [I4] [M-42] sends a campaign once to everybody and leaves nobody uncertain, committed: %s',
    async (committed) => {
      loseNext({ committed });
      const id = await arena.start(12);
      const view = await arena.ended(id);
      expect(lost).toBe(1);
      expect(view.counts).toMatchObject({ uncertain: 0, failed: 0, queued: 0, sending: 0 });
      const counts = [...(await arena.accepted(id)).values()];
      expect(counts).toHaveLength(12);
      expect(counts.every((n) => n === 1)).toBe(true);
    }
  );

  it('[I1] [I4] sends an answer of the chat once', async () => {
    arena.sim.control.act.text('905321110001', 'Merhaba');
    const thread = await eventually('the conversation', async () => {
      const { body } = await arena.api.get<{ conversations: { id: number }[] }>(
        '/whatsapp/conversations'
      );
      return body.conversations[0];
    });
    const before = arena.sim.control.ledger.count();
    loseNext({ committed: true });
    const sent = await arena.api.post<{ message: { state: string } }>(
      `/whatsapp/conversations/${thread.id}/messages`,
      { type: 'text', text: 'Buyurun', clientId: 'lost-commit-1' }
    );
    expect(lost).toBe(1);
    expect(sent.status).toBe(200);
    await eventually('the message', () =>
      Promise.resolve(arena.sim.control.ledger.count() === before + 1)
    );
    expect(
      await arena.knex('whatsapp_messages').whereIn('state', ['sending', 'uncertain', 'queued'])
    ).toEqual([]);
  });
});
