import fc from 'fast-check';
import { spoken } from '../../../../playground/src/demo/language';
import { orderStatus } from '../../../../playground/src/demo/whatsapp/flows';
import { whenWords } from '../../../../admin/src/pages/Bots/model';
import { placed, stepProblems } from '../../../../server/src/bots/domain/chain';
import { createBotBody } from '../../../../server/src/contracts/bots';
import { flowGraph, type FlowGraph } from '../../../../server/src/contracts/flow-graph';
import { nodeOf } from '../../../../server/src/contracts/flow-parts';
import type { FlowTrial, TrialMove } from '../../../../server/src/contracts/flow-trial';
import { READY_WORDS } from '../../../../server/src/contracts/ready-flow-words';
import {
  READY_FLOWS,
  readyBot,
  type ReadyFlow,
} from '../../../../server/src/contracts/ready-flows';
import { graphProblems } from '../../../../server/src/flows/domain/problems';
import { playFrom } from '../../../support/flow-stage';
import { LATER, wander } from '../../../support/wander';
import { en, tr } from '../../../support/words';

const NOON = Date.parse('2026-11-27T09:00:00Z');

const play = (graph: FlowGraph, moves: readonly TrialMove[]): Promise<FlowTrial> =>
  playFrom(graph, { at: NOON, said: null }, { moves });

describe.each([
  ['en', en],
  ['tr', tr],
] as const)('the ready flows, in %s', (language, t) => {
  const ready = (name: ReadyFlow) => createBotBody.parse(readyBot(name, language));
  const graphOf = (name: ReadyFlow): FlowGraph => ready(name).draft as FlowGraph;
  const lastWords = ({ lines }: FlowTrial) =>
    lines.flatMap((line) => (line.kind === 'bubble' ? [line.body.text] : [])).at(-1);

  it.each(READY_FLOWS)('[B-16] %s is a draft that the check finds nothing wrong with', (name) => {
    const { active, triggers } = ready(name);
    expect([active, graphProblems(graphOf(name))]).toEqual([false, []]);
    const steps = placed({ steps: null, graph: graphOf(name) });
    expect(steps.flatMap(stepProblems)).toEqual([]);
    expect(whenWords(triggers, t)).not.toBe('');
  });

  it.each(READY_FLOWS)(
    '[B-16] %s runs to an end whatever is answered, and never fails',
    async (name) => {
      const graph = graphOf(name);
      await fc.assert(
        fc.asyncProperty(fc.array(fc.nat(60), { maxLength: 8 }), async (numbers) => {
          const { end, lines } = await wander(graph, numbers, NOON);
          expect(end?.state).toBe('done');
          expect(lines.filter((line) => line.kind === 'left' && !line.ok)).toEqual([]);
        }),
        { numRuns: 40 }
      );
    }
  );

  it('[B-16] order is as sound where it looks orders up, and only then asks a content type', () => {
    const lookup = { type: 'api::order.order', number: 'number', state: 'state' };
    const graph = createBotBody.parse(readyBot('order', language, lookup)).draft as FlowGraph;
    expect(graphProblems(graph)).toEqual([]);
    expect(placed({ steps: null, graph }).flatMap(stepProblems)).toEqual([]);
    const isEntry = ({ nodes }: FlowGraph) => nodes.some(({ step }) => step.kind === 'entry');
    expect([isEntry(graph), isEntry(graphOf('order'))]).toEqual([true, false]);
  });

  it('[E-10] a low rating leads to an agent with a task, a high one to thanks', async () => {
    const graph = graphOf('survey');
    const rate = (exit: string): TrialMove[] => [LATER, { kind: 'press', visit: 2, exit }];
    const low = await play(graph, [...rate('c5'), { kind: 'text', text: 'Geç geldi' }]);
    expect(low.end).toEqual({ state: 'done', reason: 'handed-over' });
    const kinds = low.lines.flatMap((line) => (line.kind === 'left' ? [line.step] : []));
    expect(kinds).toEqual([...['wait', 'choice', 'tag', 'task', 'question', 'text', 'handover']]);
    const high = await play(graph, rate('c1'));
    expect(high.end).toEqual({ state: 'done', reason: null });
    expect(lastWords(high)).toBe(READY_WORDS[language].survey.thanks);
  });

  it('[B-16] the demo puts the newest order before the question for a number, and breaks nothing', () => {
    const { nodes } = graphOf('order');
    const asked = { start: 'mine', nodes: [...spoken(orderStatus, language), ...nodes] };
    const graph = flowGraph.parse(asked);
    expect(graphProblems(graph).filter(({ level }) => level === 'stop')).toEqual([]);
    expect(placed({ steps: null, graph }).flatMap(stepProblems)).toEqual([]);
  });

  it.each([
    ['5', 'happyTag'],
    ['1', 'lowTag'],
  ] as const)('[E-10] a rating that is typed as %s is that rating', async (typed, tag) => {
    const graph = graphOf('survey');
    const { lines, place, variables } = await play(graph, [LATER, { kind: 'text', text: typed }]);
    expect(variables[0]?.value).toMatch(new RegExp(`^${typed} – `));
    const tagged = lines.flatMap((line) => (line.kind === 'left' ? [line.node] : []))[2];
    const words = READY_WORDS[language].survey;
    expect(nodeOf(graph, tagged ?? null)?.step).toMatchObject({ kind: 'tag', add: [words[tag]] });
    expect(place === null).toBe(typed === '5');
  });

  it('[B-16] the order number comes into the note, the task and the words of the answer', async () => {
    const trial = await play(graphOf('order'), [{ kind: 'text', text: '1007' }]);
    expect(trial.end?.reason).toBe('handed-over');
    expect(lastWords(trial)).toContain('1007');
    const texts = graphOf('order').nodes.map(({ step }) => JSON.stringify(step));
    expect(texts.filter((one) => one.includes('{{order_number}}'))).toHaveLength(3);
  });
});
