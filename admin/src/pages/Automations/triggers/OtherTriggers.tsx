import { useState } from 'react';
import {
  Button,
  Flex,
  IconButton,
  MultiSelect,
  MultiSelectOption,
  Tag,
  TextInput,
  Typography,
} from '@strapi/design-system';
import { Cross, Plus } from '@strapi/icons';
import { useIntl } from 'react-intl';
import { HOLIDAYS_UP_TO } from '../../../../../server/src/contracts/turkish-holidays';
import { useNow } from '../../../shared/useNow';
import { useRuleLocale } from '../../../shared/useRuleLocale';
import { useT } from '../../../shared/useT';
import { useDayNames } from '../../Segments/useSegmentWords';
import { Blank, Line, OtherBlank, Said, TimeBlank } from '../components/Blank';
import { comingHolidays, DATES_AT_ONCE } from './holidays';
import { SegmentBlank, UsualHour, ZoneBlank, type TriggerProps } from './parts';

type ClockProps = Omit<TriggerProps<'clock'>, 'type'>;

const TIMES_MOST = 6;
const DATES_MOST = 100;
const HOUR = 3_600_000;
const WEEK = [1, 2, 3, 4, 5, 6, 7] as const;
const HOLIDAYS = ['as-others', 'never', 'only'] as const;

/** Times of the day; at least one stays. */
const Times = ({ trigger, form }: ClockProps) => {
  const t = useT();
  const { at } = trigger;
  const put = (next: string[]) => form.setTrigger({ ...trigger, at: next });
  return (
    <>
      {at.map((time, i) => (
        <Flex key={i} gap={1} alignItems="flex-start">
          <TimeBlank
            name={`trigger-at-${i}`}
            label={t('automations.blank.at-n', { number: i + 1 })}
            value={time}
            error={i === 0 && form.errorOf('trigger.at')}
            onChange={(next) => put(at.map((old, place) => (place === i ? next : old)))}
          />
          {at.length > 1 ? (
            <IconButton
              variant="ghost"
              size="S"
              label={t('automations.time.remove', { time })}
              onClick={() => put(at.filter((_old, place) => place !== i))}
            >
              <Cross />
            </IconButton>
          ) : null}
        </Flex>
      ))}
      <Button
        size="S"
        variant="tertiary"
        startIcon={<Plus />}
        disabled={at.length >= TIMES_MOST}
        onClick={() => put([...at, '12:00'])}
      >
        {t('automations.time.add')}
      </Button>
    </>
  );
};

const Days = ({ trigger, form }: ClockProps) => {
  const t = useT();
  const dayName = useDayNames();
  const { days } = trigger;
  const put = (next: string[]) =>
    form.setTrigger({ ...trigger, days: WEEK.filter((day) => next.includes(String(day))) });
  return (
    <OtherBlank name="trigger-days" error={form.errorOf('trigger.days')}>
      <MultiSelect
        size="S"
        aria-label={t('automations.blank.days')}
        placeholder={t(
          trigger.dates.length > 0 ? 'automations.clock.no-day' : 'automations.clock.every-day'
        )}
        value={days.map(String)}
        customizeContent={() => days.map(dayName).join(', ')}
        onChange={put}
        onClear={() => put([])}
        clearLabel={t('contacts.clear')}
      >
        {WEEK.map((day) => (
          <MultiSelectOption key={day} value={String(day)}>
            {dayName(day)}
          </MultiSelectOption>
        ))}
      </MultiSelect>
    </OtherBlank>
  );
};

/** A day as the viewer's calendar shows it. */
const dayOf = (at: number): string => new Intl.DateTimeFormat('en-CA').format(at);

/** Holidays by their names, each with its next date: one adds the dates that would have to be looked up. */
const HolidayBlank = ({
  dates,
  words,
  onAdd,
}: {
  dates: readonly string[];
  words: (day: string) => string;
  onAdd: (days: readonly string[]) => void;
}) => {
  const t = useT();
  const language = useRuleLocale();
  const now = useNow(HOUR);
  const holidays = comingHolidays(dayOf(now)).filter(({ days }) =>
    days.some((day) => !dates.includes(day))
  );
  return (
    <Blank
      name="trigger-holiday"
      label={t('automations.blank.holiday')}
      placeholder={t('automations.blank.holiday.choose')}
      value=""
      options={holidays.map(
        ({ name, days: [next = ''] }) => [name.en, `${name[language]} (${words(next)})`] as const
      )}
      onChange={(chosen) => onAdd(holidays.find(({ name }) => name.en === chosen)?.days ?? [])}
    />
  );
};

