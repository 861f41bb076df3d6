import {
  stopsChain,
  VARIANTS_MOST,
  type BotStep,
} from '../../../../../../server/src/contracts/bot-steps';
import {
  variableName,
  type FlowCondition,
} from '../../../../../../server/src/contracts/flow-conditions';
import {
  flowStep,
  HTTP_HEADERS_MOST,
  HTTP_METHODS,
  HTTP_SAVES_MOST,
  WAIT_EVENTS,
  type FlowStep,
} from '../../../../../../server/src/contracts/flow-graph';
import { TEXT_VARIABLES } from '../../../../../../server/src/contracts/text-variables';
import type { Key } from '../../../../translations/key';
import { emptyRoot, rootOf, rowsOf, treeOf, type Branch } from '../../../Segments/model';
import { emptyBranches, isAsked } from '../../../Segments/model-check';
import { newStep as newBotStep, stepErrors } from '../../model';
import { entryErrors, newEntryStep } from './entry';
import { newKey } from './graph';

export type StepKind = FlowStep['kind'];

/** A branch while it is edited: its conditions as lines that may not be finished. */
export interface EditBranch {
  readonly kind: 'branch';
  readonly cases: readonly { readonly id: string; readonly name: string; readonly root: Branch }[];
}
type TextStep = Extract<FlowStep, { kind: 'text' }>;
/** A text while it is edited, with its variants. */
export interface EditText extends Omit<TextStep, 'variants'> {
  readonly variants: readonly {
    /** Only while it is edited. */
    readonly id: string;
    readonly root: Branch;
    readonly text: string;
  }[];
}
export type EditStep = Exclude<FlowStep, { kind: 'branch' | 'text' }> | EditBranch | EditText;
export type EditOf<K extends StepKind> = Extract<EditStep, { kind: K }>;

/** What the menu for a new step offers. */
export const STEP_GROUPS = [
  ['say', ['text', 'media', 'template', 'link', 'buttons', 'preferences']],
  ['ask', ['question', 'choice']],
  ['turn', ['branch', 'wait']],
  [
    'do',
    [
      'set',
      'tag',
      'topic',
      'opt-in',
      'assign',
      'task',
      'note',
      'entry',
      'http',
      'start-flow',
      'handover',
      'close',
    ],
  ],
] as const satisfies readonly (readonly [string, readonly StepKind[]])[];

export { HTTP_HEADERS_MOST, HTTP_METHODS, HTTP_SAVES_MOST, VARIANTS_MOST, WAIT_EVENTS };
export const CHOICES_MOST = 10;
export const CASES_MOST = 10;
export const VALUES_MOST = 10;
/** Meta: three choices are buttons, with shorter titles; more are rows of a list. */
const BUTTONS_MOST = 3;
export const isList = ({ choices }: { choices: readonly unknown[] }): boolean =>
  choices.length > BUTTONS_MOST;
const ROW_TITLE_MOST = 24;
const BUTTON_TITLE_MOST = 20;
export const titleMost = (step: { choices: readonly unknown[] }): number =>
  isList(step) ? ROW_TITLE_MOST : BUTTON_TITLE_MOST;

/** Within the 24 hours in which the next text may still go. */
const SILENCE = 23 * 60;
const asking = { tries: 2, again: '', noAnswerAfter: SILENCE };

export const newChoice = () => ({ id: newKey(), title: '', note: '' });
export const newVariant = () => ({ id: newKey(), root: emptyRoot(), text: '' });
export const newCase = () => ({ id: newKey(), name: '', root: emptyRoot() });

/** A step with nothing written in it yet. */
export const newStep = (kind: StepKind): EditStep => {
  switch (kind) {
    case 'question':
      return { kind, text: '', answer: { kind: 'text', most: 1000 }, saveAs: '', ...asking };
    case 'choice':
      return {
        kind,
        text: '',
        open: '',
        choices: [newChoice(), newChoice()],
        saveAs: null,
        ...asking,
      };
    case 'branch':
      return { kind, cases: [newCase()] };
    case 'wait':
      return { kind, until: { kind: 'minutes', minutes: 60 }, orAnswer: false };
    case 'link':
      return { kind, text: '', button: '', url: 'https://', onFail: null };
    case 'set':
      return { kind, values: [{ field: 'name', text: '' }], onFail: null };
    case 'topic':
      return { kind, topic: '', wanted: true };
    case 'opt-in':
      return { kind, action: 'opt-in' };
    case 'http':
      return { kind, method: 'GET', url: 'https://', headers: [], body: '', saves: [] };
    case 'start-flow':
      return { kind, flowId: 0, onFail: null };
    case 'entry':
      return newEntryStep();
    default:
      return editOf(newBotStep(kind));
  }
};

