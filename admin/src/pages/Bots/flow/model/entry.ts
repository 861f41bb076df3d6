import {
  ENTRY_NOW,
  type EntryCondition,
  type EntryStep,
} from '../../../../../../server/src/contracts/entry-step';
import { guardOf, writesValues } from '../../../../../../server/src/contracts/flow-parts';
import type { EntryField } from '../../../../../../server/src/contracts/record-writes';
import {
  conditionOn,
  needsValue,
  operatorsOf,
  shownOperator,
  withOperator,
  type FilterField,
} from '../../../../shared/people/conditions';
import type { Key } from '../../../../translations/key';

type Which = EntryStep['which'];

export const newEntryStep = (): EntryStep => ({
  kind: 'entry',
  action: 'find',
  type: '',
  which: { by: 'newest', when: [] },
  values: [],
});

/** Actions that look for an entry by a rule of their own. */
export type Looking = 'find' | 'change';
export const looks = (action: EntryStep['action']): action is Looking =>
  action === 'find' || action === 'change';
/** Which rules may find an entry for this action, the usual one first. */
export const WHICH: { readonly [Action in Looking]: readonly Which['by'][] } = {
  find: ['newest', 'automation', 'field'],
  change: ['kept', 'automation', 'newest', 'field'],
};

export const newWhich = (by: Which['by']): Which => {
  if (by === 'field') return { by, field: '', text: '' };
  return by === 'newest' ? { by, when: [] } : { by };
};

/**
 * The step with another action. A rule that the action does not have gives way to its usual one, and one that is not asked for
 * to a rule that is always complete.
 */
export const withAction = (step: EntryStep, action: EntryStep['action']): EntryStep => {
  const rules: readonly Which['by'][] = looks(action) ? WHICH[action] : [];
  const [usual = 'kept'] = rules;
  return { ...step, action, which: rules.includes(step.which.by) ? step.which : newWhich(usual) };
};

/** The same field as a filter on linked entries knows it. */
export const filterField = (
  type: string,
  { field, label, kind, choices }: EntryField
): FilterField => ({ on: 'record', type, key: field, label, kind, choices, locked: false });

/** A field that is gone is still named. */
export const optionsOf = (fields: readonly EntryField[], chosen: string) => {
  const known = fields.map(({ field, label }) => [field, label] as const);
  const isKnown = chosen === '' || known.some(([field]) => field === chosen);
  return isKnown ? known : [...known, [chosen, chosen] as const];
};

/** The condition that a field begins with. */
export const newCondition = (type: string, field: EntryField): EntryCondition => {
  const { key, operator, value } = conditionOn(filterField(type, field));
  return { field: key, operator, value };
};

type Operator = EntryCondition['operator'];
/** What is asked of a field: an operator, or whether a day or a moment lies ahead or is past. */
export type Test = Operator | 'ahead' | 'past';
const NOW_TESTS = { ahead: 'after', past: 'before' } as const satisfies Partial<
  Record<Test, Operator>
>;

/** Does it compare with now? */
export const isNow = ({ value }: Pick<EntryCondition, 'value'>): boolean => value === ENTRY_NOW;

export const shownTest = (condition: EntryCondition): Test => {
  if (!isNow(condition)) return condition.operator;
  return condition.operator === 'after' ? 'ahead' : 'past';
};

/** What may be asked of a field of this kind, in words. */
export const testsOf = (kind: FilterField['kind']): (readonly [test: Test, word: Key])[] => {
  const plain = operatorsOf(kind).map(
    (operator) => [operator, `people.operator.${shownOperator(operator, kind)}`] as const
  );
  if (kind !== 'date' && kind !== 'moment') return plain;
  return [['ahead', 'flows.entry.test.ahead'], ['past', 'flows.entry.test.past'], ...plain];
};

/** The condition with another test. */
export const conditionWith = (
  one: EntryCondition,
  field: FilterField,
  test: Test
): EntryCondition => {
  if (test === 'ahead' || test === 'past')
    return { field: one.field, operator: NOW_TESTS[test], value: ENTRY_NOW };
  const before = { ...conditionOn(field), operator: one.operator };
  const asked = isNow(one) ? before : { ...before, value: one.value };
  const { operator, value } = withOperator(asked, field.kind, test);
  return { field: one.field, operator, value };
};

/** What may be chosen for a field; empty: its value is written. */
export const offeredValues = ({
  kind,
  choices,
}: Pick<EntryField, 'kind' | 'choices'>): readonly string[] => {
  if (kind === 'yes-no') return ['true', 'false'];
  return kind === 'choice' ? choices : [];
};

type Errors = Record<string, Key>;
const given = (field: string, word: Key, isWrong: boolean): Errors =>
  isWrong ? { [field]: word } : {};

const isOpen = ({ operator, value }: EntryCondition): boolean =>
  needsValue(operator) && (value === undefined || value === '');

const conditionErrors = (list: readonly EntryCondition[], at: string): Errors =>
  Object.assign(
    {},
    ...list.map((one, i) => given(`${at}.${i}`, 'flows.error.conditions', isOpen(one)))
  ) as Errors;

const whichErrors = ({ which }: EntryStep): Errors => {
  if (which.by === 'kept' || which.by === 'automation') return {};
  if (which.by === 'newest') return conditionErrors(which.when, 'which.when');
  return {
    ...given('which.field', 'flows.error.entry-field', which.field === ''),
    ...given('which.text', 'bots.problem.text', which.text.trim() === ''),
  };
};

const valueErrors = ({ action, values }: EntryStep): Errors => {
  const fields = values.map(({ field }) => field);
  const wrong = fields.map((field, i) => ({
    ...given(`values.${i}.field`, 'flows.error.entry-twice', fields.indexOf(field) !== i),
    ...given(`values.${i}.field`, 'flows.error.entry-field', field === ''),
  }));
  return Object.assign(
    given('values', 'flows.error.entry-values', action === 'change' && values.length === 0),
    ...wrong
  ) as Errors;
};

/** What is wrong with a step, by its field. */
export const entryErrors = (step: EntryStep): Errors => {
  if (step.type === '') return { type: 'flows.error.entry-type' };
  return {
    ...(looks(step.action) ? whichErrors(step) : {}),
    ...(writesValues(step) ? valueErrors(step) : {}),
    ...conditionErrors(guardOf(step).only, 'only'),
  };
};
