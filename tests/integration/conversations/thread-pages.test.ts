import fc from 'fast-check';
import type { ListMessagesResult } from '../../../server/src/contracts/conversations';
import {
  conversationsService,
  insertMessage,
  recordEvents,
  type MessageRow,
} from '../../../server/src/conversations/public';
import { encodeCursor } from '../../../server/src/kernel/cursor';
import { keyOf } from '../../../server/src/kernel/hash';
import { databases } from '../../support/boot-strapi';
import { eventually, startWorld, type World } from '../../support/world';

const START = 1_750_000_000_000;
const MINUTE = 60_000;
/** Three share each minute, and what is written later may have been said earlier: ids do not follow the time. */
const MINUTES = Array.from({ length: 33 }, (_, n) => Math.floor(((n * 7) % 33) / 3));
const EVENTS_AT = [-5, 0, 0, 0.5, 1, 3.5, 5, 5, 5.5, 7, 10, 10, 12];

type Agent = Awaited<ReturnType<World['adminUser']>>;
type Place = { cursor?: string; after?: string; around?: number };

interface Shown {
  messages: number[];
  events: number[];
}
const shownOf = ({ messages, events }: ListMessagesResult): Shown => ({
  messages: messages.map(({ id }) => id),
  events: events.map(({ id }) => id),
});

