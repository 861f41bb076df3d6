import fc from 'fast-check';
import {
  FLOW_STEPS_BETWEEN_WAITS,
  flowGraph,
  type FlowGraph,
} from '../../../server/src/contracts/flow-graph';
import { figuresOf } from '../../../server/src/flows/domain/figures';
import { impactOf } from '../../../server/src/flows/domain/impact';
import { graphOfSteps, stepsOfGraph } from '../../../server/src/flows/domain/linear';
import { graphProblems } from '../../../server/src/flows/domain/problems';
import { resumableFrom, sinceResumed } from '../../../server/src/flows/domain/resumable';
import {
  begin,
  exitsOf,
  isWaiting,
  move,
  nodeOf,
  type Move,
  type Outcome,
  type Place,
} from '../../../server/src/flows/domain/walk';

const asking = { tries: 2, again: '', noAnswerAfter: 60 };
const STEPS = [
  { kind: 'text', text: 'Merhaba' },
  { kind: 'tag', add: ['vip'] },
  { kind: 'handover' },
  { kind: 'wait', until: { kind: 'minutes', minutes: 5 }, orAnswer: true },
  { kind: 'question', text: 'Adınız?', answer: { kind: 'text' }, saveAs: 'ad', ...asking },
  {
    kind: 'choice',
    text: 'Hangisi?',
    choices: [
      { id: 'a', title: 'Kargo' },
      { id: 'b', title: 'İade' },
    ],
    ...asking,
  },
] as const;

const KEYS = ['n1', 'n2', 'n3', 'n4', 'n5'];
/** Any graph, also broken ones: exits that lead nowhere, circles, a start that is not there. */
const graphs = fc
  .record({
    start: fc.constantFrom(...KEYS),
    nodes: fc.uniqueArray(
      fc.record({
        id: fc.constantFrom(...KEYS),
        step: fc.constantFrom(...STEPS),
        to: fc.dictionary(
          fc.constantFrom(
            ...['next', 'answered', 'other', 'no-answer', 'a', 'b', 'over', 'came', 'failed']
          ),
          fc.constantFrom(...KEYS)
        ),
      }),
      { selector: ({ id }) => id, minLength: 1 }
    ),
  })
  .map((graph) => flowGraph.parse(graph));

const outcomes = fc.infiniteStream(
  fc.oneof(
    { weight: 6, arbitrary: fc.nat({ max: 5 }).map((n) => n) },
    { weight: 1, arbitrary: fc.constant<Outcome>({ kind: 'failed' }) },
    { weight: 1, arbitrary: fc.constant<Outcome>({ kind: 'waits' }) }
  )
);
/** Any exit of the node that is there; a waiting node mostly waits first. */
const outcomeAt = (graph: FlowGraph, { node }: Place, drawn: number | Outcome): Outcome => {
  if (typeof drawn !== 'number') return drawn;
  const exits = exitsOf(nodeOf(graph, node)?.step ?? { kind: 'handover', onFail: null });
  return { kind: 'exit', exit: exits[drawn % Math.max(1, exits.length)] ?? 'next' };
};
const stops = () => true;

describe('the walk through a flow', () => {
  it('enters each visit once, and ends or waits within its bound, whatever the graph', () => {
    fc.assert(
      fc.property(graphs, outcomes, (graph, stream) => {
        const visits: number[] = [];
        let last: Move = { kind: 'at', place: begin(graph) };
        let quick = 0;
        for (const drawn of stream) {
          if (last.kind === 'ended' || visits.length > 1000) break;
          if (last.kind === 'at') visits.push(last.place.visit);
          quick = last.kind === 'waits' ? 0 : quick + 1;
          expect(quick).toBeLessThanOrEqual(FLOW_STEPS_BETWEEN_WAITS);
          const outcome = outcomeAt(graph, last.place, drawn);
          last = move(graph, last.place, { outcome, stops });
          if (last.kind === 'ended') expect(last.place.node).toBeNull();
        }
        expect(new Set(visits).size).toBe(visits.length);
        expect(visits).toEqual([...visits].sort((a, b) => a - b));
      })
    );
  });

  it('goes the same way again when the same things happen', () => {
    fc.assert(
      fc.property(graphs, fc.array(fc.nat({ max: 5 }), { maxLength: 40 }), (graph, drawn) => {
        const walk = () =>
          drawn.reduce<Move>(
            (at, one) =>
              at.kind === 'ended'
                ? at
                : move(graph, at.place, { outcome: outcomeAt(graph, at.place, one), stops }),
            { kind: 'at', place: begin(graph) }
          );
        expect(walk()).toEqual(walk());
      })
    );
  });

  it('lets only steps wait that ask or wait, and ends where an exit leads nowhere', () => {
    const graph = graphOfSteps([{ kind: 'text', text: 'Merhaba', onFail: null }]);
    const at = begin(graph);
    expect(isWaiting({ kind: 'text' })).toBe(false);
    expect(move(graph, at, { outcome: { kind: 'waits' }, stops })).toMatchObject({
      ...{ kind: 'ended', why: 'failed' },
    });
    expect(move(graph, at, { outcome: { kind: 'exit', exit: 'next' }, stops })).toMatchObject({
      ...{ kind: 'ended', why: 'end' },
    });
  });
});

