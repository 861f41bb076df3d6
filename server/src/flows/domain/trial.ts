import { isReply } from '../../contracts/bot-steps';
import type { MessageBody } from '../../contracts/conversations';
import type { FlowConditions } from '../../contracts/flow-conditions';
import {
  FLOW_MESSAGES_A_DAY,
  type FlowGraph,
  type FlowNode,
  type FlowStep,
} from '../../contracts/flow-graph';
import {
  TRIAL_STEPS,
  type FlowTrial,
  type TrialLine,
  type TrialMove,
} from '../../contracts/flow-trial';
import { DomainError } from '../../kernel/errors';
import { DAY_MS, MINUTE_MS } from '../../kernel/time';
import { answerTo, type Said } from './answer';
import { caseThatHolds, type Known } from './conditions';
import { endingOf, stopsRun } from './ending';
import { afterAnswer, leadsOut, speakerOf, waitUntil, type Asking } from './question';
import type { Variables } from './variables';
import {
  begin,
  FAILED,
  handlesFailure,
  move,
  NEXT,
  nodeOf,
  speaksAfter,
  type Outcome,
  type Place,
} from './walk';

/** What is known at a moment of a trial. */
export interface Scene {
  readonly now: number;
  readonly variables: Variables;
  /** The message that the run took last. */
  readonly said: Known['said'];
}

/** What a trial asks of the rooms that know people, texts and settings. They change nothing outside of the trial. */
export interface Stage {
  /** What a reply would look like. Throws why it could not be sent. */
  says(step: FlowStep, scene: Scene & { isAgain: boolean }): Promise<MessageBody>;
  /** What belongs to an action that is not done: the tag, the person, the task. Throws why it could not be done. */
  does(step: FlowStep, scene: Scene): Promise<string | null>;
  /** `unsure`: it asked what cannot be known here. */
  holds(when: FlowConditions, scene: Scene): Promise<{ holds: boolean; unsure: boolean }>;
  /** End of the person's quiet hours; null: they are none now. */
  quietEnd(now: number): Promise<number | null>;
  person(): { language: string | null; country: string | null; zone: string };
}

/** How a trial begins. */
export interface Opening {
  at: number;
  said: Known['said'];
  /** Free text may go until then; null: it may not. */
  windowUntil: number | null;
}

type Wait = Omit<NonNullable<FlowTrial['place']>, 'node' | 'visit'>;
interface Came {
  ok: boolean;
  exit?: string;
  reason?: string | null;
  subject?: string | null;
  unsure?: boolean;
}
const DONE: Came = { ok: true };

/** What can be pressed on the bubble of a step. */
const pressesOf = (step: FlowStep): Extract<TrialLine, { kind: 'bubble' }>['presses'] => {
  if (step.kind === 'choice')
    return step.choices.map(({ id: exit, title, note }) => ({ exit, title, note }));
  if (step.kind !== 'buttons') return [];
  return step.buttons.map((title) => ({ exit: title, title, note: '' }));
};

const asks = (step: FlowStep): step is Asking => step.kind === 'question' || step.kind === 'choice';

/** A place to show on a map: the pier of Üsküdar. */
const PLACE = { latitude: 41.0266, longitude: 29.0161 };

/**
 * Plays a flow from its beginning by the rules of the engine: the same walk, answers, conditions and waits, on a clock of
 * its own. Nothing is sent or stored.
 */
