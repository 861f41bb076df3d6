import {
  ENTRY_CONDITIONS_MOST,
  type EntryCondition,
} from '../../../../../server/src/contracts/entry-step';
import type { EntryType } from '../../../../../server/src/contracts/record-writes';
import { ConditionValue } from '../../../shared/people/FieldConditions';
import { needsValue } from '../../../shared/people/conditions';
import { useT } from '../../../shared/useT';
import {
  conditionWith,
  filterField,
  isNow,
  newCondition,
  optionsOf,
  shownTest,
  testsOf,
} from './model/entry';
import { Add, Removable, Select } from './StepInputs';

/** Of which entry the conditions are: the one that is looked for, or the one that is changed. */
type About = 'when' | 'only';

interface OneProps {
  readonly about: About;
  readonly at: number;
  readonly one: EntryCondition;
  readonly known: EntryType;
  readonly error: string | false;
  readonly onChange: (next: EntryCondition) => void;
}

/** One condition on a field of the entry. */
const Condition = ({ about, at, one, known, error, onChange }: OneProps) => {
  const t = useT();
  const number = at + 1;
  const found = known.fields.find(({ field }) => field === one.field);
  const field = found && filterField(known.type, found);
  const condition = { ...one, on: 'record' as const, key: one.field, exclude: false };
  return (
    <>
      <Select
        name={`${about}-${at}`}
        label={t(`flows.entry.${about}-field`, { number })}
        value={one.field}
        options={optionsOf(known.fields, one.field)}
        error={error}
        onChange={(chosen) => {
          const next = known.fields.find((each) => each.field === chosen);
          if (next) onChange(newCondition(known.type, next));
        }}
      />
      {field ? (
        <>
          <Select
            name={`${about}-operator-${at}`}
            label={t('people.condition.operator')}
            value={shownTest(one)}
            options={testsOf(field.kind).map(([test, word]) => [test, t(word)] as const)}
            onChange={(test) => onChange(conditionWith(one, field, test))}
          />
          {needsValue(one.operator) && !isNow(one) ? (
            <ConditionValue
              condition={condition}
              field={field}
              set={({ operator, value }) => onChange({ field: one.field, operator, value })}
            />
          ) : null}
        </>
      ) : null}
    </>
  );
};

interface Props {
  readonly about: About;
  readonly list: readonly EntryCondition[];
  readonly known: EntryType;
  readonly errorOf: (at: number) => string | false;
  readonly onChange: (list: EntryCondition[]) => void;
}

/** What an entry must answer: all of these. */
export const EntryConditions = ({ about, list, known, errorOf, onChange }: Props) => {
  const t = useT();
  const [first] = known.fields;
  return (
    <>
      {list.map((one, i) => (
        <Removable
          key={i}
          label={t(`flows.entry.${about}-remove`, { number: i + 1 })}
          isOnly={false}
          onRemove={() => onChange(list.filter((_old, at) => at !== i))}
        >
          <Condition
            about={about}
            at={i}
            one={one}
            known={known}
            error={errorOf(i)}
            onChange={(next) => onChange(list.map((old, at) => (at === i ? next : old)))}
          />
        </Removable>
      ))}
      <Add
        word={about === 'when' ? 'people.condition.add' : 'flows.entry.only-add'}
        isFull={first === undefined || list.length >= ENTRY_CONDITIONS_MOST}
        onAdd={() => first && onChange([...list, newCondition(known.type, first)])}
      />
    </>
  );
};
