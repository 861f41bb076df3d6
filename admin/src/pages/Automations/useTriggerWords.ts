import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import type { AutomationType } from '../../../../server/src/contracts/automation-desk';
import type {
  AutomationTrigger,
  HeldValue,
  TriggerOf,
} from '../../../../server/src/contracts/automations';
import { useWhatsappListSegmentsQuery } from '../../api/segments';
import { useValueWords } from '../../shared/entry-values/useValueWords';
import { useCan } from '../../shared/permissions';
import { useMoments } from '../../shared/useMoments';
import { useT, type Translate } from '../../shared/useT';
import { timeWords } from '../Bots/flow/useFlowWords';
import { useDayNames } from '../Segments/useSegmentWords';
import { fieldIn, typeIn } from './model';

/** What the words of a trigger are made of. */
interface Parts {
  readonly t: Translate;
  /** Undefined: they are not read yet. */
  readonly types: readonly AutomationType[] | undefined;
  readonly valueWords: ReturnType<typeof useValueWords>;
  readonly number: (value: number) => string;
  readonly day: (date: string) => string;
  /** Of "09:00": "9:00 AM". */
  readonly time: (at: string) => string;
  readonly dayName: (day: number) => string;
  readonly or: (words: readonly string[]) => string;
  readonly segment: (id: number) => string;
}

/** Stands for a name that is not read yet, or that the reader may not see. */
const OPEN = '…';

/** A content type by what the host calls it; of one that is gone its own name stays. */
const typeName = ({ types }: Parts, uid: string): string =>
  types === undefined ? OPEN : (types.find((one) => one.uid === uid)?.label ?? uid);

/** The content type and the field, as the host calls them; of what is gone its own words stay. */
const names = (parts: Parts, trigger: AutomationTrigger & { uid: string }) => {
  const { types } = parts;
  const path = 'field' in trigger ? trigger.field : '';
  const known = types && fieldIn(typeIn(types, trigger), path);
  return {
    type: typeName(parts, trigger.uid),
    field: types === undefined ? OPEN : (known?.label ?? path),
    known,
  };
};

const updated = (parts: Parts, trigger: TriggerOf<'updated'>): string => {
  const { t, or, valueWords } = parts;
  const { type, field, known } = names(parts, trigger);
  const said = (values: readonly HeldValue[] | null) =>
    values && or(values.map((value) => valueWords(value, known)));
  const [from, to] = [said(trigger.from), said(trigger.to)];
  if (from !== null && to !== null)
    return t('automations.says.updated.from-to', { type, field, from, to });
  if (to !== null) return t('automations.says.updated.to', { type, field, to });
  if (from !== null) return t('automations.says.updated.from', { type, field, from });
  return t('automations.says.updated', { type, field });
};

const threshold = (parts: Parts, trigger: TriggerOf<'threshold'>): string => {
  const { t, number } = parts;
  const { type, field } = names(parts, trigger);
  const { by, way } = trigger;
  const amount = by.kind === 'value' ? by.value : by.percent;
  const value = Number.isFinite(amount) ? number(amount) : '…';
  return t(`automations.says.threshold.${way}-${by.kind}` as const, { type, field, value });
};

const date = (parts: Parts, trigger: TriggerOf<'date'>): string => {
  const { t, time } = parts;
  const { type, field } = names(parts, trigger);
  const { side, unit, at, yearly, usualHour } = trigger;
  const amount = Number.isFinite(trigger.amount) ? trigger.amount : 0;
  const when = t(`automations.says.date.${side}-${unit}` as const, { amount });
  return [
    t('automations.says.date', { type, field, when }),
    ...(at !== null && unit === 'days' ? [t('automations.says.at', { at: time(at) })] : []),
    ...(yearly ? [t('automations.says.yearly')] : []),
    ...(usualHour ? [t('automations.says.usual-hour')] : []),
  ].join(', ');
};