const createPlay = (graph: FlowGraph, stage: Stage, opening: Opening) => {
  const lines: TrialLine[] = [];
  let place: Place = begin(graph);
  let { at: now, said, windowUntil } = opening;
  let variables: Variables = null;
  let wait: Wait | null = null;
  let attempts = 0;
  let isTroubled = false;
  let steps = 0;
  let end: FlowTrial['end'] = null;

  const scene = (): Scene => ({ now, variables, said });
  const here = (node: FlowNode) => ({ node: node.id, visit: place.visit, at: now });

  const leave = (node: FlowNode, { ok, exit = NEXT, ...came }: Came): void => {
    const outcome: Outcome = ok ? { kind: 'exit', exit } : { kind: 'failed' };
    const next = move(graph, place, { outcome, stops: stopsRun });
    const isHandled = !ok && handlesFailure(node);
    isTroubled ||= !ok && !isHandled;
    const { reason = null, subject = null, unsure = false } = came;
    const way = ok ? exit : isHandled ? FAILED : null;
    const result = { ok, reason, subject, exit: way, unsure };
    lines.push({ kind: 'left', ...here(node), step: node.step.kind, ...result });
    place = next.place;
    wait = null;
    attempts = 0;
    if (next.kind === 'ended') end = endingOf(next.why, { node, ok, troubled: isTroubled });
  };

  /** The run stays at its node. */
  const rest = (waits: Wait['waits'], until: number): void => {
    ({ place } = move(graph, place, { outcome: { kind: 'waits' }, stops: stopsRun }));
    wait = { waits, until };
  };

  /** False: the flow has said enough for a day. */
  const say = async (node: FlowNode): Promise<boolean> => {
    const { step } = node;
    const today = lines.filter(({ kind, at }) => kind === 'bubble' && at > now - DAY_MS);
    if (today.length >= FLOW_MESSAGES_A_DAY) {
      end = { state: 'stopped', reason: 'daily-bound' };
      return false;
    }
    if (step.kind !== 'template' && (windowUntil === null || windowUntil <= now))
      throw new DomainError('window-closed', 'the reply window is closed');
    const body = await stage.says(step, { ...scene(), isAgain: attempts > 1 });
    lines.push({ kind: 'bubble', ...here(node), body, presses: pressesOf(step) });
    return true;
  };

  const ask = async (node: FlowNode, step: Asking): Promise<void> => {
    attempts += 1;
    if (await say(node)) rest('answer', now + step.noAnswerAfter * MINUTE_MS);
  };

  const perform = async (node: FlowNode): Promise<void> => {
    const { step } = node;
    if (asks(step)) return ask(node, step);
    if (step.kind === 'wait') {
      const until = waitUntil(step, { now, zone: stage.person().zone });
      return rest(step.orAnswer ? 'message' : 'time', until);
    }
    if (step.kind === 'branch') {
      let unsure = false;
      const taken = await caseThatHolds(step.cases, async (when) => {
        const one = await stage.holds(when, scene());
        unsure ||= one.unsure;
        return one.holds;
      });
      return leave(node, { ...DONE, ...taken, unsure });
    }
    if (!isReply(step)) return leave(node, { ...DONE, subject: await stage.does(step, scene()) });
    if (await say(node)) leave(node, DONE);
  };

  /** Does a step. What is refused is a step that failed, as in the engine. */
  const attempt = async (node: FlowNode, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      leave(node, { ok: false, reason: error.kind });
    }
  };

  /** Goes on until the flow waits or ends. */
  const walk = async (): Promise<void> => {
    while (end === null && wait === null) {
      const node = nodeOf(graph, place.node);
      if (!node || steps >= TRIAL_STEPS) {
        end = node
          ? { state: 'stopped', reason: 'trial-bound' }
          : { state: 'failed', reason: 'node-gone' };
        return;
      }
      steps += 1;
      await attempt(node, () => perform(node));
    }
  };

  const answer = async (node: FlowNode, step: Asking, heard: Said): Promise<void> => {
    const { zone, ...person } = stage.person();
    const read = answerTo(step, heard, speakerOf(person, { now, zone }));
    const next = afterAnswer(step, { answer: read, attempts, variables });
    if (next === 'again') return attempt(node, () => ask(node, step));
    ({ variables } = next);
    leave(node, { ...DONE, exit: next.exit, subject: next.subject });
  };

  /** Does the step that waits take it? A press answers only the question that it is on. */
  const takes = (isPress: boolean, { pressed }: Said): boolean => {
    if (end !== null || wait === null) return false;
    if (wait.waits === 'answer') return !isPress || pressed !== null;
    return wait.waits === 'message';
  };

  const hear = async (heard: Said, { type, isPress }: { type: string; isPress: boolean }) => {
    const node = nodeOf(graph, place.node);
    windowUntil = now + DAY_MS;
    const offered = node ? pressesOf(node.step).map(({ title }) => title) : [];
    const isLeft = wait?.waits === 'answer' && !isPress && leadsOut(heard.text, offered);
    const taken = !isLeft && takes(isPress, heard);
    lines.push({ kind: 'heard', at: now, text: heard.text, type, taken });
    if (isLeft) end = { state: 'stopped', reason: 'left' };
    if (!taken || !node) return;
    said = { text: heard.text, type };
    if (asks(node.step)) await answer(node, node.step, heard);
    else leave(node, { ...DONE, exit: 'came' });
    await walk();
  };

  const windTo = (at: number): void => {
    if (at <= now) return;
    now = at;
    lines.push({ kind: 'clock', at });
  };

  /** The time of the step that waits is over. Before a flow speaks in somebody's night it waits until the morning. */
  const silence = async (node: FlowNode): Promise<void> => {
    const exit = node.step.kind === 'wait' ? 'over' : 'no-answer';
    const morning = speaksAfter(graph, node, exit) ? await stage.quietEnd(now) : null;
    if (wait && morning !== null && morning > now) wait = { ...wait, until: morning };
    else leave(node, { ...DONE, exit });
  };

  const later = async (minutes: number | null): Promise<void> => {
    const target = minutes === null ? (wait?.until ?? now) : now + minutes * MINUTE_MS;
    while (end === null && wait && wait.until <= target) {
      const node = nodeOf(graph, place.node);
      if (!node) break;
      windTo(wait.until);
      await silence(node);
      await walk();
    }
    windTo(target);
  };

  /** What was pressed: the title, and the exit where the question still waits. */
  const press = (visit: number, exit: string): { text: string; pressed: string | null } => {
    const line = lines.find((one) => one.kind === 'bubble' && one.visit === visit);
    const on = line?.kind === 'bubble' ? line : null;
    const shown = on?.presses.find((one) => one.exit === exit);
    const isOpen = visit === place.visit && wait?.waits === 'answer';
    return { text: shown?.title ?? exit, pressed: shown && isOpen ? exit : null };
  };

  const make = async (one: TrialMove): Promise<void> => {
    const nothing: Said = { text: '', pressed: null, file: null, place: null };
    switch (one.kind) {
      case 'text':
        return hear({ ...nothing, text: one.text }, { type: 'text', isPress: false });
      case 'press':
        return hear(
          { ...nothing, ...press(one.visit, one.exit) },
          { type: 'interactive', isPress: true }
        );
      case 'file': {
        const file = { messageId: 0, type: one.type };
        return hear({ ...nothing, file }, { type: one.type, isPress: false });
      }
      case 'place':
        return hear({ ...nothing, place: PLACE }, { type: 'location', isPress: false });
      case 'later':
        return later(one.minutes);
    }
  };

  const result = (): FlowTrial => ({
    startedAt: opening.at,
    now,
    lines,
    variables: Object.entries(variables ?? {}).map(([name, value]) => ({ name, value })),
    place: end === null && wait ? { node: place.node ?? '', visit: place.visit, ...wait } : null,
    end,
  });
  return { walk, make, result };
};

/** Plays a flow from its beginning with these moves of the person. The same moves come to the same. */
export const playFlow = async (
  graph: FlowGraph,
  stage: Stage,
  { moves, ...opening }: Opening & { moves: readonly TrialMove[] }
): Promise<FlowTrial> => {
  const play = createPlay(graph, stage, opening);
  await play.walk();
  for (const one of moves) await play.make(one);
  return play.result();
};
