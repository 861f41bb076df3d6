import type { AnswerKind, FlowGraph } from '../../contracts/flow-graph';
import type { Rehearsal } from '../../contracts/flow-rehearsal';
import type { FlowTrial, TrialLine, TrialMove } from '../../contracts/flow-trial';
import { DAY_MS, MINUTE_MS } from '../../kernel/time';
import { stopsRun } from './ending';
import { figuresOf, type AtCount, type LeftCount } from './figures';
import { supposedAnswer } from './trial-news';
import { begin, move, NEXT, nodeOf, type Outcome } from './walk';

/** How people of a rehearsal behave, in percent. */
export interface Habits {
  /** Of the times that a step waits for them: nothing comes. */
  readonly silent: number;
  /** Of their answers: what does not fit. */
  readonly unfit: number;
}

/** A number in [0, 1), another one each time. */
export type Draw = () => number;

/** Repeatable chance (mulberry32): one seed and one person always draw the same numbers. */
export const drawsOf = (seed: number, personId: number): Draw => {
  let a = (Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(personId, 0x85ebca6b)) >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** Some of these people, in the order of their ids. The same seed draws the same ones. */
export const drawnPeople = (ids: readonly number[], count: number, seed: number): number[] =>
  ids
    .map((id) => ({ id, lot: drawsOf(seed, id)() }))
    .sort((a, b) => a.lot - b.lot || a.id - b.id)
    .slice(0, count)
    .map(({ id }) => id)
    .sort((a, b) => a - b);

/** From `from` to `to`, both included. */
const between = (from: number, to: number, lot: number): number =>
  from + Math.floor(lot * (to - from + 1));

const ENGLISH: readonly string[] = ['Yes', 'It came late', '1042', 'I would like to know more'];
const TURKISH: readonly string[] = ['Evet', 'Geç geldi', '1042', 'Biraz bilgi almak istiyorum'];

const dayAfter = (now: number, days: number): string =>
  new Date(now + days * DAY_MS).toISOString().slice(0, 10);

const numberFor = ({ from, to }: Extract<AnswerKind, { kind: 'number' }>, lot: number): string => {
  const least = Math.ceil(from ?? Math.min(1, to ?? 1));
  const most = Math.floor(to ?? least + 9);
  // Between 0.2 and 0.8 there is no whole number.
  return least <= most ? String(between(least, most, lot)) : String(from ?? to ?? 1);
};

/** Who answers, when, and what chance says. */
interface Answering {
  readonly now: number;
  readonly language: string | null;
  readonly lot: number;
}

/** A message that this question takes. */
const fitting = (asked: AnswerKind, { now, language, lot }: Answering): TrialMove => {
  switch (asked.kind) {
    case 'text': {
      const texts = language?.toLowerCase().startsWith('tr') ? TURKISH : ENGLISH;
      const text = texts[Math.floor(lot * texts.length)] ?? '1042';
      return { kind: 'text', text: text.slice(0, asked.most) };
    }
    case 'number':
      return { kind: 'text', text: numberFor(asked, lot) };
    case 'date': {
      const days = between(1, 30, lot);
      return { kind: 'text', text: dayAfter(now, asked.when === 'past' ? -days : days) };
    }
    case 'phone':
      return { kind: 'text', text: '+905321110001' };
    case 'email':
      return { kind: 'text', text: 'person@example.com' };
    case 'file':
      return { kind: 'file', type: 'image' };
    case 'place':
      return { kind: 'place' };
  }
};

const JUNK: TrialMove = { kind: 'text', text: '!?' };

/** Any text fits a question for a text: a picture does not. */
const unfitting = (asked: AnswerKind): TrialMove =>
  asked.kind === 'text' ? { kind: 'file', type: 'image' } : JUNK;

type Bubble = Extract<TrialLine, { kind: 'bubble' }>;
type Left = Extract<TrialLine, { kind: 'left' }>;

const bubblesIn = ({ lines }: FlowTrial): Bubble[] =>
  lines.flatMap((line) => (line.kind === 'bubble' ? [line] : []));
const leftIn = ({ lines }: FlowTrial): Left[] =>
  lines.flatMap((line) => (line.kind === 'left' ? [line] : []));

/** Messages that would go by WhatsApp, not by another channel that the person wants. */
export const messagesIn = (trial: FlowTrial): Bubble[] =>
  bubblesIn(trial).filter(({ held }) => held?.reason !== 'channel');

/** How long the newest message waits for the person's morning, where they may react to it; null: they have it. */
const heldFor = (trial: FlowTrial): number | null => {
  const { place, now } = trial;
  const until = bubblesIn(trial).at(-1)?.held?.until ?? null;
  const isAwaited = place?.waits === 'answer' || place?.waits === 'message';
  return isAwaited && until !== null && until > now ? until - now : null;
};

/**
 * What a person does where the flow waits: one of its choices, an answer that fits, one that does not, or nothing until the
 * wait is over. Null: it has ended. Draws three numbers each time, so that a habit changes no other choice. Before
 * they have the newest message, time only passes; where another system is called, it answers.
 */
export const rehearsedMove = (
  graph: FlowGraph,
  trial: FlowTrial,
  { draw, habits, language }: { draw: Draw; habits: Habits; language: string | null }
): TrialMove | null => {
  const { place, end, now } = trial;
  const held = heldFor(trial);
  if (held !== null) return { kind: 'later', minutes: Math.ceil(held / MINUTE_MS) };
  const called = supposedAnswer(graph, trial);
  if (called) return called;
  const [quiet, slip, lot] = [draw() * 100, draw() * 100, draw()];
  if (end !== null || place === null) return null;
  const step = nodeOf(graph, place.node)?.step;
  const silence: TrialMove = { kind: 'later', minutes: null };
  if (!step || place.waits === 'time' || quiet < habits.silent) return silence;
  const who = { now, language, lot };
  if (step.kind === 'choice') {
    const chosen = step.choices[Math.floor(lot * step.choices.length)];
    return chosen && slip >= habits.unfit
      ? { kind: 'press', visit: place.visit, exit: chosen.id }
      : JUNK;
  }
  if (step.kind !== 'question') return fitting({ kind: 'text', most: 1000 }, who);
  return slip < habits.unfit ? unfitting(step.answer) : fitting(step.answer, who);
};

/** The step that the trial has come to and not left; null: it left the last one. */
const placeOf = (graph: FlowGraph, trial: FlowTrial): string | null => {
  let place = begin(graph);
  for (const { ok, exit } of leftIn(trial)) {
    const outcome: Outcome = ok ? { kind: 'exit', exit: exit ?? NEXT } : { kind: 'failed' };
    // How many steps came without a wait was judged when they were played.
    ({ place } = move(graph, { ...place, sinceWait: 0 }, { outcome, stops: stopsRun }));
  }
  return place.node;
};

/** How it ended for one person: after the last step that was left, or at the step where it was stopped. */
const endOf = (graph: FlowGraph, trial: FlowTrial): Omit<Rehearsal['ends'][number], 'count'> => {
  const { end, place } = trial;
  if (end === null) return { state: 'open', reason: null, node: place?.node ?? null };
  const last = leftIn(trial).at(-1);
  if (end.state === 'stopped') return { ...end, node: placeOf(graph, trial) };
  // The reason of the step says more than that a step failed.
  const reason = end.reason === 'step-failed' ? (last?.reason ?? end.reason) : end.reason;
  return { state: end.state, reason, node: last?.node ?? null };
};

const endsOf = (graph: FlowGraph, trials: readonly FlowTrial[]): Rehearsal['ends'] => {
  const ends = new Map<string, Rehearsal['ends'][number]>();
  for (const trial of trials) {
    const end = endOf(graph, trial);
    const key = `${end.state} ${end.reason} ${end.node}`;
    ends.set(key, { ...end, count: (ends.get(key)?.count ?? 0) + 1 });
  }
  return [...ends.values()].sort((a, b) => b.count - a.count);
};

/** At which steps people are at the end, and at which they were stopped. */
const placesOf = (graph: FlowGraph, trials: readonly FlowTrial[]) => {
  const [waiting, stopped] = [new Map<string, number>(), new Map<string, number>()];
  for (const trial of trials) {
    const node = placeOf(graph, trial);
    if (node === null) continue;
    const counts = trial.end === null ? waiting : stopped;
    counts.set(node, (counts.get(node) ?? 0) + 1);
  }
  return { waiting, stopped };
};

/** Did a condition ask what is not known? That an entry is made up is no condition. */
const isUnsure = (trial: FlowTrial): boolean => {
  const decided = leftIn(trial).filter(({ step }) => step !== 'entry');
  return [...decided, ...bubblesIn(trial)].some(({ unsure }) => unsure);
};

/** What several people's trials of one flow came to, in the figures of its steps. */
export const rehearsalOf = (
  graph: FlowGraph,
  trials: readonly FlowTrial[]
): Pick<Rehearsal, 'people' | 'nodes' | 'ends' | 'messages' | 'unsure'> => {
  const left: LeftCount[] = trials
    .flatMap(leftIn)
    .map(({ node, exit }) => ({ node, exit, count: 1 }));
  const { waiting, stopped } = placesOf(graph, trials);
  const at: AtCount[] = [
    ...[...waiting].map(([node, count]) => ({ node, isOpen: true, count })),
    ...[...stopped].map(([node, count]) => ({ node, isOpen: false, count })),
  ];
  return {
    people: trials.length,
    nodes: figuresOf(left, at, waiting),
    ends: endsOf(graph, trials),
    messages: trials.flatMap(messagesIn).length,
    unsure: trials.filter(isUnsure).length,
  };
};
