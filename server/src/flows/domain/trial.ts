import { isReply } from '../../contracts/bot-steps';
import {
  FLOW_STALE_MS,
  HTTP_LIMIT_MS,
  type FlowGraph,
  type FlowNode,
} from '../../contracts/flow-graph';
import {
  TRIAL_STEPS,
  type FlowTrial,
  type TrialLine,
  type TrialMove,
} from '../../contracts/flow-trial';
import { DomainError } from '../../kernel/errors';
import { DAY_MS, MINUTE_MS } from '../../kernel/time';
import { passesAgent } from './agent-talk';
import { answerTo, type Said } from './answer';
import { endingOf, stopsRun } from './ending';
import { namedValues } from './entries';
import { endsWith } from './proactive';
import { afterAnswer, leadsOut, speakerOf, waitUntil, type Asking } from './question';
import { asks, heardBy, isConfirmed, outOf, pressesOf, type Heard } from './trial-moves';
import { leftBy, type News } from './trial-news';
import { boundOf, caseTaken, heldBy, promotionsIn } from './trial-rules';
import {
  DONE,
  type Came,
  type Meaning,
  type Opening,
  type Scene,
  type Sent,
  type Spoken,
  type Stage,
} from './trial-stage';
import type { Variables } from './variables';
import {
  begin,
  FAILED,
  handlesFailure,
  isAnswered,
  isWaiting,
  move,
  NEXT,
  nodeOf,
  speaksAfter,
  type Outcome,
  type Place,
} from './walk';

type Wait = Omit<NonNullable<FlowTrial['place']>, 'node' | 'visit'>;

/**
 * Plays a flow from its beginning by the rules of the engine: the same walk, answers, conditions, waits, bounds and door, on a
 * clock of its own. Nothing is sent or stored.
 */
