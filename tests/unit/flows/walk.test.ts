import fc from 'fast-check';
import { isReply } from '../../../server/src/contracts/bot-steps';
import {
  FLOW_STEPS_BETWEEN_WAITS,
  flowGraph,
  flowStep,
  type FlowGraph,
} from '../../../server/src/contracts/flow-graph';
import { figuresOf } from '../../../server/src/flows/domain/figures';
import { impactOf } from '../../../server/src/flows/domain/impact';
import { graphOfSteps, stepsOfGraph } from '../../../server/src/flows/domain/linear';
import { keyOfAsking } from '../../../server/src/flows/domain/message-key';
import { graphProblems } from '../../../server/src/flows/domain/problems';
import { resumableFrom, sinceResumed } from '../../../server/src/flows/domain/resumable';
import {
  begin,
  exitsOf,
  firstLine,
  isWaiting,
  move,
  nodeOf,
  type Move,
  type Outcome,
  type Place,
} from '../../../server/src/flows/domain/walk';

const asking = { tries: 2, again: '', noAnswerAfter: 60 };
const isKnown = {
  ...{ kind: 'group', match: 'all' },
  nodes: [{ kind: 'value', name: 'ad', operator: 'filled' }],
} as const;
/** One of each kind, and those that have more than one shape. */
const STEPS = [
  { kind: 'text', text: 'Merhaba' },
  { kind: 'text', text: 'Merhaba', variants: [{ when: isKnown, text: 'Yine hoş geldin {{ad}}' }] },
  { kind: 'media', fileId: 1 },
  { kind: 'template', templateId: 1 },
  { kind: 'buttons', text: 'Devam mı?', buttons: ['Evet'] },
  { kind: 'preferences' },
  { kind: 'link', text: 'Bakın', button: 'Aç', url: 'https://shop.example/a' },
  { kind: 'tag', add: ['vip'] },
  { kind: 'assign', assigneeId: 1 },
  { kind: 'task', title: 'Ara' },
  { kind: 'note', text: 'Not' },
  { kind: 'close' },
  { kind: 'handover' },
  { kind: 'set', values: [{ field: 'town', text: '{{ad}}' }] },
  { kind: 'branch', cases: ['a', 'b'].map((id) => ({ id, when: isKnown })) },
  { kind: 'topic', topic: 'firsat', wanted: true },
  { kind: 'opt-in', action: 'opt-in' },
  { kind: 'http', method: 'POST', url: 'https://shop.example/', saves: [{ saveAs: 'durum' }] },
  { kind: 'entry', action: 'find', type: 'api::order.order' },
  { kind: 'entry', action: 'create', type: 'api::order.order' },
  { kind: 'start-flow', flowId: 2 },
  { kind: 'wait', until: { kind: 'hour', hour: 9 } },
  { kind: 'wait', until: { kind: 'minutes', minutes: 5 }, orAnswer: true },
  { kind: 'wait', until: { kind: 'minutes', minutes: 5 }, orEvent: { event: 'tag-added' } },
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
            ...['next', 'answered', 'other', 'no-answer', 'a', 'b', 'else', 'over', 'came'],
            ...['not-found', 'failed']
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
  it('is drawn with every kind of step that there is', () => {
    const kinds = flowStep.options.map(({ shape }) => String(shape.kind.value));
    expect([...new Set(STEPS.map(({ kind }): string => kind))].sort()).toEqual(kinds.sort());
  });

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

  it('[B-17] says no two things under one key of run and visit, however often it asks again', () => {
    const tries = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(graphs, outcomes, tries, (graph, stream, asked) => {
        const keys: string[] = [];
        let last: Move = { kind: 'at', place: begin(graph) };
        for (const drawn of stream) {
          if (last.kind === 'ended' || last.place.visit > 300) break;
          const { node: at, visit } = last.place;
          const node = nodeOf(graph, at);
          // Where it waits it has asked already.
          if (last.kind === 'at' && node && isReply(node.step)) {
            const most = isWaiting(node.step) ? (asked[visit % asked.length] ?? 1) : 1;
            for (let attempts = 1; attempts <= most; attempts += 1)
              keys.push(keyOfAsking({ id: 7, step: visit - 1, attempts }));
          }
          last = move(graph, last.place, { outcome: outcomeAt(graph, last.place, drawn), stops });
        }
        expect(new Set(keys).size).toBe(keys.length);
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

describe('a step with an entry', () => {
  const step = (action: 'find' | 'create') => ({ kind: 'entry', action, type: 'api::order.order' });
  const flow = (action: 'find' | 'create') =>
    flowGraph.parse({
      start: 'e',
      nodes: [
        { id: 'e', step: step(action), to: { next: 't', 'not-found': 't' } },
        { id: 't', step: { kind: 'text', text: 'Tamam' } },
      ],
    });

  it('[B-25] leads on by one exit where there is an entry, and by another where there is none', () => {
    const graph = flow('find');
    const after = (exit: string) =>
      move(graph, begin(graph), { outcome: { kind: 'exit', exit }, stops }).place.node;
    expect(nodeOf(graph, 'e')?.step).toMatchObject({ which: { by: 'kept' }, values: [] });
    expect([after('next'), after('not-found')]).toEqual(['t', 't']);
    expect(isWaiting({ kind: 'entry' })).toBe(false);
  });

  it('[B-25] is no part of the first line when it may find nothing', () => {
    expect(firstLine(flow('create')).map(({ id }) => id)).toEqual(['e', 't']);
    expect(firstLine(flow('find')).map(({ id }) => id)).toEqual(['e']);
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

  it('[B-16] is that it has no step: a draft may be empty, and is not published', () => {
    expect(kinds({ start: 'a', nodes: [] })).toEqual(['a start no-steps']);
    const gone = { start: 'a', nodes: [{ id: 'b', step: text('x'), to: {} }] };
    expect(kinds(gone)).toContain('a start start-gone');
  });

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

  it('[B-25] is an entry that is not there, where nothing follows for that', () => {
    const entry = (action: string, to: object) =>
      kinds({
        start: 'e',
        nodes: [
          { id: 'e', step: { kind: 'entry', action, type: 'api::order.order' }, to },
          { id: 't', step: text('Tamam') },
        ],
      });
    expect(entry('find', { next: 't' })).toEqual(['e not-found nothing-after']);
    expect(entry('link', { next: 't', 'not-found': 't', failed: 't' })).toEqual([]);
    expect(entry('create', { next: 't' })).toEqual([]);
    expect(entry('create', { next: 't', 'not-found': 't' })).toEqual(['e not-found unknown-exit']);
  });

  it('[B-16] is a text where the contact may not have written for 24 hours', () => {
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

  it('[M-11] is a message other than a template behind the first template, before the contact has written', () => {
    const template = { kind: 'template', templateId: 1 };
    const wait = { kind: 'wait', until: { kind: 'minutes', minutes: 60 }, orAnswer: true };
    const choice = { kind: 'choice', text: '?', choices: [{ id: 'a', title: 'A' }] };
    const closed = (nodes: object[]) =>
      kinds({ start: 't', nodes }).filter((one) => one.endsWith('window-not-open'));
    const opening = { id: 't', step: template, to: { next: 'n', failed: 'x' } };
    const rest = [
      { id: 'x', step: text('Şablon gitmedi') },
      { id: 'y', step: text('Sağ olun') },
    ];
    expect(closed([opening, { id: 'n', step: choice, to: { a: 'y' } }, ...rest])).toEqual([
      'n kind window-not-open',
    ]);
    const waits = (to: object) => [opening, { id: 'n', step: wait, to }, ...rest];
    expect(closed(waits({ came: 'y' }))).toEqual([]);
    expect(closed(waits({ over: 'y' }))).toEqual(['y kind window-not-open']);
    const handled = { id: 'n', step: text('Merhaba'), to: { failed: 'x' } };
    expect(closed([opening, handled, ...rest])).toEqual(['x kind window-not-open']);
    // A second template may go, and a flow that begins with words answers somebody.
    expect(closed([opening, { id: 'n', step: template }, ...rest])).toEqual([]);
    const greets = { id: 't', step: text('Merhaba'), to: { next: 'n' } };
    expect(closed([greets, { id: 'n', step: template, to: { next: 'y' } }, ...rest])).toEqual([]);
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

  describe('consent', () => {
    const free = { kind: 'question', text: '?', answer: { kind: 'text' }, saveAs: 'ad' };
    const choices = ['y', 'n'].map((id) => ({ id, title: id }));
    const choice = { kind: 'choice', text: '?', choices };
    const yes = { kind: 'opt-in', action: 'opt-in' };
    const lacks = (
      ask: object,
      to: object,
      { via = [], record = yes }: { via?: object[]; record?: object } = {}
    ) =>
      kinds({
        start: 'q',
        nodes: [{ id: 'q', step: ask, to }, ...via, { id: 'in', step: record }],
      }).flatMap((one) => /^in kind (needs-.*)/.exec(one)?.[1] ?? []);
    const then = (step: object, to: object) => ({ via: [{ id: 'm', step, to }] });
    const branch = (...leaves: object[]) => ({
      kind: 'branch',
      cases: [{ id: 'c', when: { kind: 'group', match: 'all', nodes: leaves } }],
    });
    const saysYes = { kind: 'value', name: 'ad', operator: 'is', value: 'evet' };

    it('[O-04] needs an answer of the contact right before it', () => {
      expect(lacks(choice, { y: 'in' })).toEqual([]);
      expect(lacks(choice, { y: 'm' }, then(text('Tamam'), { next: 'in' }))).toEqual([]);
      expect(lacks(choice, { y: 'in', 'no-answer': 'in' })).toEqual(['needs-answer']);
      expect(lacks(choice, { other: 'in' })).toEqual(['needs-answer']);
      const wait = { kind: 'wait', until: { kind: 'minutes', minutes: 5 }, orAnswer: true };
      expect(lacks(choice, { y: 'm' }, then(wait, { came: 'in' }))).toEqual(['needs-answer']);
      const record = { kind: 'opt-in', action: 'opt-out' };
      expect(lacks(free, { answered: 'in' }, { record })).toEqual([]);
      expect(lacks(free, { other: 'in' }, { record })).toEqual(['needs-answer']);
    });

    it('[O-04] needs a yes: an answer in words may be a no, until a branch looks at it', () => {
      expect(lacks(free, { answered: 'in' })).toEqual(['needs-yes']);
      const record = { kind: 'topic', topic: 'news', wanted: true };
      expect(lacks(free, { answered: 'in' }, { record })).toEqual(['needs-yes']);
      const after = (step: object, to: object) => lacks(free, { answered: 'm' }, then(step, to));
      expect(after(text('Tamam'), { next: 'in' })).toEqual(['needs-yes']);
      expect(after(branch(saysYes), { c: 'in' })).toEqual([]);
      const said = { kind: 'said', operator: 'contains', value: 'evet' };
      expect(after(branch(said), { c: 'in' })).toEqual([]);
      expect(after(branch(saysYes), { else: 'in' })).toEqual(['needs-yes']);
      // Nor does what they answered before: a size is no yes.
      expect(after(branch({ ...saysYes, name: 'beden' }), { c: 'in' })).toEqual(['needs-yes']);
      // Neither that something was said, nor the time of the day, is a yes.
      const filled = { ...saysYes, operator: 'filled' };
      expect(after(branch(filled, { kind: 'open' }), { c: 'in' })).toEqual(['needs-yes']);
      // A branch makes no answer where there is none.
      const unclear = lacks(free, { other: 'm' }, then(branch(saysYes), { c: 'in' }));
      expect(unclear).toEqual(['needs-answer']);
    });

    it('[O-04] is none where all choices lead to it, unless a branch looks at them', () => {
      expect(lacks(choice, { y: 'in', n: 'in' })).toEqual(['needs-yes']);
      const said = then(text('Tamam'), { next: 'in' });
      expect(lacks(choice, { y: 'm', n: 'in' }, said)).toEqual(['needs-yes']);
      const kept = { ...choice, saveAs: 'ad' };
      expect(lacks(kept, { y: 'm', n: 'm' }, then(branch(saysYes), { c: 'in' }))).toEqual([]);
      const third = [...choices, { id: 'l', title: 'Hayır' }];
      expect(lacks({ ...choice, choices: third }, { y: 'in', n: 'in' })).toEqual([]);
      expect(lacks({ ...choice, choices: choices.slice(0, 1) }, { y: 'in' })).toEqual([]);
    });
  });

  it.each([
    ['Unsubscribe', 'choices opt-out-title'],
    ['Abonelikten çık', 'choices opt-out-title'],
    ['Stop, thanks!', 'choices opt-out-title'],
    ['İptal et', 'choices may-mean-leaving'],
    ['Siparişi iptal et', null],
    ['Hayır, teşekkürler', null],
  ])('[O-17] of the choice %s is: %s', (title, found) => {
    const choices = [
      { id: 'y', title: 'Evet' },
      { id: 'n', title },
    ];
    const ask = { kind: 'choice', text: '?', choices };
    const leaving = (step: object) =>
      kinds({ start: 'q', nodes: [{ id: 'q', step }] }).filter((one) => !/nothing-after/.test(one));
    expect(leaving(ask)).toEqual(found ? [`q ${found}`] : []);
    // The buttons of a step that waits for nothing may be meant so.
    const buttons = { kind: 'buttons', text: '?', buttons: [title] };
    const isSure = found === 'choices opt-out-title';
    expect(leaving(buttons)).toEqual(isSure ? ['q buttons opt-out-button'] : []);
  });

  it.each([
    ['{"n": "{{ad}}"}', 'text', false],
    ['{"n": {{ad}}}', 'text', true],
    ['{"n": {{ad|0}}}', 'date', true],
    ['{"n": {{ad}}}', 'number', false],
    ['{"n": {{name}}}', 'number', true],
    ['{"{{ad}}": [1, {{ad}}]}', 'text', true],
    ['{"a": "\\"{{ad}}", "b": "{{name|"}}"}', 'text', false],
    ['{"a": "x\\\\", "b": {{ad}}}', 'text', true],
    ['{{ad}}', 'text', true],
  ])('[B-16] is a variable outside of the strings of a body: %s, asked as %s', (body, kind, is) => {
    const ask = { kind: 'question', text: '?', answer: { kind }, saveAs: 'ad' };
    const http = (method: string) => ({ kind: 'http', method, url: 'https://a.example/', body });
    const found = (method: string, more: object[] = []) =>
      kinds({
        start: 'q',
        nodes: [
          { id: 'q', step: ask, to: { answered: 'h' } },
          { id: 'h', step: http(method) },
          ...more,
        ],
      }).includes('h body unquoted-variable');
    expect(found('POST')).toBe(is);
    expect(found('GET')).toBe(false);
    // A name that something else may keep too is no number for sure.
    const again = { id: 'r', step: { ...ask, answer: { kind: 'text' } } };
    expect(found('PUT', [again])).toBe(is || body === '{"n": {{ad}}}');
  });

  it('[X-11] is the address of a call that is not https, or whose host is made of values', () => {
    const bad = (url: string) =>
      kinds({
        start: 'h',
        nodes: [{ id: 'h', step: { kind: 'http', method: 'GET', url } }],
      }).includes('h url bad-address');
    expect(bad('https://shop.example/{{name}}?by={{name}}')).toBe(false);
    for (const url of [
      'http://shop.example/',
      'https://{{name}}/',
      'https://{{name}}.example/',
      'https://shop.example{{name}}',
      'https://shop.example:{{name}}/',
      '{{name}}',
      'file:///etc/passwd',
    ])
      expect([url, bad(url)]).toEqual([url, true]);
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