describe('the form of a bot as a flow', () => {
  it('is a line, there and back', () => {
    const steps = [
      { kind: 'text', text: 'Bir', onFail: null },
      { kind: 'close', onFail: 'go-on' },
      { kind: 'handover', onFail: null },
    ] as const;
    expect(stepsOfGraph(graphOfSteps(steps))).toEqual(steps);
    const graph = graphOfSteps(steps);
    expect(graphProblems(graph)).toEqual([]);
    const round = { ...graph, nodes: graph.nodes.map((n) => ({ ...n, to: { next: 's1' } })) };
    expect(stepsOfGraph(round)).toBeNull();
  });
});

describe('what is wrong with a flow', () => {
  const kinds = (graph: unknown) =>
    graphProblems(flowGraph.parse(graph)).map(
      ({ node, field, kind }) => `${node} ${field} ${kind}`
    );
  const text = (value: string) => ({ kind: 'text', text: value });

  it('is said at the node', () => {
    expect(
      kinds({
        start: 'a',
        nodes: [
          { id: 'a', step: text('Merhaba {{ad}}'), to: { next: 'q' } },
          {
            id: 'q',
            step: { kind: 'question', text: '?', answer: { kind: 'text' }, saveAs: 'ad' },
            to: { answered: 'a', sideways: 'a', 'no-answer': 'gone' },
          },
          { id: 'alone', step: text('{{nothing}}') },
        ],
      })
    ).toEqual([
      'alone id unreachable',
      'a text value-may-be-missing',
      'q sideways unknown-exit',
      'q no-answer leads-nowhere',
      'q other nothing-after',
      'alone text unknown-variable',
    ]);
  });

  it('[B-16] is a text where the person may not have written for 24 hours', () => {
    const hours = (n: number) => ({ kind: 'wait', until: { kind: 'minutes', minutes: n * 60 } });
    const ask = { kind: 'question', text: '?', answer: { kind: 'text' }, saveAs: 'ad' };
    const shut = (nodes: object[]) =>
      kinds({ start: 'w', nodes }).filter((one) => one.endsWith('window-may-be-shut'));
    const after = (wait: object) => [
      { id: 'w', step: wait, to: { over: 'q', came: 't' } },
      { id: 'q', step: ask, to: { answered: 't', 'no-answer': 't2' } },
      { id: 't', step: text('Tamam') },
      { id: 't2', step: text('Orada mısınız?') },
    ];
    expect(shut(after(hours(23)))).toEqual(['t2 kind window-may-be-shut']);
    expect(shut(after(hours(24)))).toEqual([
      'q kind window-may-be-shut',
      't2 kind window-may-be-shut',
    ]);
    // Short waits add up where nobody writes between them.
    const round = (orAnswer: boolean) => [
      { id: 'w', step: { ...hours(1), orAnswer }, to: { [orAnswer ? 'came' : 'over']: 't' } },
      { id: 't', step: text('Saat başı'), to: { next: 'w' } },
    ];
    expect(shut(round(false))).toEqual(['t kind window-may-be-shut']);
    // Who opens a link writes nothing.
    const opened = { ...hours(24), orEvent: { event: 'link-opened' } };
    expect(
      shut([
        { id: 'w', step: opened, to: { came: 't' } },
        { id: 't', step: text('Baktınız mı?') },
      ])
    ).toEqual(['t kind window-may-be-shut']);
    expect(shut(round(true))).toEqual([]);
  });

  it('[B-16] is a value that not every way to its text keeps, where no other words are given', () => {
    const ask = { kind: 'question', text: '?', answer: { kind: 'text' }, saveAs: 'ad' };
    const missing = (words: string, to: object) =>
      kinds({
        start: 'q',
        nodes: [
          { id: 'q', step: ask, to },
          { id: 't', step: text(words) },
        ],
      }).filter((one) => one.endsWith('value-may-be-missing'));
    expect(missing('{{ad}}', { answered: 't' })).toEqual([]);
    expect(missing('{{ad}}', { answered: 't', other: 't' })).toEqual([
      't text value-may-be-missing',
    ]);
    expect(missing('{{ad|dostum}}', { answered: 't', other: 't' })).toEqual([]);
  });

  it('[O-04] is consent without an answer of the person right before it', () => {
    const ask = { kind: 'question', text: '?', answer: { kind: 'text' }, saveAs: 'ad' };
    const lacks = (to: object, more: object[] = []) =>
      kinds({
        start: 'q',
        nodes: [
          { id: 'q', step: ask, to },
          ...more,
          { id: 'in', step: { kind: 'opt-in', action: 'opt-in' } },
        ],
      }).includes('in kind needs-answer');
    const then = (step: object, exit: string) => [{ id: 'm', step, to: { [exit]: 'in' } }];
    expect(lacks({ answered: 'in' })).toBe(false);
    expect(lacks({ answered: 'm' }, then(text('Tamam'), 'next'))).toBe(false);
    expect(lacks({ answered: 'in', 'no-answer': 'in' })).toBe(true);
    expect(lacks({ other: 'in' })).toBe(true);
    const wait = { kind: 'wait', until: { kind: 'minutes', minutes: 5 }, orAnswer: true };
    expect(lacks({ answered: 'm' }, then(wait, 'came'))).toBe(true);
  });

  it('is a circle that never waits', () => {
    const round = (step: object) => ({
      start: 'a',
      nodes: [
        { id: 'a', step: text('1'), to: { next: 'b' } },
        { id: 'b', step, to: { next: 'a', over: 'a' } },
      ],
    });
    expect(kinds(round(text('2')))).toContain('a to loop-without-wait');
    const waits = { kind: 'wait', until: { kind: 'minutes', minutes: 5 } };
    expect(kinds(round(waits)).filter((one) => one.includes('loop'))).toEqual([]);
  });
});

