import fc from 'fast-check';
import { valueAnswers, type KeptValue } from '../../../server/src/audience/domain/comparison';
import type { PeopleFilter } from '../../../server/src/contracts/audience';
import { flowGraph, type FlowGraph } from '../../../server/src/contracts/flow-graph';
import { fold } from '../../../server/src/contracts/fold';
import { TRIAL_STEPS, trialMove, type FlowTrial } from '../../../server/src/contracts/flow-trial';
import {
  fieldInTrial,
  keptEntries,
  keptEntry,
  namedValues,
  withEntry,
} from '../../../server/src/flows/domain/entries';
import {
  lookAt,
  type KnownPerson,
  type Touched,
} from '../../../server/src/flows/domain/known-person';
import type { Meaning, Opening, Stage, Words } from '../../../server/src/flows/domain/trial-stage';
import { DomainError } from '../../../server/src/kernel/errors';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../server/src/kernel/time';
import { playFrom } from '../../support/flow-stage';

/** A Friday, 12:00 in Istanbul. */
const NOON = Date.parse('2026-11-27T09:00:00Z');
const asking = { tries: 2, again: '', noAnswerAfter: 60 };
const says = (id: string, text: string, next?: string) => ({
  ...{ id, step: { kind: 'text', text }, to: next ? { next } : {} },
});
const asks = (id: string, answer: object, to: object) => ({
  ...{ id, step: { kind: 'question', text: `${id}?`, answer, saveAs: id, ...asking }, to },
});
const waits = (id: string, until: object, to: object, orAnswer = false) => ({
  ...{ id, step: { kind: 'wait', until, orAnswer }, to },
});
const choices = ['a', 'b'].map((id) => ({ id, title: `Seçenek ${id}` }));
const menu = (to: object) => ({
  ...{ id: 'menu', step: { kind: 'choice', text: 'Hangisi?', choices, saveAs: 'pick', ...asking } },
  to,
});
const graphOf = (nodes: object[], more: object = {}): FlowGraph =>
  flowGraph.parse({ start: (nodes[0] as { id: string }).id, nodes, ...more });

interface More extends Partial<Opening> {
  stage?: Partial<Stage>;
  graph?: object;
}
const play = (
  nodes: object[],
  moves: object[] = [],
  { stage = {}, graph = {}, ...more }: More = {}
): Promise<FlowTrial> =>
  playFrom(
    graphOf(nodes, graph),
    { at: NOON, ...more },
    { stage, moves: moves.map((one) => trialMove.parse(one)) }
  );
const text = (words: string) => ({ kind: 'text', text: words });
const later = (minutes: number | null = null) => ({ kind: 'later', minutes });
const bubbles = ({ lines }: FlowTrial) =>
  lines.flatMap((line) => (line.kind === 'bubble' ? [line.body.text] : []));
const left = ({ lines }: FlowTrial) =>
  lines.flatMap((line) =>
    line.kind === 'left' ? [`${line.node} ${line.exit ?? line.reason}`] : []
  );
const heard = ({ lines }: FlowTrial) =>
  lines.flatMap((line) => (line.kind === 'heard' ? [line.taken] : []));

