import { flowGraph, type FlowGraph } from '../../../server/src/contracts/flow-graph';
import { trialMove, type FlowTrial } from '../../../server/src/contracts/flow-trial';
import type { Going, Opening, Stage, Words } from '../../../server/src/flows/domain/trial-stage';
import { HOUR_MS, MINUTE_MS } from '../../../server/src/kernel/time';
import { playFrom } from '../../support/flow-stage';

/** A Friday, 12:00 in Istanbul. */
const NOON = Date.parse('2026-11-27T09:00:00Z');
const says = (id: string, text: string) => ({ id, step: { kind: 'text', text }, to: {} });
const graphOf = (nodes: object[]): FlowGraph =>
  flowGraph.parse({ start: (nodes[0] as { id: string }).id, nodes });

const play = (
  nodes: object[],
  moves: object[] = [],
  { stage = {}, ...opening }: Partial<Opening> & { stage?: Partial<Stage> } = {}
): Promise<FlowTrial> =>
  playFrom(
    graphOf(nodes),
    { at: NOON, ...opening },
    { stage, moves: moves.map((one) => trialMove.parse(one)) }
  );
const text = (words: string) => ({ kind: 'text', text: words });
const later = { kind: 'later' };
const bubbles = ({ lines }: FlowTrial) =>
  lines.flatMap((line) => (line.kind === 'bubble' ? [line.body.text] : []));
const left = ({ lines }: FlowTrial) =>
  lines.flatMap((line) =>
    line.kind === 'left' ? [[line.node, line.exit, line.reason].join(' ').trim()] : []
  );
/** Notes what is asked of the door. */
const noting = () => {
  const asked: Going[] = [];
  const judges: Stage['judges'] = (going) => {
    asked.push(going);
    return null;
  };
  return { asked, stage: { judges } };
};

describe('another system in a trial', () => {
  const call = (to: object) => ({
    id: 'call',
    step: {
      ...{ kind: 'http', method: 'GET', url: 'https://shop.example/api' },
      saves: [{ path: 'state', saveAs: 'durum' }],
    },
    to,
  });
  const flow = [
    call({ next: 'say', failed: 'sorry' }),
    says('say', 'Durum: {{durum}}'),
    says('sorry', 'Olmadı'),
  ];
  const answers = (...values: object[]) => ({ kind: 'called', values });

  it('[B-16] is waited for, and what it answers is kept under the names that the step saves', async () => {
    const waiting = await play(flow);
    expect(waiting.place).toEqual({
      ...{ node: 'call', visit: 1, waits: 'calling', until: NOON + 8_000 },
    });
    expect(bubbles(waiting)).toEqual([]);
    const known = { name: 'durum', value: 'yolda' };
    const answered = await play(flow, [answers(known, { name: 'baska', value: 'x' })]);
    expect(bubbles(answered)).toEqual(['Durum: yolda']);
    expect(answered.variables).toEqual([known]);
    expect(answered.end).toEqual({ state: 'done', reason: null });
  });

  it('[B-13] [B-16] lacks what is not in its answer, and fails by the way for that', async () => {
    expect(left(await play(flow, [answers()]))).toEqual(['call next', 'say  missing-value']);
    expect(left(await play(flow, [{ kind: 'call-failed' }]))).toEqual([
      ...['call failed http-status', 'sorry next'],
    ]);
    expect(left(await play(flow, [later]))).toEqual(['call failed http-timeout', 'sorry next']);
    const alone = await play([call({})], [{ kind: 'call-failed' }]);
    expect(alone.end).toEqual({ state: 'failed', reason: 'step-failed' });
  });

  it('[B-16] is answered by no message, and only while its call waits', async () => {
    const wrote = await play(flow, [text('yolda')]);
    expect(wrote.lines.at(-1)).toMatchObject({ kind: 'heard', taken: false });
    expect(wrote.place?.waits).toBe('calling');
    const done = await play(flow, [{ kind: 'call-failed' }]);
    expect(await play(flow, [{ kind: 'call-failed' }, answers()])).toEqual(done);
  });
});

describe('the event of a wait in a trial', () => {
  const wait = (more: object) => ({
    id: 'wait',
    step: { kind: 'wait', until: { kind: 'minutes', minutes: 60 }, ...more },
    to: { over: 'late', came: 'end' },
  });
  const orEvent = { event: 'tag-added', value: 'vip' };
  const flowOf = (more: object) => [wait(more), says('late', 'Orada mısınız?'), says('end', 'VIP')];
  const happened = { kind: 'happened' };

  it('[B-16] ends it by its own exit, changes the contact, and what follows answers nobody', async () => {
    const { asked, stage } = noting();
    const events: object[] = [];
    const happens = (event: object) => void events.push(event);
    const trial = await play(flowOf({ orEvent }), [happened], { stage: { ...stage, happens } });
    expect(left(trial)).toEqual(['wait came', 'end next']);
    expect(trial.lines[0]).toEqual({ kind: 'happened', at: NOON, ...orEvent });
    expect(events).toEqual([orEvent]);
    // A message that ends the wait is answered.
    await play(flowOf({ orEvent, orAnswer: true }), [text('alo')], { stage });
    expect(asked.map(({ unasked }) => unasked)).toEqual([true, false]);
  });

  it('[B-16] is none where nothing is waited for, and not once the time is over', async () => {
    const plain = flowOf({});
    expect(await play(plain, [happened])).toEqual(await play(plain));
    const over = await play(flowOf({ orEvent }), [later]);
    expect(left(over)).toEqual(['wait over', 'late next']);
    expect(await play(flowOf({ orEvent }), [later, happened])).toEqual(over);
  });

  it('[B-18] ends no wait that an agent holds', async () => {
    const moves = [{ kind: 'taken' }, { kind: 'later', minutes: 90 }];
    const held = await play(flowOf({ orEvent }), moves);
    expect(held.place?.waits).toBe('held');
    expect(await play(flowOf({ orEvent }), [...moves, happened])).toEqual(held);
  });
});

it('[B-05] a message that has waited for the team is answered, and its words are not read again', async () => {
  const { asked, stage } = noting();
  const read: Words[] = [];
  const means = (words: Words) => {
    read.push(words);
    return null;
  };
  const begin = (more: Partial<Opening>) =>
    play([says('a', 'Buradayız')], [], { ...more, stage: { ...stage, means } });
  const saidAt = NOON - 30 * MINUTE_MS;
  const windowUntil = saidAt + 24 * HOUR_MS;
  expect(bubbles(await begin({ saidAt, windowUntil }))).toEqual(['Buradayız']);
  expect([asked[0]?.unasked, asked[0]?.lastInboundAt, read.length]).toEqual([false, saidAt, 0]);
  // One that has just come is.
  await begin({});
  expect([asked[1]?.unasked, asked[1]?.lastInboundAt, read.length]).toEqual([false, NOON, 1]);
});
