import type { TryResult } from '../../../server/src/contracts/bots';
import type { CustomField } from '../../../server/src/contracts/contacts';
import type { FlowTrial, TrialLine } from '../../../server/src/contracts/flow-trial';
import { asking, asksName, says, type FlowsWorld, type Graph } from './flows-world';

type Node = Graph['nodes'][number];

const asks = (id: string, text: string, to: Record<string, string>): Node => ({
  id,
  step: { kind: 'question', text, answer: { kind: 'text' }, saveAs: id, ...asking },
  to,
});
/** A branch that a person of this filter leaves by `yes`. */
const branch = (id: string, filter: object, to: Record<string, string>): Node => {
  const nodes = [{ kind: 'people', not: false, filter }];
  const when = { kind: 'group', not: false, match: 'all', nodes };
  return { id, step: { kind: 'branch', cases: [{ id: 'yes', name: 'VIP', when }] }, to };
};
const tagged = (...include: string[]) => ({ tags: { include, exclude: [] } });
/** Events after which a bot answers nobody, each with a value. */
const PROACTIVE = [
  ['tag-added', 'vip'],
  ['opted-in', ''],
  ['topic-out', 'teklif'],
  ['link-opened', 'Sonbahar'],
  ['closed', 'Çözüldü'],
] as const;

