import fc from 'fast-check';
import { flowGraph, type FlowGraph } from '../../../server/src/contracts/flow-graph';
import { TRIAL_STEPS, trialMove, type FlowTrial } from '../../../server/src/contracts/flow-trial';
import { madeUpHolds } from '../../../server/src/flows/domain/made-up';
import { playFlow, type Stage } from '../../../server/src/flows/domain/trial';
import { DAY_MS, HOUR_MS } from '../../../server/src/kernel/time';
import { flowStage } from '../../support/flow-stage';

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
const graphOf = (nodes: object[]): FlowGraph =>
  flowGraph.parse({ start: (nodes[0] as { id: string }).id, nodes });

const play = (
  nodes: object[],
  moves: object[] = [],
  { stage = {}, ...more }: { stage?: Partial<Stage>; windowUntil?: number | null } = {}
): Promise<FlowTrial> =>
  playFlow(graphOf(nodes), flowStage(stage), {
    ...{ at: NOON, said: { text: 'merhaba', type: 'text' }, windowUntil: NOON + DAY_MS, ...more },
    moves: moves.map((one) => trialMove.parse(one)),
  });
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

  it('[B-16] waits until the person’s morning before it speaks, and fails where the window is shut', async () => {
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

  it('[B-16] is left by a word that asks for people, and not where a choice is called so', async () => {
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
    const exits = ['next', 'answered', 'other', 'no-answer', 'a', 'b', 'over', 'came', 'failed'];
    const steps = [
      ...[says('x', 'Merhaba {{n9}}').step, { kind: 'tag', add: ['vip'] }, { kind: 'handover' }],
      ...[menu({}).step, asks('n9', { kind: 'number' }, {}).step],
      waits('x', { kind: 'minutes', minutes: 5 }, {}, true).step,
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
        // One move more takes back nothing of what was before.
        const more = await play(nodes, [...made, later()]);
        expect(more.lines.slice(0, first.lines.length)).toEqual(first.lines);
      }),
      { numRuns: 60 }
    );
  });
});

describe('a condition about a made-up person', () => {
  const person = { language: 'tr', country: 'TR', town: 'İzmir', tags: ['VIP'] };
  const people = (filter: object) =>
    madeUpHolds({ kind: 'people', not: false, filter } as never, person);
  const chips = (include: string[], exclude: string[] = []) => ({ include, exclude });

  it('[B-20] is decided by what was made up, and unknown beyond it', () => {
    expect(people({ tags: chips(['vip']), towns: chips(['izmir']) })).toBe(true);
    expect(people({ tags: chips([], ['vip']) })).toBe(false);
    expect(people({ countries: chips(['DE']), languages: chips(['TR']) })).toBe(false);
    expect(people({ tags: chips(['vip']), groups: { include: [1], exclude: [] } })).toBeNull();
    const written = { kind: 'messages', not: false, direction: 'in' } as const;
    expect(madeUpHolds(written, person)).toBeNull();
  });
});
