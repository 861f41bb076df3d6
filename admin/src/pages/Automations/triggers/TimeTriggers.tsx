import { Checkbox, Flex, MultiSelect, MultiSelectOption } from '@strapi/design-system';
import type { AutomationType } from '../../../../../server/src/contracts/automation-desk';
import { kindOfField } from '../../../shared/entry-values/entry-values';
import { useT } from '../../../shared/useT';
import { Blank, Line, NumberBlank, OtherBlank, Said, TimeBlank } from '../components/Blank';
import { fieldIn, offeredTypes } from '../model';
import { DurationBlank, FieldBlank, UsualHour, ZoneBlank, type TriggerProps } from './parts';

const UNITS = ['minutes', 'hours', 'days'] as const;
const SIDES = ['before', 'after'] as const;
const MORNING = '09:00';

/** At which time of that day, and on whose clock. A field with a time has one of its own. */
const AtBlanks = ({
  trigger,
  form,
  isMoment,
}: Omit<TriggerProps<'date'>, 'type'> & { isMoment: boolean }) => {
  const t = useT();
  const { at } = trigger;
  return (
    <Line>
      {isMoment ? (
        <Blank
          name="trigger-same"
          label={t('automations.blank.time')}
          value={at === null ? 'same' : 'given'}
          options={(['same', 'given'] as const).map(
            (one) => [one, t(`automations.time.${one}`)] as const
          )}
          onChange={(one) =>
            form.setTrigger({ ...trigger, at: one === 'same' ? null : (at ?? MORNING) })
          }
        />
      ) : (
        <Said>{t('automations.time.given')}</Said>
      )}
      {at === null ? null : (
        <TimeBlank
          name="trigger-at"
          label={t('automations.blank.at')}
          value={at}
          error={form.errorOf('trigger.at')}
          onChange={(next) => form.setTrigger({ ...trigger, at: next })}
        />
      )}
      <ZoneBlank zone={trigger.zone} onChange={(zone) => form.setTrigger({ ...trigger, zone })} />
    </Line>
  );
};

const DayBoxes = ({ trigger, form }: Omit<TriggerProps<'date'>, 'type'>) => {
  const t = useT();
  return (
    <Flex gap={4} wrap="wrap">
      <Checkbox
        checked={trigger.yearly}
        onCheckedChange={(next: boolean | 'indeterminate') =>
          form.setTrigger({ ...trigger, yearly: next === true })
        }
      >
        {t('automations.yearly')}
      </Checkbox>
      <UsualHour
        checked={trigger.usualHour}
        onChange={(usualHour) => form.setTrigger({ ...trigger, usualHour })}
      />
    </Flex>
  );
};

/** A time before or after a date of the entry. */
export const DateBlanks = ({ trigger, type, form }: TriggerProps<'date'>) => {
  const t = useT();
  const known = fieldIn(type, trigger.field);
  const isMoment = known !== undefined && kindOfField(known) === 'moment';
  const { unit } = trigger;
  const setUnit = (next: typeof unit) => {
    if (next === 'days') return form.setTrigger({ ...trigger, unit: next });
    // Hours are counted from the moment itself.
    const at = isMoment ? null : trigger.at;
    form.setTrigger({ ...trigger, unit: next, at, yearly: false, usualHour: false });
  };
  const setField = (field: string) => {
    const next = fieldIn(type, field);
    const hasTime = next !== undefined && kindOfField(next) === 'moment';
    form.setTrigger({ ...trigger, field, at: hasTime ? trigger.at : (trigger.at ?? MORNING) });
  };
  return (
    <>
      <Line>
        <NumberBlank
          name="trigger-amount"
          label={t('automations.blank.amount')}
          value={trigger.amount}
          error={form.errorOf('trigger.amount')}
          onChange={(amount) => form.setTrigger({ ...trigger, amount })}
        />
        <Blank
          name="trigger-unit"
          label={t('flows.unit')}
          value={unit}
          options={UNITS.map((one) => [one, t(`flows.unit.${one}`)] as const)}
          error={form.errorOf('trigger.unit')}
          onChange={setUnit}
        />
        <Blank
          name="trigger-side"
          label={t('automations.blank.side')}
          value={trigger.side}
          options={SIDES.map((one) => [one, t(`automations.side.${one}`)] as const)}
          onChange={(side) => form.setTrigger({ ...trigger, side })}
        />
        <FieldBlank {...{ trigger, type, form }} onChange={setField} />
      </Line>
      {unit === 'days' || !isMoment ? <AtBlanks {...{ trigger, form, isMoment }} /> : null}
      {unit === 'days' ? <DayBoxes {...{ trigger, form }} /> : null}
    </>
  );
};

const NOTHING = 'nothing';

/** Nothing happens with the entry for a time. */
export const AbsenceBlanks = ({
  trigger,
  type,
  types,
  form,
}: TriggerProps<'absence'> & { types: readonly AutomationType[] }) => {
  const t = useT();
  const fields = type?.fields ?? [];
  const labelOf = (path: string) => fieldIn(type, path)?.label ?? path;
  return (
    <>
      <Line>
        <Said>{t('automations.absence.for')}</Said>
        <DurationBlank
          name="trigger-minutes"
          label={t('automations.blank.silence')}
          value={trigger.minutes}
          error={form.errorOf('trigger.minutes')}
          onChange={(minutes) => form.setTrigger({ ...trigger, minutes })}
        />
        <Said>{t('automations.absence.fields')}</Said>
        <OtherBlank name="trigger-fields" error={form.errorOf('trigger.fields')}>
          <MultiSelect
            size="S"
            aria-label={t('automations.blank.fields')}
            placeholder={t('automations.absence.no-field')}
            value={[...trigger.fields]}
            customizeContent={() => trigger.fields.map(labelOf).join(', ')}
            onChange={(next: string[]) => form.setTrigger({ ...trigger, fields: next })}
            onClear={() => form.setTrigger({ ...trigger, fields: [] })}
            clearLabel={t('contacts.clear')}
          >
            {fields.map(({ path, label }) => (
              <MultiSelectOption key={path} value={path}>
                {label}
              </MultiSelectOption>
            ))}
          </MultiSelect>
        </OtherBlank>
      </Line>
      <Line>
        <Said>{t('automations.absence.without')}</Said>
        <Blank
          name="trigger-without"
          label={t('automations.blank.without')}
          value={trigger.without ?? NOTHING}
          options={[
            [NOTHING, t('automations.absence.whatever')] as const,
            ...offeredTypes(types, trigger.without)
              .filter(({ uid }) => uid !== trigger.uid)
              .map(({ uid, label }) => [uid, label] as const),
          ]}
          error={form.errorOf('trigger.without')}
          onChange={(uid) => form.setTrigger({ ...trigger, without: uid === NOTHING ? null : uid })}
        />
      </Line>
    </>
  );
};
