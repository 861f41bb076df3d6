import type { FieldCondition } from '../../../../server/src/contracts/audience';
import type { CustomField } from '../../../../server/src/contracts/contacts';
import type { Facets, LinkedField } from '../../../../server/src/contracts/people';
import { ruleLocale } from '../ruleLocale';
import { dayEnd, dayOf, dayStart } from './filter-model';

type Operator = FieldCondition['operator'];
type Kind = LinkedField['kind'];

/** A field that a condition can ask about: the company's own of a person, or one of linked records. */
export interface FilterField {
  readonly on: FieldCondition['on'];
  /** Content type of a linked record's field. */
  readonly type: string | undefined;
  readonly key: string;
  readonly label: string;
  readonly kind: Kind;
  readonly choices: readonly string[];
  /** Sensitive, and not allowed for segments and filters: nobody is offered it. */
  readonly locked: boolean;
}

const filled: readonly Operator[] = ['is-filled', 'is-empty'];
const operators: Record<Kind, readonly Operator[]> = {
  text: ['is', 'is-not', 'contains', ...filled],
  number: ['is', 'is-not', 'more-than', 'less-than', ...filled],
  date: ['is', 'before', 'after', ...filled],
  moment: ['is', 'before', 'after', ...filled],
  choice: ['is', 'is-not', ...filled],
  'yes-no': ['is', ...filled],
};

/** What can be asked of a field of this kind. */
export const operatorsOf = (kind: Kind): readonly Operator[] => operators[kind];

export const needsValue = (operator: Operator): boolean => !filled.includes(operator);

const isDay = (kind: Kind): boolean => kind === 'date' || kind === 'moment';

/** A day is "on" a date, everything else "is" a value. */
export const shownOperator = (operator: Operator, kind: Kind): Operator | 'on' =>
  operator === 'is' && isDay(kind) ? 'on' : operator;

export const defaultValue = ({
  kind,
  choices,
}: Pick<FilterField, 'kind' | 'choices'>): string | number | boolean =>
  kind === 'yes-no' ? true : kind === 'number' ? 0 : kind === 'choice' ? (choices[0] ?? '') : '';

/** The Turkish label for Turkish admins, where there is one. */
export const fieldLabel = (field: Pick<CustomField, 'label' | 'labelTr'>, locale: string): string =>
  ruleLocale(locale) === 'tr' ? (field.labelTr ?? field.label) : field.label;

export const profileFields = (facets: Pick<Facets, 'fields'>, locale: string): FilterField[] =>
  facets.fields.map((field) => ({
    on: 'custom',
    type: undefined,
    key: field.key,
    label: fieldLabel(field, locale),
    kind: field.kind,
    choices: field.choices,
    locked: field.sensitive !== null && !field.allowed.includes('segments'),
  }));

export const recordFields = (facets: Pick<Facets, 'linked'>): FilterField[] =>
  facets.linked.flatMap(({ type, label, fields }) =>
    fields.map((field) => ({
      ...field,
      on: 'record' as const,
      type,
      label: `${label} › ${field.label}`,
    }))
  );

/** Fields that a new condition may ask about. */
export const offeredFields = (fields: readonly FilterField[]): FilterField[] =>
  fields.filter(({ locked }) => !locked);

/** One text for the field, for lists of choices. */
export const fieldId = ({ on, type, key }: Pick<FieldCondition, 'on' | 'type' | 'key'>): string =>
  [on, type ?? '', key].join(' ');

export const fieldOf = (
  fields: readonly FilterField[],
  condition: FieldCondition
): FilterField | undefined => fields.find((one) => fieldId(one) === fieldId(condition));

/** The condition that a field begins with. */
export const conditionOn = (field: FilterField): FieldCondition => ({
  on: field.on,
  ...(field.type === undefined ? {} : { type: field.type }),
  key: field.key,
  operator: 'is',
  value: defaultValue(field),
  exclude: false,
});

/** The day that a condition asks about, as a date input has it. */
export const dayOfCondition = ({ value }: Pick<FieldCondition, 'value'>): string =>
  typeof value === 'number' ? dayOf(value) : String(value ?? '');

/**
 * The condition about that day. A field with day and time is asked by the day of the viewer's clock: "before" means
 * before its first moment, "after" after its last.
 */
export const withDay = (condition: FieldCondition, kind: Kind, day: string): FieldCondition => {
  if (kind !== 'moment') return { ...condition, value: day };
  const at = condition.operator === 'after' ? dayEnd(day) : dayStart(day);
  return { ...condition, value: at ?? '' };
};

export const withOperator = (
  condition: FieldCondition,
  kind: Kind,
  operator: Operator
): FieldCondition => {
  const next = { ...condition, operator };
  return kind === 'moment' ? withDay(next, kind, dayOfCondition(condition)) : next;
};
