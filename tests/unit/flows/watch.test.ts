import { flowGraph, type FlowGraph } from '../../../server/src/contracts/flow-graph';
import { chosenVariant } from '../../../server/src/flows/domain/conditions';
import { mediansOf } from '../../../server/src/flows/domain/figures';
import { goalOfRun, isGoal } from '../../../server/src/flows/domain/goal';
import { graphProblems } from '../../../server/src/flows/domain/problems';
import { partsOf, reasonShown } from '../../../server/src/flows/domain/run-filter';
import { goalKeysOf } from '../../../server/src/flows/domain/wait-event';
import { DAY_MS } from '../../../server/src/kernel/time';

describe('the list of all runs', () => {
  const words = (asked: Parameters<typeof partsOf>[0]) =>
    partsOf(asked).map(({ state, why, butNot }) => `${state} ${why} -${butNot.length}`);

  it('[B-15] walks each state by itself, and what a bound stopped by its reason', () => {
    expect(words({})).toEqual(['null null -0']);
    expect(words({ state: 'open' })).toEqual(['due null -0', 'waiting null -0', 'held null -0']);
    expect(words({ state: 'set-aside' })).toEqual([
      'failed null -0',
      'stopped stale -0',
      'stopped daily-bound -0',
      'stopped allowance-used -0',
      'stopped loop-guard -0',
    ]);
    expect(words({ state: 'ended' })).toEqual(['stopped null -4']);
  });

  it('[B-15] narrows each part to a reason, and omits those that it cannot be in', () => {
    expect(words({ reason: 'stale' })).toEqual(['failed stale -0', 'stopped stale -0']);
    // Of what is done only this is a reason.
    expect(words({ reason: 'handed-over' })).toContain('done handed-over -0');
    expect(words({ state: 'set-aside', reason: 'stale' })).toEqual([
      'failed stale -0',
      'stopped stale -0',
    ]);
    expect(words({ state: 'ended', reason: 'stale' })).toEqual([]);
    expect(words({ state: 'ended', reason: 'left' })).toEqual(['stopped left -0']);
    // What is not over has not ended for any reason.
    expect(words({ state: 'open', reason: 'internal' })).toEqual([]);
  });

  it('[B-15] names each state that can be at a step, so that each is a range of an index', () => {
    expect(words({ node: 'ask' })).toEqual([
      ...['due null -0', 'waiting null -0', 'held null -0'],
      ...['failed null -0', 'stopped null -0'],
    ]);
    expect(words({ node: 'ask', state: 'waiting' })).toEqual(['waiting null -0']);
  });

  it('shows no reason of a run that goes on, also where a step of it failed', () => {
    const failed = { why: 'missing-value', reason: null };
    for (const state of ['due', 'waiting', 'held'])
      expect(reasonShown({ ...failed, state })).toBeNull();
    expect(reasonShown({ ...failed, state: 'failed' })).toBe('missing-value');
    expect(reasonShown({ state: 'stopped', why: null, reason: 'left' })).toBe('left');
  });
});

it('takes the middle of how long contacts stay, the lower one of two', () => {
  const stays = [9, 1, 5].map((ms) => ({ node: 'a', ms }));
  const medians = mediansOf([...stays, { node: 'b', ms: 4 }, { node: 'b', ms: 2 }]);
  expect([...medians]).toEqual([
    ['a', 5],
    ['b', 2],
  ]);
  expect(mediansOf([{ node: 'a', ms: -3 }]).get('a')).toBe(0);
  expect(mediansOf([]).size).toBe(0);
});

describe('the goal of a flow', () => {
  const graph = (goal?: unknown): FlowGraph =>
    flowGraph.parse({
      start: 'a',
      nodes: [{ id: 'a', step: { kind: 'text', text: 'Merhaba' } }],
      goal,
    });
  const none = { goalKey: null, goalUntil: null, goalAt: null };

  it('is none of a list of steps, and of a graph without one', () => {
    expect(goalOfRun(null, 5)).toEqual(none);
    expect(goalOfRun(graph(), 5)).toEqual(none);
    expect(isGoal(graph(), ['a', null])).toBe(false);
  });

  it('is a step that the run comes to, its first one included', () => {
    const step = graph({ kind: 'step', node: 'a' });
    expect(goalOfRun(step, 5)).toEqual({ ...none, goalAt: 5 });
    expect(isGoal(step, ['a', null])).toBe(true);
    expect(isGoal(step, ['b', null])).toBe(false);
  });

  it('is something that happens within its days, named or any of its kind', () => {
    const event = { kind: 'event', event: 'tag-added', value: 'ALDI', days: 2 };
    const named = goalOfRun(graph(event), 5);
    expect(named).toMatchObject({ goalUntil: 5 + 2 * DAY_MS, goalAt: null });
    const reached = goalKeysOf({ event: 'tag-added', value: ' aldı ' });
    expect(reached).toContain(named.goalKey);
    const any = goalOfRun(graph({ ...event, value: '' }), 5).goalKey;
    expect(goalKeysOf({ event: 'tag-added', value: 'baktı' })).toContain(any);
    expect(goalKeysOf({ event: 'tag-added', value: 'baktı' })).not.toContain(named.goalKey);
  });

  it('stops publishing where it names a step that is gone', () => {
    const gone = graphProblems(graph({ kind: 'step', node: 'b' }));
    expect(gone).toEqual([{ node: 'b', field: 'goal', kind: 'goal-gone', level: 'stop' }]);
    expect(graphProblems(graph({ kind: 'step', node: 'a' }))).toEqual([]);
  });
});

it('[E-23] says which variant of a text is sent: its number, or that it is the text itself', async () => {
  const when = { kind: 'group', match: 'all', not: false, nodes: [] } as const;
  const variants = [1, 2].map((one) => ({ when: { ...when, nodes: [] }, text: `${one}` }));
  const step = { kind: 'text' as const, text: 'Merhaba', variants, onFail: null };
  let asked = 0;
  const second = () => Promise.resolve((asked += 1) % 2 === 0);
  expect(await chosenVariant(step, second)).toEqual({ words: '2', number: 2 });
  const no = () => Promise.resolve(false);
  expect(await chosenVariant(step, no)).toEqual({ words: 'Merhaba', number: 0 });
  expect(await chosenVariant({ ...step, variants: [] }, no)).toBeNull();
});
