import fc from 'fast-check';
import {
  asName,
  editOf,
  errorsOf,
  newStep,
  STEP_GROUPS,
  stepOf,
  type EditStep,
} from '../../../../admin/src/pages/Bots/flow/model/form';
import {
  addedAfter,
  addedBefore,
  allExits,
  changed,
  connected,
  cutOff,
  duplicated,
  edited,
  graphOfSteps,
  keysOf,
  mainExit,
  movedBefore,
  newKey,
  reachable,
  removed,
  targetOf,
} from '../../../../admin/src/pages/Bots/flow/model/graph';
import { begun, done, redone, undone } from '../../../../admin/src/pages/Bots/flow/model/history';
import { allItems, outlineOf, pieceAt } from '../../../../admin/src/pages/Bots/flow/model/outline';
import { copied, pasted } from '../../../../admin/src/pages/Bots/flow/model/piece';
import { exitsOf } from '../../../../server/src/contracts/flow-parts';
import {
  FLOW_NODES,
  flowGraph,
  flowStep,
  type FlowGraph,
  type FlowNode,
  type FlowStep,
} from '../../../../server/src/contracts/flow-graph';
import { nodeOf } from '../../../../server/src/contracts/flow-parts';

const text = (words: string): FlowStep => ({ kind: 'text', text: words, onFail: null });
const asking = { tries: 2, again: '', noAnswerAfter: 60 };
const question: FlowStep = {
  ...{ kind: 'question', text: 'Which?', answer: { kind: 'text', most: 100 }, saveAs: 'order' },
  ...asking,
};
const choice = (...ids: string[]): FlowStep => ({
  ...{ kind: 'choice', text: 'What?', open: '', saveAs: null, ...asking },
  choices: ids.map((id) => ({ id, title: id.toUpperCase(), note: '' })),
});
const branch: FlowStep = {
  kind: 'branch',
  cases: [{ id: 'vip', name: '', when: { kind: 'group', not: false, match: 'all', nodes: [] } }],
};
const handover: FlowStep = { kind: 'handover', onFail: null };
const STEPS = [text('a'), question, choice('x', 'y', 'z'), choice('x'), branch, handover];

const node = (id: string, step: FlowStep, to: FlowNode['to'] = {}): FlowNode => ({
  ...{ id, step, to, at: null },
});
const graph = (...nodes: FlowNode[]): FlowGraph => ({
  start: nodes[0]?.id ?? '',
  nodes,
  whenTaken: 'go-on',
});
/** `a` → `b` → `c`. */
const line = () =>
  graph(
    node('a', text('a'), { next: 'b' }),
    node('b', text('b'), { next: 'c' }),
    node('c', text('c'))
  );

/** Every operation of the editor, on whatever the numbers choose. */
const operate = (now: FlowGraph, [what, a, b, c]: readonly number[]): FlowGraph => {
  const pick = <T>(list: readonly T[], at = 0): T => list[at % list.length] as T;
  const [first, second] = [pick(now.nodes, a), pick(now.nodes, b)];
  const exit = { node: first.id, exit: pick(allExits(first.step), c) };
  const fresh = { id: newKey(keysOf(now)), step: pick(STEPS, c) };
  const here = { from: 'here', missing: (kind: string) => kind };
  const operations = [
    () => addedAfter(now, exit, fresh),
    () => addedBefore(now, first.id, fresh),
    () => removed(now, first.id),
    () => connected(now, exit, second.id),
    () => connected(now, exit, null),
    () => duplicated(now, first.id, fresh.id),
    () => movedBefore(now, first.id, second.id),
    () => changed(now, first.id, pick(STEPS, c)),
    () => edited(now, first.id, { step: pick(STEPS, c), to: { ...second.to } }),
    () => {
      const text_ = copied(pieceAt(outlineOf(now), first.id), 'here');
      return pasted(now, exit, { text: text_, here })?.graph ?? now;
    },
  ];
  return pick(operations, what)();
};
const moves = fc.array(fc.array(fc.nat(200), { minLength: 4, maxLength: 4 }), { maxLength: 40 });

