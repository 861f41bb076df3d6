import type { BotView } from '../../../server/src/contracts/bots';
import { answerKeeping } from '../../../server/src/flows/public';
import { DAY_MS } from '../../../server/src/kernel/time';
import { databases } from '../../support/boot-strapi';
import { nextSecond } from '../../support/world';
import {
  asking,
  asksThenSays,
  menu,
  says,
  waitsThenSays,
  startFlowsWorld,
  type FlowsWorld,
} from './flows-world';

describe.each(databases())('who gets an answer, on %s', (database) => {
  let world: FlowsWorld;
  beforeAll(async () => {
    world = await startFlowsWorld({ database });
  });
  afterAll(() => world.close());
  afterEach(() => world.clear());

  const knex = () => world.strapi.db.connection;
  const choice = (id: string, text: string, to: Record<string, string>) => ({
    id,
    step: {
      kind: 'choice' as const,
      text,
      choices: [
        { id: 'y', title: 'Evet' },
        { id: 'n', title: 'Hayır' },
      ],
      ...asking,
    },
    to,
  });
  const consentOf = async (phone: string) => {
    const { contact } = await world.thread(phone);
    const row = (await knex()('whatsapp_contacts').where({ id: contact.id }).first()) as {
      marketing: string;
      asked_stop_at: unknown;
    };
    return { marketing: row.marketing, isAsked: row.asked_stop_at !== null };
  };
  it('[O-17] a word for leaving that answers a newer promotion is no answer to a question', async () => {
    const bot = await world.flow('kayıt', asksThenSays('Hoş geldin {{ad}}!'));
    const phone = await world.starts('kayıt');
    await world.promotion(phone);
    world.says(phone, 'İptal');
    await world.quiet();
    expect(await consentOf(phone)).toEqual({ marketing: 'out', isAsked: false });
    expect(await world.run(bot)).toMatchObject({ state: 'waiting' });
  });

  it('[O-17] while the question is the newest thing, such a word is its answer', async () => {
    await world.flow('kayıt', asksThenSays('{{ad}} mi?'));
    const phone = await world.starts('kayıt');
    world.says(phone, 'İptal');
    expect((await world.answers(phone, 2)).at(-1)).toBe('İptal mi?');
    expect(await consentOf(phone)).toEqual({ marketing: 'none', isAsked: false });
  });

  it('[B-16] a word that leads out is an answer where the question offers it', async () => {
    const offers = [
      { id: 'm', title: 'Menü' },
      { id: 'c', title: 'Kargo' },
    ];
    const step = { ...choice('ask', 'Nereye?', {}).step, choices: offers };
    await world.flow('nereye', {
      start: 'ask',
      nodes: [{ id: 'ask', step, to: { m: 'menu' } }, says('menu', 'İşte menü')],
    });
    const phone = await world.starts('nereye');
    world.says(phone, 'menü');
    expect((await world.answers(phone, 2)).at(-1)).toBe('İşte menü');
  });

  it('[B-16] a question was asked, even where the process died before it wrote so', async () => {
    const bot = await world.flow('kayıt', asksThenSays('-'));
    const nodes = (bot.graph?.nodes ?? []).map((node) => ({ ...node, to: {} }));
    await world.api.put(`/whatsapp/bots/${bot.id}`, { ...bot, graph: { start: 'ask', nodes } });
    const phone = await world.starts('kayıt');
    const { id } = await world.run(bot);
    const row = () => knex()('whatsapp_bot_runs').where({ id });
    // As it stands between the send and the commit after it, in the hands of a process that is gone.
    const gone = { owner: 'gone', owned_until: Date.now() + 2_000 };
    await row().update({ state: 'due', asked: false, said: false, ...gone });
    world.says(phone, 'Ayşe');
    await world.quiet();
    expect(await world.run(bot)).toMatchObject({ state: 'done' });
    expect(Boolean((await row().first('said')).said)).toBe(true);
    expect(world.phone(phone)).toEqual(['Adınız?']);
  });

  it('[B-16] a press on an older question answers no newer one, whatever it says', async () => {
    const bot = await world.flow('iade', {
      start: 'first',
      nodes: [
        choice('first', 'İade mi?', { y: 'second' }),
        choice('second', 'Emin misiniz?', { y: 'done' }),
        says('done', 'İade edildi'),
      ],
    });
    const phone = await world.starts('iade');
    const first = world.sim.control.thread(phone).at(-1);
    world.sim.control.act.press(phone, first?.wamid ?? '', 'Evet');
    await world.answers(phone, 2);
    await nextSecond();
    world.sim.control.act.press(phone, first?.wamid ?? '', 'Evet');
    await world.quiet();
    expect(world.phone(phone)).toEqual(['İade mi?', 'Emin misiniz?']);
    expect(await world.run(bot)).toMatchObject({ state: 'waiting' });
    const second = world.sim.control.thread(phone).findLast(({ direction }) => direction === 'out');
    world.sim.control.act.press(phone, second?.wamid ?? '', 'Evet');
    expect((await world.answers(phone, 3)).at(-1)).toBe('İade edildi');
  });

  it('[B-16] [C-04] what no step answers is unread, and waits for somebody', async () => {
    const bot = await world.flow('seç', {
      ...menu(),
      nodes: menu().nodes.map((node) => ({ ...node, to: {} })),
    });
    const phone = await world.starts('seç');
    const before = await world.thread(phone);
    world.says(phone, 'Kargom kırık geldi');
    await world.answers(phone, 2);
    await nextSecond();
    world.says(phone, 'Duyan var mı');
    await world.quiet();
    expect(await world.run(bot)).toMatchObject({ state: 'done' });
    const after = await world.thread(phone);
    expect(after.unread).toBeGreaterThan(before.unread);
    expect(after).toMatchObject({ status: 'open' });
    expect(after.waitingSince).not.toBeNull();
  });

  it('[B-16] a wait that any message ends leaves the message to bots and people', async () => {
    const bot = await world.flow('bekle', waitsThenSays('Buradayım', { orAnswer: true }));
    await world.bot('kargo', [{ kind: 'text', text: 'Yolda' }]);
    const phone = await world.starts('bekle', 0);
    await world.quiet();
    world.says(phone, 'kargo nerede');
    const said = await world.answers(phone, 2);
    expect([...said].sort()).toEqual(['Buradayım', 'Yolda']);
    expect(await world.run(bot)).toMatchObject({ state: 'done' });
  });

  it('[B-16] quick taps in a menu trip no guard', async () => {
    const bot = await world.flow('dolaş', {
      start: 'menu',
      nodes: [choice('menu', 'Devam mı?', { y: 'menu', n: 'end' }), says('end', 'Bitti')],
    });
    const phone = await world.starts('dolaş');
    for (let taps = 1; taps <= 8; taps += 1) {
      const bubble = world.sim.control
        .thread(phone)
        .findLast(({ direction }) => direction === 'out');
      world.sim.control.act.press(phone, bubble?.wamid ?? '', 'Evet');
      await world.answers(phone, taps + 1);
    }
    expect(await world.run(bot)).toMatchObject({ state: 'waiting' });
    expect(await world.thread(phone)).toMatchObject({ botPausedAt: null });
  });

  it('[B-14] a flow that is switched off takes no more answers: other bots do', async () => {
    const bot = await world.flow('kayıt', asksThenSays('Hoş geldin'));
    await world.bot('kargo', [{ kind: 'text', text: 'Yolda' }]);
    const phone = await world.starts('kayıt');
    await world.off(bot);
    await world.quiet();
    expect(await world.run(bot)).toMatchObject({ state: 'stopped', reason: 'deactivated' });
    world.says(phone, 'kargo');
    expect((await world.answers(phone, 2)).at(-1)).toBe('Yolda');
  });

  it('[B-16] two who save at once make two versions: the later one hears of it', async () => {
    const bot = await world.flow('kayıt', { start: 'a', nodes: [says('a', 'bir')] });
    const save = (text: string) =>
      world.api.put<BotView>(`/whatsapp/bots/${bot.id}`, {
        ...bot,
        graph: { start: 'a', nodes: [says('a', text)] },
      });
    const [first, second] = await Promise.all([save('iki'), save('üç')]);
    const versions = [first, second].flatMap(({ status, body }) =>
      status === 200 ? [body.version] : []
    );
    expect(new Set(versions).size).toBe(versions.length);
    const [row] = (await knex()('whatsapp_bots').where({ id: bot.id }).select('version')) as {
      version: number;
    }[];
    expect(row?.version).toBe(1 + versions.length);
  });

  it('[B-16] names what is wrong with a step, as with one of a list', async () => {
    const refused = async (nodes: object[]) => {
      const { body } = await world.api.post<{ error?: { details?: { field?: string } } }>(
        '/whatsapp/bots',
        { name: 'Broken', graph: { start: 'a', nodes } }
      );
      return body.error?.details?.field;
    };
    const step = (kind: string, more: object) => ({ id: 'a', step: { kind, ...more }, to: {} });
    expect(await refused([step('tag', {})])).toBe('graph.nodes.0.step.add');
    expect(await refused([step('start-flow', { flowId: 999_999 })])).toBe(
      'graph.nodes.0.step.flowId'
    );
    expect(await refused([step('set', { values: [{ field: 'custom.nothing', text: 'x' }] })])).toBe(
      'graph.nodes.0.step.values.0.field'
    );
    expect(await refused([step('set', { values: [{ field: 'name', text: 'Dr {{name}}' }] })])).toBe(
      'graph.a.values'
    );
    expect(
      await refused([step('link', { text: 'x', button: 'Aç', url: 'https://{{town}}/x' })])
    ).toBe('graph.a.url');
    expect(
      await refused([
        step('question', { text: 'x', answer: { kind: 'email' }, saveAs: 'email', ...asking }),
      ])
    ).toBe('graph.a.saveAs');
    const chatty = Array.from({ length: 6 }, (_, i) => says(`n${i}`, 'x', `n${i + 1}`));
    expect(
      await refused([
        { ...chatty[0], id: 'a', to: { next: 'n1' } },
        ...chatty.slice(1),
        says('n6', 'x'),
      ])
    ).toBe('graph.a.to');
  });

  it('[X-06] what was answered is kept for as long as messages', async () => {
    const bot = await world.flow('kayıt', asksThenSays('Hoş geldin'));
    const phone = await world.starts('kayıt');
    world.says(phone, 'Ayşe');
    await world.answers(phone, 2);
    const values = async () =>
      (
        (await knex()('whatsapp_bot_runs').where({ bot_id: bot.id }).first()) as {
          variables: unknown;
        }
      ).variables;
    const clear = (before: number) => knex().transaction((trx) => answerKeeping.purge(trx, before));
    expect(await clear(Date.now() - DAY_MS)).toBe(0);
    expect(JSON.stringify(await values())).toContain('Ayşe');
    expect(await clear(Date.now() + DAY_MS)).toBeGreaterThan(0);
    expect(await values()).toBeNull();
    expect(await answerKeeping.count(knex(), Date.now() + DAY_MS)).toBe(0);
  });

  it('[B-13] goes the way that it has for a step that fails, and is done with it', async () => {
    const bot = await world.flow('yaz', {
      start: 'a',
      nodes: [
        { ...says('a', '{{email}} yazdık'), to: { next: 'never', failed: 'help' } },
        says('never', 'Yazıldı'),
        says('help', 'Sizi birine bağlıyorum.'),
      ],
    });
    const phone = await world.starts('yaz');
    expect(world.phone(phone)).toEqual(['Sizi birine bağlıyorum.']);
    expect(await world.run(bot)).toMatchObject({ state: 'done', reason: null });
    expect((await world.run(bot)).steps).toMatchObject([{ ok: false }, { ok: true }]);
  });

  it('[B-16] a flow and the one that it begins say as much as each may', async () => {
    const four = (name: string, then?: string) =>
      [1, 2, 3, 4].map((n) =>
        says(`${name}${n}`, `${name} ${n}`, n < 4 ? `${name}${n + 1}` : then)
      );
    const other = await world.flow('-', { start: 'b1', nodes: four('b') }, { triggers: [] });
    const go = {
      id: 'go',
      step: { kind: 'start-flow' as const, flowId: other.id },
      to: {},
    };
    const bot = await world.flow('çok', { start: 'a1', nodes: [...four('a', 'go'), go] });
    const phone = await world.starts('çok', 8);
    expect(await world.run(bot)).toMatchObject({ state: 'done' });
    expect(await world.run(other)).toMatchObject({ state: 'done' });
    expect(await world.thread(phone)).toMatchObject({ botPausedAt: null });
  });
});
