import type { BotBody, BotView } from '../../../server/src/contracts/bots';
import type { ContactsService } from '../../../server/src/contacts/public';
import type { FlowsService } from '../../../server/src/flows/public';
import { databases } from '../../support/boot-strapi';
import { nextSecond } from '../../support/world';
import { startBotsWorld, type BotsWorld } from '../bots/bots-world';

type Graph = NonNullable<BotBody['graph']>;

const asking = { tries: 2, again: '', noAnswerAfter: 60 };
const says = (id: string, text: string, to?: string) =>
  ({ id, step: { kind: 'text', text }, to: to ? { next: to } : {} }) as const;
const asksName = (to: Record<string, string>) =>
  ({
    id: 'ask',
    step: { kind: 'question', text: 'Adınız?', answer: { kind: 'text' }, saveAs: 'ad', ...asking },
    to,
  }) as const;

describe.each(databases())('flows that ask and wait, on %s', (database) => {
  let world: BotsWorld;
  beforeAll(async () => {
    world = await startBotsWorld({ database });
  });
  afterAll(() => world.close());
  afterEach(() => world.clear());

  const flows = () => world.strapi.plugin('whatsapp').service('flows') as FlowsService;
  const flow = (word: string, graph: Graph, more: Partial<BotBody> = {}): Promise<BotView> =>
    world.bot(word, [], { graph, ...more });
  /** Somebody who set the flow off, and what they read so far. */
  const starts = async (word: string, answers = 1): Promise<string> => {
    const phone = world.customer();
    world.says(phone, word);
    await world.answers(phone, answers);
    await nextSecond();
    return phone;
  };
  const run = async ({ id }: BotView) => {
    const [found] = await world.runs(id);
    if (!found) throw new Error('the flow has no run');
    return found;
  };
  const stepsOf = async (bot: BotView) =>
    (await run(bot)).steps.map(({ kind, ok, subject }) => [kind, ok, subject]);
  /** The time of everything that waits has come. */
  const passTime = async () => {
    await world.strapi.db
      .connection('whatsapp_bot_runs')
      .where({ state: 'waiting' })
      .update({ next_at: 1 });
    await flows().process();
    await world.quiet();
  };

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
      ['question', true, 'Ayşe'],
      ['text', true, null],
    ]);
    // What answers a question calls for nobody of the team.
    expect(await world.thread(phone)).toMatchObject({ unread: 1 });
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

  const menu = (): Graph => ({
    start: 'menu',
    nodes: [
      {
        id: 'menu',
        step: {
          kind: 'choice',
          text: 'Ne istersiniz?',
          choices: [
            { id: 'a', title: 'Kargo' },
            { id: 'b', title: 'İptal et' },
          ],
          ...asking,
        },
        to: { a: 'parcel', b: 'cancel', 'no-answer': 'later' },
      },
      says('parcel', 'Yolda'),
      says('cancel', 'Siparişiniz iptal edildi'),
      says('later', 'Sonra görüşürüz'),
    ],
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
    const slow = await flow('sonra', {
      start: 'wait',
      nodes: [
        {
          id: 'wait',
          step: { kind: 'wait', until: { kind: 'minutes', minutes: 60 }, orAnswer: false },
          to: { over: 'end' },
        },
        says('end', 'Bir saat oldu'),
      ],
    });
    const first = await flow('bir', {
      start: 'ask',
      nodes: [asksName({ answered: 'end' }), says('end', 'Birinci: {{ad}}')],
    });
    const second = await flow(
      '-',
      {
        start: 'ask',
        nodes: [asksName({ answered: 'end' }), says('end', 'İkinci: {{ad}}')],
      },
      { triggers: [{ kind: 'event', event: 'tag-added', value: 'vip' }] }
    );
    const phone = await starts('sonra', 0);
    await world.quiet();
    world.says(phone, 'bir');
    await world.answers(phone, 1);
    const { contact } = await world.thread(phone);
    const contacts = world.strapi.plugin('whatsapp').service('contacts') as ContactsService;
    await world.strapi.db.connection.transaction((trx) =>
      contacts.tagContacts(trx, [contact.id], { add: ['vip'], remove: [] })
    );
    await flows().process();
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

  it('[B-16] a word for a person leaves the question to the bots, and to people', async () => {
    const bot = await flow('kayıt', {
      start: 'ask',
      nodes: [asksName({ answered: 'end' }), says('end', 'Hoş geldin {{ad}}!')],
    });
    await world.bot('temsilci', [{ kind: 'text', text: 'Hemen bağlıyorum' }]);
    const phone = await starts('kayıt');
    world.says(phone, 'Temsilci');
    expect(await world.answers(phone, 2)).toEqual(['Adınız?', 'Hemen bağlıyorum']);
    expect(await run(bot)).toMatchObject({ state: 'waiting' });
  });

  it('[O-22] [O-25] what a flow says after a wait answers nobody: an opt-out stops it', async () => {
    const bot = await flow('sonra', {
      start: 'wait',
      nodes: [
        {
          id: 'wait',
          step: { kind: 'wait', until: { kind: 'minutes', minutes: 60 }, orAnswer: false },
          to: { over: 'end' },
        },
        says('end', 'Bir saat oldu'),
      ],
    });
    const phone = await starts('sonra', 0);
    await world.quiet();
    world.says(phone, 'STOP');
    await world.quiet();
    await passTime();
    expect(await run(bot)).toMatchObject({ state: 'stopped', reason: 'opted-out' });
    expect(world.phone(phone)).not.toContain('Bir saat oldu');
  });

  it('[B-16] a changed flow lets those finish who began before', async () => {
    const bot = await flow('kayıt', {
      start: 'ask',
      nodes: [asksName({ answered: 'end' }), says('end', 'Eski {{ad}}')],
    });
    const phone = await starts('kayıt');
    const changed = await world.api.put(`/whatsapp/bots/${bot.id}`, {
      ...bot,
      graph: { start: 'n', nodes: [says('n', 'Yeni')] },
    });
    expect(changed.status).toBe(200);
    world.says(phone, 'Ayşe');
    expect(await world.answers(phone, 2)).toEqual(['Adınız?', 'Eski Ayşe']);
    world.says(phone, 'kayıt');
    expect((await world.answers(phone, 3)).at(-1)).toBe('Yeni');
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
});