describe('the model of the editor of flows', () => {
  it('[B-16] stays a graph that the server takes, and takes back every change', () => {
    fc.assert(
      fc.property(moves, (all) => {
        let history = begun(line());
        const states = [history.now];
        for (const move of all) {
          history = done(history, operate(history.now, move));
          if (history.now !== states.at(-1)) states.push(history.now);
          const { nodes } = history.now;
          expect(flowGraph.parse(history.now)).toEqual(history.now);
          expect(new Set(keysOf(history.now)).size).toBe(nodes.length);
          expect(keysOf(history.now)).toContain(history.now.start);
          for (const { step, to } of nodes)
            for (const [exit, target] of Object.entries(to)) {
              expect(allExits(step)).toContain(exit);
              expect(keysOf(history.now)).toContain(target);
            }
          expect(
            allItems(outlineOf(history.now))
              .map((item) => item.node.id)
              .sort()
          ).toEqual(keysOf(history.now).sort());
        }
        for (const state of states.toReversed()) {
          expect(history.now).toBe(state);
          history = undone(history);
        }
        for (const _state of states) history = redone(history);
        expect(history.now).toBe(states.at(-1));
      }),
      { numRuns: 150 }
    );
  });

  it('adds a step after an exit: what came there follows its first exit', () => {
    const next = addedAfter(line(), { node: 'a', exit: 'next' }, { id: 'n', step: choice('x') });
    expect(nodeOf(next, 'a')?.to).toEqual({ next: 'n' });
    expect(nodeOf(next, 'n')?.to).toEqual({ x: 'b' });
    expect(addedBefore(line(), 'a', { id: 'n', step: text('n') })).toMatchObject({ start: 'n' });
  });

  it('joins what led to a removed step with what came after it, and keeps the last step', () => {
    expect(nodeOf(removed(line(), 'b'), 'a')?.to).toEqual({ next: 'c' });
    expect(nodeOf(removed(line(), 'c'), 'b')?.to).toEqual({});
    expect(removed(line(), 'a').start).toBe('b');
    const one = graph(node('a', text('a')));
    expect(removed(one, 'a')).toBe(one);
  });

  it('names the steps that a change cuts off', () => {
    const fork = graph(
      node('a', choice('x', 'y'), { x: 'b', y: 'c' }),
      node('b', text('b')),
      node('c', text('c'), { next: 'd' }),
      node('d', text('d'))
    );
    expect(cutOff(fork, removed(fork, 'a'))).toEqual(['c', 'd']);
    expect(cutOff(line(), removed(line(), 'b'))).toEqual([]);
  });

  it('loses the way of a choice that is taken away, and keeps those of choices that are renamed', () => {
    const fork = graph(
      node('a', choice('x', 'y'), { x: 'b', y: 'b', other: 'b' }),
      node('b', text('b'))
    );
    const renamed = { ...choice('x'), choices: [{ id: 'x', title: 'Other words', note: '' }] };
    expect(nodeOf(changed(fork, 'a', renamed as FlowStep), 'a')?.to).toEqual({
      x: 'b',
      other: 'b',
    });
  });

  it('moves a step up in its line, also to the start, and never one that ends the flow', () => {
    const moved = movedBefore(line(), 'b', 'a');
    expect(moved.start).toBe('b');
    expect(['a', 'b', 'c'].map((id) => nodeOf(moved, id)?.to)).toEqual([
      { next: 'c' },
      { next: 'a' },
      {},
    ]);
    const ends = graph(node('a', text('a'), { next: 'b' }), node('b', handover));
    expect(movedBefore(ends, 'b', 'a')).toBe(ends);
  });

  it('holds no more steps than the server takes', () => {
    const full = graphOfSteps(Array.from({ length: FLOW_NODES }, () => text('a')));
    const at = { node: full.start, exit: 'next' };
    expect(addedAfter(full, at, { id: 'n', step: text('n') })).toBe(full);
    expect(duplicated(full, full.start, 'n')).toBe(full);
    expect(reachable(full).size).toBe(FLOW_NODES);
  });
});

/** `1 a`, and below it its branches: what one sees. */
const drawn = (items: ReturnType<typeof outlineOf>['line'], depth = 0): string[] =>
  items.flatMap(({ node: { id }, number, exits }) => [
    `${'  '.repeat(depth)}${number} ${id}`,
    ...exits.flatMap(({ exit, leads, target, line: inner }) => [
      ...(leads === 'link' ? [`${'  '.repeat(depth)}  ${exit} at ${target}`] : []),
      ...drawn(inner, depth + 1),
    ]),
  ]);

describe('the outline of a flow', () => {
  it('[B-16] draws the main line flat and other exits below their step; what was drawn is named only', () => {
    const flow = graph(
      node('ask', question, { answered: 'yes', 'no-answer': 'again', other: 'end' }),
      node('yes', text('y'), { next: 'end' }),
      node('again', text('r'), { next: 'ask' }),
      node('end', text('e')),
      node('lost', text('l'), { next: 'end' })
    );
    const outline = outlineOf(flow);
    expect(drawn(outline.line)).toEqual([
      '1 ask',
      '  other at end',
      '  2 again',
      '    next at ask',
      '3 yes',
      '4 end',
    ]);
    expect(outline.loose.map((one) => drawn(one))).toEqual([['5 lost', '  next at end']]);
  });

  it('goes on flat where the ways of a choice come together', () => {
    const flow = graph(
      node('pick', choice('x', 'y', 'z'), { x: 'a', y: 'b', z: 'join', 'no-answer': 'n' }),
      node('a', text('a'), { next: 'join' }),
      node('b', text('b'), { next: 'join' }),
      node('n', text('n')),
      node('join', text('j'))
    );
    expect(drawn(outlineOf(flow).line)).toEqual([
      '1 pick',
      '  2 a',
      '    next at join',
      '  3 b',
      '    next at join',
      '  4 n',
      '5 join',
    ]);
  });
});