it('[B-16] counts who is where over all versions, and marks what the next graph lacks', () => {
  const graph = (words: Record<string, string>) =>
    flowGraph.parse({
      start: 'a',
      nodes: Object.entries(words).map(([id, said]) => ({
        id,
        step: { kind: 'text', text: said },
      })),
    });
  const counts = (of: Record<string, number>) => new Map(Object.entries(of));
  expect(
    impactOf(
      [
        { version: 1, graph: graph({ a: 'Bir', b: 'Eski' }), counts: counts({ a: 2, b: 3 }) },
        { version: 3, graph: graph({ a: 'Yeni' }), counts: counts({ a: 2, lost: 1 }) },
      ],
      graph({ a: 'En yeni' })
    )
  ).toEqual({
    open: 8,
    nodes: [
      { node: 'a', kind: 'text', words: 'Yeni', count: 4, isGone: false },
      { node: 'b', kind: 'text', words: 'Eski', count: 3, isGone: true },
    ],
  });
});

it('counts who came to a step, whether they left it, wait there or ended there', () => {
  const at = (node: string, isOpen: boolean, count: number) => ({ node, isOpen, count });
  const left = [
    { node: 'a', exit: 'next', count: 6 },
    { node: 'a', exit: null, count: 1 },
  ];
  // Of three who wait at b one began before the time that is counted.
  expect(
    figuresOf(left, [at('a', false, 2), at('b', true, 2)], new Map(Object.entries({ b: 3 })))
  ).toEqual([
    {
      ...{ node: 'a', entered: 9, waiting: 0 },
      exits: [
        { exit: 'next', count: 6 },
        { exit: null, count: 3 },
      ],
    },
    { node: 'b', entered: 2, waiting: 3, exits: [] },
  ]);
});

it('[B-16] looks at a flow of 200 questions at once, whose answers all lead to the next', () => {
  const ask = {
    kind: 'question',
    text: '?',
    answer: { kind: 'text' },
    saveAs: 'n',
  };
  const nodes = Array.from({ length: 200 }, (_, i) => {
    const next = `n${i + 1}`;
    const to = i === 199 ? {} : { answered: next, other: next, 'no-answer': next };
    return { id: `n${i}`, step: ask, to };
  });
  const graph = flowGraph.parse({ start: 'n0', nodes });
  expect(graphProblems(graph).filter(({ level }) => level === 'stop')).toEqual([]);
});

describe('a run that ended', () => {
  const graph = graphOfSteps([
    { kind: 'text', text: 'a', onFail: null },
    { kind: 'tag', add: ['b'], remove: [], onFail: null },
    { kind: 'text', text: 'c', onFail: null },
  ]);
  const step = (node: string, ok = true, kind = 'text') => ({ node, kind, ok });
  const failed = { state: 'failed', reason: 'step-failed', node: null, versionId: null };
  const at = (node: string, reason: string) => ({ state: 'stopped', reason, node, versionId: 1 });

  it('[B-13] goes on from the last step that failed since it went on; a flow also from others', () => {
    const steps = [step('s1'), step('s2', false), step('s2', true, 'resume'), step('s3', false)];
    expect(resumableFrom(failed, { graph, steps })).toEqual(['s3']);
    expect(resumableFrom({ ...failed, versionId: 1 }, { graph, steps })).toEqual([
      ...['s3', 's1', 's2'],
    ]);
    expect(sinceResumed(steps)).toEqual([step('s3', false)]);
  });

  it('[B-16] goes on from where a bound stopped it, and not where somebody ended it or all is done', () => {
    const steps = [step('s1'), step('gone')];
    expect(resumableFrom(at('s2', 'stale'), { graph, steps })).toEqual(['s2', 's1']);
    expect(resumableFrom(at('s2', 'left'), { graph, steps })).toEqual([]);
    expect(resumableFrom({ ...failed, state: 'done' }, { graph, steps })).toEqual([]);
  });
});