const absence = (parts: Parts, trigger: TriggerOf<'absence'>): string => {
  const { t } = parts;
  const { type } = names(parts, trigger);
  const time = timeWords(t, Number.isFinite(trigger.minutes) ? trigger.minutes : 0);
  const { without } = trigger;
  if (without === null) return t('automations.says.absence', { type, time });
  const other = typeName(parts, without);
  return t('automations.says.absence.without', { type, time, other });
};

const clock = (parts: Parts, trigger: TriggerOf<'clock'>): string => {
  const { t, dayName, day, time } = parts;
  const days = [...trigger.days.map(dayName), ...trigger.dates.map(day)];
  return t('automations.says.clock', {
    times: trigger.at.map(time).join(', '),
    days: days.length > 0 ? days.join(', ') : t('segments.clock.every-day'),
    segment: parts.segment(trigger.segmentId),
  });
};

const wordsOf = (parts: Parts, trigger: AutomationTrigger): string => {
  const { t } = parts;
  switch (trigger.kind) {
    case 'updated':
      return updated(parts, trigger);
    case 'threshold':
      return threshold(parts, trigger);
    case 'date':
      return date(parts, trigger);
    case 'absence':
      return absence(parts, trigger);
    case 'clock':
      return clock(parts, trigger);
    case 'segment':
      return t(`automations.says.segment.${trigger.way}`, {
        segment: parts.segment(trigger.segmentId),
      });
    case 'created':
    case 'published':
    case 'unpublished':
    case 'deleted':
      return t(`automations.says.${trigger.kind}`, { type: names(parts, trigger).type });
  }
};

/** Says what sets an automation off: "Order: State becomes shipped". Null: another release stored it. */
export const useTriggerWords = (types: readonly AutomationType[] | undefined) => {
  const t = useT();
  const intl = useIntl();
  const { timeOfDay } = useMoments();
  const { can } = useCan();
  const valueWords = useValueWords();
  const dayName = useDayNames();
  const { data } = useWhatsappListSegmentsQuery(undefined, { skip: !can.contactBrowse });
  const segments = data?.segments;
  const parts = useMemo(
    (): Omit<Parts, 'dayName'> => ({
      ...{ t, types, valueWords },
      number: (value) => intl.formatNumber(value),
      day: (text) => intl.formatDate(`${text}T12:00:00`, { dateStyle: 'medium' }),
      time: timeOfDay,
      or: (words) => intl.formatList(words, { type: 'disjunction' }),
      segment: (id) => segments?.find((one) => one.id === id)?.name ?? (segments ? `#${id}` : OPEN),
    }),
    [t, types, valueWords, intl, timeOfDay, segments]
  );
  return (trigger: AutomationTrigger | null): string =>
    trigger === null ? t('automations.says.unknown') : wordsOf({ ...parts, dayName }, trigger);
};
export type TriggerWords = ReturnType<typeof useTriggerWords>;

/** What beside its words decides when it is set off: whose clock, which version, holidays. */
export const useTriggerNotes = (): ((trigger: AutomationTrigger) => string[]) => {
  const t = useT();
  return (trigger) => {
    const isDraft = 'version' in trigger && trigger.version === 'draft';
    // A moment of a field is the same on every clock.
    const isZoned = 'zone' in trigger && (trigger.kind === 'clock' || trigger.at !== null);
    const zone = isZoned ? trigger.zone : null;
    return [
      ...(isDraft ? [`${t('automations.version')}: ${t('automations.version.draft')}`] : []),
      ...(trigger.kind === 'updated' && trigger.alsoNew ? [t('automations.also-new')] : []),
      ...(zone === null ? [] : [t(`automations.zone.${zone}`)]),
      ...(trigger.kind === 'clock' && trigger.holidays !== 'as-others'
        ? [`${t('automations.clock.holidays')}: ${t(`automations.holidays.${trigger.holidays}`)}`]
        : []),
      ...(trigger.kind === 'clock' && trigger.usualHour ? [t('automations.usual-hour')] : []),
    ];
  };
};