describe('the trial of a flow', () => {
  it('[B-16] asks, asks again, keeps the answer for later texts, and says where it waits', async () => {
    const flow = [
      asks('age', { kind: 'number' }, { answered: 'end', other: 'sorry' }),
      says('end', '{{first_name}}, {{age}}'),
      says('sorry', 'Olsun'),
    ];
    const waiting = await play(flow, [text('çok')]);
    expect(bubbles(waiting)).toEqual(['age?', 'age?']);
    expect(waiting.place).toEqual({
      ...{ node: 'age', visit: 1, waits: 'answer', until: NOON + HOUR_MS },
    });
    const fits = await play(flow, [text('çok'), text('1.234,5')]);
    expect(bubbles(fits).at(-1)).toBe('Ayşe, 1234.5');
    expect(fits).toMatchObject({
      variables: [{ name: 'age', value: 1234.5 }],
      ...{ place: null, end: { state: 'done', reason: null } },
    });
    expect(left(await play(flow, [text('çok'), text('pek')]))).toEqual(['age other', 'sorry next']);
  });

  it('[B-16] takes a press by its exit, and none on a question that is answered', async () => {
    const flow = [menu({ a: 'ask' }), asks('ask', { kind: 'text' }, {})];
    const press = (visit: number, exit: string) => ({ kind: 'press', visit, exit });
    const once = await play(flow, [press(1, 'a')]);
    expect([left(once), bubbles(once)]).toEqual([['menu a'], ['Hangisi?', 'ask?']]);
    expect(once.variables).toEqual([{ name: 'pick', value: 'Seçenek a' }]);
    const twice = await play(flow, [press(1, 'a'), press(1, 'b')]);
    expect(heard(twice)).toEqual([true, false]);
    expect(twice.place?.node).toBe('ask');
  });

  it('[B-16] winds the clock to the end of a wait, and over silence', async () => {
    const flow = [
      waits('wait', { kind: 'hour', hour: 9 }, { over: 'ask' }),
      asks('ask', { kind: 'text' }, { 'no-answer': 'end' }),
      says('end', 'Sonra görüşürüz'),
    ];
    const asked = await play(flow, [later()]);
    expect(new Date(asked.now).toISOString()).toBe('2026-11-28T06:00:00.000Z');
    expect(bubbles(asked)).toEqual(['ask?']);
    const over = await play(flow, [later(), later(120)]);
    expect(left(over)).toEqual(['wait over', 'ask no-answer', 'end next']);
    expect(over.now).toBe(asked.now + 2 * HOUR_MS);
  });

  it('[B-16] waits until the contact’s morning before it speaks, and fails where the window is shut', async () => {
    const flow = [
      waits('wait', { kind: 'minutes', minutes: 600 }, { over: 'end', came: 'end' }, true),
      says('end', 'Bitti'),
    ];
    const morning = NOON + 20 * HOUR_MS;
    const quietEnd = (now: number) => Promise.resolve(now < morning ? morning : null);
    const night = await play(flow, [later()], { stage: { quietEnd } });
    expect(night.place).toMatchObject({ waits: 'message', until: morning });
    expect(bubbles(await play(flow, [later(), later()], { stage: { quietEnd } }))).toEqual([
      'Bitti',
    ]);
    // What they write opens it again.
    expect(left(await play(flow, [later()], { windowUntil: null }))).toEqual([
      ...['wait over', 'end window-closed'],
    ]);
    expect(left(await play(flow, [text('alo')], { windowUntil: null }))).toEqual([
      ...['wait came', 'end next'],
    ]);
  });

  it('[B-16] is left by a word that asks for an agent, and not where a choice is called so', async () => {
    const ask = [asks('ask', { kind: 'text' }, {})];
    const out = await play(ask, [text('Temsilci')]);
    expect([out.end, heard(out)]).toEqual([{ state: 'stopped', reason: 'left' }, [false]]);
    const called = {
      ...menu({}),
      step: { ...menu({}).step, choices: [{ id: 'm', title: 'Menü' }] },
    };
    expect(left(await play([called], [text('menü')]))).toEqual(['menu m']);
  });

  it('[B-13] goes on by the way for a failure, else by the rule of the step', async () => {
    const flow = (to: object) => [
      { id: 'a', step: { kind: 'text', text: '{{nobody}}' }, to },
      says('b', 'Başka'),
    ];
    expect(await play(flow({ next: 'b' }))).toMatchObject({
      end: { state: 'failed', reason: 'step-failed' },
    });
    const caught = await play(flow({ next: 'b', failed: 'b' }));
    expect([left(caught), caught.end]).toEqual([
      ['a failed', 'b next'],
      { state: 'done', reason: null },
    ]);
  });

  it('[B-25] goes on with the entry that a step found, and by its own way where there is none', async () => {
    const type = 'api::order.order';
    const flow = [
      {
        ...{ id: 'find', step: { kind: 'entry', action: 'find', type } },
        to: { next: 'say', 'not-found': 'none' },
      },
      says('say', 'Durum: {{state}}'),
      says('none', 'Sipariş yok'),
    ];
    const stageOf = (documentId: string | null): Partial<Stage> => ({
      does: (_step, { variables }) =>
        Promise.resolve({
          exit: documentId ? 'next' : 'not-found',
          subject: documentId ? 'Order' : null,
          variables: documentId
            ? { ...withEntry(variables, { uid: type, documentId }), state: 'yolda' }
            : variables,
          unsure: documentId === 'made-up',
        }),
    });
    const found = await play(flow, [], { stage: stageOf('made-up') });
    expect([left(found), bubbles(found)]).toEqual([['find next', 'say next'], ['Durum: yolda']]);
    expect(found.lines[0]).toMatchObject({ step: 'entry', subject: 'Order', unsure: true });
    // Which entry it is says nothing to people.
    expect(found.variables).toEqual([{ name: 'state', value: 'yolda' }]);
    expect(left(await play(flow, [], { stage: stageOf(null) }))).toEqual([
      ...['find not-found', 'none next'],
    ]);
    const does = () => Promise.reject(new DomainError('not-allowed', 'no right'));
    expect(left(await play(flow, [], { stage: { does } }))).toEqual(['find not-allowed']);
  });

  it('[B-16] stops after 30 messages in a day, and ends whatever is wound', async () => {
    const round = (kind: string) => [
      waits('wait', { kind: 'minutes', minutes: 1 }, { over: 'say' }),
      {
        id: 'say',
        step: kind === 'text' ? { kind, text: 'x' } : { kind, add: ['x'] },
        to: { next: 'wait' },
      },
    ];
    const spoke = await play(round('text'), [later(60)]);
    expect([bubbles(spoke).length, spoke.end?.reason]).toEqual([30, 'daily-bound']);
    const silent = await play(round('tag'), [later(525_600)]);
    expect(silent.end?.reason).toBe('trial-bound');
    expect(silent.lines.length).toBeLessThanOrEqual(2 * TRIAL_STEPS);
  });

  it('[B-16] plays the same moves the same way, whatever the flow', async () => {
    const keys = ['n1', 'n2', 'n3', 'n4'];
    const exits = [
      ...['next', 'answered', 'other', 'no-answer', 'a', 'b', 'else', 'over', 'came', 'failed'],
      'not-found',
    ];
    const when = {
      ...{ kind: 'group', match: 'all' },
      nodes: [{ kind: 'said', operator: 'contains', value: '5' }],
    };
    const steps = [
      ...[says('x', 'Merhaba {{n9}}').step, { kind: 'tag', add: ['vip'] }, { kind: 'handover' }],
      ...[menu({}).step, asks('n9', { kind: 'number' }, {}).step],
      waits('x', { kind: 'minutes', minutes: 5 }, {}, true).step,
      {
        ...waits('x', { kind: 'hour', hour: 9 }, {}).step,
        orEvent: { event: 'tag-added', value: 'vip' },
      },
      { kind: 'text', text: 'Merhaba', variants: [{ when, text: 'Beş' }] },
      { kind: 'branch', cases: [{ id: 'a', when }] },
      { kind: 'topic', topic: 'firsat', wanted: false },
      { kind: 'opt-in', action: 'opt-in' },
      { kind: 'http', method: 'GET', url: 'https://shop.example/{{n9|-}}' },
      { kind: 'entry', action: 'find', type: 'api::order.order' },
      { kind: 'start-flow', flowId: 2 },
    ];
    const graphs = fc.uniqueArray(
      fc.record({
        id: fc.constantFrom(...keys),
        step: fc.constantFrom(...steps),
        to: fc.dictionary(fc.constantFrom(...exits), fc.constantFrom(...keys)),
      }),
      { selector: ({ id }) => id, minLength: 1 }
    );
    const moves = fc.array(
      fc.oneof(
        fc.constantFrom(text('5'), text('menü'), later(), later(7), { kind: 'place' }),
        fc.constantFrom({ kind: 'taken' }, { kind: 'handed-back' }),
        fc.constantFrom({ kind: 'called' }, { kind: 'call-failed' }, { kind: 'happened' }),
        fc.record({
          kind: fc.constant('press'),
          visit: fc.integer({ min: 1, max: 5 }),
          exit: fc.constantFrom('a', 'b'),
        })
      ),
      { maxLength: 12 }
    );
    await fc.assert(
      fc.asyncProperty(graphs, moves, async (nodes, made) => {
        const first = await play(nodes, made);
        expect(await play(nodes, made)).toEqual(first);
        expect(first.end === null).toBe(first.place !== null);
        const times = first.lines.map(({ at }) => at);
        expect(times).toEqual([...times].sort((a, b) => a - b));
        // Of each visit one bubble, of a question as many as it has tries.
        const visits = first.lines.flatMap((one) => (one.kind === 'bubble' ? [one.visit] : []));
        for (const visit of new Set(visits))
          expect(visits.filter((one) => one === visit).length).toBeLessThanOrEqual(asking.tries);
        // One move more takes back nothing of what was before.
        const more = await play(nodes, [...made, later()]);
        expect(more.lines.slice(0, first.lines.length)).toEqual(first.lines);
      }),
      { numRuns: 60 }
    );
  });
});

