import {
  automationBody,
  automationTrigger,
  type AutomationBody,
  type AutomationGoal,
  type AutomationTrigger,
} from '../../../../server/src/contracts/automations';
import { conversionEvent } from '../../../../server/src/contracts/conversions';
import type { Key } from '../../translations/key';
import { bodyOf, type Draft } from './model';

/** What is wrong, by the field of the body. */
export type Errors = Readonly<Record<string, Key>>;

const given = (field: string, word: Key, isWrong: boolean): Errors =>
  isWrong ? { [field]: word } : {};
const isWhole = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

type Threshold = Extract<AutomationTrigger, { kind: 'threshold' }>;
const amountErrors = ({ by }: Threshold): Errors =>
  by.kind === 'value'
    ? given('trigger.by.value', 'automations.problem.number', !Number.isFinite(by.value))
    : given(
        'trigger.by.percent',
        'automations.problem.percent',
        !(by.percent >= 1 && by.percent <= 1_000)
      );

const triggerErrors = (trigger: AutomationTrigger): Errors => {
  const found = [
    given('trigger.uid', 'automations.problem.subject', 'uid' in trigger && trigger.uid === ''),
    given('trigger.field', 'automations.problem.field', 'field' in trigger && trigger.field === ''),
    given(
      'trigger.segmentId',
      'automations.problem.segment',
      'segmentId' in trigger && trigger.segmentId === 0
    ),
    trigger.kind === 'threshold' ? amountErrors(trigger) : {},
    trigger.kind === 'date'
      ? given('trigger.amount', 'automations.problem.amount', !isWhole(trigger.amount, 0, 1_000))
      : {},
    trigger.kind === 'absence'
      ? given(
          'trigger.minutes',
          'automations.problem.silence',
          !isWhole(trigger.minutes, 5, 43_200)
        )
      : {},
    trigger.kind === 'clock'
      ? given('trigger.at', 'automations.problem.times', trigger.at.length === 0)
      : {},
  ];
  return Object.assign({}, ...found) as Errors;
};

/** Does it say all that the server needs to know of when it is set off? */
export const isWholeTrigger = (trigger: AutomationTrigger): boolean =>
  Object.keys(triggerErrors(trigger)).length === 0 && automationTrigger.safeParse(trigger).success;

const goalErrors = (goal: AutomationGoal): Errors => ({
  ...given('goal.days', 'automations.problem.days-90', !isWhole(goal.days, 1, 90)),
  ...given(
    'goal.event',
    'automations.problem.event',
    goal.kind === 'converted' &&
      goal.event !== null &&
      !conversionEvent.safeParse(goal.event).success
  ),
  ...given(
    'goal.conditions',
    'automations.problem.goal',
    goal.kind === 'entry' && goal.conditions.nodes.length === 0
  ),
});

const restErrors = ({ once, ceiling, staleMinutes }: Draft): Errors => ({
  ...given(
    'once.days',
    'automations.problem.days-3650',
    once.per === 'person' && once.days !== null && !isWhole(once.days, 1, 3_650)
  ),
  ...given(
    'ceiling.messages',
    'automations.problem.messages',
    ceiling !== null && !isWhole(ceiling.messages, 1, 100)
  ),
  ...given(
    'ceiling.days',
    'automations.problem.days-90',
    ceiling !== null && !isWhole(ceiling.days, 1, 90)
  ),
  ...given('staleMinutes', 'automations.problem.stale', !isWhole(staleMinutes, 5, 10_080)),
});

/** What is missing or wrong before the server is asked: without errors the server's schema takes it. */
export const draftErrors = (draft: Draft): Errors => {
  const own: Errors = {
    ...given('name', 'automations.problem.name', draft.name.trim() === ''),
    ...triggerErrors(draft.trigger),
    ...(draft.goal ? goalErrors(draft.goal) : {}),
    ...restErrors(draft),
  };
  if (Object.keys(own).length > 0) return own;
  const parsed = automationBody.safeParse(bodyOf(draft));
  return parsed.success
    ? {}
    : { [parsed.error.issues[0]?.path.join('.') ?? '']: 'automations.problem.invalid' };
};

/** What the server can be asked about; null: it is not complete. A name is not needed for that. */
export const checkable = (draft: Draft): AutomationBody | null => {
  const named = { ...draft, name: draft.name.trim() || '–' };
  return Object.keys(draftErrors(named)).length === 0 ? bodyOf(named) : null;
};
