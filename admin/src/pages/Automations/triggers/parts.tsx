import { useState } from 'react';
import { Checkbox, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import type { AutomationType } from '../../../../../server/src/contracts/automation-desk';
import type { AutomationTrigger, TriggerOf } from '../../../../../server/src/contracts/automations';
import { useWhatsappListSegmentsQuery } from '../../../api/segments';
import { PLUGIN_ID } from '../../../pluginId';
import { useCan } from '../../../shared/permissions';
import { useT } from '../../../shared/useT';
import { unitOf, UNITS } from '../../Bots/flow/useFlowWords';
import { Blank, NumberBlank } from '../components/Blank';
import { fieldsFor } from '../model';
import type { AutomationForm } from '../useAutomationForm';

export interface TriggerProps<Kind extends AutomationTrigger['kind']> {
  readonly trigger: TriggerOf<Kind>;
  /** Undefined: it is not chosen yet, or no longer linked. */
  readonly type: AutomationType | undefined;
  readonly form: Pick<AutomationForm, 'setTrigger' | 'errorOf'>;
}

/** The field that a trigger hears. */
export const FieldBlank = ({
  trigger,
  type,
  form,
  onChange,
}: TriggerProps<'updated' | 'threshold' | 'date'> & { onChange: (field: string) => void }) => {
  const t = useT();
  return (
    <Blank
      name="trigger-field"
      label={t('automations.blank.field')}
      placeholder={t('automations.blank.field.choose')}
      value={trigger.field}
      options={fieldsFor(trigger.kind, type).map(({ path, label }) => [path, label] as const)}
      error={form.errorOf('trigger.field')}
      onChange={onChange}
    />
  );
};

/** Why there is no segment to choose, and what to do. */
const NoSegments = ({ areNone }: { areNone: boolean }) => {
  const t = useT();
  const { can } = useCan();
  if (!can.contactBrowse)
    return <Typography textColor="neutral600">{t('automations.segment.needs')}</Typography>;
  if (!areNone) return null;
  return (
    <Typography textColor="neutral600">
      {t('automations.segment.none')}{' '}
      {can.groupChange ? (
        <Link tag={RouterLink} to={`/plugins/${PLUGIN_ID}/groups/segments/new`}>
          {t('segments.new')}
        </Link>
      ) : null}
    </Typography>
  );
};

/** One of the segments; 0: none is chosen. */
export const SegmentBlank = ({
  segmentId,
  error,
  onChange,
}: {
  segmentId: number;
  error: string | false;
  onChange: (segmentId: number) => void;
}) => {
  const t = useT();
  const { can } = useCan();
  const { data } = useWhatsappListSegmentsQuery(undefined, { skip: !can.contactBrowse });
  const listed = (data?.segments ?? []).map(({ id, name }) => [String(id), name] as const);
  const value = segmentId === 0 ? '' : String(segmentId);
  const isListed = value === '' || listed.some(([id]) => id === value);
  // Not read yet, not for this reader's eyes, or deleted.
  const words = data ? t('automations.segment.gone') : '…';
  return (
    <>
      <Blank
        name="trigger-segment"
        label={t('automations.blank.segment')}
        placeholder={t('automations.blank.segment.choose')}
        value={value}
        options={isListed ? listed : [...listed, [value, words] as const]}
        error={error}
        onChange={(id) => onChange(Number(id))}
      />
      <NoSegments areNone={data?.segments.length === 0} />
    </>
  );
};

/** Whose clock is meant. */
export const ZoneBlank = ({
  zone,
  onChange,
}: {
  zone: 'business' | 'person';
  onChange: (zone: 'business' | 'person') => void;
}) => {
  const t = useT();
  return (
    <Blank
      name="trigger-zone"
      label={t('automations.blank.zone')}
      value={zone}
      options={(['business', 'person'] as const).map(
        (one) => [one, t(`automations.zone.${one}`)] as const
      )}
      onChange={onChange}
    />
  );
};

/** At the hour at which the person reads and answers most. */
export const UsualHour = ({
  checked,
  onChange,
}: {
  checked: boolean;
  onChange: (usualHour: boolean) => void;
}) => {
  const t = useT();
  return (
    <Checkbox
      checked={checked}
      onCheckedChange={(next: boolean | 'indeterminate') => onChange(next === true)}
    >
      {t('automations.usual-hour')}
    </Checkbox>
  );
};

/** A length of time in minutes, in the unit in which it reads best. */
export const DurationBlank = ({
  name,
  label,
  value,
  error,
  onChange,
}: {
  name: string;
  label: string;
  value: number;
  error: string | false;
  onChange: (minutes: number) => void;
}) => {
  const t = useT();
  const [unit, setUnit] = useState(() => unitOf(value));
  return (
    <>
      <NumberBlank
        name={name}
        label={label}
        value={value / UNITS[unit]}
        error={error}
        onChange={(amount) => onChange(Math.round(amount * UNITS[unit]))}
      />
      <Blank
        name={`${name}-unit`}
        label={t('flows.unit')}
        value={unit}
        options={(['minutes', 'hours', 'days'] as const).map(
          (one) => [one, t(`flows.unit.${one}`)] as const
        )}
        onChange={(next) => {
          setUnit(next);
          onChange(Math.round((value / UNITS[unit]) * UNITS[next]));
        }}
      />
    </>
  );
};