export const editOf = (step: FlowStep): EditStep => {
  if (step.kind === 'branch')
    return {
      kind: 'branch',
      cases: step.cases.map(({ id, name, when }) => ({ id, name, root: rootOf(when) })),
    };
  if (step.kind !== 'text') return step;
  const variants = (step.variants ?? []).map(({ when, text }) => ({
    ...{ id: newKey(), root: rootOf(when) },
    text,
  }));
  return { ...step, variants };
};

export const stepOf = (step: EditStep): FlowStep => {
  if (step.kind === 'branch')
    return {
      kind: 'branch',
      cases: step.cases.map(({ id, name, root }) => ({
        id,
        name,
        when: treeOf<FlowCondition>(root),
      })),
    };
  if (step.kind === 'text') {
    const { variants, ...plain } = step;
    if (variants.length === 0) return plain;
    return {
      ...plain,
      variants: variants.map(({ root, text }) => ({ when: treeOf<FlowCondition>(root), text })),
    };
  }
  if (step.kind === 'buttons')
    return { ...step, buttons: step.buttons.map((one) => one.trim()).filter(Boolean) };
  return step;
};

/** The step as the server keeps it: words without spaces around them, and what was left out with its default. */
export const written = (step: EditStep): FlowStep => {
  const parsed = flowStep.safeParse(stepOf(step));
  return parsed.success ? parsed.data : stepOf(step);
};

/** Is it a step that a list of steps has in the same way? */
export const isBotStep = (step: EditStep): step is Exclude<BotStep, { kind: 'text' }> =>
  !OWN.has(step.kind);
const OWN: ReadonlySet<string> = new Set([
  'text',
  'branch',
  'question',
  'choice',
  'wait',
  'link',
  'set',
  'topic',
  'opt-in',
  'entry',
  'http',
  'start-flow',
]);

/** "Sipariş no" → `siparis_no`: what a value may be called. */
export const asName = (typed: string): string =>
  typed
    .replace(/[ıİ]/g, 'i')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+/, '')
    .slice(0, 40);

type Errors = Record<string, Key>;
const given = (field: string, word: Key, isWrong: boolean): Errors =>
  isWrong ? { [field]: word } : {};
const isEmpty = (text: string): boolean => text.trim() === '';
const isBetween = (value: number, from: number, to: number): boolean =>
  Number.isInteger(value) && value >= from && value <= to;

const nameErrors = (saveAs: string): Errors => ({
  ...given(
    'saveAs',
    'flows.error.reserved',
    (TEXT_VARIABLES as readonly string[]).includes(saveAs)
  ),
  ...given('saveAs', 'flows.error.name', !variableName.safeParse(saveAs).success),
});

const askingErrors = ({
  text,
  tries,
  noAnswerAfter,
}: EditOf<'question'> | EditOf<'choice'>): Errors => ({
  ...given('text', 'bots.problem.text', isEmpty(text)),
  ...given('tries', 'flows.error.tries', !isBetween(tries, 1, 5)),
  ...given('noAnswerAfter', 'flows.error.time', !isBetween(noAnswerAfter, 1, 525_600)),
});

const answerErrors = ({ answer }: EditOf<'question'>): Errors => {
  if (answer.kind === 'text')
    return given('answer.most', 'flows.error.most', !isBetween(answer.most, 1, 4096));
  if (answer.kind !== 'number') return {};
  const { from, to } = answer;
  return given('answer.to', 'flows.error.range', from !== null && to !== null && from > to);
};

const choiceErrors = (step: EditOf<'choice'>): Errors => {
  const titles = step.choices.map(({ title }) => title.trim());
  const most = titleMost(step);
  const long = isList(step) ? 'flows.error.long-list' : 'flows.error.long';
  const wrong = titles.map((title, i): Errors => {
    const at = `choices.${i}.title`;
    return {
      ...given(at, 'flows.error.variable', title.includes('{{')),
      ...given(at, long, title.length > most),
      ...given(at, 'flows.error.same', titles.indexOf(title) !== i),
      ...given(at, 'flows.error.choice', title === ''),
    };
  });
  return Object.assign(
    { ...askingErrors(step), ...(step.saveAs === null ? {} : nameErrors(step.saveAs)) },
    ...wrong
  ) as Errors;
};

