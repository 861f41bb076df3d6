import type { AutomationTrigger, HeldValue } from '../../contracts/automations';
import type { InputWords } from '../../kernel/input-words';
import { fieldsOf } from './watch';
import { sameValue } from './values';
import { triggerWords } from './words';

/** What must be known of a content type to judge a trigger. */
export interface TypeFacts {
  hasDrafts: boolean;
  fields: readonly { path: string; label: string; type: string; choices: readonly string[] }[];
}
type Field = TypeFacts['fields'][number];

/** What is wrong with a trigger, with the field of the form and what to do. */
export interface TriggerProblem {
  field: string;
  words: InputWords;
}

const NUMBERS: readonly string[] = ['integer', 'biginteger', 'decimal', 'float'];
const MOMENTS: readonly string[] = ['datetime', 'timestamp'];

const takes = ({ type, choices }: Field, value: HeldValue): boolean => {
  if (value === null) return true;
  if (type === 'enumeration') return choices.includes(String(value));
  if (type === 'boolean') return typeof value === 'boolean';
  return !NUMBERS.includes(type) || Number.isFinite(Number(value));
};

const problem = (field: string, words: InputWords): TriggerProblem[] => [
  { field: `trigger.${field}`, words },
];

const ofValues = (
  trigger: Extract<AutomationTrigger, { kind: 'updated' }>,
  field: Field
): TriggerProblem[] => {
  const wrong = (['from', 'to'] as const).flatMap((side) =>
    (trigger[side] ?? [])
      .filter((value) => !takes(field, value))
      .map((value) => ({
        field: `trigger.${side}`,
        words: triggerWords.noValue(field.label, String(value)),
      }))
  );
  const [from, ...others] = trigger.from ?? [];
  const [to, ...more] = trigger.to ?? [];
  const isStill =
    from !== undefined &&
    to !== undefined &&
    others.length + more.length === 0 &&
    sameValue(from, to);
  return [...wrong, ...(isStill ? problem('to', triggerWords.sameTwice()) : [])];
};

const ofDate = (
  trigger: Extract<AutomationTrigger, { kind: 'date' }>,
  field: Field
): TriggerProblem[] => {
  if (field.type === 'date')
    return trigger.at === null ? problem('at', triggerWords.noTime(field.label)) : [];
  return MOMENTS.includes(field.type) ? [] : problem('field', triggerWords.noDate(field.label));
};

const ofField = (trigger: AutomationTrigger, field: Field): TriggerProblem[] => {
  switch (trigger.kind) {
    case 'updated':
      return ofValues(trigger, field);
    case 'threshold':
      return NUMBERS.includes(field.type)
        ? []
        : problem('field', triggerWords.noNumber(field.label));
    case 'date':
      return ofDate(trigger, field);
    default:
      return [];
  }
};

const ofDrafts = (trigger: AutomationTrigger, { hasDrafts }: TypeFacts): TriggerProblem[] => {
  if (hasDrafts) return [];
  if (trigger.kind === 'published' || trigger.kind === 'unpublished')
    return problem('kind', triggerWords.noDrafts());
  return 'version' in trigger && trigger.version === 'draft'
    ? problem('version', triggerWords.noDrafts())
    : [];
};

/** What the content type says against a trigger; null: the type is not there, or nobody may watch it. */
export const triggerProblems = (
  trigger: AutomationTrigger,
  type: TypeFacts | null
): TriggerProblem[] => {
  if (!('uid' in trigger)) return [];
  if (type === null) return problem('uid', triggerWords.noType());
  const fields = fieldsOf(trigger).flatMap((path) => {
    const field = type.fields.find((one) => one.path === path);
    if (field) return ofField(trigger, field);
    const where = trigger.kind === 'absence' ? 'fields' : 'field';
    return problem(where, triggerWords.noField(path));
  });
  return [...ofDrafts(trigger, type), ...fields];
};