describe('copied steps', () => {
  const menu = graph(
    node('pick', choice('x', 'y'), { x: 'a', y: 'pick', failed: 'a' }),
    node('a', { kind: 'assign', assigneeId: 7, onFail: null }, { next: 'p' }),
    node('p', { kind: 'template', templateId: 4, onFail: null })
  );
  const here = { from: 'https://a', missing: (kind: string) => `Add: ${kind}` };
  const piece = copied(pieceAt(outlineOf(menu), 'pick'), 'https://a');

  it('[B-16] hold no id of a step or an exit, and come back with ways and ids of their own', () => {
    expect(piece).not.toMatch(/"id"|"pick"|"x"/);
    const into = graph(node('a', text('a'), { next: 'b' }), node('b', text('b')));
    const found = pasted(into, { node: 'a', exit: 'next' }, { text: piece, here });
    if (!found) throw new Error('nothing was pasted');
    const pick = nodeOf(found.graph, found.first);
    if (pick?.step.kind !== 'choice') throw new Error('no choice');
    const [x = '', y = ''] = pick.step.choices.map(({ id }) => id);
    expect(nodeOf(found.graph, 'a')?.to).toEqual({ next: found.first });
    expect(targetOf(pick, y)).toBe(found.first);
    expect(targetOf(pick, x)).toBe(targetOf(pick, 'failed'));
    const person = nodeOf(found.graph, targetOf(pick, x) ?? '');
    expect(person?.step).toEqual({ kind: 'assign', assigneeId: 7, onFail: null });
  });

  it('name nobody and nothing of another installation', () => {
    const found = pasted(menu, null, { text: piece, here: { ...here, from: 'https://b' } });
    const steps = found?.graph.nodes.slice(3).map(({ step }) => step);
    expect(steps).toMatchObject([
      { kind: 'choice' },
      { kind: 'assign', assigneeId: null },
      { kind: 'note', text: 'Add: template' },
    ]);
  });

  it.each([
    '',
    'hello',
    '{}',
    '{"whatsappFlow":1,"steps":[]}',
    '{"whatsappFlow":1,"steps":[{"to":{}}]}',
  ])('are not read out of other text: %s', (other) =>
    expect(pasted(menu, null, { text: other, here })).toBeNull()
  );
});

describe('a step while it is written', () => {
  it('[B-16] of each kind names what is missing, or is one that the server takes', () => {
    for (const kind of STEP_GROUPS.flatMap(([, kinds]) => [...kinds])) {
      const step = newStep(kind);
      const isReady = Object.keys(errorsOf(step)).length === 0;
      expect([kind, flowStep.safeParse(stepOf(step)).success || !isReady]).toEqual([kind, true]);
      expect([kind, mainExit(stepOf(step))]).toEqual([kind, exitsOf(stepOf(step))[0] ?? null]);
    }
    expect(Object.keys(errorsOf(newStep('question'))).sort()).toEqual(['saveAs', 'text']);
    expect(errorsOf(newStep('branch'))).toEqual({ 'cases.0.when': 'flows.error.conditions' });
  });

  it('says of choices what WhatsApp and the flow cannot take', () => {
    const step = editOf(choice('x', 'y', 'z')) as Extract<EditStep, { kind: 'choice' }>;
    const titled = (...titles: string[]) =>
      errorsOf({
        ...step,
        choices: titles.map((title, i) => ({ id: `c${i}`, title, note: '' })),
      });
    expect(titled('Kargo', 'Kargo')).toEqual({ 'choices.1.title': 'flows.error.same' });
    expect(titled('{{name}}')).toEqual({ 'choices.0.title': 'flows.error.variable' });
    const long = 'Twenty-two characters!';
    expect(titled(long, 'B')).toEqual({ 'choices.0.title': 'flows.error.long' });
    expect(titled(long, 'B', 'C', 'D')).toEqual({});
  });

  it('makes a name of what is typed for a value', () => {
    expect(['Sipariş no', '2. Adres', 'İL/İLÇE'].map(asName)).toEqual([
      'siparis_no',
      'adres',
      'il_ilce',
    ]);
  });
});
