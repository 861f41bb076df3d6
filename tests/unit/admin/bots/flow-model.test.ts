import fc from 'fast-check';
import { timeIn } from '../../../../admin/src/pages/Bots/flow/model/clock';
import {
  asName,
  editOf,
  errorsOf,
  newStep,
  STEP_GROUPS,
  stepOf,
  type EditStep,
} from '../../../../admin/src/pages/Bots/flow/model/form';
import { withAction } from '../../../../admin/src/pages/Bots/flow/model/entry';
import {
  addedAfter,
  addedFirst,
  allExits,
  changed,
  connected,
  cutOff,
  duplicated,
  edited,
  graphOfSteps,
  keysOf,
  mainExit,
  newKey,
  reachable,
  removed,
  targetOf,
  textOf,
} from '../../../../admin/src/pages/Bots/flow/model/graph';
import { begun, done, redone, undone } from '../../../../admin/src/pages/Bots/flow/model/history';
import { movedBefore } from '../../../../admin/src/pages/Bots/flow/model/move';
import { allItems, outlineOf, pieceAt } from '../../../../admin/src/pages/Bots/flow/model/outline';
import { copied, pasted } from '../../../../admin/src/pages/Bots/flow/model/piece';
import { problemsIn } from '../../../../admin/src/pages/Bots/flow/model/refusal';
import { isUnsaved, newsOf, savedOf } from '../../../../admin/src/pages/Bots/flow/model/saved';
import type { BotView } from '../../../../server/src/contracts/bots';
import {
  FLOW_NODES,
  flowGraph,
  flowStep,
  type FlowGraph,
  type FlowNode,
  type FlowStep,
} from '../../../../server/src/contracts/flow-graph';
import { exitsOf, nodeOf } from '../../../../server/src/contracts/flow-parts';

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
type EntryStep = Extract<FlowStep, { kind: 'entry' }>;
const entryStep = (part: Partial<EntryStep> = {}): EntryStep => ({
  ...{ kind: 'entry', action: 'find', type: 'api::order.order', which: { by: 'kept' }, values: [] },
  ...part,
});
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
  if (now.nodes.length === 0) return addedFirst(now, { id: newKey(), step: pick(STEPS, c) });
  const [first, second] = [pick(now.nodes, a), pick(now.nodes, b)];
  const exit = { node: first.id, exit: pick(allExits(first.step), c) };
  const fresh = { id: newKey(keysOf(now)), step: pick(STEPS, c) };
  const here = { from: 'here', missing: (kind: string) => kind };
  const operations = [
    () => addedAfter(now, exit, fresh),
    () => addedFirst(now, fresh),
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
          if (nodes.length > 0) expect(keysOf(history.now)).toContain(history.now.start);
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
  });

  it('adds a first step in front of a menu, to which others still lead back', () => {
    const menu = graph(
      node('a', choice('x'), { x: 'b', other: 'a' }),
      node('b', text('b'), { next: 'a' })
    );
    const next = addedFirst(menu, { id: 'n', step: text('n') });
    expect(next).toEqual({
      ...menu,
      start: 'n',
      nodes: [node('n', text('n'), { next: 'a' }), ...menu.nodes],
    });
  });

  it('joins what led to a removed step with what came after it', () => {
    expect(nodeOf(removed(line(), 'b'), 'a')?.to).toEqual({ next: 'c' });
    expect(nodeOf(removed(line(), 'c'), 'b')?.to).toEqual({});
    expect(removed(line(), 'a').start).toBe('b');
    const none = removed(graph(node('a', text('a'))), 'a');
    expect(none.nodes).toEqual([]);
    // The next one is the first, and leads to nothing that is gone.
    const again = addedFirst(none, { id: 'n', step: text('n') });
    expect(again).toEqual(graph(node('n', text('n'))));
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

  it('[B-16] moves a question with its reminder, which still leads back to it', () => {
    const asks = graph(
      node('hello', text('h'), { next: 'ask' }),
      node('ask', question, { answered: 'thanks', 'no-answer': 'remind' }),
      node('remind', text('r'), { next: 'ask' }),
      node('thanks', text('t'))
    );
    const moved = movedBefore(asks, 'ask', 'hello');
    expect(moved.start).toBe('ask');
    expect(Object.fromEntries(moved.nodes.map(({ id, to }) => [id, to]))).toEqual({
      ask: { answered: 'hello', 'no-answer': 'remind' },
      remind: { next: 'ask' },
      hello: { next: 'thanks' },
      thanks: {},
    });
  });

  it('moves what comes after a choice in front of it: all its ways lead to what came next', () => {
    const fork = graph(
      node('pick', choice('x', 'y'), { x: 'a', y: 'b' }),
      node('a', text('a'), { next: 'join' }),
      node('b', text('b'), { next: 'join' }),
      node('join', text('j'), { next: 'c' }),
      node('c', text('c'))
    );
    const moved = movedBefore(fork, 'join', 'pick');
    expect(moved.start).toBe('join');
    expect(['join', 'a', 'b'].map((id) => nodeOf(moved, id)?.to)).toEqual([
      { next: 'pick' },
      { next: 'c' },
      { next: 'c' },
    ]);
  });

  const waysIn = ({ nodes }: FlowGraph): [id: string, exit: string, target: string][] =>
    nodes.flatMap(({ id, to }) =>
      Object.entries(to).map(([exit, target]): [string, string, string] => [id, exit, target])
    );
  it('changes by a move no way that leads back, and cuts nothing off', () => {
    fc.assert(
      fc.property(moves, (all) => {
        const now = all.reduce(operate, line());
        const outline = outlineOf(now);
        const place = (key: string) => outline.numberOf.get(key) ?? 0;
        for (const { node: mover, before } of allItems(outline)) {
          const moved = before === null ? now : movedBefore(now, mover.id, before);
          expect(cutOff(now, moved)).toEqual([]);
          const back = waysIn(now).filter(
            ([id, exit, target]) =>
              place(target) <= place(id) && !(id === mover.id && exit === mainExit(mover.step))
          );
          expect(back.map(([id, exit]) => [id, exit, nodeOf(moved, id)?.to[exit]])).toEqual(back);
        }
      }),
      { numRuns: 100 }
    );
  });

  it('keeps what was taken back where a change changes nothing', () => {
    const back = undone(done(begun(line()), removed(line(), 'b')));
    expect(done(back, line(), (a, b) => textOf(a) === textOf(b))).toBe(back);
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
    node('p', { kind: 'template', templateId: 4, onFail: null }, { next: 'h' }),
    node('h', { kind: 'handover', teamId: 3, onFail: null })
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
    const steps = found?.graph.nodes.slice(4).map(({ step }) => step);
    expect(steps).toMatchObject([
      { kind: 'choice' },
      { kind: 'assign', assigneeId: null },
      { kind: 'note', text: 'Add: template' },
      { kind: 'handover', teamId: null },
    ]);
  });

  it('[B-25] mean a content type by its name, and are a note where it is not linked', () => {
    const find = entryStep({ type: 'api::order.order' });
    const flow = graph(node('find', find, { next: 'x' }), node('x', text('x')));
    const orders = copied(pieceAt(outlineOf(flow), 'find'), 'https://a');
    const firstOf = (from: string, types: string[] | null) => {
      const there = { ...here, from, types: types && new Set(types) };
      const found = pasted(menu, null, { text: orders, here: there });
      return found && nodeOf(found.graph, found.first)?.step;
    };
    expect(firstOf('https://a', [])).toEqual(find);
    expect(firstOf('https://b', ['api::order.order'])).toEqual(find);
    expect(firstOf('https://b', null)).toEqual(find);
    expect(firstOf('https://b', ['api::lead.lead'])).toEqual({
      ...{ kind: 'note', text: 'Add: entry', onFail: null },
    });
  });

  it('[B-16] ask of no group, contact or campaign of another installation', () => {
    const asksOf = (chips: 'segments' | 'owners', id: number) => {
      const filter = { [chips]: { include: [id], exclude: [] } };
      const when = {
        kind: 'group',
        not: false,
        match: 'all',
        nodes: [{ kind: 'people', not: false, filter }],
      };
      const step = {
        kind: 'branch',
        cases: [{ id: 'vip', name: '', when }],
      } as unknown as FlowStep;
      return graph(
        node('ask', step, { vip: 'x', else: 'y' }),
        node('x', text('x')),
        node('y', text('y'))
      );
    };
    const firstOf = (flow: FlowGraph, from: string) => {
      const found = pasted(menu, null, {
        text: copied(pieceAt(outlineOf(flow), 'ask'), 'https://a'),
        here: { ...here, from },
      });
      const first = found && nodeOf(found.graph, found.first);
      const next = first && nodeOf(found.graph, targetOf(first, 'next'));
      return { step: first?.step, next: next?.step };
    };
    expect(firstOf(asksOf('segments', 3), 'https://b')).toEqual({
      step: { kind: 'note', text: 'Add: branch', onFail: null },
      next: text('y'),
    });
    expect(firstOf(asksOf('segments', 3), 'https://a').step?.kind).toBe('branch');
    expect(firstOf(asksOf('owners', 0), 'https://b').step?.kind).toBe('branch');
  });

  it('lead to steps of the piece only, whatever is written there', () => {
    const other = {
      whatsappFlow: 1,
      from: here.from,
      steps: [{ step: text('a'), to: { next: 'length', failed: 0.5 } }],
    };
    const found = pasted(menu, null, { text: JSON.stringify(other), here });
    expect(found?.graph.nodes.at(-1)?.to).toEqual({});
    const steps = Array.from({ length: FLOW_NODES + 1 }, () => ({ step: text('a'), to: {} }));
    expect(pasted(menu, null, { text: JSON.stringify({ ...other, steps }), here })).toBeNull();
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

describe('what others save of a flow that is open', () => {
  const other = { ...line(), whenTaken: 'end' as const };
  const mine = removed(line(), 'b');
  const bot = (more: Partial<BotView> = {}): BotView => ({
    ...{ id: 1, name: 'Menu', active: true, position: 1, version: 3, changedAt: 1 },
    ...{ triggers: [], steps: [], graph: line(), draft: null, accountId: null },
    ...{ cooldownMinutes: 0, countsAsAnswered: false, lastError: null },
    runs: { today: 0, handedOver: 0 },
    ...more,
  });
  const drafted = (draft: FlowGraph) => bot({ draft: { graph: draft, from: 3 } });
  const published = bot({ version: 4, graph: other });
  /** The page knows `known`, shows `shown`, and `now` is saved. */
  const seen = (known: BotView, now: BotView, shown: FlowGraph) => {
    const all = { base: savedOf(known), now: savedOf(now), text: textOf(shown) };
    return { ...newsOf(all), isUnsaved: isUnsaved(all) };
  };
  const none = { newer: null, draft: null, isKnown: false, isToFollow: false, isUnsaved: false };

  it('[B-16] is a choice where it is another draft, or where the own one is gone', () => {
    expect(seen(bot(), drafted(other), line())).toEqual({ ...none, draft: 'saved' });
    expect(seen(drafted(mine), drafted(other), mine)).toEqual({
      ...none,
      draft: 'saved',
      isUnsaved: true,
    });
    expect(seen(drafted(mine), bot(), mine)).toEqual({
      ...none,
      draft: 'dropped',
      isUnsaved: true,
    });
    expect(seen(drafted(mine), drafted(mine), mine)).toEqual(none);
  });

  it('[B-16] is a newer version: taken over where nothing was changed here, else a choice', () => {
    expect(seen(bot(), published, line())).toEqual({ ...none, isToFollow: true });
    expect(seen(bot(), published, mine)).toEqual({ ...none, newer: 4, isUnsaved: true });
    // Publishing dropped the draft that was saved here.
    expect(seen(drafted(mine), published, mine)).toEqual({ ...none, newer: 4, isUnsaved: true });
  });

  it('is no news where it is what is here', () => {
    expect(seen(drafted(other), published, other)).toEqual({ ...none, isKnown: true });
    expect(seen(bot(), drafted(mine), mine)).toMatchObject({ draft: null, isKnown: true });
  });

  it('finds in a refusal the steps that are wrong', () => {
    const place = { node: 'a', field: 'text' };
    const problems = [
      { field: 'triggers.0', kind: 'bad-pattern' },
      { kind: 'unknown-variable', place },
      { kind: 'field-required', place, names: ['Title'] },
    ];
    expect(problemsIn({ error: { status: 400, details: { kind: 'x', problems } } })).toEqual([
      { ...place, kind: 'unknown-variable', level: 'stop' },
      { ...place, kind: 'field-required', names: ['Title'], level: 'stop' },
    ]);
    expect(problemsIn(new Error('offline'))).toEqual([]);
  });
});

describe('a step while it is written', () => {
  it('keeps its time of day until another whole one is there', () => {
    expect(['', '09:', '09:05', '23:59:30'].map(timeIn)).toEqual([
      null,
      null,
      { hour: 9, minute: 5 },
      { hour: 23, minute: 59 },
    ]);
  });

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

  it('[B-25] with an entry says which type, field and value is missing', () => {
    const type = 'api::order.order';
    const values = [{ field: 'state', text: 'sent' }];
    expect(errorsOf(editOf(entryStep({ type: '' })))).toEqual({ type: 'flows.error.entry-type' });
    expect(errorsOf(editOf(entryStep({ type, action: 'change' })))).toEqual({
      values: 'flows.error.entry-values',
    });
    const twice = [...values, { field: 'state', text: '' }, { field: '', text: '' }];
    expect(errorsOf(editOf(entryStep({ type, action: 'change', values: twice })))).toEqual({
      'values.1.field': 'flows.error.entry-twice',
      'values.2.field': 'flows.error.entry-field',
    });
    const by = { by: 'field', field: '', text: ' ' } as const;
    const found = { 'which.field': 'flows.error.entry-field', 'which.text': 'bots.problem.text' };
    expect(errorsOf(editOf(entryStep({ type, which: by })))).toEqual(found);
    // What the action does not use is not asked for.
    expect(errorsOf(editOf(withAction(entryStep({ type, which: by }), 'link')))).toEqual({});
    expect(errorsOf(editOf(entryStep({ type, action: 'change', values })))).toEqual({});
  });

  it('[B-25] keeps the rule for its entry where another action has it too', () => {
    const by = { by: 'field', field: 'no', text: '{{no}}' } as const;
    const find = entryStep({ which: by });
    expect(withAction(find, 'change').which).toEqual(by);
    const kept = withAction(entryStep({ which: { by: 'kept' } }), 'change');
    expect(kept.which).toEqual({ by: 'kept' });
    expect(withAction(kept, 'find').which).toEqual({ by: 'newest', when: [] });
    // What the action does not ask for cannot be wrong.
    expect(withAction(find, 'create').which).toEqual({ by: 'kept' });
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

  it('[E-23] a text keeps its variants while it is written, and says which is not finished', () => {
    const when = { kind: 'group', match: 'all', not: false, nodes: [] } as const;
    const open = { kind: 'open', not: false } as const;
    const one = (text: string, nodes: (typeof open)[]) =>
      editOf({
        ...{ kind: 'text', text: 'Hello', onFail: null },
        variants: [{ when: { ...when, nodes }, text }],
      });
    expect(stepOf(one('We are here', [open]))).toMatchObject({
      variants: [{ when: { nodes: [open] }, text: 'We are here' }],
    });
    expect(errorsOf(one('We are here', [open]))).toEqual({});
    expect(Object.keys(errorsOf(one('', [])))).toEqual(['variants.0.when', 'variants.0.text']);
    expect(stepOf(editOf({ kind: 'text', text: 'Hello', onFail: null }))).not.toHaveProperty(
      'variants'
    );
  });

  it('makes a name of what is typed for a value', () => {
    expect(['Sipariş no', '2. Adres', 'İL/İLÇE'].map(asName)).toEqual([
      'siparis_no',
      'adres',
      'il_ilce',
    ]);
  });
});
