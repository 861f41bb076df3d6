import { Checkbox } from '@strapi/design-system';
import { EntryValues } from '../../../shared/entry-values/EntryValues';
import type { WatchedField } from '../../../shared/entry-values/entry-values';
import { useT } from '../../../shared/useT';
import { Blank, Line, NumberBlank, OtherBlank, Said } from '../components/Blank';
import { fieldIn } from '../model';
import { FieldBlank, type TriggerProps } from './parts';

/** From which values, or to which; none: any. */
const Values = ({
  trigger,
  form,
  field,
  side,
}: Omit<TriggerProps<'updated'>, 'type'> & { field: WatchedField; side: 'from' | 'to' }) => {
  const t = useT();
  return (
    <OtherBlank name={`trigger-${side}`} error={form.errorOf(`trigger.${side}`)}>
      <EntryValues
        key={field.path}
        label={t(`automations.blank.${side}`)}
        field={field}
        values={trigger[side] ?? []}
        placeholder={t('automations.any-value')}
        hasEmpty
        onChange={(values) => {
          const chosen = values.length > 0 ? values : null;
          if (side === 'to') return form.setTrigger({ ...trigger, to: chosen });
          // A new entry has no value before.
          const alsoNew = chosen === null && trigger.alsoNew;
          form.setTrigger({ ...trigger, from: chosen, alsoNew });
        }}
      />
    </OtherBlank>
  );
};

/** A field changes, from some values to others. */
export const UpdatedBlanks = ({ trigger, type, form }: TriggerProps<'updated'>) => {
  const t = useT();
  const field = fieldIn(type, trigger.field);
  return (
    <>
      <Line>
        <FieldBlank
          {...{ trigger, type, form }}
          onChange={(chosen) =>
            form.setTrigger({ ...trigger, field: chosen, from: null, to: null })
          }
        />
        {field ? (
          <>
            <Said>{t('automations.says-from')}</Said>
            <Values {...{ trigger, form, field }} side="from" />
            <Said>{t('automations.says-to')}</Said>
            <Values {...{ trigger, form, field }} side="to" />
          </>
        ) : null}
      </Line>
      {trigger.from === null ? (
        <Checkbox
          checked={trigger.alsoNew}
          onCheckedChange={(next: boolean | 'indeterminate') =>
            form.setTrigger({ ...trigger, alsoNew: next === true })
          }
        >
          {t('automations.also-new')}
        </Checkbox>
      ) : null}
    </>
  );
};

/** Where the field is in the words around it: some languages write the sign of percent before the number. */
const FIELD = '|';

const WAYS = ['up-value', 'down-value', 'up-percent', 'down-percent'] as const;

/** A number crosses a value, or changes by a part of itself. */
export const ThresholdBlanks = ({ trigger, type, form }: TriggerProps<'threshold'>) => {
  const t = useT();
  const { by } = trigger;
  const [before, after] = t('automations.threshold.percent', { value: FIELD }).split(FIELD);
  const choose = (chosen: (typeof WAYS)[number]) => {
    const way = chosen.startsWith('up') ? ('up' as const) : ('down' as const);
    if (chosen.endsWith(by.kind)) return form.setTrigger({ ...trigger, way });
    const other =
      by.kind === 'value'
        ? { kind: 'percent' as const, percent: 10 }
        : { kind: 'value' as const, value: Number.NaN };
    form.setTrigger({ ...trigger, way, by: other });
  };
  return (
    <Line>
      <FieldBlank
        {...{ trigger, type, form }}
        onChange={(field) => form.setTrigger({ ...trigger, field })}
      />
      <Blank
        name="trigger-way"
        label={t('automations.blank.way')}
        value={`${trigger.way}-${by.kind}` as const}
        options={WAYS.map((way) => [way, t(`automations.threshold.${way}`)] as const)}
        onChange={choose}
      />
      {by.kind === 'value' ? (
        <NumberBlank
          name="trigger-value"
          label={t('automations.blank.value')}
          value={by.value}
          error={form.errorOf('trigger.by.value')}
          onChange={(value) => form.setTrigger({ ...trigger, by: { kind: 'value', value } })}
        />
      ) : (
        <>
          {before ? <Said>{before}</Said> : null}
          <NumberBlank
            name="trigger-percent"
            label={t('automations.blank.percent')}
            value={by.percent}
            error={form.errorOf('trigger.by.percent')}
            onChange={(percent) =>
              form.setTrigger({ ...trigger, by: { kind: 'percent', percent } })
            }
          />
          {after ? <Said>{after}</Said> : null}
        </>
      )}
    </Line>
  );
};
