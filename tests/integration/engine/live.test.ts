import { turnOfTheLoop } from '../../../server/src/kernel/turn';
import { numberHints, readFeed } from '../../../server/src/realtime/feed';
import type { Realtime } from '../../../server/src/realtime/public';
import { contextOf } from '../../../server/src/strapi/context';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { startArena, type Arena } from './arena';
import { openStream, type Stream } from '../../support/stream';

interface Thread {
  id: number;
  contact: { phone: string | null };
}
interface Message {
  id: number;
  state: string;
}

describe.each(databases())('live pages and chat, on %s', (database) => {
  let arena: Arena;
  let realtime: Realtime;
  let boss: { id: number; token: string };
  const open: Stream[] = [];

  beforeAll(async () => {
    arena = await startArena({ database, engine: { callMs: 2_500 } });
    realtime = arena.strapi.plugin('whatsapp').service('realtime') as Realtime;
    // Meta's pause between messages to one person is no matter of these tests.
    arena.sim.control.configure({ pairRate: { enforce: false } });
    boss = await arena.adminUser();
  });
  afterEach(() => {
    for (const stream of open.splice(0)) stream.close();
    arena.sim.control.faults.clear();
  });
  afterAll(() => arena.close());

  const stream = async (token: string | undefined, cursor?: string) => {
    const made = await openStream(arena.url, {
      ...(token ? { token } : {}),
      ...(cursor ? { cursor } : {}),
    });
    open.push(made);
    return made;
  };
  const write = (phone: string, text: string) => arena.sim.control.act.text(phone, text);
  const threadOf = (phone: string) =>
    eventually('the conversation', async () => {
      const { body } = await arena.api.get<{ conversations: Thread[] }>(
        '/whatsapp/conversations?status=all&scope=all'
      );
      return body.conversations.find((row) => row.contact.phone === `+${phone}`);
    });
  const say = (threadId: number, clientId: string, text: string) =>
    arena.api.post<Message & { error?: { details: { kind: string } } }>(
      `/whatsapp/conversations/${threadId}/messages`,
      { type: 'text', clientId, text }
    );
  const stateOf = async (id: number) =>
    (await arena.knex('whatsapp_messages').where({ id }).first()) as Record<string, unknown>;
  const tokens = (id: number) =>
    arena.sim.control.ledger
      .query({}, { limit: 100_000 })
      .filter((entry) => entry.token?.includes(`.m.${id}.`));

  it('[I15] a reader beside several writers sees every position once and in order', async () => {
    const { db } = contextOf(arena.strapi);
    await numberHints(db);
    const first = (await readFeed(db.knex, 0, 100_000)).at(-1)?.pos ?? 0;
    let done = false;
    const seen: number[] = [];
    const reader = (async () => {
      for (let cursor = first; ;) {
        const last = done;
        // Two processes that serve pages both number what is new.
        await Promise.all([numberHints(db), numberHints(db)]);
        const rows = await readFeed(db.knex, cursor, 50);
        seen.push(...rows.map((row) => row.pos));
        cursor = rows.at(-1)?.pos ?? cursor;
        if (rows.length === 0 && last) return;
        // SQLite answers on this thread: without a turn the writers would never come to write.
        await turnOfTheLoop();
      }
    })();
    const writer = async (n: number) => {
      for (let i = 0; i < 12; i += 1) {
        const entries = Array.from({ length: 1 + ((n + i) % 3) }, (_, k) => ({
          type: 'group' as const,
          id: n * 1_000 + i * 10 + k,
        }));
        const work = db.tx(async (trx) => {
          await realtime.append(trx, entries);
          // Every fifth one is given up: nobody may ever hear of it, and it may leave no hole.
          if (i % 5 === 4) throw new Error('given up');
        });
        await work.catch((error: unknown) => expect(String(error)).toContain('given up'));
      }
    };
    await Promise.all(Array.from({ length: 8 }, (_, n) => writer(n)));
    done = true;
    await reader;
    expect(seen.length).toBeGreaterThan(100);
    expect(seen).toEqual(seen.map((_, i) => first + 1 + i));
  });

  // SQLite has one connection: there is no second transaction beside an open one.
  if (database !== 'sqlite')
    it('[I15] a long transaction with a hint holds up nobody, and its hint comes when it commits', async () => {
      const { db } = contextOf(arena.strapi);
      await numberHints(db);
      const before = (await readFeed(db.knex, 0, 100_000)).at(-1)?.pos ?? 0;
      const news = async (after: number) => {
        await numberHints(db);
        const rows = await readFeed(db.knex, after, 100);
        return rows.filter(({ type }) => type === 'group').map((row) => row.subjectId);
      };
      let commit = () => {};
      let appended = () => {};
      const isOpen = new Promise<void>((resolve) => (appended = resolve));
      const mayCommit = new Promise<void>((resolve) => (commit = resolve));
      const long = db.tx(async (trx) => {
        await realtime.append(trx, [{ type: 'group', id: 7_001 }]);
        appended();
        await mayCommit;
      });
      await isOpen;
      await realtime.publish([{ type: 'group', id: 7_002 }]);
      expect(await news(before)).toEqual([7_002]);
      const seen = (await readFeed(db.knex, before, 100)).at(-1)?.pos ?? 0;
      commit();
      await long;
      expect(await news(seen)).toEqual([7_001]);
    });

  it('[C-06] [C-03] an open page hears of a customer’s message and of its new conversation', async () => {
    const page = await stream(boss.token);
    expect(page.events[0]?.event).toBe('ready');
    write('905321110001', 'Merhaba');
    const message = await page.heard('the message', (hint) => hint.type === 'message');
    const thread = await threadOf('905321110001');
    expect(message.parent).toBe(thread.id);
    await page.heard(
      'the conversation',
      (hint) => hint.type === 'conversation' && hint.id === thread.id
    );
    const sent = await say(thread.id, 'live-client-1', 'Buyurun');
    expect(sent.status).toBe(200);
    await eventually('delivered', async () => Number((await stateOf(sent.body.id)).rank) >= 40);
    await page.heard('the status', (hint) => hint.type === 'message' && hint.id === sent.body.id);
  });

  it('[I15] [C-06] a page that was away hears of everything it missed, once', async () => {
    const before = await stream(boss.token);
    const cursor = before.cursor();
    before.close();
    const ids = Array.from({ length: 40 }, (_, i) => 70_000 + i);
    for (const id of ids) await realtime.publish([{ type: 'group', id }]);
    const again = await stream(boss.token, cursor);
    await realtime.publish([{ type: 'group', id: 79_999 }]);
    await again.heard('the last one', (hint) => hint.id === 79_999);
    expect(
      again
        .hints()
        .filter((hint) => hint.id >= 70_000)
        .map((hint) => hint.id)
    ).toEqual([...ids, 79_999]);
  });

  it('[I15] [C-06] pages that open while others write hear everything after their cursor, once', async () => {
    const before = await stream(boss.token);
    const cursor = before.cursor();
    before.close();
    const ids = Array.from({ length: 60 }, (_, i) => 80_000 + i);
    const writing = (async () => {
      for (const id of ids) await realtime.publish([{ type: 'group', id }]);
    })();
    const pages = await Promise.all(Array.from({ length: 10 }, () => stream(boss.token, cursor)));
    await writing;
    for (const page of pages) {
      await page.heard('the last one', (hint) => hint.id === ids.at(-1));
      const told = page.hints().filter((hint) => hint.id >= 80_000 && hint.type === 'group');
      expect(told.map((hint) => hint.id)).toEqual(ids);
    }
  });

  it('[I15] a cursor of another life of the database means: fetch everything again', async () => {
    const page = await stream(boss.token, 'deadbeef.12');
    expect(page.events[0]?.event).toBe('reset');
  });

  it('[C-06] nobody listens without signing in', async () => {
    expect((await stream(undefined)).status).toBe(401);
    expect((await stream('a-made-up-token')).status).toBe(401);
  });

  it('[C-06] anyone who may read only their own hears nothing of other agents’ conversations', async () => {
    const agent = await arena.adminUser({
      actions: ['chat.read', 'chat.read-unassigned', 'chat.reply'],
    });
    write('905321110002', 'benim');
    const foreign = await threadOf('905321110002');
    expect(
      (await arena.api.put(`/whatsapp/conversations/${foreign.id}`, { assigneeId: boss.id })).status
    ).toBe(200);
    const page = await stream(agent.token);
    write('905321110002', 'gizli');
    const sent = await say(foreign.id, 'live-client-2', 'yanıt');
    await eventually('delivered', async () => Number((await stateOf(sent.body.id)).rank) >= 40);
    write('905321110003', 'herkese');
    const own = await threadOf('905321110003');
    await page.heard('the free conversation', (hint) => hint.parent === own.id);
    const told = page
      .hints()
      .filter(
        (hint) =>
          hint.parent === foreign.id || (hint.type === 'conversation' && hint.id === foreign.id)
      );
    expect(told).toEqual([]);
  });

  it('[I16] [C-10] [M-42] one press is one message, however often it comes; another text under its key is refused', async () => {
    const thread = await threadOf('905321110001');
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => say(thread.id, 'live-client-3', 'bir kez'))
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(tokens(answers[0]?.body.id ?? 0)).toHaveLength(1);
    const other = await say(thread.id, 'live-client-3', 'başka');
    expect(other.status).toBe(409);
    expect(other.body.error?.details.kind).toBe('key-used');
  });

  it('[I3] [C-10] a chat message without an answer is uncertain, is not sent again by itself, and turns true by its status', async () => {
    const thread = await threadOf('905321110001');
    arena.sim.control.faults.add({ kind: 'timeout-after', endpoint: 'messages', times: 1 });
    arena.sim.control.deliveries.hold();
    const sent = await say(thread.id, 'live-client-4', 'cevapsız');
    expect(sent.body.state).toBe('uncertain');
    await arena.sending.sweep();
    expect(tokens(sent.body.id)).toHaveLength(1);
    arena.sim.control.deliveries.release();
    await eventually('the truth', async () => Number((await stateOf(sent.body.id)).rank) >= 40);
    expect(tokens(sent.body.id)).toHaveLength(1);
  });

  it('[I3] [I4] a user sends an uncertain chat message again: a new attempt, and facts about the old one are kept', async () => {
    const thread = await threadOf('905321110001');
    arena.sim.control.faults.add({ kind: 'timeout-before', endpoint: 'messages', times: 1 });
    const sent = await say(thread.id, 'live-client-5', 'iki kez');
    expect(sent.body.state).toBe('uncertain');
    const again = await arena.api.post<Message>(`/whatsapp/messages/${sent.body.id}/resolve`, {
      action: 'send-again',
    });
    expect(again.status).toBe(200);
    expect(Number((await stateOf(sent.body.id)).attempt)).toBe(2);
    expect(tokens(sent.body.id)).toHaveLength(1);
    await arena.settled();
    await arena.status({
      kind: 'm',
      id: sent.body.id,
      attempt: 1,
      status: 'sent',
      wamid: 'wamid.of-the-first',
    });
    const history = (await arena
      .knex('whatsapp_attempts')
      .where({ owner_kind: 'm', owner_id: sent.body.id })) as Record<string, unknown>[];
    expect(history).toMatchObject([{ number: 1, wamid: 'wamid.of-the-first' }]);
    expect(Number(history[0]?.rank)).toBe(20);
    expect((await stateOf(sent.body.id)).wamid).not.toBe('wamid.of-the-first');
  });

  it('[C-11] refuses free text when the 24 hours are over, whatever the browser shows', async () => {
    const thread = await threadOf('905321110001');
    const count = arena.sim.control.ledger.count();
    await arena
      .knex('whatsapp_conversations')
      .where({ id: thread.id })
      .update({ window_expires_at: Date.now() - 1_000 });
    const refused = await say(thread.id, 'live-client-6', 'çok geç');
    expect(refused.status).toBe(422);
    expect(refused.body.error?.details.kind).toBe('window-closed');
    expect(arena.sim.control.ledger.count()).toBe(count);
  });
});
