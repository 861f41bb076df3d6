import type { BotView, TryResult } from '../../../server/src/contracts/bots';
import type { RunDetails } from '../../../server/src/contracts/flow-runs';
import type { ListLogsResult } from '../../../server/src/contracts/logs';
import type { TaskView } from '../../../server/src/contracts/tasks';
import type { ContactsService } from '../../../server/src/contacts/public';
import type { FlowsService } from '../../../server/src/flows/public';
import type { Sending } from '../../../server/src/sending/public';
import { addToLibrary } from '../../support/library';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { startBotsWorld, type BotsWorld } from './bots-world';

/** A picture of one pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64'
);

const text = (words: string) => ({ kind: 'text', text: words }) as const;

describe.each(databases())('what bots answer, on %s', (database) => {
  let world: BotsWorld;
  beforeAll(async () => {
    world = await startBotsWorld({ database });
  });
  afterAll(() => world.close());
  afterEach(() => world.clear());

  const logsOf = async (bot: BotView) =>
    (await world.api.get<ListLogsResult>(`/whatsapp/logs?botId=${bot.id}`)).body.logs;

  it('[B-03] [B-06] [B-15] answer a keyword with a text for this contact, and the log tells each step', async () => {
    const bot = await world.bot('KARGO', [
      text('Merhaba {{first_name|değerli müşterimiz}}, kargonuz yolda.'),
      { kind: 'note', text: 'asked for the parcel' },
    ]);
    const phone = world.customer();
    world.says(phone, 'kargom nerede?');
    expect(await world.answers(phone, 1)).toEqual(['Merhaba Elif, kargonuz yolda.']);
    const [run] = await world.runs(bot.id);
    expect(run).toMatchObject({
      state: 'done',
      origin: 'message',
      trigger: 'keyword',
      contact: { name: 'Elif Şahin' },
      steps: [
        { kind: 'text', ok: true },
        { kind: 'note', ok: true, subject: 'asked for the parcel' },
      ],
    });
    expect(await logsOf(bot)).toEqual([
      expect.objectContaining({
        area: 'bot',
        event: 'bot-answered',
        bot: { id: bot.id, name: bot.name },
        contact: expect.objectContaining({ id: run?.contact?.id }) as unknown,
        details: expect.objectContaining({
          trigger: 'keyword',
          steps: [
            { step: 1, kind: 'text', ok: true },
            { step: 2, kind: 'note', ok: true, subject: 'asked for the parcel' },
          ],
        }) as unknown,
      }),
    ]);
    expect(await world.events(phone)).toContain('bot-answered');
  });

  it('[B-09] [B-10] [B-11] [B-12] do a chain of replies and actions in its order', async () => {
    const { me } = (await world.api.get<{ me: number }>('/whatsapp/agents')).body;
    const bot = await world.bot('iade', [
      text('1'),
      { kind: 'tag', add: ['İade'] },
      { kind: 'task', title: 'Call {{first_name}}', dueInMinutes: 60, assigneeId: me },
      text('2'),
      { kind: 'assign', assigneeId: me },
    ]);
    const phone = world.customer();
    world.says(phone, 'iade istiyorum');
    expect(await world.answers(phone, 2)).toEqual(['1', '2']);
    const thread = await world.thread(phone);
    expect(thread.assignee?.id).toBe(me);
    expect(thread.contact.tags).toEqual(['İade']);
    const { tasks } = (
      await world.api.get<{ tasks: TaskView[] }>(
        `/whatsapp/tasks?scope=mine&contactId=${thread.contact.id}`
      )
    ).body;
    expect(tasks).toEqual([
      expect.objectContaining({
        title: 'Call Elif',
        origin: 'bot',
        madeBy: bot.name,
        conversationId: thread.id,
      }),
    ]);
    const [run] = await world.runs(bot.id);
    expect(run?.steps.map((step) => `${step.kind} ${step.ok}`)).toEqual([
      'text true',
      'tag true',
      'task true',
      'text true',
      'assign true',
    ]);
  });

  it('[B-07] answer with a file of the media library and words below it; one that WhatsApp would refuse is refused at save', async () => {
    const steps = (fileId: number) => [
      { kind: 'media' as const, fileId, caption: '{{first_name}}' },
    ];
    const picture = await addToLibrary(world, { name: 'fiyat.png', mime: 'image/png', bytes: PNG });
    await world.bot('fiyat', steps(picture));
    const phone = world.customer();
    world.says(phone, 'fiyat listesi');
    expect(await world.answers(phone, 1)).toEqual(['Elif']);
    expect(world.sim.control.thread(phone).at(-1)?.type).toBe('image');
    const gone = await world.api.post<{ error: { details: object } }>('/whatsapp/bots', {
      name: 'x',
      steps: steps(999_999),
    });
    expect(gone.body.error.details).toMatchObject({ field: 'steps.0.fileId' });
    const program = await addToLibrary(world, {
      name: 'fiyat.exe',
      mime: 'application/x-msdownload',
      bytes: Buffer.concat([Buffer.from('MZ\u0090\u0000', 'latin1'), Buffer.alloc(200)]),
    });
    const refused = await world.api.post<{ error: { details: object } }>('/whatsapp/bots', {
      name: 'x',
      steps: steps(program),
    });
    expect(refused.status).toBe(400);
    expect(refused.body.error.details).toMatchObject({ field: 'steps.0.fileId' });
  });

  it('[B-08] answer with an approved template, filled by its bindings; an incomplete one is refused at save', async () => {
    await world.api.post('/whatsapp/templates/sync', { accountId: world.accountId });
    const { templates } = (
      await world.api.get<{
        templates: {
          id: number;
          status: string;
          category: string;
          slots: { key: string; kind: string }[];
        }[];
      }>('/whatsapp/templates')
    ).body;
    const template = templates.find(
      (t) =>
        t.status === 'APPROVED' &&
        t.category === 'UTILITY' &&
        t.slots.length > 0 &&
        t.slots.every((s) => s.kind === 'text')
    );
    const steps = [{ kind: 'template' as const, templateId: template?.id ?? 0 }];
    const bound = { source: { kind: 'contact', field: 'firstName' }, fallback: 'you' };
    const bind = (bindings: object) =>
      world.api.put(`/whatsapp/templates/${template?.id}/bindings`, { bindings });
    await bind({});
    const refused = await world.api.post<{ error: { details: object } }>('/whatsapp/bots', {
      name: 'x',
      steps,
    });
    expect(refused.body.error.details).toMatchObject({
      kind: 'template-incomplete',
      field: 'steps.0.templateId',
    });
    await bind(Object.fromEntries((template?.slots ?? []).map((slot) => [slot.key, bound])));
    const bot = await world.bot('randevu', steps);
    const { uses } = (
      await world.api.get<{ uses: object[] }>(`/whatsapp/templates/${template?.id}/uses`)
    ).body;
    expect(uses).toEqual([
      { kind: 'bot', id: bot.id, name: bot.name, state: 'active', needsIt: true },
    ]);
    const phone = world.customer();
    world.says(phone, 'merhaba');
    const { contact } = await world.thread(phone);
    await world.api.post(`/whatsapp/contacts/${contact.id}/consent`, {
      category: 'utility',
      action: 'opt-in',
      source: 'shop',
      evidence: 'form 12',
    });
    world.says(phone, 'randevu');
    await world.answers(phone, 1);
    const bubble = world.sim.control.thread(phone).at(-1);
    expect(bubble?.type).toBe('template');
    expect(JSON.stringify(bubble?.content)).toContain('Elif');
  });

  it('[B-13] log the step that failed; an action’s failure lets the chain go on, a reply’s ends it', async () => {
    const bot = await world.bot('fatura', [
      text('önce'),
      { kind: 'task', title: '{{email}}' },
      text('ortada'),
      text('{{email}} adresinize gönderdik'),
      text('sonda'),
    ]);
    const phone = world.customer();
    world.says(phone, 'fatura');
    expect(await world.answers(phone, 2)).toEqual(['önce', 'ortada']);
    const [run] = await world.runs(bot.id);
    expect(run).toMatchObject({ state: 'failed', reason: 'step-failed' });
    expect(run?.steps.map(({ ok, reason, stopped }) => ({ ok, reason, stopped }))).toEqual([
      { ok: true, reason: null, stopped: false },
      { ok: false, reason: 'missing-value', stopped: false },
      { ok: true, reason: null, stopped: false },
      { ok: false, reason: 'missing-value', stopped: true },
    ]);
    const view = (await world.api.get<BotView>(`/whatsapp/bots/${bot.id}`)).body;
    expect(view.lastError).toMatchObject({ step: 1, kind: 'task', reason: 'missing-value' });
    expect((await logsOf(bot))[0]).toMatchObject({ level: 'warn', event: 'bot-step-failed' });
    // A list of steps goes on from the step that ended it, and from no other.
    const { contact } = await world.thread(phone);
    await world.api.put(`/whatsapp/contacts/${contact.id}`, { email: 'elif@example.com' });
    const resume = (body: object) =>
      world.api.post(`/whatsapp/bots/${bot.id}/runs/${run?.id}/replay`, body);
    expect((await resume({ node: 's1' })).status).toBe(409);
    expect((await resume({})).status).toBe(200);
    expect(await world.answers(phone, 4)).toEqual([
      ...['önce', 'ortada', 'elif@example.com adresinize gönderdik', 'sonda'],
    ]);
    expect((await world.runs(bot.id))[0]).toMatchObject({ state: 'done', reason: null });
    const [ended, resumed] = await logsOf(bot);
    expect([ended?.event, resumed?.event]).toEqual(['bot-answered', 'bot-resumed']);
    // What failed before was made good.
    expect(ended?.text).not.toMatch(/failed/);
  });

  it('[B-05] [B-26] answer a first message, a button and a tag', async () => {
    const first = await world.bot('-', [text('hoş geldiniz')], {
      triggers: [{ kind: 'event', event: 'first-message' }],
    });
    await world.bot('-', [text('etiketlendiniz')], {
      triggers: [{ kind: 'event', event: 'tag-added', value: 'vip' }],
    });
    await world.bot('-', [text('bastınız')], {
      triggers: [{ kind: 'event', event: 'button', value: 'evet' }],
    });
    await world.bot('seç', [
      { kind: 'buttons', text: 'Emin misiniz?', buttons: ['Evet', 'Hayır'] },
    ]);
    const phone = world.customer();
    world.says(phone, 'selam');
    expect(await world.answers(phone, 1)).toEqual(['hoş geldiniz']);
    world.says(phone, 'seç');
    await world.answers(phone, 2);
    const question = world.sim.control.thread(phone).at(-1);
    world.sim.control.act.press(phone, question?.wamid ?? '', 'Evet');
    expect(await world.answers(phone, 3)).toEqual(['hoş geldiniz', 'Emin misiniz?', 'bastınız']);
    const { contact } = await world.thread(phone);
    await world.api.put(`/whatsapp/contacts/${contact.id}`, { tags: ['VIP'] });
    expect((await world.answers(phone, 4)).at(-1)).toBe('etiketlendiniz');
    expect(await world.runs(first.id)).toHaveLength(1);
  });

  it('[O-17] welcome nobody who may want to leave; a bot that knows the word answers', async () => {
    const welcome = { kind: 'event', event: 'first-message' } as const;
    await world.bot('-', [text('hoş geldiniz')], { triggers: [welcome] });
    const phone = world.customer();
    world.says(phone, 'DUR');
    await world.silent(phone);
    const bot = { name: 'Taslak', triggers: [welcome], steps: [text('hoş geldiniz')] };
    const message = { text: 'DUR', isFirst: true };
    const tried = await world.api.post<TryResult>('/whatsapp/bots/try', { bot, message });
    expect(tried.body).toMatchObject({ matched: false, order: [], silence: 'unclear' });
    await world.bot('dur', [text('Durdurduk')], {
      triggers: [{ kind: 'keyword', match: 'exact', words: ['dur'] }],
    });
    world.says(phone, 'DUR');
    expect(await world.answers(phone, 1)).toEqual(['Durdurduk']);
  });

  it('[B-13] try a step that we broke five times, set the run aside with what the last try said, and resume it', async () => {
    const sending = world.strapi.plugin('whatsapp').service('sending') as Sending;
    const knex = world.strapi.db.connection;
    const bot = await world.bot('dene', [text('Merhaba')]);
    const broken = jest.spyOn(sending, 'send').mockRejectedValue(new Error('lost +905551112233'));
    const phone = world.customer();
    world.says(phone, 'dene');
    const run = await eventually('a run that is set aside', async () => {
      // Each try waits longer than the one before.
      await knex('whatsapp_bot_runs')
        .where({ bot_id: bot.id, state: 'due' })
        .update({ next_at: 0 });
      await flowsOf().process();
      const [found] = await world.runs(bot.id);
      return found?.state === 'failed' && found;
    });
    expect(broken).toHaveBeenCalledTimes(5);
    broken.mockRestore();
    const path = `/whatsapp/bots/${bot.id}/runs/${run.id}`;
    expect((await world.api.get<RunDetails>(path)).body).toMatchObject({
      ...{ tries: 5, lastError: 'lost +905…33', resumable: ['s1'] },
      steps: [{ node: 's1', ok: false, reason: 'internal', stopped: true }],
    });
    expect((await world.api.post(`${path}/replay`, {})).status).toBe(200);
    expect(await world.answers(phone, 1)).toEqual(['Merhaba']);
  });

  it('[B-04] answer a pattern', async () => {
    await world.bot('-', [text('sipariş')], {
      triggers: [{ kind: 'pattern', pattern: '#?\\d{4,6}\\b' }],
    });
    const phone = world.customer();
    world.says(phone, 'Numara #1007');
    expect(await world.answers(phone, 1)).toEqual(['sipariş']);
  });

  const flowsOf = () => world.strapi.plugin('whatsapp').service('flows') as FlowsService;

  it('[M-11] are started by a campaign, once for each recipient, and it hears how that ended', async () => {
    const bot = await world.bot('-', [text('Kampanya akışı')], { triggers: [] });
    const phone = world.customer();
    world.says(phone, 'merhaba');
    const { contact } = await world.thread(phone);
    await world.quiet();
    const bots = world.strapi.plugin('whatsapp').service('bots') as {
      startFlow(trx: unknown, flow: object): Promise<{ isNew: boolean }>;
    };
    const flows = flowsOf();
    const ends: object[] = [];
    flows.runEffects.splice(0, Infinity, (_trx, end) => Promise.resolve(void ends.push(end)));
    const flow = { botId: bot.id, contactId: contact.id, accountId: world.accountId, key: 'r:1' };
    const start = () => world.strapi.db.connection.transaction((trx) => bots.startFlow(trx, flow));
    expect(await start()).toMatchObject({ isNew: true });
    expect(await start()).toMatchObject({ isNew: false });
    expect(await world.answers(phone, 1)).toEqual(['Kampanya akışı']);
    expect(ends).toEqual([expect.objectContaining({ key: 'r:1', ok: true, reason: null })]);
    // The run is cleared away long before the campaign is: its recipient is known all the same.
    await flows.purge(Date.now() + 1);
    expect(await world.runs(bot.id)).toEqual([]);
    expect(await start()).toMatchObject({ isNew: false });
    expect(await world.answers(phone, 1)).toEqual(['Kampanya akışı']);
  });

  it('[B-09] a merge of the contact in the middle of a step loses none of the answers', async () => {
    const strapi = world.strapi;
    const sending = strapi.plugin('whatsapp').service('sending') as Sending;
    const contacts = strapi.plugin('whatsapp').service('contacts') as ContactsService;
    const knex = strapi.db.connection;
    const [kept, gone] = [world.customer('Ada'), world.customer('Ada B.')];
    world.says(kept, 'merhaba');
    const winner = (await world.thread(kept)).contact.id;
    const bot = await world.bot('sipariş', [text('Birinci'), text('İkinci')]);
    // As late as it can be: the run was read, and its message is not written down yet.
    const merging = jest.spyOn(sending, 'send').mockImplementationOnce(async (wanted) => {
      await knex.transaction((trx) => contacts.merge(trx, [winner, wanted.contactId], Date.now()));
      merging.mockRestore();
      return sending.send(wanted);
    });
    world.says(gone, 'sipariş vereceğim');
    await world.quiet();
    const [run] = await world.runs(bot.id);
    expect(run).toMatchObject({ state: 'done', reason: null, contact: { id: winner } });
    expect(run?.steps.map(({ ok }) => ok)).toEqual([true, true]);
    const { id } = await world.thread(kept);
    const said = (await knex('whatsapp_messages')
      .where({ conversation_id: id, origin: 'bot' })
      .orderBy('id')
      .select('text')) as { text: string }[];
    expect(said.map((row) => row.text)).toEqual(['Birinci', 'İkinci']);
    expect(await world.events(kept)).toContain('bot-answered');
  });
});