/** Is there a line that is not complete, or nothing at all? */
export const isUnfinished = (root: Branch): boolean =>
  !rowsOf(root).every(isAsked) || emptyBranches(root).length > 0;

const branchErrors = ({ cases }: EditBranch): Errors =>
  Object.assign(
    {},
    ...cases.map(({ root }, i) =>
      given(`cases.${i}.when`, 'flows.error.conditions', isUnfinished(root))
    )
  ) as Errors;

const textErrors = ({ text, variants }: EditText): Errors =>
  Object.assign(
    given('text', 'bots.problem.text', isEmpty(text)),
    ...variants.map((one, i) => ({
      ...given(`variants.${i}.when`, 'flows.error.conditions', isUnfinished(one.root)),
      ...given(`variants.${i}.text`, 'bots.problem.text', isEmpty(one.text)),
    }))
  ) as Errors;

/** The host of a link is the flow's own: a customer's words may come after it only. */
const ADDRESS = /^https:\/\/[^\s/?#{}]+([/?#]|$)/i;

const waitErrors = ({ until }: EditOf<'wait'>): Errors =>
  until.kind === 'minutes'
    ? given('until', 'flows.error.time', !isBetween(until.minutes, 1, 525_600))
    : given('least', 'flows.error.least', !isBetween(until.least, 0, 525_600));
const eventErrors = ({ orEvent }: EditOf<'wait'>): Errors =>
  given('orEvent', 'bots.problem.tag', orEvent?.event === 'tag-added' && orEvent.value === '');

const HEADER = /^[A-Za-z0-9-]{1,60}$/;
const httpErrors = ({ url, headers, saves }: EditOf<'http'>): Errors =>
  Object.assign(
    given('url', 'flows.error.address', !ADDRESS.test(url.trim())),
    ...headers.map(({ name }, i) =>
      given(`headers.${i}.name`, 'flows.error.header', !HEADER.test(name))
    ),
    ...saves.map(({ saveAs }, i) => {
      const { saveAs: wrong } = nameErrors(saveAs);
      return wrong ? { [`saves.${i}.saveAs`]: wrong } : {};
    })
  ) as Errors;

const ownErrors = (step: EditStep): Errors => {
  switch (step.kind) {
    case 'question':
      return { ...askingErrors(step), ...answerErrors(step), ...nameErrors(step.saveAs) };
    case 'choice':
      return choiceErrors(step);
    case 'text':
      return textErrors(step);
    case 'branch':
      return branchErrors(step);
    case 'wait':
      return { ...waitErrors(step), ...eventErrors(step) };
    case 'link':
      return {
        ...given('text', 'bots.problem.text', isEmpty(step.text)),
        ...given('button', 'flows.error.variable', step.button.includes('{{')),
        ...given('button', 'flows.error.button', isEmpty(step.button)),
        ...given('url', 'flows.error.address', !ADDRESS.test(step.url.trim())),
      };
    case 'set':
      return Object.assign(
        {},
        ...step.values.map(({ field, text }, i) =>
          given(`values.${i}.text`, 'flows.error.nameless', field === 'name' && isEmpty(text))
        )
      ) as Errors;
    case 'topic':
      return given('topic', 'flows.error.topic', step.topic === '');
    case 'opt-in':
      return {};
    case 'entry':
      return entryErrors(step);
    case 'http':
      return httpErrors(step);
    case 'start-flow':
      return given('flowId', 'flows.error.flow', step.flowId === 0);
    default:
      return stepErrors(step);
  }
};

/** What is wrong with a step, by its field: a step without errors is one that the server's schema takes. */
export const errorsOf = (step: EditStep): Errors => {
  const own = ownErrors(step);
  if (Object.keys(own).length > 0) return own;
  const parsed = flowStep.safeParse(stepOf(step));
  return parsed.success
    ? {}
    : { [parsed.error.issues[0]?.path.join('.') ?? '']: 'flows.error.invalid' };
};

/** May a failure of this step be passed over (B-13)? Steps that ask, decide or record consent only have the way `failed`. */
export const mayGoOn = (step: EditStep): step is Extract<EditStep, { onFail: unknown }> =>
  'onFail' in step;
export const stopsOnFailure = (step: EditStep): boolean =>
  !mayGoOn(step) || stopsChain({ kind: step.kind, onFail: step.onFail });