describe('the entry that a run means', () => {
  const order = 'api::order.order';
  const kept = withEntry({ ad: 'Ayşe' }, { uid: order, documentId: 'o1' }, { state: 'yolda' });

  it('[B-25] is kept by its type, beside the values that users see', () => {
    expect([keptEntry(kept, order), keptEntry(kept, 'api::lead.lead')]).toEqual(['o1', null]);
    expect(keptEntries(kept)).toEqual({ [order]: 'o1' });
    expect(namedValues(kept)).toEqual([['ad', 'Ayşe']]);
    expect([keptEntry(null, order), keptEntries(null), namedValues(null)]).toEqual([null, {}, []]);
  });

  it('[B-25] takes what a trial knows of its fields with it when another one is found', () => {
    const stateOf = (values: typeof kept) => fieldInTrial(values, { type: order, field: 'state' });
    const lead = withEntry(kept, { uid: 'api::lead.lead', documentId: 'l1' });
    expect(stateOf(lead)).toBe('yolda');
    const same = withEntry(lead, { uid: order, documentId: 'o1' }, { total: '42' });
    expect([stateOf(same), same[`record.${order}.total`]]).toEqual(['yolda', '42']);
    const other = withEntry(lead, { uid: order, documentId: 'o2' });
    expect([stateOf(other), keptEntry(other, order)]).toEqual([null, 'o2']);
    expect(keptEntry(other, 'api::lead.lead')).toBe('l1');
  });
});