export const createPlay = (graph: FlowGraph, stage: Stage, opening: Opening) => {
  const lines: TrialLine[] = [];
  const sent: Sent[] = [];
  const origin = opening.origin ?? (opening.said ? 'message' : 'event');
  let place: Place = begin(graph);
  let { at: now, said, windowUntil, lastInboundAt } = opening;
  let unasked = origin !== 'message';
  let variables: Variables = opening.variables ?? null;
  let wait: Wait | null = null;
  /** What it waited for when a colleague had the conversation. */
  let before: Wait | null = null;
  let [attempts, steps] = [0, 0];
  /** After how many lines the question of this node was asked, and when its last message goes. */
  let [askedAt, goesAt] = [0, now];
  /** The visit of the newest message that the person has; null: none of the flow. */
  let newest: number | null = null;
  /** The same of the question that was answered, where the person has answered since the last wait. */
  let answeredFor: number | null = null;
  let [isTaken, isTroubled, hasAnswered] = [opening.isTaken ?? false, false, false];
  let end: FlowTrial['end'] = null;

  const scene = (): Scene => ({ now, order: lines.length, variables, said });
  const here = (node: FlowNode) => ({ node: node.id, visit: place.visit, at: now });

  const leave = (node: FlowNode, { ok, exit = NEXT, ...came }: Came): void => {
    const outcome: Outcome = ok ? { kind: 'exit', exit } : { kind: 'failed' };
    const next = move(graph, place, { outcome, stops: stopsRun });
    const isHandled = !ok && handlesFailure(node);
    isTroubled ||= !ok && !isHandled;
    const { reason = null, subject = null, unsure = false, cap = null } = came;
    const way = ok ? exit : isHandled ? FAILED : null;
    const result = { ok, reason, subject, exit: way, unsure, cap };
    lines.push({ kind: 'left', ...here(node), step: node.step.kind, ...result });
    if (isWaiting(node.step)) answeredFor = isAnswered(node.step.kind, way) ? askedAt : null;
    place = next.place;
    wait = null;
    before = null;
    attempts = 0;
    if (next.kind === 'ended') end = endingOf(next.why, { node, ok, troubled: isTroubled });
  };

  /** The run stays at its node. */
  const rest = (waits: Wait['waits'], until: number): void => {
    ({ place } = move(graph, place, { outcome: { kind: 'waits' }, stops: stopsRun }));
    wait = { waits, until };
    before = null;
  };

  /** What keeps the message back for good leaves the step; else the words are shown. */
  const show = (node: FlowNode, spoken: Spoken): boolean => {
    const { body, category, topic, variant, unsure } = spoken;
    const promotions = promotionsIn(sent);
    const going = { category, topic, unasked, now, windowUntil, lastInboundAt, promotions };
    const refusal = stage.judges(going);
    const held = heldBy(refusal);
    if (refusal && !held) {
      leave(node, { ok: false, reason: refusal.reason, cap: refusal.cap });
      return false;
    }
    const presses = pressesOf(node.step);
    lines.push({ kind: 'bubble', ...here(node), body, presses, variant, unsure, held });
    sent.unshift({ body, category, unasked, at: now });
    newest = place.visit;
    hasAnswered = false;
    goesAt = refusal?.until ?? now;
    return true;
  };

  /** False: the flow has said enough, or the message does not go. */
  const say = async (node: FlowNode): Promise<boolean> => {
    const reason = boundOf(place, { opening, sent, now });
    if (reason) end = { state: 'stopped', reason };
    const asked = { ...scene(), isAgain: attempts > 1 };
    return reason === null && show(node, await stage.says(node.step, asked));
  };

  const ask = async (node: FlowNode, step: Asking): Promise<void> => {
    attempts += 1;
    if (attempts === 1) askedAt = lines.length;
    if (await say(node)) rest('answer', goesAt + step.noAnswerAfter * MINUTE_MS);
  };

  const act = async (node: FlowNode): Promise<void> => {
    const done = await stage.does(node.step, { ...scene(), askedAt: answeredFor });
    variables = done.variables ?? variables;
    leave(node, { ...DONE, ...done });
  };

  /** Nobody is called: what the other system answers comes as a move. */
  const call = async (node: FlowNode): Promise<void> => {
    await stage.does(node.step, { ...scene(), askedAt: answeredFor });
    wait = { waits: 'calling', until: now + HTTP_LIMIT_MS };
    before = null;
  };

  const perform = async (node: FlowNode): Promise<void> => {
    const { step } = node;
    if (asks(step)) return ask(node, step);
    if (step.kind === 'wait') {
      const until = waitUntil(step, { now, zone: stage.person().zone });
      return rest(step.orAnswer ? 'message' : 'time', until);
    }
    if (step.kind === 'branch') {
      const taken = await caseTaken(step, (when) => stage.holds(when, scene()));
      return leave(node, { ...DONE, ...taken });
    }
    if (step.kind === 'http') return call(node);
    if (!isReply(step)) return act(node);
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

  /** The flow has something to do while a colleague has the conversation: it waits for them, a day at most, or ends. */
  const hold = (): void => {
    if (graph.whenTaken === 'end') {
      end = { state: 'stopped', reason: 'person-took-over' };
      return;
    }
    const until = now + FLOW_STALE_MS;
    before = wait;
    wait = { waits: 'held', until };
    lines.push({ kind: 'colleague', at: now, does: 'holds', until });
  };

  /** Is the step for nobody to do while a colleague has the conversation? */
  const isHeld = async ({ step }: FlowNode): Promise<boolean> =>
    isTaken && !passesAgent(step, { unasked, isNotice: await stage.isNotice(step) });

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
      if (await isHeld(node)) return hold();
      steps += 1;
      await attempt(node, () => perform(node));
    }
  };

  const goOn = async (node: FlowNode, came: Came): Promise<void> => {
    leave(node, came);
    await walk();
  };

  const answer = async (node: FlowNode, step: Asking, heard: Said): Promise<void> => {
    const { zone, ...person } = stage.person();
    const read = answerTo(step, heard, speakerOf(person, { now, zone }));
    const next = afterAnswer(step, { answer: read, attempts, variables });
    if (next === 'again') return attempt(node, () => ask(node, step));
    ({ variables } = next);
    leave(node, { ...DONE, exit: next.exit, subject: next.subject });
  };

  /**
   * Does the step that waits take it? A press answers only the question that it is on, a text one that was there. A wait is
   * not ended by what came before a text of the flow had gone.
   */
  const takes = (isPress: boolean, { pressed }: Said): boolean => {
    if (end !== null || wait === null) return false;
    if (wait.waits === 'answer') return isPress ? pressed !== null : goesAt <= now;
    return wait.waits === 'message' && (!unasked || goesAt <= now);
  };

  /** For what the run waits, also while a colleague has the conversation. */
  const waitsFor = () => {
    const { waits = null } = before ?? wait ?? {};
    return waits === 'held' ? null : waits;
  };

  const meaningOf = (words: string, isPress: boolean): Meaning | null => {
    const isOpen = waitsFor() === 'answer' && newest === place.visit && end === null;
    const isAsking = isOpen && goesAt <= now && now - goesAt <= DAY_MS;
    if (words === '') return null;
    const heard = { words, isPress, now, order: lines.length };
    return stage.means({ ...heard, sent, isAsking, hasAnswered, lastInboundAt });
  };

  /**
   * What the words do to the person, and to the flow with it: an opt-out ends what answers nobody, as in the engine. One that
   * the flow itself records ends others only.
   */
  const apply = (words: string, meaning: Meaning | null): void => {
    if (!meaning) return;
    lines.push({ kind: 'word', at: now, words, ...meaning });
    if (isConfirmed(meaning)) newest = null;
    if (end === null && endsWith({ origin, unasked, waitsFor: waitsFor() }, outOf(meaning)))
      end = { state: 'stopped', reason: 'opted-out' };
  };

  /** Do the words lead out of the question? Not where it offers them, nor while a colleague reads. */
  const leaves = (text: string, isPress: boolean): boolean => {
    const node = nodeOf(graph, place.node);
    const offered = node ? pressesOf(node.step).map(({ title }) => title) : [];
    const isOpen = end === null && !isTaken && wait?.waits === 'answer' && goesAt <= now;
    return isOpen && !isPress && leadsOut(text, offered);
  };

  const hear = async ({ heard, type, isPress }: Heard): Promise<void> => {
    const node = nodeOf(graph, place.node);
    const { text } = heard;
    const meaning = meaningOf(text, isPress);
    const isForFlow = !isTaken && (meaning?.passes ?? true);
    const isLeft = isForFlow && leaves(text, isPress);
    const taken = isForFlow && !isLeft && takes(isPress, heard);
    windowUntil = now + DAY_MS;
    lastInboundAt = now;
    hasAnswered = true;
    lines.push({ kind: 'heard', at: now, text, type, taken, colleague: isTaken });
    apply(text, meaning);
    if (isLeft) {
      const left = { does: 'left', changed: false, passes: true } as const;
      lines.push({ kind: 'word', at: now, words: text, ...left });
      end = { state: 'stopped', reason: 'left' };
    }
    if (!taken || !node || end !== null) return;
    said = { text, type };
    unasked = false;
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
    if (wait && morning !== null && morning > now) {
      wait = { ...wait, until: morning };
      return;
    }
    unasked = true;
    await goOn(node, { ...DONE, exit });
  };

  /** Another system has answered or failed, or what a wait waits for has happened: who did that has not written. */
  const report = async (one: News): Promise<void> => {
    const node = end === null ? nodeOf(graph, place.node) : null;
    const waits = wait?.waits ?? null;
    const left = node && leftBy(one, { step: node.step, waits, variables });
    if (!node || !left) return;
    const { came, event } = left;
    ({ variables } = left);
    if (event) {
      lines.push({ kind: 'happened', at: now, ...event });
      stage.happens(event);
      unasked = true;
    }
    await goOn(node, came);
  };

  const later = async (minutes: number | null): Promise<void> => {
    const target = minutes === null ? (wait?.until ?? now) : now + minutes * MINUTE_MS;
    while (end === null && wait && wait.until <= target) {
      const node = nodeOf(graph, place.node);
      if (!node) break;
      windTo(wait.until);
      if (wait.waits === 'held') end = { state: 'stopped', reason: 'person-took-over' };
      else if (wait.waits === 'calling') await goOn(node, { ok: false, reason: 'http-timeout' });
      else if (await isHeld(node)) hold();
      else await silence(node);
    }
    windTo(target);
  };

  const take = (): void => {
    if (isTaken) return;
    isTaken = true;
    lines.push({ kind: 'colleague', at: now, does: 'takes', until: null });
  };

  /** What was held goes on, and answers nobody; the silence of an open question counts from here. */
  const handBack = async (): Promise<void> => {
    if (!isTaken) return;
    isTaken = false;
    lines.push({ kind: 'colleague', at: now, does: 'hands-back', until: null });
    const node = nodeOf(graph, place.node);
    if (end !== null || wait?.waits !== 'held' || !node) return;
    unasked = true;
    if (before === null) {
      wait = null;
      return walk();
    }
    if (asks(node.step)) return rest('answer', now + node.step.noAnswerAfter * MINUTE_MS);
    wait = before;
    before = null;
    await silence(node);
  };

  const make = async (one: TrialMove): Promise<void> => {
    const isOpen = (visit: number) => visit === place.visit && wait?.waits === 'answer';
    switch (one.kind) {
      case 'later':
        return later(one.minutes);
      case 'taken':
        return take();
      case 'handed-back':
        return handBack();
      case 'called':
      case 'call-failed':
      case 'happened':
        return report(one);
      default:
        return hear(heardBy(one, { lines, isOpen }));
    }
  };

  const start = (): Promise<void> => {
    const { saidAt, isPress } = opening;
    if (said && saidAt === undefined) apply(said.text, meaningOf(said.text, isPress));
    if (said) lastInboundAt = saidAt ?? now;
    return walk();
  };

  const result = (): FlowTrial => ({
    startedAt: opening.at,
    now,
    lines,
    variables: namedValues(variables).map(([name, value]) => ({ name, value })),
    place: end === null && wait ? { node: place.node ?? '', visit: place.visit, ...wait } : null,
    taken: isTaken,
    end,
  });
  return { start, make, result };
};
