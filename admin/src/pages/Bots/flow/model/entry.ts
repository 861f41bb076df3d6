import type { EntryCondition, EntryStep } from '../../../../../../server/src/contracts/entry-step';
import { writesValues } from '../../../../../../server/src/contracts/flow-parts';
import type { EntryField } from '../../../../../../server/src/contracts/record-writes';
import { conditionOn, needsValue, type FilterField } from '../../../../shared/people/conditions';
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
  find: ['newest', 'field'],
  change: ['kept', 'newest', 'field'],
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

/** The condition that a field begins with. */
export const newCondition = (type: string, field: EntryField): EntryCondition => {
  const { key, operator, value } = conditionOn(filterField(type, field));
  return { field: key, operator, value };
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

const whichErrors = ({ which }: EntryStep): Errors => {
  if (which.by === 'kept') return {};
  if (which.by === 'newest')
    return Object.assign(
      {},
      ...which.when.map((one, i) => given(`which.when.${i}`, 'flows.error.conditions', isOpen(one)))
    ) as Errors;
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
  };
};