describe.each(databases())('pages of a thread, on %s', (database) => {
  let world: World;
  let boss: Agent;
  let can: Agent;
  let talk: number;
  let other: number;
  /** Ids of what is drawn, newest first, and of what happened, in no order. */
  let whole: number[];
  let happened: number[];
  let notDrawn: number[];

  const knex = () => world.strapi.db.connection;
  const begin = async (who: string): Promise<{ id: number; contact: { id: number } }> => {
    world.sim.control.act.text(who, 'merhaba');
    return eventually('the conversation', async () => {
      const path = `/whatsapp/conversations?status=all&q=${who}`;
      const { body } = await world.api.get<{
        conversations: { id: number; contact: { id: number } }[];
      }>(path);
      return body.conversations[0];
    });
  };
  const ask = async (agent: Agent, id: number, query: string) => {
    const answer = await world.http
      .get(`/whatsapp/conversations/${id}/messages?${query}`)
      .set('Authorization', `Bearer ${agent.token}`);
    return { status: answer.status, body: answer.body as unknown };
  };
  const page = async (place: Place & { limit: number }, id = talk): Promise<ListMessagesResult> => {
    const asked = Object.entries(place).map(([name, value]) => [name, String(value)]);
    const { status, body } = await ask(boss, id, new URLSearchParams(asked).toString());
    expect(status).toBe(200);
    return body as ListMessagesResult;
  };
  const refusal = async (agent: Agent, query: string, id = talk) => {
    const { status, body } = await ask(agent, id, query);
    const { details } = (body as { error: { details: { kind: string; field?: string } } }).error;
    return [status, details.kind, details.field];
  };
  /** In process, so that a property may ask often. */
  const quick = (place: Place & { limit: number }): Promise<ListMessagesResult> =>
    conversationsService(world.strapi).thread(
      { userId: boss.id, all: true, unassigned: true, locale: 'en' },
      talk,
      place
    );
  /** Everything from this page on to both ends; `limits` are those of the pages, used in turn. */
  const onward = async (first: ListMessagesResult, limits: number[]): Promise<Shown> => {
    const all = shownOf(first);
    let turn = 0;
    const limit = () => limits[(turn += 1) % limits.length] ?? 1;
    // Pages that come again would go on for ever.
    const isTooMuch = () => all.messages.length > whole.length;
    for (let back = first.nextCursor; back !== null && !isTooMuch();) {
      const answer = await quick({ cursor: back, limit: limit() });
      all.messages.push(...shownOf(answer).messages);
      all.events.unshift(...shownOf(answer).events);
      back = answer.nextCursor;
    }
    for (let ahead = first.newerCursor; ahead !== null && !isTooMuch();) {
      const answer = await quick({ after: ahead, limit: limit() });
      all.messages.unshift(...shownOf(answer).messages);
      all.events.push(...shownOf(answer).events);
      ahead = answer.newerCursor;
    }
    return all;
  };
  const write = async (part: Partial<MessageRow>): Promise<number> => {
    const [known] = (await knex()('whatsapp_conversations').where({ id: talk })) as {
      contact_id: number;
    }[];
    return insertMessage(knex(), {
      conversationId: talk,
      accountId: world.accountId,
      contactId: known?.contact_id ?? 0,
      direction: 'in',
      origin: 'customer',
      type: 'text',
      text: 'merhaba',
      state: 'received',
      ...part,
    });
  };
  const prepare = async (): Promise<void> => {
    await knex()('whatsapp_messages').where({ conversation_id: talk }).del();
    await knex()('whatsapp_conversation_events').where({ conversation_id: talk }).del();
    const drawn: { id: number; at: number }[] = [];
    for (const minute of MINUTES) {
      const at = START + minute * MINUTE;
      const wamid = `wamid.PAGES${drawn.length}`;
      drawn.push({ at, id: await write({ at, wamid, wamidKey: keyOf(wamid) }) });
    }
    const about = { at: START + 4 * MINUTE, contextKey: keyOf('wamid.PAGES7') };
    notDrawn = [
      await write({ ...about, type: 'reaction', text: '👍' }),
      await write({ ...about, type: 'edit', text: 'selam' }),
      await write({ ...about, type: 'revoke', text: null }),
    ];
    // What it changed is not here: it stands for itself.
    const lone = { at: about.at, contextKey: keyOf('wamid.NEVER'), type: 'edit' };
    drawn.push({ at: about.at, id: await write({ ...lone, text: 'alone' }) });
    whole = drawn.sort((a, b) => b.at - a.at || b.id - a.id).map(({ id }) => id);
    await knex().transaction((trx) =>
      recordEvents(
        trx,
        EVENTS_AT.map((minute) => ({
          conversationId: talk,
          kind: 'closed',
          at: START + minute * MINUTE,
        }))
      )
    );
    happened = (await knex()('whatsapp_conversation_events')
      .where({ conversation_id: talk })
      .orderBy(['at', 'id'])
      .pluck('id')) as number[];
  };

  beforeAll(async () => {
    world = await startWorld({ database });
    const chat = ['chat.read', 'chat.read-unassigned', 'chat.reply'];
    boss = await world.adminUser({ actions: [...chat, 'chat.read-all'] });
    can = await world.adminUser({ actions: chat });
    talk = (await begin('905321110001')).id;
    other = (await begin('905321110002')).id;
    await prepare();
  });
  afterAll(() => world.close());

  it('[C-05] go back from the newest and forward again, without gap or duplicate', async () => {
    const newest = await page({ limit: 10 });
    expect(newest.newerCursor).toBeNull();
    expect(shownOf(newest).messages).toEqual(whole.slice(0, 10));
    const second = await page({ limit: 10, cursor: newest.nextCursor ?? '' });
    const third = await page({ limit: 10, cursor: second.nextCursor ?? '' });
    const first = await page({ limit: 10, cursor: third.nextCursor ?? '' });
    expect(first.nextCursor).toBeNull();
    const back = [newest, second, third, first];
    expect(back.flatMap((one) => shownOf(one).messages)).toEqual(whole);
    const ahead = await page({ limit: 30, after: first.newerCursor ?? '' });
    expect(ahead.newerCursor).toBeNull();
    expect(shownOf(ahead).messages).toEqual(whole.slice(0, 30));
    const again = await page({ limit: 10, after: second.newerCursor ?? '' });
    expect(shownOf(again)).toEqual(shownOf(newest));
  });

  it('[C-05] stand around any message, with half of the page on each side of it', async () => {
    const around = async (place: number, limit: number) =>
      page({ around: whole[place] ?? 0, limit });
    const middle = await around(17, 10);
    expect(shownOf(middle).messages).toEqual(whole.slice(13, 23));
    expect([middle.nextCursor, middle.newerCursor]).not.toContain(null);
    const newest = await around(0, 5);
    expect(shownOf(newest).messages).toEqual(whole.slice(0, 3));
    expect(newest.newerCursor).toBeNull();
    const oldest = await around(whole.length - 1, 5);
    expect(shownOf(oldest).messages).toEqual(whole.slice(-3));
    expect(oldest.nextCursor).toBeNull();
    expect(shownOf(await around(20, 1)).messages).toEqual([whole[20]]);
    expect(shownOf(await around(20, 2)).messages).toEqual(whole.slice(20, 22));
  });

  it('[C-05] around any message, gone on from to both ends, are the whole thread and all that happened', async () => {
    const limits = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), limits, async (place, sizes) => {
        const first = await quick({ around: whole[place] ?? 0, limit: sizes[0] ?? 1 });
        expect(shownOf(first).messages).toContain(whole[place]);
        const all = await onward(first, sizes);
        expect(all.messages).toEqual(whole);
        // Neighbours may both tell what happened between them.
        expect([...new Set(all.events)].sort((a, b) => a - b)).toEqual(
          [...happened].sort((a, b) => a - b)
        );
      }),
      { numRuns: 40 }
    );
  });

  it('[C-05] carry what happened in their own time, oldest first', async () => {
    const minutesOf = ({ events }: ListMessagesResult) =>
      events.map(({ at }) => (at - START) / MINUTE);
    const all = await page({ limit: 200 });
    expect(shownOf(all).events).toEqual(happened);
    // Minutes 10, 10, 10, 9 and the beginning: what came after the last message is here too.
    expect(minutesOf(await page({ limit: 4 }))).toEqual([10, 10, 12]);
    const oldest = await page({ around: whole.at(-1) ?? 0, limit: 5 });
    expect(minutesOf(oldest)).toEqual([-5, 0, 0, 0.5]);
    const [sixth] = all.messages.filter(({ at }) => at === START + 6 * MINUTE);
    const around = sixth?.id ?? 0;
    expect(minutesOf(await page({ around, limit: 7 }))).toEqual([5, 5, 5.5, 7]);
    // It holds two of the three of minute 7: what happened then is told beside the third.
    const torn = await page({ around, limit: 5 });
    expect(torn.messages[0]?.at).toBe(START + 7 * MINUTE);
    expect(minutesOf(torn)).toEqual([]);
    expect(minutesOf(await page({ after: torn.newerCursor ?? '', limit: 2 }))).toEqual([7]);
  });

  it('[C-05] of a thread of one message lead nowhere', async () => {
    const alone = await page({ limit: 10 }, other);
    expect(alone.messages).toHaveLength(1);
    const [message] = alone.messages;
    const around = await page({ around: message?.id ?? 0, limit: 10 }, other);
    for (const one of [alone, around]) {
      expect(shownOf(one).messages).toEqual([message?.id]);
      expect([one.nextCursor, one.newerCursor]).toEqual([null, null]);
    }
    const here = encodeCursor([message?.at ?? 0, message?.id ?? 0]);
    for (const place of [{ cursor: here }, { after: here }]) {
      const empty = await page({ ...place, limit: 10 }, other);
      expect(empty).toMatchObject({ messages: [], nextCursor: null, newerCursor: null });
    }
  });

  it('around what the thread does not draw, or another thread does, are not found', async () => {
    const [elsewhere] = (await page({ limit: 1 }, other)).messages;
    const missing = [...notDrawn, elsewhere?.id ?? 0, 2_000_000_000];
    for (const id of missing)
      expect(await refusal(boss, `around=${id}`)).toEqual([404, 'not-found', undefined]);
    expect((await ask(boss, other, `around=${elsewhere?.id}`)).status).toBe(200);
  });

  it('[C-24] of a thread that one may not see are not found, whichever is asked for', async () => {
    const cursor = (await page({ limit: 5 })).nextCursor ?? '';
    const asked = ['', `around=${whole[3]}`, `cursor=${cursor}`, `after=${cursor}`];
    for (const query of asked) expect((await ask(can, talk, query)).status).toBe(200);
    await world.api.put(`/whatsapp/conversations/${talk}`, { assigneeId: boss.id });
    for (const query of asked)
      expect(await refusal(can, query)).toEqual([404, 'not-found', undefined]);
  });

  it('are refused by the name of the field where two are asked for, or none of ours', async () => {
    const cursor = encodeCursor([START, 1]);
    const fields = async (query: string) => (await refusal(boss, query)).slice(1);
    expect(await fields(`cursor=${cursor}&after=${cursor}`)).toEqual(['invalid', 'after']);
    expect(await fields(`after=${cursor}&around=1`)).toEqual(['invalid', 'around']);
    expect(await fields(`cursor=${cursor}&around=1`)).toEqual(['invalid', 'around']);
    for (const around of ['x', '0', '-1', '1.5', '9999999999'])
      expect(await fields(`around=${around}`)).toEqual(['invalid', 'around']);
    const hostile = [
      'x',
      "' OR 1=1",
      encodeCursor([START]),
      encodeCursor(['now', 1]),
      encodeCursor([START, 'x']),
      encodeCursor([START, 1.5]),
      encodeCursor([START, 99_999_999_999]),
      encodeCursor([1e300, 1]),
    ];
    for (const text of hostile)
      for (const name of ['cursor', 'after'])
        expect(await refusal(boss, `${name}=${encodeURIComponent(text)}`)).toEqual([
          400,
          'invalid',
          name,
        ]);
  });
});
