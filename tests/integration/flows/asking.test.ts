import type { ConsentService } from '../../../server/src/consent/public';
import type { ContactsService } from '../../../server/src/contacts/public';
import type { BotView } from '../../../server/src/contracts/bots';
import type { RunEnd } from '../../../server/src/flows/public';
import { DAY_MS } from '../../../server/src/kernel/time';
import type { RunDetails } from '../../../server/src/contracts/flow-runs';
import type { ListLogsResult } from '../../../server/src/contracts/logs';
import { databases } from '../../support/boot-strapi';
import { nextSecond } from '../../support/world';
import { boundCases } from './bound-cases';
import {
  asking,
  asksName,
  asksThenSays,
  menu,
  says,
  waitsThenSays,
  startFlowsWorld,
  type FlowsWorld,
  type Graph,
} from './flows-world';
import { heardCases } from './heard-cases';
import { pauseCases } from './pause-cases';
import { unreadCases } from './unread-cases';
import { waitingCases } from './waiting-cases';
import { watchCases } from './watch-cases';

describe.each(databases())('flows that ask and wait, on %s', (database) => {
  let world: FlowsWorld;
  beforeAll(async () => {
    world = await startFlowsWorld({ database });
  });
  afterAll(() => world.close());
  afterEach(() => world.clear());

  const flow: FlowsWorld['flow'] = (...asked) => world.flow(...asked);
  const starts: FlowsWorld['starts'] = (...asked) => world.starts(...asked);
  const run: FlowsWorld['run'] = (bot) => world.run(bot);
  const passTime: FlowsWorld['passTime'] = (ago) => world.passTime(ago);
  const stepsOf = async (bot: BotView) =>
    (await run(bot)).steps.map(({ kind, ok, subject }) => [kind, ok, subject]);

  it('[B-16] asks, waits for the answer and goes on with it', async () => {
    const bot = await flow('kayıt', {
      start: 'ask',
      nodes: [asksName({ answered: 'hello' }), says('hello', 'Hoş geldin {{ad}}!')],
    });
    const phone = await starts('kayıt');
    expect(await run(bot)).toMatchObject({ state: 'waiting', steps: [] });
    world.says(phone, 'Ayşe');
    expect(await world.answers(phone, 2)).toEqual(['Adınız?', 'Hoş geldin Ayşe!']);
    expect(await run(bot)).toMatchObject({ state: 'done', reason: null });
    expect(await stepsOf(bot)).toEqual([
      ['question', true, null],
      ['text', true, null],
    ]);
    // Both were written in their own words: they are for the team as well.
    expect(await world.thread(phone)).toMatchObject({ unread: 2 });
  });

  it('[B-16] asks again where the answer does not fit, and leaves by another way at last', async () => {
    const bot = await flow('kaç', {
      start: 'ask',
      nodes: [
        {
          id: 'ask',
          step: {
            kind: 'question',
            text: 'Kaç kişi?',
            answer: { kind: 'number' },
            saveAs: 'n',
            ...asking,
            again: 'Sayı yazın.',
          },
          to: { answered: 'ok', other: 'help' },
        },
        says('ok', '{{n}} kişi'),
        says('help', 'Sizi birine bağlıyorum.'),
      ],
    });
    const phone = await starts('kaç');
    world.says(phone, 'çok');
    await world.answers(phone, 2);
    await nextSecond();
    world.says(phone, 'daha çok');
    expect(await world.answers(phone, 3)).toEqual([
      'Kaç kişi?',
      'Sayı yazın.',
      'Sizi birine bağlıyorum.',
    ]);
    expect(await run(bot)).toMatchObject({ state: 'done' });
  });

  it('[B-16] [O-17] branches by the button, whose words are no opt-out', async () => {
    await flow('menü lütfen', menu());
    const phone = await starts('menü lütfen');
    const bubble = world.sim.control.thread(phone).at(-1);
    world.sim.control.act.press(phone, bubble?.wamid ?? '', 'İptal et');
    expect(await world.answers(phone, 2)).toEqual(['Ne istersiniz?', 'Siparişiniz iptal edildi']);
    const { contact } = await world.thread(phone);
    const row = await world.strapi.db
      .connection('whatsapp_contacts')
      .where({ id: contact.id })
      .first();
    expect(row).toMatchObject({ marketing: 'none', asked_stop_at: null });
  });

  it('[O-17] refuses a choice by which contacts opt out here', async () => {
    const own = (tr: string[]) =>
      world.api.put('/whatsapp/settings/consent', { optOutWords: { tr, en: [] } });
    expect((await own(['Kargo'])).status).toBe(200);
    const refused = await world.api.post<{ error: { details: { problems: object[] } } }>(
      '/whatsapp/bots',
      { name: 'Kargo', graph: menu() }
    );
    await own([]);
    expect(refused.body.error.details.problems).toMatchObject([
      { kind: 'opt-out-title', place: { node: 'menu', field: 'choices' } },
    ]);
  });

  it('[B-16] takes the way of silence when nobody answers, once', async () => {
    const bot = await flow('sessiz', menu());
    const phone = await starts('sessiz');
    await passTime();
    await passTime();
    expect(await world.answers(phone, 2)).toEqual(['Ne istersiniz?', 'Sonra görüşürüz']);
    expect(await run(bot)).toMatchObject({ state: 'done' });
    // What comes too late answers nothing.
    world.says(phone, 'Kargo');
    await world.quiet();
    expect(world.phone(phone)).toHaveLength(2);
  });

  it('[B-16] the newest question owns the answer; a run that waits holds no other bot back', async () => {
    const slow = await flow('sonra', waitsThenSays('Bir saat oldu'));
    const first = await flow('bir', asksThenSays('Birinci: {{ad}}'));
    const second = await flow('-', asksThenSays('İkinci: {{ad}}'), {
      triggers: [{ kind: 'event', event: 'tag-added', value: 'vip' }],
    });
    const phone = await starts('sonra', 0);
    await world.quiet();
    world.says(phone, 'bir');
    await world.answers(phone, 1);
    const { contact } = await world.thread(phone);
    const contacts = world.strapi.plugin('whatsapp').service('contacts') as ContactsService;
    await world.strapi.db.connection.transaction((trx) =>
      contacts.tagContacts(trx, [contact.id], { add: ['vip'], remove: [] })
    );
    await world.flows().process();
    await world.answers(phone, 2);
    await nextSecond();
    world.says(phone, 'Elif');
    expect((await world.answers(phone, 3)).at(-1)).toBe('İkinci: Elif');
    expect(await run(second)).toMatchObject({ state: 'done' });
    expect(await run(first)).toMatchObject({ state: 'waiting' });
    await nextSecond();
    world.says(phone, 'Ayşe');
    expect((await world.answers(phone, 4)).at(-1)).toBe('Birinci: Ayşe');
    expect(await run(slow)).toMatchObject({ state: 'waiting' });
    await passTime();
    expect((await world.answers(phone, 5)).at(-1)).toBe('Bir saat oldu');
  });

  it('[B-16] a question that did not get through waits for nobody', async () => {
    const bot = await flow('kayıt', asksThenSays('Hoş geldin {{ad}}!'));
    const phone = await starts('kayıt');
    // WhatsApp took it, and said later that it failed.
    await world.strapi.db
      .connection('whatsapp_messages')
      .where({ direction: 'out' })
      .update({ rank: 30 });
    await passTime();
    expect((await run(bot)).steps.at(-1)).toMatchObject({ ok: false, reason: 'not-delivered' });
    expect(world.phone(phone)).toEqual(['Adınız?']);
  });

  it('[B-16] a word that asks for an agent leaves the question to the bots, and to agents', async () => {
    const bot = await flow('kayıt', asksThenSays('Hoş geldin {{ad}}!'));
    await world.bot('temsilci', [{ kind: 'text', text: 'Hemen bağlıyorum' }]);
    const phone = await starts('kayıt');
    world.says(phone, 'Temsilci');
    expect(await world.answers(phone, 2)).toEqual(['Adınız?', 'Hemen bağlıyorum']);
    expect(await run(bot)).toMatchObject({ state: 'stopped', reason: 'left' });
  });

  it('[O-22] [O-25] what a flow says after a wait answers nobody: an opt-out stops it', async () => {
    const bot = await flow('sonra', waitsThenSays('Bir saat oldu'));
    const phone = await starts('sonra', 0);
    await world.quiet();
    world.says(phone, 'STOP');
    await world.quiet();
    await passTime();
    expect(await run(bot)).toMatchObject({ state: 'stopped', reason: 'opted-out' });
    expect(world.phone(phone)).not.toContain('Bir saat oldu');
    // The log has it as any other end.
    const logged = world.strapi.db.connection('whatsapp_logs').where({ bot_id: bot.id });
    expect(await logged.pluck('event')).toEqual(['bot-published', 'bot-opted-out']);
  });

  it('[O-30] so does a break, or that the contact was blocked', async () => {
    const bot = await flow('sonra', waitsThenSays('Bir saat oldu'));
    const phone = await starts('sonra', 0);
    await world.quiet();
    const { id, contact } = await world.thread(phone);
    const consent = world.strapi.plugin('whatsapp').service('consent') as ConsentService;
    await world.strapi.db.connection.transaction((trx) =>
      consent.pause(trx, contact.id, Date.now() + DAY_MS)
    );
    await world.flows().process();
    expect(await run(bot)).toMatchObject({ state: 'stopped', reason: 'paused' });
    const asks = await flow('kayıt', asksThenSays('Hoş geldin'));
    world.says(phone, 'kayıt');
    await world.answers(phone, 1);
    await world.api.post(`/whatsapp/conversations/${id}/block`, { blocked: true });
    await world.flows().process();
    expect(await run(asks)).toMatchObject({ state: 'stopped', reason: 'blocked' });
  });

  it('[M-50] a wait does not end in the night of the contact: what they write until the morning ends it', async () => {
    const bot = await flow('sonra', {
      start: 'wait',
      nodes: [
        { ...waitsThenSays('', { orAnswer: true }).nodes[0], to: { over: 'late', came: 'back' } },
        says('late', 'Hâlâ ilgileniyor musunuz?'),
        says('back', 'Yine hoş geldiniz'),
      ],
    } as Graph);
    const phone = await starts('sonra', 0);
    await world.quiet();
    const hour = (plus: number) =>
      new Date(Date.now() + plus * 3_600_000).toISOString().slice(11, 16);
    const quiet = (quietHours: object | null) =>
      world.api.put('/whatsapp/settings/consent', { quietHours });
    // The hours of a person in Türkiye, three hours ahead of UTC.
    expect((await quiet({ from: hour(2), to: hour(5), zone: 'UTC' })).status).toBe(200);
    await passTime();
    expect(await run(bot)).toMatchObject({ state: 'waiting' });
    world.says(phone, 'Merhaba');
    expect(await world.answers(phone, 1)).toEqual(['Yine hoş geldiniz']);
    await quiet(null);
  });

  it('[O-28] a cap on marketing holds for what a flow says by itself', async () => {
    const waits = waitsThenSays('Bir saat oldu');
    const bot = await flow('sonra', {
      start: 'ok',
      nodes: [says('ok', 'Tamam', 'wait'), ...waits.nodes],
    });
    const phone = await starts('sonra');
    await world.promotion(phone);
    const cap = (marketingCap: object | null) =>
      world.api.put('/whatsapp/settings/consent', { marketingCap });
    expect((await cap({ messages: 1, days: 7 })).status).toBe(200);
    await passTime();
    await cap(null);
    expect(await run(bot)).toMatchObject({ state: 'failed', reason: 'step-failed' });
    expect((await run(bot)).steps.at(-1)).toMatchObject({ ok: false, reason: 'capped' });
    // The bot is fine: its page warns of nothing.
    const { body } = await world.api.get<BotView>(`/whatsapp/bots/${bot.id}`);
    expect(body.lastError).toBeNull();
  });

  it('[O-28] what a flow says by itself is one marketing message for others, and none for itself', async () => {
    const [wait] = waitsThenSays('').nodes;
    const twice = { start: 'wait', nodes: [wait, says('end', 'Bir', 'more'), says('more', 'İki')] };
    await flow('iki', twice as Graph);
    const late = await flow('geç', waitsThenSays('Üç'));
    const phone = await starts('iki', 0);
    await world.quiet();
    const cap = (marketingCap: object | null) =>
      world.api.put('/whatsapp/settings/consent', { marketingCap });
    await cap({ messages: 2, days: 7 });
    const saysAndWaits = async (word: string) => {
      world.says(phone, word);
      await world.quiet();
      await passTime();
    };
    await passTime();
    expect(await world.answers(phone, 2)).toEqual(['Bir', 'İki']);
    await saysAndWaits('geç');
    expect(await world.answers(phone, 3)).toEqual(['Bir', 'İki', 'Üç']);
    await saysAndWaits('geç');
    await cap(null);
    expect((await run(late)).steps.at(-1)).toMatchObject({ ok: false, reason: 'capped' });
    expect(world.phone(phone)).toHaveLength(3);
  });

  it('[M-11] a campaign has reached whom its flow asked, whatever became of the flow', async () => {
    const bot = await flow('-', asksThenSays('{{ad}}'), { triggers: [] });
    await flow('selam', { start: 'a', nodes: [says('a', 'Selam')] });
    const phone = await starts('selam');
    const ends: RunEnd[] = [];
    world.flows().runEffects.push((_, end) => Promise.resolve(void ends.push(end)));
    const fact = 'of a campaign';
    await world.begins(bot, phone, { origin: 'campaign', fact, flowKey: fact });
    await world.answers(phone, 2);
    await passTime(25 * 3_600_000);
    expect(await run(bot)).toMatchObject({ state: 'stopped', reason: 'stale' });
    expect(ends).toEqual([expect.objectContaining({ ok: true, said: true })]);
  });

  it('[B-16] a changed flow lets those finish who began before', async () => {
    const bot = await flow('kayıt', asksThenSays('Eski {{ad}}'));
    const phone = await starts('kayıt');
    const changed = await world.api.put(`/whatsapp/bots/${bot.id}`, {
      ...bot,
      graph: { start: 'n', nodes: [says('n', 'Yeni')] },
    });
    expect(changed.status).toBe(200);
    // What it may still send, such as a template, is in use until then.
    const open = async () => (await world.flows().openVersions()).map(({ botId }) => botId);
    expect(await open()).toContain(bot.id);
    world.says(phone, 'Ayşe');
    expect(await world.answers(phone, 2)).toEqual(['Adınız?', 'Eski Ayşe']);
    expect(await open()).not.toContain(bot.id);
    world.says(phone, 'kayıt');
    expect((await world.answers(phone, 3)).at(-1)).toBe('Yeni');
  });

  const is = (name: string, value: string) => ({
    kind: 'group' as const,
    match: 'all' as const,
    nodes: [{ kind: 'value' as const, name, operator: 'is' as const, value }],
  });
  const ofTag = (tag: string) => ({
    kind: 'group' as const,
    match: 'all' as const,
    nodes: [{ kind: 'people' as const, filter: { tags: { include: [tag] } } }],
  });

  it('[B-20] [E-22] branches by what was answered and by the contact, and writes the answer down', async () => {
    const bot = await flow('şehir', {
      start: 'ask',
      nodes: [
        {
          ...asksName({ answered: 'set' }),
          step: { ...asksName({}).step, text: 'Hangi şehir?', saveAs: 'sehir' },
        },
        {
          id: 'set',
          step: { kind: 'set', values: [{ field: 'town', text: '{{sehir}}' }] },
          to: { next: 'tag' },
        },
        { id: 'tag', step: { kind: 'tag', add: ['izmirli'] }, to: { next: 'branch' } },
        {
          id: 'branch',
          step: {
            kind: 'branch',
            cases: [
              { id: 'no', name: 'Bursa', when: is('sehir', 'bursa') },
              { id: 'yes', name: 'Etiket', when: ofTag('izmirli') },
            ],
          },
          to: { no: 'bursa', yes: 'izmir', else: 'other' },
        },
        says('bursa', 'Bursa'),
        says('izmir', '{{town}} mağazamız açık'),
        says('other', 'Başka'),
      ],
    } as Graph);
    const phone = await starts('şehir');
    world.says(phone, 'İzmir');
    expect((await world.answers(phone, 2)).at(-1)).toBe('İzmir mağazamız açık');
    expect((await stepsOf(bot)).map(([kind]) => kind)).toEqual([
      ...['question', 'set', 'tag', 'branch', 'text'],
    ]);
  });

  const begins = (to: number) => ({
    start: 'go',
    nodes: [{ id: 'go', step: { kind: 'start-flow' as const, flowId: to }, to: {} }],
  });
  const begun = () => flow('-', { start: 'a', nodes: [says('a', 'Öteki akış')] }, { triggers: [] });

  it('[B-16] begins no flow that belongs to another number now', async () => {
    const other = await begun();
    const bot = await flow('başlat', begins(other.id));
    const bots = world.strapi.db.connection('whatsapp_bots');
    await bots.where({ id: other.id }).update({ account_id: 999_999 });
    const phone = await starts('başlat', 0);
    await world.silent(phone);
    const [step] = (await run(bot)).steps;
    expect(step).toMatchObject({ ok: false, reason: 'bot-of-another-number' });
  });

  it('[B-16] begins another flow for the same contact, and not each other for ever', async () => {
    const other = await begun();
    await flow('başlat', begins(other.id));
    const phone = await starts('başlat');
    expect(world.phone(phone)).toEqual(['Öteki akış']);
    const circle = await flow('döngü', begins(other.id));
    await world.api.put(`/whatsapp/bots/${circle.id}`, { ...circle, graph: begins(circle.id) });
    world.says(phone, 'döngü');
    await world.quiet();
    expect((await world.runs(circle.id)).map(({ state }) => state)).toEqual([
      'failed',
      ...['done', 'done', 'done', 'done', 'done'],
    ]);
  });

  it('[B-16] asking again that is refused ends the flow, which names the step', async () => {
    const answer = { kind: 'number' as const };
    const step = { kind: 'question' as const, text: 'Kaç?', answer, saveAs: 'n', ...asking };
    const bot = await flow('kaç', {
      start: 'ask',
      nodes: [{ id: 'ask', step: { ...step, again: '{{email}}?' }, to: {} }],
    });
    const phone = await starts('kaç');
    world.says(phone, 'çok');
    await world.quiet();
    await world.flows().process();
    expect(await run(bot)).toMatchObject({
      state: 'failed',
      steps: [{ ok: false, reason: 'missing-value' }],
    });
  });

  it('[B-18] waits while an agent has the conversation, and goes on when it is handed back', async () => {
    const bot = await flow('sonra', waitsThenSays('Devam'));
    const phone = await starts('sonra', 0);
    await world.quiet();
    const { id } = await world.thread(phone);
    await world.api.put(`/whatsapp/conversations/${id}`, { bots: 'paused' });
    await passTime(1_000);
    expect(await run(bot)).toMatchObject({ state: 'held' });
    await world.api.put(`/whatsapp/conversations/${id}`, { bots: 'active' });
    await world.flows().process();
    expect(await world.answers(phone, 1)).toEqual(['Devam']);
  });

  it('[B-18] the contact may still answer when a colleague hands the conversation back', async () => {
    const bot = await flow('sessiz', menu());
    const phone = await starts('sessiz');
    const { id } = await world.thread(phone);
    await world.api.put(`/whatsapp/conversations/${id}`, { bots: 'paused' });
    await passTime(1_000);
    expect(await run(bot)).toMatchObject({ state: 'held' });
    await world.api.put(`/whatsapp/conversations/${id}`, { bots: 'active' });
    await world.flows().process();
    await world.quiet();
    expect(await run(bot)).toMatchObject({ state: 'waiting' });
    world.says(phone, 'kargo');
    expect(await world.answers(phone, 2)).toEqual(['Ne istersiniz?', 'Yolda']);
  });

  it('[B-16] says nothing of yesterday: a wait that was over long ago ends the flow', async () => {
    const bot = await flow('sessiz', menu());
    const phone = await starts('sessiz');
    await passTime(25 * 3_600_000);
    expect(await run(bot)).toMatchObject({ state: 'stopped', reason: 'stale' });
    expect(world.phone(phone)).toHaveLength(1);
  });

  it('[B-16] five flows of a contact are open at most: the oldest ends for a new one', async () => {
    const bot = await flow('kayıt', asksThenSays('{{ad}}'));
    const phone = await starts('kayıt');
    for (let i = 0; i < 5; i += 1)
      await world.begins(bot, phone, { origin: 'message', fact: `more ${i}` });
    await world.answers(phone, 6);
    const all = (await world.runs(bot.id)).map(({ state, reason }) => [state, reason]);
    expect(all).toEqual([
      ...Array.from({ length: 5 }, () => ['waiting', null]),
      ['stopped', 'too-many-open'],
    ]);
  });

  unreadCases(() => world);
  waitingCases(() => world);
  heardCases(() => world);
  pauseCases(() => world);
  boundCases(() => world);

  const pathOf = async (bot: BotView) => `/whatsapp/bots/${bot.id}/runs/${(await run(bot)).id}`;
  const as = async (actions: string[]) => {
    const { token } = await world.adminUser({ actions });
    return { Authorization: `Bearer ${token}` };
  };

  it('[L-03] a run tells what came in, which word fitted, and what each step did with it; texts only to who may read them', async () => {
    const bot = await flow('kayıt', {
      start: 'ask',
      nodes: [
        asksName({ answered: 'tag' }),
        { id: 'tag', step: { kind: 'tag', add: ['üye'] }, to: { next: 'hello' } },
        says('hello', 'Hoş geldin {{ad}}!'),
      ],
    });
    const phone = await starts('kayıt olacağım');
    world.says(phone, 'Ayşe');
    await world.answers(phone, 2);
    const path = await pathOf(bot);
    const at = expect.any(Number) as number;
    const { body } = await world.api.get<RunDetails>(path);
    expect(body).toMatchObject({
      ...{ state: 'done', version: 1, trigger: 'keyword', word: 'kayıt', canRead: true },
      message: { text: 'kayıt olacağım' },
      variables: [{ name: 'ad', value: 'Ayşe' }],
      steps: [
        { visit: 1, words: 'Adınız?', exit: 'answered', message: { text: 'Ayşe' }, at },
        { visit: 2, kind: 'tag', ok: true, subject: '+üye', message: null, at },
        { visit: 3, words: 'Hoş geldin {{ad}}!', exit: 'next', at },
      ],
      resumable: [],
    });
    const { logs } = (await world.api.get<ListLogsResult>(`/whatsapp/logs?botId=${bot.id}`)).body;
    expect(logs[0]?.details).toMatchObject({ word: 'kayıt', messageId: body.message?.id });
    const hidden = await world.http.get(path).set(await as(['bot.observe']));
    expect(hidden.body).toMatchObject({
      ...{ word: 'kayıt', canRead: false, message: { id: body.message?.id, text: null } },
      variables: [{ name: 'ad', value: null }],
    });
    expect(hidden.text).not.toMatch(/Ayşe|olacağım/);
  });

  it('[B-13] a run that failed is resumed from a step, never under a key that was used, or refused in words', async () => {
    const bot = await flow('fatura', {
      start: 'a',
      nodes: [says('a', 'Önce', 'b'), says('b', '{{email}} yazdık', 'c'), says('c', 'Sonda')],
    });
    const phone = await starts('fatura');
    await world.quiet();
    const path = await pathOf(bot);
    type Answer = RunDetails & { error?: { details: { kind: string } } };
    const resume = (body: object = {}) => world.api.post<Answer>(`${path}/replay`, body);
    const refusal = async (body?: object) => (await resume(body)).body.error?.details.kind;
    const { id, contact } = await world.thread(phone);
    await world.api.put(`/whatsapp/contacts/${contact.id}`, { email: 'elif@example.com' });
    expect((await world.api.get<RunDetails>(path)).body.resumable).toEqual(['b', 'a']);

    const blind = await as(['bot.observe', 'bot.build']);
    expect((await world.http.post(`${path}/replay`).set(blind).send({})).status).toBe(404);
    await world.api.put(`/whatsapp/conversations/${id}`, { bots: 'paused' });
    expect(await refusal()).toBe('conversation-taken');
    await world.api.put(`/whatsapp/conversations/${id}`, { bots: 'active' });
    await world.off(bot);
    expect(await refusal()).toBe('bot-not-active');
    await world.api.put(`/whatsapp/bots/${bot.id}/active`, { active: true });
    const threads = world.strapi.db.connection('whatsapp_conversations').where({ id });
    const { window_expires_at: open } = (await threads.clone().first()) as Record<string, number>;
    await threads.clone().update({ window_expires_at: Date.now() - 1 });
    expect(await refusal()).toBe('window-closed');
    await threads.clone().update({ window_expires_at: open });
    expect(await refusal({ node: 'nowhere' })).toBe('no-such-step');

    expect((await resume({ node: 'a' })).status).toBe(200);
    expect(await world.answers(phone, 4)).toEqual([
      ...['Önce', 'Önce', 'elif@example.com yazdık', 'Sonda'],
    ]);
    const { body } = await world.api.get<RunDetails>(path);
    expect(body).toMatchObject({ state: 'done', reason: null, resumable: [] });
    expect(body.steps.map(({ visit, kind, ok }) => [visit, kind, ok])).toEqual([
      [1, 'text', true],
      [2, 'text', false],
      [3, 'resume', true],
      [4, 'text', true],
      [5, 'text', true],
      [6, 'text', true],
    ]);
    expect(await refusal()).toBe('run-finished');
  });

  it('[B-16] refuses a graph that cannot run, and names the step', async () => {
    const refused = async (graph: Graph) =>
      (
        await world.api.post('/whatsapp/bots', {
          name: 'Broken',
          triggers: [],
          steps: [],
          graph,
        })
      ).body as { error?: { details?: { field?: string } } };
    const loop = await refused({ start: 'a', nodes: [says('a', 'x', 'b'), says('b', 'y', 'a')] });
    expect(loop.error?.details?.field).toBe('graph.a.to');
    const unknown = await refused({ start: 'a', nodes: [says('a', '{{nobody}}')] });
    expect(unknown.error?.details?.field).toBe('graph.a.text');
  });

  watchCases(() => world);
});