/** Days by their date, beside those of the week. */
const Dates = ({ trigger, form }: ClockProps) => {
  const t = useT();
  const { formatDate } = useIntl();
  const [typed, setTyped] = useState('');
  const { dates } = trigger;
  const words = (day: string) => formatDate(`${day}T12:00:00`, { dateStyle: 'medium' });
  const put = (next: string[]) => form.setTrigger({ ...trigger, dates: next });
  const addAll = (days: readonly string[]) => put([...new Set([...dates, ...days])].sort());
  const add = () => {
    if (typed === '') return;
    addAll([typed]);
    setTyped('');
  };
  // Where holidays are ruled out, or begin it anyway, the date of one changes nothing.
  const isByName = trigger.holidays === 'as-others' && dates.length + DATES_AT_ONCE <= DATES_MOST;
  return (
    <>
      <Line>
        <Said>{t('automations.clock.dates')}</Said>
        {dates.map((day) => (
          <Tag
            key={day}
            icon={<Cross aria-hidden />}
            label={t('segments.value.remove', { value: words(day) })}
            onClick={() => put(dates.filter((one) => one !== day))}
          >
            {words(day)}
          </Tag>
        ))}
        <OtherBlank name="trigger-dates" error={form.errorOf('trigger.dates')}>
          <TextInput
            size="S"
            type="date"
            aria-label={t('automations.blank.date')}
            value={typed}
            onChange={(event: React.ChangeEvent<HTMLInputElement>) => setTyped(event.target.value)}
          />
        </OtherBlank>
        <Button
          size="S"
          variant="tertiary"
          startIcon={<Plus />}
          disabled={typed === '' || dates.length >= DATES_MOST}
          onClick={add}
        >
          {t('automations.clock.add-date')}
        </Button>
        {isByName ? <HolidayBlank {...{ dates, words }} onAdd={addAll} /> : null}
      </Line>
      {isByName ? (
        <Typography variant="pi" textColor="neutral600">
          {t('automations.clock.holiday-dates', {
            ...{ count: DATES_AT_ONCE, year: String(HOLIDAYS_UP_TO) },
          })}
        </Typography>
      ) : null}
    </>
  );
};

/** Times of days, for the people of a segment. */
export const ClockBlanks = ({ trigger, form }: ClockProps) => {
  const t = useT();
  return (
    <>
      <Line>
        <Said>{t('automations.clock.at')}</Said>
        <Times {...{ trigger, form }} />
        {trigger.days.length + trigger.dates.length > 0 ? (
          <Said>{t('automations.clock.on')}</Said>
        ) : null}
        <Days {...{ trigger, form }} />
        <ZoneBlank zone={trigger.zone} onChange={(zone) => form.setTrigger({ ...trigger, zone })} />
      </Line>
      <Line>
        <Said>{t('automations.clock.for')}</Said>
        <SegmentBlank
          segmentId={trigger.segmentId}
          error={form.errorOf('trigger.segmentId')}
          onChange={(segmentId) => form.setTrigger({ ...trigger, segmentId })}
        />
      </Line>
      <Dates {...{ trigger, form }} />
      <Line>
        <Said>{t('automations.clock.holidays')}</Said>
        <Blank
          name="trigger-holidays"
          label={t('automations.clock.holidays')}
          value={trigger.holidays}
          options={HOLIDAYS.map((one) => [one, t(`automations.holidays.${one}`)] as const)}
          onChange={(holidays) => form.setTrigger({ ...trigger, holidays })}
        />
      </Line>
      <UsualHour
        checked={trigger.usualHour}
        onChange={(usualHour) => form.setTrigger({ ...trigger, usualHour })}
      />
    </>
  );
};

/** Somebody comes into a segment, or leaves it. */
export const SegmentBlanks = ({ trigger, form }: Omit<TriggerProps<'segment'>, 'type'>) => {
  const t = useT();
  return (
    <Line>
      <Blank
        name="trigger-way"
        label={t('automations.blank.segment-way')}
        value={trigger.way}
        options={(['enters', 'leaves'] as const).map(
          (one) => [one, t(`automations.segment.${one}`)] as const
        )}
        onChange={(way) => form.setTrigger({ ...trigger, way })}
      />
      <SegmentBlank
        segmentId={trigger.segmentId}
        error={form.errorOf('trigger.segmentId')}
        onChange={(segmentId) => form.setTrigger({ ...trigger, segmentId })}
      />
    </Line>
  );
};