describe('what may end or hold a flow in its trial', () => {
  const ask = [asks('ask', { kind: 'text' }, { answered: 'end', 'no-answer': 'late' })];
  const flow = [...ask, says('end', 'Sağ olun'), says('late', 'Orada mısınız?')];
  const out: Meaning = { does: 'out', changed: true, passes: false };
  /** STOP opts out, all that was asked is noted. */
  const stopping = () => {
    const asked: Words[] = [];
    const means = (words: Words): Meaning | null => {
      asked.push(words);
      return words.words === 'STOP' ? out : null;
    };
    return { asked, stage: { means } };
  };
  const kinds = ({ lines }: FlowTrial) => lines.map(({ kind }) => kind);
  const words = ({ lines }: FlowTrial) =>
    lines.flatMap((line) => (line.kind === 'word' ? [line.does] : []));

  it('[O-17] [O-22] an opt-out ends what answers nobody, and no question of somebody who wrote', async () => {
    const { stage } = stopping();
    const answering = await play(flow, [text('STOP')], { stage });
    expect([heard(answering), words(answering)]).toEqual([[false], ['out']]);
    expect(answering.place).toMatchObject({ node: 'ask', waits: 'answer' });
    const unasked = await play(flow, [text('STOP')], { stage, said: null });
    expect(unasked.end).toEqual({ state: 'stopped', reason: 'opted-out' });
    // Once they answered it is an answer again, but one that speaks after a time is not.
    const pause = waits('pause', { kind: 'minutes', minutes: 9 }, { over: 'late' });
    const waiting = [asks('ask', { kind: 'text' }, { answered: 'pause' }), pause, flow[2] ?? {}];
    const paused = await play(waiting, [text('evet'), text('STOP')], { stage });
    expect([left(paused), paused.end?.reason]).toEqual([['ask answered'], 'opted-out']);
  });

  it('[O-17] words are read against the newest question: not after a day, nor after a confirmation', async () => {
    const asking = async (moves: object[]) => {
      const { asked, stage } = stopping();
      const day = { ...ask[0], step: { ...ask[0]?.step, noAnswerAfter: 3_000 } };
      await play([day, ...flow.slice(1)], [...moves, text('İPTAL')], { stage });
      return asked.at(-1)?.isAsking;
    };
    expect(await asking([])).toBe(true);
    expect(await asking([later(60), later(25 * 60)])).toBe(false);
    expect(await asking([text('STOP')])).toBe(false);
  });

  it('[O-17] says that a word that asks for an agent ends the question', async () => {
    const trial = await play(flow, [text('temsilci')]);
    expect([kinds(trial).slice(-2), words(trial)]).toEqual([['heard', 'word'], ['left']]);
  });

  it('[O-28] names the cap that keeps a message back, and counts what was sent as an answer', async () => {
    const cap = { messages: 2, days: 7 };
    const judges: Stage['judges'] = ({ category, promotions }) =>
      category === 'MARKETING' && promotions.length >= cap.messages
        ? { reason: 'capped', until: null, cap }
        : null;
    const offer = (id: string, next?: string) => ({
      ...{ id, step: { kind: 'template', templateId: 1 }, to: next ? { next } : {} },
    });
    const trial = await play([offer('a', 'b'), offer('b', 'c'), offer('c')], [], {
      stage: { judges },
    });
    expect(left(trial)).toEqual(['a next', 'b next', 'c capped']);
    expect(trial.lines.at(-1)).toMatchObject({ ok: false, cap });
    const unasked = await play([offer('a', 'b'), offer('b', 'c'), offer('c')], [], {
      ...{ stage: { judges }, said: null },
    });
    expect(left(unasked)).toEqual(['a next', 'b next', 'c next']);
  });

  it('[M-50] a message of the quiet hours goes in the morning, and is answered no sooner', async () => {
    const until = NOON + 8 * HOUR_MS;
    const judges: Stage['judges'] = ({ now }) =>
      now < until ? { reason: 'quiet-hours', until, cap: null } : null;
    const early = await play(flow, [text('evet')], { stage: { judges } });
    expect(early.lines[0]).toMatchObject({ held: { reason: 'quiet-hours', until } });
    expect(heard(early)).toEqual([false]);
    expect(early.place?.until).toBe(until + HOUR_MS);
    const late = await play(flow, [later(8 * 60), text('evet')], { stage: { judges } });
    expect(left(late)).toContain('ask answered');
  });

  it('[M-50] a wait is ended by no message that came before its text in the morning', async () => {
    const until = NOON + 8 * HOUR_MS;
    const judges: Stage['judges'] = ({ now }) =>
      now < until ? { reason: 'quiet-hours', until, cap: null } : null;
    const pause = waits('pause', { kind: 'minutes', minutes: 600 }, { came: 'end' }, true);
    const nodes = [says('hello', 'Günaydın', 'pause'), pause, says('end', 'Sağ olun')];
    const unasked = { stage: { judges }, said: null };
    expect(heard(await play(nodes, [text('alo')], unasked))).toEqual([false]);
    expect(left(await play(nodes, [later(8 * 60), text('alo')], unasked))).toEqual([
      ...['hello next', 'pause came', 'end next'],
    ]);
  });

  it('[B-16] what bots said before counts: six in a minute before it began, thirty in a day', async () => {
    const within = (count: number, ago: number) => Array.from({ length: count }, () => NOON - ago);
    const begins = async (answered: number[]) => (await play(flow, [], { answered })).end?.reason;
    expect(await begins(within(6, 30_000))).toBe('loop-guard');
    expect(await begins([...within(5, 30_000), ...within(20, HOUR_MS)])).toBeUndefined();
    expect(await begins(within(30, HOUR_MS))).toBe('daily-bound');
    const full = await play(flow, [text('evet')], { answered: within(29, HOUR_MS) });
    expect(full.end?.reason).toBe('daily-bound');
  });

  it('[B-18] a colleague gets the messages; the flow is held, and goes on when it is handed back', async () => {
    const [taken, back] = [{ kind: 'taken' }, { kind: 'handed-back' }];
    const silent = await play(flow, [taken, text('evet'), text('temsilci')]);
    expect([heard(silent), silent.taken]).toEqual([[false, false], true]);
    expect(silent.place).toMatchObject({ waits: 'answer', until: NOON + HOUR_MS });
    const held = await play(flow, [taken, later(90)]);
    expect(held.place).toMatchObject({ waits: 'held', until: NOON + HOUR_MS + DAY_MS });
    // Silence counts from the hand-back, and what comes after it answers nobody.
    const again = await play(flow, [taken, later(90), back]);
    expect(again.place).toMatchObject({ waits: 'answer', until: NOON + 150 * MINUTE_MS });
    expect(left(await play(flow, [taken, later(90), back, text('evet')]))).toEqual([
      ...['ask answered', 'end next'],
    ]);
    const pause = waits('pause', { kind: 'minutes', minutes: 9 }, { over: 'late' });
    const over = await play([pause, flow[2] ?? {}], [taken, later(10), back]);
    expect(left(over)).toEqual(['pause over', 'late next']);
  });

  it('[B-18] what nobody asked for goes on while a colleague has it, until it would say more than a notice', async () => {
    const notice = (next: string) => ({
      ...{ id: 'notice', step: { kind: 'template', templateId: 1 }, to: { next } },
    });
    const tag = { id: 'tag', step: { kind: 'tag', add: ['x'] }, to: { next: 'notice' } };
    const nodes = [tag, notice('end'), says('end', 'Merhaba')];
    const stage: Partial<Stage> = { isNotice: ({ kind }) => Promise.resolve(kind === 'template') };
    const taken = await play(nodes, [], { stage, said: null, isTaken: true });
    expect(left(taken)).toEqual(['tag next', 'notice next']);
    expect(taken.place).toMatchObject({ node: 'end', waits: 'held' });
    const back = await play(nodes, [{ kind: 'handed-back' }], { stage, said: null, isTaken: true });
    expect(left(back)).toEqual(['tag next', 'notice next', 'end next']);
    const offer = await play(nodes, [], { said: null, isTaken: true });
    expect(offer.place).toMatchObject({ node: 'notice', waits: 'held' });
  });

  it('[B-18] nobody hands it back for a day, or the flow shall end: it is over', async () => {
    const over = { state: 'stopped', reason: 'person-took-over' };
    expect((await play(flow, [{ kind: 'taken' }, later(26 * 60)])).end).toEqual(over);
    const ends = { graph: { whenTaken: 'end' } };
    expect((await play(flow, [{ kind: 'taken' }], ends)).end).toBeNull();
    expect((await play(flow, [{ kind: 'taken' }, later(60)], ends)).end).toEqual(over);
  });

  it('[B-16] names the variant of a text that is said', async () => {
    const said = (value: string) => ({
      ...{ kind: 'group', not: false, match: 'all' },
      nodes: [{ kind: 'said', not: false, operator: 'is', value }],
    });
    const variants = ['selam', 'merhaba'].map((word) => ({ when: said(word), text: word }));
    const step = { kind: 'text', text: 'Buyurun', variants };
    const chosen = await play([{ id: 'a', step, to: {} }]);
    expect(chosen.lines[0]).toMatchObject({ variant: 2, body: { text: 'merhaba' } });
    const other = { said: { text: 'alo', type: 'text' } };
    expect((await play([{ id: 'a', step, to: {} }], [], other)).lines[0]).toMatchObject({
      ...{ variant: 0, body: { text: 'Buyurun' } },
    });
  });

  it('[O-22] [O-25] goes on after a step that opts the contact out: that ends other flows only', async () => {
    const leaving = [
      asks('ask', { kind: 'text' }, { 'no-answer': 'out' }),
      { id: 'out', step: { kind: 'opt-in', action: 'opt-out' }, to: { next: 'end' } },
      says('end', 'Güle güle'),
    ];
    const silent = await play(leaving, [later(60)]);
    expect(left(silent)).toEqual(['ask no-answer', 'out next', 'end next']);
    expect(silent.end).toEqual({ state: 'done', reason: null });
  });
});

