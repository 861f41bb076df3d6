import {
  isFileKind,
  isMinutesOfWait,
  isReply,
  REPLIES_MOST,
  takesAnyMessage,
  type BotDraft,
  type BotStep,
} from '../../contracts/bots';
import type { FlowGraph, FlowStep } from '../../contracts/flow-graph';
import { textsOf } from '../../contracts/flow-parts';
import { keysIn } from '../../contracts/system-keys';
import { sourceOf, unknownVariables } from '../../contracts/text-variables';
import { compilePattern } from './pattern';

/** A step of a bot, with the path of its place in the body; `node`: of a flow. */
export interface Placed {
  at: string;
  node: string | null;
  step: FlowStep;
}

/** The steps of a bot: those of its list, or of its graph. */
export const placed = ({
  steps,
  graph,
}: {
  steps: readonly BotStep[] | null;
  graph: FlowGraph | null;
}): Placed[] =>
  graph
    ? graph.nodes.map(({ id, step }, i) => ({ at: `graph.nodes.${i}.step`, node: id, step }))
    : (steps ?? []).map((step, i) => ({ at: `steps.${i}`, node: null, step }));

/** Files of the media library that a bot sends, each with the field that names it. */
export const filesIn = (steps: readonly Placed[]): { field: string; fileId: number }[] =>
  steps.flatMap(({ at, step }) =>
    step.kind === 'media' ? [{ field: `${at}.fileId`, fileId: step.fileId }] : []
  );

/** Calls of other systems: they decide which data of people goes where. */
export const callsIn = (steps: readonly Placed[]): Placed[] =>
  steps.filter(({ step }) => step.kind === 'http');

/** Templates that a bot sends. */
export const templatesIn = (steps: readonly Placed[]): Set<number> =>
  new Set(steps.flatMap(({ step }) => (step.kind === 'template' ? [step.templateId] : [])));

export interface DraftProblem {
  /** Path in the body: `triggers.0.pattern`. */
  field: string;
  kind: string;
  message: string;
  /** What is meant, in words. */
  names?: string[];
  /** Of a flow: the node, and the field of its step, or its exit. */
  place?: { node: string; field: string };
}

/** Problems of one step, with fields named from the step, as problems of the whole body. */
export const problemsAt = ({ at, node }: Placed, found: readonly DraftProblem[]): DraftProblem[] =>
  found.map((one) => ({
    ...one,
    field: `${at}.${one.field}`,
    ...(node === null ? {} : { place: { node, field: one.field } }),
  }));

type EventTrigger = Extract<BotDraft['triggers'][number], { kind: 'event' }>;

const patternProblems = ({ triggers }: BotDraft): DraftProblem[] =>
  triggers.flatMap((trigger, i) => {
    if (trigger.kind !== 'pattern') return [];
    const compiled = compilePattern(trigger.pattern);
    if (compiled.ok) return [];
    return [
      {
        field: `triggers.${i}.pattern`,
        kind: 'bad-pattern',
        message: `the pattern is broken: ${compiled.problem}`,
      },
    ];
  });

const eventProblem = ({ event, value }: EventTrigger): Omit<DraftProblem, 'field'> | null => {
  if (event === 'tag-added' && value === '')
    return { kind: 'tag-missing', message: 'choose the tag' };
  if (event === 'unanswered' && !isMinutesOfWait(value))
    return { kind: 'minutes-missing', message: 'write from 1 to 1440 minutes' };
  return event === 'file' && value !== '' && !isFileKind(value)
    ? { kind: 'invalid', message: 'image, video, audio, document or sticker' }
    : null;
};

const eventProblems = ({ triggers }: BotDraft): DraftProblem[] =>
  triggers.flatMap((trigger, i) => {
    const found = trigger.kind === 'event' ? eventProblem(trigger) : null;
    return found ? [{ field: `triggers.${i}.value`, ...found }] : [];
  });

/** Who writes for the first time, or anything at all, may say what only people can answer. */
const answeredProblems = ({ countsAsAnswered, triggers }: BotDraft): DraftProblem[] =>
  countsAsAnswered && triggers.some(takesAnyMessage)
    ? [
        {
          field: 'countsAsAnswered',
          kind: 'answers-anything',
          message: 'a bot that any message sets off does not answer what was written',
        },
      ]
    : [];

/** Variables of a list of steps; those of a flow also have what it keeps, see `graphProblems`. */
const variableProblems = (step: BotStep, i: number): DraftProblem[] =>
  textsOf(step).flatMap(([field, text]) =>
    unknownVariables(text)
      .filter((name) => sourceOf(name) === null)
      .slice(0, 1)
      .map((name) => ({
        field: `steps.${i}.${field}`,
        kind: 'unknown-variable',
        message: `{{${name}}} is not known`,
      }))
  );

/** Keys for other systems go into headers and nowhere else: a text would show their name. */
const misplacedKeys = (step: FlowStep): DraftProblem[] =>
  textsOf(step)
    .filter(
      ([field, text]) =>
        !(step.kind === 'http' && field.startsWith('headers.')) && keysIn(text).length > 0
    )
    .map(([field]) => ({
      field,
      kind: 'secret-elsewhere',
      message: 'keys of other systems go into values of headers only',
    }));

/** What can be seen of one step; fields are its own. */
export const stepProblems = ({ step }: Pick<Placed, 'step'>): DraftProblem[] => {
  const misplaced = misplacedKeys(step);
  if (misplaced.length > 0) return misplaced;
  if (step.kind === 'tag' && step.add.length + step.remove.length === 0)
    return [{ field: 'add', kind: 'tag-missing', message: 'choose a tag' }];
  if (step.kind === 'wait' && step.orEvent?.event === 'tag-added' && step.orEvent.value === '')
    return [{ field: 'orEvent', kind: 'tag-missing', message: 'choose the tag' }];
  if (step.kind === 'buttons' && new Set(step.buttons).size < step.buttons.length)
    return [{ field: 'buttons', kind: 'same-buttons', message: 'two buttons say the same' }];
  // A button has 20 characters, and the press on it is known by its words: they are the same for everybody.
  if (step.kind === 'buttons' && step.buttons.some((title) => title.includes('{{')))
    return [
      {
        field: 'buttons',
        kind: 'variable-in-button',
        message: 'buttons have no variables: write words that fit everybody',
      },
    ];
  return [];
};

/** What makes a draft unusable, as far as it can be seen without asking anybody. Empty = fine. */
export const draftProblems = (draft: BotDraft): DraftProblem[] => {
  const handover = draft.steps.findIndex((step) => step.kind === 'handover');
  const replies = draft.steps.filter(isReply).length;
  return [
    ...patternProblems(draft),
    ...eventProblems(draft),
    ...answeredProblems(draft),
    ...placed(draft).flatMap((one) => problemsAt(one, stepProblems(one))),
    ...draft.steps.flatMap(variableProblems),
    ...(replies > REPLIES_MOST
      ? [
          {
            field: 'steps',
            kind: 'too-many-replies',
            message: `at most ${REPLIES_MOST} replies in a chain`,
          },
        ]
      : []),
    ...(handover >= 0 && handover < draft.steps.length - 1
      ? [
          {
            field: `steps.${handover + 1}`,
            kind: 'after-handover',
            message: 'nothing follows a handover: put it last',
          },
        ]
      : []),
  ];
};
