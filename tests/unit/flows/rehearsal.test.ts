import fc from 'fast-check';
import { flowGraph, type FlowGraph } from '../../../server/src/contracts/flow-graph';
import type { FlowTrial } from '../../../server/src/contracts/flow-trial';
import { READY_FLOWS, readyBot } from '../../../server/src/contracts/ready-flows';
import {
  drawnPeople,
  drawsOf,
  rehearsalOf,
  rehearsedMove,
  type Habits,
} from '../../../server/src/flows/domain/rehearsal';
import type { Stage } from '../../../server/src/flows/domain/trial-stage';
import { HOUR_MS } from '../../../server/src/kernel/time';
import { playFrom } from '../../support/flow-stage';

/** A Friday, 12:00 in Istanbul. */
const NOON = Date.parse('2026-11-27T09:00:00Z');
const asking = { tries: 2, again: '', noAnswerAfter: 60 };
const says = (id: string, text: string) => ({ id, step: { kind: 'text', text }, to: {} });
const graphOf = (nodes: object[]): FlowGraph =>
  flowGraph.parse({ start: (nodes[0] as { id: string }).id, nodes });

interface Player extends Partial<Habits> {
  seed?: number;
  person?: number;
  moves?: number;
  stage?: Partial<Stage>;
}
const play = (graph: FlowGraph, asked: Player = {}) => {
  const { seed = 1, person = 1, moves = 30, silent = 0, unfit = 0, stage = {} } = asked;
  const draw = drawsOf(seed, person);
  let made = 0;
  const next = (played: FlowTrial) =>
    (made += 1) > moves
      ? null
      : rehearsedMove(graph, played, { draw, habits: { silent, unfit }, language: 'tr' });
  return playFrom(graph, { at: NOON, said: null }, { next, stage });
};
const exitsOf = async (graph: FlowGraph, asked: Player = {}) =>
  (await play(graph, asked)).lines.flatMap((line) => (line.kind === 'left' ? [line.exit] : []));

const question = (answer: object) =>
  graphOf([{ id: 'ask', step: { kind: 'question', text: '?', answer, saveAs: 'a', ...asking } }]);

