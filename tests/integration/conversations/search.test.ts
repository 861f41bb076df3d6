import { catchUpTexts, prepareTextIndex } from '../../../server/src/conversations/public';
import { databases } from '../../support/boot-strapi';
import { eventually, startWorld, type World } from '../../support/world';

const AYSE = '905321110001';
const MEHMET = '905321110002';
const TEXTS = 'whatsapp_message_texts';

interface Hit {
  messageId: number;
  direction: string;
  conversation: { id: number; contact: { id: number } };
  excerpt: { text: string; hit: boolean }[];
}
interface Found {
  hits: Hit[];
  nextCursor: string | null;
  incomplete: boolean;
}
type Agent = Awaited<ReturnType<World['adminUser']>>;

describe.each(databases())('search in what was written, on %s', (database) => {
  let world: World;
  let boss: Agent;
  let can: Agent;

  const get = async <T>(agent: Agent, path: string) => {
    const answer = await world.http.get(path).set('Authorization', `Bearer ${agent.token}`);
    return { status: answer.status, body: answer.body as T };
  };
  const post = async (agent: Agent, path: string, body: object, method: 'post' | 'put' = 'post') =>
    (await world.http[method](path).set('Authorization', `Bearer ${agent.token}`).send(body))
      .body as { id: number };
  const found = async (agent: Agent, q: string, more = '') =>
    (
      await get<Found>(
        agent,
        `/whatsapp/message-search?status=all&q=${encodeURIComponent(q)}${more}`
      )
    ).body;
  const texts = async (agent: Agent, q: string, more = '') =>
    (await found(agent, q, more)).hits.map(({ excerpt }) =>
      excerpt.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('')
    );
  const writes = async (who: string, text: string) => {
    world.sim.control.act.text(who, text);
    await eventually(text, async () => {
      const rows = (await world.strapi.db
        .connection('whatsapp_messages')
        .where({ text })
        .pluck('id')) as number[];
      return rows.length > 0;
    });
  };
  const conversationOf = async (who: string) =>
    (
      await get<{ conversations: { id: number; contact: { id: number } }[] }>(
        boss,
        `/whatsapp/conversations?status=all&q=${who}`
      )
    ).body.conversations[0] ?? { id: 0, contact: { id: 0 } };
  const knex = () => world.strapi.db.connection;

  beforeAll(async () => {
    world = await startWorld({ database });
    boss = await world.adminUser({
      actions: ['chat.read', 'chat.reply', 'chat.read-all', 'contact.erase', 'contact.browse'],
    });
    can = await world.adminUser({
      actions: ['chat.read', 'chat.read-unassigned', 'chat.reply'],
    });
    await writes(AYSE, 'Siparişim nerede kaldı? The order is late');
    await writes(AYSE, 'İADE etmek ıstiyorum');
    await writes(MEHMET, 'iade kargosu 1007 nolu şubede');
  });
  afterAll(() => world.close());

  it('[C-09] finds words by their beginnings, folded, with what was found marked, the newest first', async () => {
    expect(await texts(boss, 'ıade')).toEqual([
      '[iade] kargosu 1007 nolu şubede',
      '[İADE] etmek ıstiyorum',
    ]);
    expect(await texts(boss, 'SIPARIS')).toEqual(['[Siparişim] nerede kaldı? The order is late']);
    expect(await texts(boss, 'iade kargo')).toEqual(['[iade] [kargosu] 1007 nolu şubede']);
    expect(await texts(boss, '1007')).toHaveLength(1);
    // Short and common words are words too.
    expect(await texts(boss, 'the is')).toHaveLength(1);
    expect(await texts(boss, 'parişim')).toEqual([]);
  });

  it('[C-09] finds what we wrote as soon as it is written', async () => {
    const { id } = await conversationOf(AYSE);
    await post(boss, `/whatsapp/conversations/${id}/messages`, {
      type: 'text',
      clientId: 'search-test-1',
      text: 'Paketiniz Üsküdar yolunda',
    });
    const { hits } = await found(boss, 'uskudar');
    expect(hits.map(({ direction, conversation }) => [direction, conversation.id])).toEqual([
      ['out', id],
    ]);
  });

  it.each([
    '"',
    '*',
    "'",
    '* OR 1',
    "x' OR '1'='1",
    'NEAR(a b)',
    'a:b & !c',
    '+-><()~*"@',
    '\\',
    '%',
  ])('[X-09] a hostile pattern harms nothing: %s', async (q) => {
    const { status, body } = await get<Found>(
      boss,
      `/whatsapp/message-search?q=${encodeURIComponent(q)}`
    );
    expect(status).toBe(200);
    expect(body.hits).toEqual([]);
  });

  it('[C-24] shows nothing of conversations that one may not see, and follows the filters', async () => {
    const { id } = await conversationOf(AYSE);
    await post(boss, `/whatsapp/conversations/${id}`, { assigneeId: boss.id }, 'put');
    expect(await texts(can, 'iade')).toEqual(['[iade] kargosu 1007 nolu şubede']);
    expect(await texts(can, 'siparisim')).toEqual([]);
    expect(await texts(boss, 'iade', '&scope=mine')).toEqual(['[İADE] etmek ıstiyorum']);
    expect(await texts(boss, 'iade', '&origin=ad')).toEqual([]);
    const outsider = await world.adminUser({ actions: ['contact.browse'] });
    expect((await get(outsider, '/whatsapp/message-search?q=iade')).status).toBe(403);
  });

  it('[C-09] goes on page by page, each hit once, also beyond what is read through first', async () => {
    const { id, contact } = await conversationOf(MEHMET);
    const row = (await knex()('whatsapp_messages')
      .where({ conversation_id: id })
      .first()) as Record<string, unknown>;
    const base = { ...row, id: undefined, wamid: null, wamid_key: null, body: null };
    // Far below the newest: the index has to be asked for these.
    const first = 50_000;
    const rows = Array.from({ length: 450 }, (_, n) => ({
      ...base,
      contact_id: contact.id,
      id: first + n,
      text: n % 10 === 0 ? `lavanta ${n} yasemin` : `lavanta ${n}`,
    }));
    // A word that most of the newest messages hold, and some of the old ones.
    for (let n = 0; n < 60; n += 1)
      rows.push({ ...base, contact_id: contact.id, id: 89_900 + n, text: `yasemin dalı ${n}` });
    rows.push({ ...base, contact_id: contact.id, id: 90_000, text: 'son mesaj' });
    for (let at = 0; at < rows.length; at += 50)
      await knex()('whatsapp_messages').insert(
        rows.slice(at, at + 50).map(({ id: own, ...rest }) => ({ ...rest, id: own }))
      );
    // They came by another way: a start notices, and the timer writes their words.
    await prepareTextIndex(world.strapi);
    await catchUpTexts(world.strapi);
    await eventually('all words', async () => !(await found(boss, 'lavanta')).incomplete);
    const everyHit = async (q: string): Promise<number[]> => {
      const seen: number[] = [];
      let cursor: string | null = '';
      for (let page = 0; cursor !== null && page < 40; page += 1) {
        const answer: Found = await found(boss, q, `&limit=50${cursor ? `&cursor=${cursor}` : ''}`);
        seen.push(...answer.hits.map(({ messageId }) => messageId));
        cursor = answer.nextCursor;
      }
      return seen;
    };
    const old = Array.from({ length: 450 }, (_, n) => first + 449 - n);
    const both = old.filter((id) => (id - first) % 10 === 0);
    const fresh = Array.from({ length: 60 }, (_, n) => 89_959 - n);
    expect(await everyHit('lavan')).toEqual(old);
    // Common beside rare, common alone, and common words that never stand together.
    expect(await everyHit('yasemin lavanta')).toEqual(both);
    expect(await everyHit('yasemin')).toEqual([...fresh, ...both]);
    expect(await everyHit('yasemin dali')).toEqual(fresh);
    expect(await everyHit('dali lavanta')).toEqual([]);
  });

  it('the newest stand first by when they were written, also where older ones were read in after them', async () => {
    for (const n of [1, 2, 3, 4, 5]) await writes(AYSE, `nergis ${n}`);
    await knex()('whatsapp_messages').where({ text: 'nergis 5' }).update({ at: 1_000 });
    const seen: string[][] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const more = `&limit=2${cursor ? `&cursor=${cursor}` : ''}`;
      const { hits, nextCursor }: Found = await found(boss, 'nergis', more);
      if (hits.length > 0)
        seen.push(hits.map(({ excerpt }) => excerpt.map(({ text }) => text).join('')));
      cursor = nextCursor;
    }
    expect(seen).toEqual([['nergis 4', 'nergis 3'], ['nergis 2', 'nergis 1'], ['nergis 5']]);
    const broken = await get(boss, '/whatsapp/message-search?q=nergis&cursor=WzEsMiwiYSJd');
    expect(broken.status).toBe(400);
  });

  it('[C-05] keeps marks that are letters, and writes words of before an update again, no others', async () => {
    await writes(AYSE, 'मेरी किताब कहाँ है');
    expect(await texts(boss, 'किताब')).toEqual(['मेरी [किताब] कहाँ है']);
    expect(await texts(boss, 'कीताब')).toEqual([]);
    const { id } = (await knex()('whatsapp_messages')
      .where('text', 'like', 'मेरी%')
      .first('id')) as { id: number };
    const column = database === 'sqlite' ? 'rowid' : 'message_id';
    const all = async () => (await knex()(TEXTS).orderBy('words').pluck('words')) as string[];
    const before = await all();
    // As the fold of before wrote them.
    await knex()(TEXTS)
      .where({ [column]: id })
      .update({ words: database === 'mysql' ? 'zqकतब' : 'कतब' });
    await knex()('whatsapp_fold_states').where({ name: 'message-texts' }).update({ version: 1 });
    expect(await texts(boss, 'किताब')).toEqual([]);
    await prepareTextIndex(world.strapi);
    await eventually('all words', async () => {
      await catchUpTexts(world.strapi);
      return !(await found(boss, 'किताब')).incomplete;
    });
    expect(await texts(boss, 'किताब')).toEqual(['मेरी [किताब] कहाँ है']);
    expect(await all()).toEqual(before);
  });

  it('[X-06] what is erased is found no more, and its words are gone', async () => {
    const { contact } = await conversationOf(MEHMET);
    const answer = await world.http
      .delete(`/whatsapp/contacts/${contact.id}`)
      .set('Authorization', `Bearer ${boss.token}`);
    expect(answer.status).toBeLessThan(300);
    expect(await texts(boss, 'lavanta')).toEqual([]);
    const left = (await knex()(TEXTS).select('words')) as { words: string }[];
    expect(left.filter(({ words }) => words.includes('lavanta'))).toEqual([]);
    expect(left.length).toBeGreaterThan(0);
  });
});