describe('a condition about the contact of a trial', () => {
  const chips = <T>(include: T[], exclude: T[] = []) => ({ include, exclude });
  const untouched: Touched = { isChanged: false, hasTalked: false, hidden: new Set() };
  const person = (more: Partial<KnownPerson>): KnownPerson => ({
    ...{ language: undefined, country: undefined, town: undefined, marketing: undefined },
    ...{ askedToStop: undefined, tag: () => undefined, refuses: () => undefined },
    ...{ field: () => undefined, ...more },
  });
  const madeUp = person({
    ...{ language: 'tr', country: 'TR', town: 'İzmir', marketing: 'in', askedToStop: false },
    ...{ tag: (name: string) => fold(name) === 'vip', refuses: () => false },
  });
  const look = (known: KnownPerson, filter: PeopleFilter, not = false) =>
    lookAt({ kind: 'people', not, filter }, known, { ask: null, touched: untouched });

  it('[B-20] is decided by what was made up, and does not hold beyond it', async () => {
    const sure = (holds: boolean) => ({ holds, unsure: false });
    expect(await look(madeUp, { tags: chips(['vip']), towns: chips(['izmir']) })).toEqual(
      sure(true)
    );
    expect(await look(madeUp, { tags: chips<string>([], ['vip']) })).toEqual(sure(false));
    expect(await look(madeUp, { tags: chips<string>([], ['vip']) }, true)).toEqual(sure(true));
    expect(await look(madeUp, { countries: chips(['DE']), languages: chips(['TR']) })).toEqual(
      sure(false)
    );
    expect(await look(madeUp, { consent: chips(['in' as const]) })).toEqual(sure(true));
    const groups = { tags: chips(['vip']), groups: chips([1]) };
    expect(await look(madeUp, groups)).toEqual({ holds: false, unsure: true });
    const written = { kind: 'messages', not: false, direction: 'in' } as const;
    expect(await lookAt(written, madeUp, { ask: null, touched: untouched })).toEqual({
      ...{ holds: false, unsure: true },
    });
  });

  it('[B-20] of a contact is decided by what the trial changed, and asked as far as it did not', async () => {
    const tags = new Map([
      ['new', true],
      ['gone', false],
    ]);
    const known = person({ language: 'de', tag: (name) => tags.get(name) });
    const asked: PeopleFilter[] = [];
    const touched: Touched = { ...untouched, isChanged: true };
    const ask = (filter: PeopleFilter) =>
      lookAt({ kind: 'people', not: false, filter }, known, {
        touched,
        ask: (one) => {
          if (one.kind === 'people') asked.push(one.filter);
          return Promise.resolve(true);
        },
      });
    expect(await ask({ tags: chips(['new', 'old']) })).toEqual({ holds: true, unsure: false });
    expect(await ask({ tags: chips(['gone']), groups: chips([1]) })).toMatchObject({
      holds: false,
    });
    expect(await ask({ languages: chips(['tr']) })).toMatchObject({ holds: false });
    expect(asked).toEqual([]);
    expect(await ask({ tags: chips(['gone', 'old'], ['new2']), languages: chips(['de']) })).toEqual(
      {
        ...{ holds: true, unsure: false },
      }
    );
    expect(asked).toEqual([{ tags: chips(['old'], ['new2']) }]);
    // What the change may have made another is asked, and not sure.
    expect(await ask({ segments: chips([1]) })).toEqual({ holds: true, unsure: true });
    expect(await ask({ groups: chips([1]) })).toEqual({ holds: true, unsure: false });
  });

  it('[B-20] on a field holds for a value that no row holds as for one that is kept', () => {
    const rules = { fold, keyOf: (value: string) => fold(value).trim() };
    const kept = (value: string, number: number | null = null): KeptValue => ({
      ...{ folded: fold(value), valueKey: rules.keyOf(value), number },
    });
    const is = (operator: string, value: string | number, of: KeptValue | null) =>
      valueAnswers(
        { on: 'custom', key: 'k', exclude: false, operator: operator as 'is', value },
        of,
        rules
      );
    expect(is('is', 'istanbul', kept('İSTANBUL'))).toBe(true);
    expect(is('is', 42, kept('42', 42))).toBe(true);
    expect([is('is-not', 'a', null), is('is-not', 'a', kept('A'))]).toEqual([true, false]);
    expect([is('is-empty', '', null), is('is-filled', '', null)]).toEqual([true, false]);
    expect(is('contains', 'TAN', kept('İstanbul'))).toBe(true);
    expect([is('more-than', '41,5', kept('42', 42)), is('less-than', 42, kept('42', 42))]).toEqual([
      ...[true, false],
    ]);
    expect(is('more-than', 'x', kept('42', 42))).toBe(false);
    const day = kept('2026-03-01', Date.UTC(2026, 2, 1));
    expect([is('before', '2026-03-02', day), is('after', '2026-03-02', day)]).toEqual([
      ...[true, false],
    ]);
  });
});