describe('a rehearsal of a flow', () => {
  const kinds: readonly object[] = [
    { kind: 'text', most: 4 },
    { kind: 'number' },
    { kind: 'number', from: 18, to: 99, whole: true },
    { kind: 'number', from: null, to: -5 },
    { kind: 'date', when: 'future' },
    { kind: 'date', when: 'past' },
    ...(['date', 'phone', 'email', 'file', 'place'] as const).map((kind) => ({ kind })),
  ];
  it.each(kinds)(
    '[B-16] answers a question for %j so that it fits, or so that it does not',
    async (answer) => {
      const graph = question(answer);
      for (let seed = 0; seed < 20; seed += 1)
        expect(await exitsOf(graph, { seed })).toEqual(['answered']);
      expect(await exitsOf(graph, { unfit: 100 })).toEqual(['other']);
      expect(await exitsOf(graph, { silent: 100 })).toEqual(['no-answer']);
    }
  );

  it('[B-16] presses each choice now and then, the same ones for the same seed and contact', async () => {
    const choices = ['a', 'b', 'c'].map((id) => ({ id, title: id }));
    const step = { kind: 'choice', text: '?', choices, ...asking };
    const graph = graphOf([{ id: 'menu', step }]);
    const all = async (seed: number) => {
      const exits: (string | null)[] = [];
      for (let person = 1; person <= 60; person += 1)
        exits.push(...(await exitsOf(graph, { seed, person })));
      return exits;
    };
    const first = await all(5);
    expect(new Set(first)).toEqual(new Set(['a', 'b', 'c']));
    expect(await all(5)).toEqual(first);
    expect(await all(6)).not.toEqual(first);
    expect(await exitsOf(graph, { unfit: 100 })).toEqual(['other']);
  });

  it('draws some of the contacts, the same for the same seed, whatever order they come in', () => {
    const ids = Array.from({ length: 300 }, (_, i) => i + 1);
    const drawn = drawnPeople(ids, 20, 9);
    expect(new Set(drawn).size).toBe(20);
    expect(drawnPeople([...ids].reverse(), 20, 9)).toEqual(drawn);
    expect(drawnPeople(ids, 20, 10)).not.toEqual(drawn);
    expect(drawnPeople([3, 1, 2], 200, 9)).toEqual([1, 2, 3]);
  });

  it('[B-16] counts where contacts came to, went on and ended, and who is still there', async () => {
    const choices = [{ id: 'a', title: 'A' }];
    const graph = graphOf([
      {
        ...{ id: 'menu', step: { kind: 'choice', text: '?', choices, ...asking } },
        to: { a: 'end', 'no-answer': 'wait' },
      },
      says('end', 'Bitti'),
      { id: 'wait', step: { kind: 'wait', until: { kind: 'minutes', minutes: 5 } }, to: {} },
    ]);
    const trials = await Promise.all([
      play(graph),
      play(graph, { person: 2 }),
      play(graph, { silent: 100 }),
      play(graph, { silent: 100, moves: 1 }),
      play(graph, { moves: 0 }),
    ]);
    const { nodes, ends, ...sums } = rehearsalOf(graph, trials);
    expect(sums).toEqual({ people: 5, messages: 7, unsure: 0 });
    expect(nodes).toEqual([
      {
        ...{ node: 'menu', entered: 5, waiting: 1 },
        exits: [
          { exit: 'a', count: 2 },
          { exit: 'no-answer', count: 2 },
        ],
      },
      { node: 'end', entered: 2, waiting: 0, exits: [{ exit: 'next', count: 2 }] },
      { node: 'wait', entered: 2, waiting: 1, exits: [{ exit: 'over', count: 1 }] },
    ]);
    expect(ends).toEqual([
      { state: 'done', reason: null, node: 'end', count: 2 },
      { state: 'done', reason: null, node: 'wait', count: 1 },
      { state: 'open', reason: null, node: 'wait', count: 1 },
      { state: 'open', reason: null, node: 'menu', count: 1 },
    ]);
  });

  it('[B-16] names the step that failed with its reason, and the one at which a bound stopped it', async () => {
    const broken = graphOf([says('a', '{{nobody}}')]);
    expect(rehearsalOf(broken, [await play(broken)])).toMatchObject({
      nodes: [{ node: 'a', entered: 1, exits: [{ exit: null, count: 1 }] }],
      ends: [{ state: 'failed', reason: 'missing-value', node: 'a', count: 1 }],
    });
    const round = graphOf([
      {
        ...{ id: 'wait', step: { kind: 'wait', until: { kind: 'minutes', minutes: 1 } } },
        to: { over: 'say' },
      },
      { ...says('say', 'x'), to: { next: 'wait' } },
    ]);
    const { ends, messages } = rehearsalOf(round, [await play(round, { moves: 90 })]);
    expect(ends).toEqual([{ state: 'stopped', reason: 'daily-bound', node: 'say', count: 1 }]);
    expect(messages).toBe(30);
  });

  it('[M-50] answers a question of the quiet hours when it has come, and no sooner', async () => {
    const morning = NOON + 8 * HOUR_MS;
    const judges: Stage['judges'] = ({ now }) =>
      now < morning ? { reason: 'quiet-hours', until: morning, cap: null } : null;
    const asked = question({ kind: 'text' });
    const answered = await play(asked, { stage: { judges } });
    expect(answered).toMatchObject({ now: morning, end: { state: 'done' } });
    expect(await exitsOf(asked, { stage: { judges }, silent: 100 })).toEqual(['no-answer']);
  });

  it('[B-16] answers for another system: each value is called as it is saved', async () => {
    const graph = graphOf([
      {
        id: 'call',
        step: {
          ...{ kind: 'http', method: 'GET', url: 'https://shop.example/api' },
          saves: [{ path: 'state', saveAs: 'durum' }],
        },
        to: { next: 'say', failed: 'sorry' },
      },
      says('say', 'Durum: {{durum}}'),
      says('sorry', 'Olmadı'),
    ]);
    const { lines, end } = await play(graph, { silent: 100 });
    expect(lines.flatMap((line) => (line.kind === 'bubble' ? [line.body.text] : []))).toEqual([
      'Durum: durum',
    ]);
    expect(end).toEqual({ state: 'done', reason: null });
  });

  it('[O-29] counts no message that goes by another channel, and says who is not sure', async () => {
    const graph = graphOf([says('a', 'x')]);
    const judges: Stage['judges'] = () => ({ reason: 'channel', until: null, cap: null });
    const elsewhere = await play(graph, { stage: { judges } });
    expect(rehearsalOf(graph, [elsewhere, await play(graph)])).toMatchObject({
      ...{ people: 2, messages: 1, unsure: 0 },
      ends: [{ state: 'done', reason: null, node: 'a', count: 2 }],
    });
    const [line] = elsewhere.lines;
    const lines = line?.kind === 'bubble' ? [{ ...line, unsure: true }] : [];
    expect(rehearsalOf(graph, [{ ...elsewhere, lines }])).toMatchObject({ unsure: 1 });
  });

  it.each(READY_FLOWS)(
    '[B-16] lets nobody vanish in %s: who comes to a step leaves it, ends at it, or is there',
    async (name) => {
      const graph = readyBot(name, 'en').draft;
      const lot = fc.record({ seed: fc.nat(999), silent: fc.nat(100), unfit: fc.nat(100) });
      await fc.assert(
        fc.asyncProperty(lot, async (habits) => {
          const people = [1, 2, 3, 4, 5];
          const all = people.map((person) => play(graph, { ...habits, person }));
          const trials = await Promise.all(all);
          const { nodes, ends } = rehearsalOf(graph, trials);
          expect(ends.reduce((sum, { count }) => sum + count, 0)).toBe(5);
          for (const { node, entered, waiting, exits } of nodes) {
            const gone = exits.reduce((sum, { count }) => sum + count, 0);
            expect([node, gone + waiting]).toEqual([node, entered]);
          }
        }),
        { numRuns: 20 }
      );
    }
  );
});