/** Trials of flows, in a world that the caller has. */
export const trialCases = (world: () => FlowsWorld): void => {
  const attempt = async (graph: Graph, more: object = {}): Promise<TryResult> => {
    const bot = { name: 'Taslak', graph, triggers: [] };
    const body = { bot, message: { text: 'deneme' }, ...more };
    return (await world().api.post<TryResult>('/whatsapp/bots/try', body)).body;
  };
  const play = async (graph: Graph, more: object = {}): Promise<FlowTrial> => {
    const { trial } = await attempt(graph, more);
    if (!trial) throw new Error('nothing was played');
    return trial;
  };
  const writes = (...words: string[]) => words.map((text) => ({ kind: 'text', text }));
  const wordsOf = ({ lines }: FlowTrial) =>
    lines.flatMap((one) => (one.kind === 'word' ? [[one.words, one.does, one.changed]] : []));
  const leftOf = ({ lines }: FlowTrial) =>
    lines.flatMap((one): Extract<TrialLine, { kind: 'left' }>[] =>
      one.kind === 'left' ? [one] : []
    );
  const bubblesOf = ({ lines }: FlowTrial) =>
    lines.flatMap((one) => (one.kind === 'bubble' ? [one.body] : []));

  it('[B-16] a trial of a flow that is not saved says what the phone then shows, and leaves no trace', async () => {
    const graph: Graph = {
      start: 'hello',
      nodes: [
        says('hello', 'Merhaba {{first_name}}', 'vip'),
        branch('vip', tagged('vip'), { yes: 'menu', else: 'menu' }),
        {
          id: 'menu',
          step: {
            ...{ kind: 'choice', text: 'Hangisi?', saveAs: 'pick', ...asking },
            choices: ['Kargo', 'İade', 'Fatura', 'Diğer'].map((title, i) => ({
              ...{ id: `c${i}`, title },
            })),
          },
          to: { c1: 'ask' },
        },
        asks('ask', 'Sipariş no?', { answered: 'end' }),
        says('end', '{{pick}}: {{ask}}'),
      ],
    };
    const moves = [
      { kind: 'press', visit: 3, exit: 'c1' },
      { kind: 'text', text: '1007' },
    ];
    const madeUp = await play(graph, { moves, person: { name: 'Can Er', tags: ['VIP'] } });
    const bubbles = bubblesOf(madeUp);
    expect(bubbles.map(({ text }) => text)).toEqual([
      ...['Merhaba Can', 'Hangisi?', 'Sipariş no?', 'İade: 1007'],
    ]);
    expect(bubbles[1]?.list?.sections[0]?.rows).toHaveLength(4);
    expect(madeUp.lines).toContainEqual(
      expect.objectContaining({ node: 'vip', exit: 'yes', subject: 'VIP', unsure: false })
    );
    expect(madeUp.end).toEqual({ state: 'done', reason: null });
    // A real person, by the database; and the same on the phone.
    const bot = await world().flow('deneme', graph);
    const phone = await world().starts('deneme', 2);
    const { contact } = await world().thread(phone);
    const real = await play(graph, { contactId: contact.id });
    expect(real.lines).toContainEqual(expect.objectContaining({ node: 'vip', exit: 'else' }));
    expect(real.place).toMatchObject({ node: 'menu', visit: 3, waits: 'answer' });
    expect(world().phone(phone)).toEqual(bubblesOf(real).map(({ text }) => text));
    expect(await world().runs(bot.id)).toHaveLength(1);
    const same = await play(graph, { contactId: contact.id, at: real.startedAt });
    expect(same).toEqual(real);
  });

  it('[O-17] [O-24] a trial reads words of leaving and coming back as real messages are read', async () => {
    const graph: Graph = {
      start: 'ask',
      nodes: [asksName({ answered: 'end' }), says('end', 'Merhaba {{ad}}')],
    };
    const write = (...words: string[]) => play(graph, { moves: writes(...words) });
    const left = await write('STOP', 'stop!', 'BAŞLA');
    expect(wordsOf(left)).toEqual([
      ['STOP', 'out', true],
      ['stop!', 'out', false],
      ['BAŞLA', 'in', true],
    ]);
    // None of them was an answer: it still waits.
    expect(left.place).toMatchObject({ node: 'ask', waits: 'answer' });
    const answered = await write('İPTAL');
    expect(wordsOf(answered)).toEqual([['İPTAL', 'answer', false]]);
    expect(bubblesOf(answered).at(-1)?.text).toBe('Merhaba İPTAL');
    const near = await write('Artık bana mesaj atmayın');
    expect(wordsOf(near)).toEqual([['Artık bana mesaj atmayın', 'ask', true]]);
    expect(near.place?.node).toBe('ask');
    expect(wordsOf(await write('temsilci'))).toEqual([['temsilci', 'left', false]]);
    // A message that opts out is for no bot.
    const opening = await attempt(graph, { message: { text: 'STOP' } });
    expect(opening).toMatchObject({ silence: 'word', answeredBy: null });
    expect(opening.trial?.lines[0]).toMatchObject({ kind: 'word', does: 'out' });
  });

  it('[O-22] a trial of an automation’s flow goes on after an opt-out of marketing only', async () => {
    const graph: Graph = {
      start: 'ask',
      nodes: [
        {
          ...{ id: 'ask', to: { next: 'wait' } },
          step: { kind: 'buttons', text: 'Devam mı?', buttons: ['STOP'] },
        },
        {
          ...{ id: 'wait', to: { over: 'end' } },
          step: { kind: 'wait', until: { kind: 'minutes', minutes: 60 } },
        },
        says('end', 'Yolda'),
      ],
    };
    const bot = await world().flow('kendi', graph);
    // A press on such a button refuses marketing, the typed word everything.
    const press = { kind: 'press', visit: 1, exit: 'STOP' };
    const leaves = (...moves: object[]) => play(graph, { id: bot.id, moves });
    const plain = await leaves(press);
    expect(wordsOf(plain)).toEqual([['STOP', 'out-of-marketing', true]]);
    expect(plain.end).toEqual({ state: 'stopped', reason: 'opted-out' });
    const knex = world().strapi.db.connection;
    await knex('whatsapp_bots').where({ id: bot.id }).update({ of_automation: true });
    const automated = await leaves(press);
    expect(wordsOf(automated)).toEqual(wordsOf(plain));
    expect(automated.place).toMatchObject({ node: 'wait', waits: 'time' });
    expect((await leaves(...writes('STOP'))).end).toEqual(plain.end);
  });

  it('[B-05] [M-50] an event of a trial is heard by its own bots, and answered or not as in earnest', async () => {
    const graph: Graph = { start: 'n', nodes: [says('n', 'Merhaba')] };
    // A made-up contact in Türkiye, at half past three in the morning.
    const at = Date.parse('2026-11-27T00:30:00Z');
    const quietHours = { from: '22:00', to: '08:00', zone: 'Europe/Istanbul' };
    const hears = async (event: string, value: string, more: object = {}) => {
      const triggers = [{ kind: 'event', event, value }];
      const bot = { name: 'Taslak', graph, triggers };
      const message = { text: 'deneme', event, value };
      const { order, answeredBy, trial } = await attempt(graph, { at, bot, message, ...more });
      const [bubble, left] = [trial?.lines[0], trial?.lines.at(-1)];
      return {
        order: order.map(({ name, answers }) => [name, answers]),
        answeredBy,
        held: bubble?.kind === 'bubble' ? (bubble.held?.reason ?? null) : 'no message',
        reason: left?.kind === 'left' ? left.reason : null,
      };
    };
    await world().api.put('/whatsapp/settings/consent', { quietHours });
    try {
      // What answers any message answers no event.
      const triggers = [{ kind: 'event' as const, event: 'message' as const }];
      const any = await world().flow('-', graph, { triggers });
      const own = { order: [['Taslak', true]], answeredBy: null, reason: null };
      for (const [event, value] of PROACTIVE) {
        const heard = await hears(event, value);
        expect([event, heard]).toEqual([event, { ...own, held: 'quiet-hours' }]);
        const shut = await hears(event, value, { windowOpen: false });
        expect([event, shut.reason]).toEqual([event, 'window-closed']);
      }
      // Who waits for the team is answered.
      const waits = await hears('unanswered', '30', { windowOpen: false });
      expect(waits).toEqual({ ...own, held: null });
      const order = [
        [any.name, true],
        ['Taslak', false],
      ];
      const others = { order, answeredBy: any.name, held: null, reason: null };
      for (const event of ['file', 'place', 'reopened', 'outside-hours', 'ad'])
        expect([event, await hears(event, '')]).toEqual([event, others]);
    } finally {
      await world().api.put('/whatsapp/settings/consent', { quietHours: null });
    }
  });

  it('[B-05] each bot answers who waits for the team after its own time', async () => {
    const graph: Graph = { start: 'n', nodes: [says('n', 'Buradayız')] };
    const event = { kind: 'event', event: 'unanswered' } as const;
    const waits = (value: string) => [{ ...event, value }];
    const same = await world().flow('otuz', graph, { triggers: waits('30') });
    await world().flow('onbeş', graph, { triggers: waits('15') });
    const bot = { name: 'Taslak', graph, triggers: waits('30') };
    const message = { event: 'unanswered', value: '30', text: 'Kimse yok mu?' };
    const { order, answeredBy, trial } = await attempt(graph, { bot, message });
    expect(order.map(({ name, answers }) => [name, answers])).toEqual([
      [same.name, true],
      ['Taslak', true],
    ]);
    expect(answeredBy).toBeNull();
    expect(trial?.end).toEqual({ state: 'done', reason: null });
  });

  it('[B-03] names who answers instead while it is outside of business hours', async () => {
    const graph: Graph = { start: 'n', nodes: [says('n', 'Buradayız')] };
    const triggers = [{ kind: 'event', event: 'outside-hours' }] as const;
    const closed = await world().flow('kapalı', graph, { triggers: [...triggers] });
    const desk = (hours: object | null) =>
      world().api.put(`/whatsapp/team/desks/${world().accountId}`, {
        ...{ teamId: null, whenReopened: 'keep', hours, away: null, greeting: null },
      });
    const words = [{ kind: 'keyword', match: 'exact', words: ['fincan'] }];
    const bot = { name: 'Taslak', graph, triggers: words };
    const tries = (event: string) =>
      attempt(graph, { bot, message: { event, value: '', text: 'fincan' } });
    expect(await tries('message')).toMatchObject({ answeredBy: null, outside: null });
    try {
      const week = Array.from({ length: 7 }, () => []);
      expect((await desk({ zone: 'Europe/Istanbul', week, holidays: [] })).status).toBe(200);
      expect(await tries('message')).toMatchObject({ answeredBy: null, outside: closed.name });
      // Of the event itself the order tells already.
      expect(await tries('outside-hours')).toMatchObject({
        ...{ answeredBy: closed.name, outside: null },
      });
    } finally {
      await desk(null);
    }
  });

  it('[B-16] [B-20] a trial goes on with what another system answers, and knows what an event changed', async () => {
    const graph: Graph = {
      start: 'call',
      nodes: [
        {
          id: 'call',
          step: {
            ...{ kind: 'http', method: 'GET', url: 'https://shop.example/{{town}}' },
            saves: [{ path: 'state', saveAs: 'durum' }],
          },
          to: { next: 'wait', failed: 'sorry' },
        },
        {
          id: 'wait',
          step: {
            ...{ kind: 'wait', until: { kind: 'minutes', minutes: 60 } },
            orEvent: { event: 'tag-added', value: 'VIP' },
          },
          to: { came: 'vip' },
        },
        branch('vip', tagged('vip'), { yes: 'end' }),
        says('end', 'Durum: {{durum}}'),
        says('sorry', 'Olmadı'),
      ],
    };
    const answered = { kind: 'called', values: [{ name: 'durum', value: 'yolda' }] };
    const waiting = await play(graph);
    expect(waiting.place).toMatchObject({ node: 'call', waits: 'calling' });
    const went = await play(graph, { moves: [answered, { kind: 'happened' }] });
    expect(leftOf(went).map(({ node, exit }) => `${node} ${exit}`)).toEqual([
      ...['call next', 'wait came', 'vip yes', 'end next'],
    ]);
    expect(bubblesOf(went)[0]?.text).toBe('Durum: yolda');
    const failed = await play(graph, { moves: [{ kind: 'call-failed' }] });
    expect(leftOf(failed)[0]).toMatchObject({ ok: false, reason: 'http-status', exit: 'failed' });
    // A value that would lead elsewhere fails before anybody is asked.
    const elsewhere = await play(graph, { person: { name: 'Can Er', town: '..' } });
    expect(leftOf(elsewhere)[0]).toMatchObject({ ok: false, reason: 'http-path', exit: 'failed' });
    // The event that sets a trial off has happened, too.
    const start: Graph = { start: 'vip', nodes: graph.nodes.slice(2) };
    const byTag = await play(start, { message: { event: 'tag-added', value: 'vip' } });
    expect(leftOf(byTag)[0]).toMatchObject({ node: 'vip', exit: 'yes' });
  });

  it('[O-28] [B-18] a trial with a contact begins with what is true of them', async () => {
    const graph: Graph = { start: 'n', nodes: [says('n', 'Kargonuz yolda')] };
    const bot = await world().flow('kargo', graph, { cooldownMinutes: 60 });
    const phone = await world().starts('kargo');
    const { id, contact } = await world().thread(phone);
    const { triggers } = bot;
    const draft = { name: 'Kargo', graph, triggers, cooldownMinutes: 60 };
    const asked = { id: bot.id, bot: draft, contactId: contact.id, message: { text: 'kargo' } };
    // It has answered within its pause; without one it would answer.
    const rests = await attempt(graph, asked);
    expect(rests.order).toEqual([
      expect.objectContaining({ isThis: true, rests: true, answers: false }),
    ]);
    const always = await attempt(graph, { ...asked, bot: { ...draft, cooldownMinutes: 0 } });
    expect(always.order[0]).toMatchObject({ rests: false, answers: true });

    await world().promotion(phone);
    const cap = { messages: 1, days: 7 };
    await world().api.put('/whatsapp/settings/consent', { marketingCap: cap });
    const byTag = { message: { value: 'vip', event: 'tag-added' } };
    const capped = await play(graph, { contactId: contact.id, ...byTag });
    const madeUp = await play(graph, byTag);
    await world().api.put('/whatsapp/settings/consent', { marketingCap: null });
    expect(leftOf(capped)).toEqual([expect.objectContaining({ ok: false, reason: 'capped', cap })]);
    expect(madeUp.end).toEqual({ state: 'done', reason: null });

    const knex = world().strapi.db.connection;
    await knex('whatsapp_conversations').where({ id }).update({ bot_paused_at: Date.now() });
    expect(await attempt(graph, asked)).toMatchObject({ silence: 'taken', answeredBy: null });
  });

  it('[B-20] conditions and texts of a trial know what the trial changed of a contact', async () => {
    const { body: field } = await world().api.post<CustomField>('/whatsapp/contact-fields', {
      ...{ key: 'shoe_size', label: 'Shoe size', kind: 'number' },
    });
    const sized = { on: 'custom', key: field.key, operator: 'more-than', value: 40 };
    const graph: Graph = {
      start: 'before',
      nodes: [
        branch('before', tagged('ayakkabı'), { else: 'tag' }),
        {
          ...{ id: 'tag', to: { next: 'set' } },
          step: { kind: 'tag', add: ['Ayakkabı'], remove: [] },
        },
        {
          ...{ id: 'set', to: { next: 'after' } },
          step: {
            kind: 'set',
            values: [
              { field: `custom.${field.key}`, text: '42' },
              { field: 'language', text: 'de' },
            ],
          },
        },
        branch(
          'after',
          { ...tagged('ayakkabı'), fields: [{ ...sized, exclude: false }] },
          { yes: 'speaks' }
        ),
        branch('speaks', { languages: { include: ['de'], exclude: ['tr'] } }, { yes: 'end' }),
        says('end', 'Numara {{custom.shoe_size|yok}}'),
      ],
    };
    await world().flow('ayakkabı', { start: 'n', nodes: [says('n', 'x')] });
    const phone = await world().starts('ayakkabı');
    const { contact } = await world().thread(phone);
    const trial = await play(graph, { contactId: contact.id });
    expect(leftOf(trial).map(({ node, exit, unsure }) => [node, exit, unsure])).toEqual([
      ['before', 'else', false],
      ['tag', 'next', false],
      ['set', 'next', false],
      ['after', 'yes', false],
      ['speaks', 'yes', false],
      ['end', 'next', false],
    ]);
    expect(bubblesOf(trial)[0]?.text).toBe('Numara 42');
    // Nothing of it was written.
    const knex = world().strapi.db.connection;
    const tags = await knex('whatsapp_contact_tags').where({ contact_id: contact.id });
    expect(tags).toEqual([]);
    await world().api.put(`/whatsapp/contact-fields/${field.id}`, { archived: true });
  });
};
