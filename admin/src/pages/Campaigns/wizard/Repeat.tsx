import {
  DatePicker,
  Field,
  Flex,
  SingleSelect,
  SingleSelectOption,
  Tag,
} from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import { useIntl } from 'react-intl';
import type { RepeatRule } from '../../../../../server/src/contracts/campaign-time';
import { useT } from '../../../shared/useT';
import { repeatKinds, repeatOf, wallText } from '../time-model';
import { problemAt, type Wizard } from './useWizard';

const dayText = (date: Date): string => wallText(date).slice(0, 10);
const pickerDay = (day: string): Date => new Date(`${day}T00:00:00`);

type Dates = Extract<RepeatRule, { every: 'dates' }>;
type Steady = Exclude<RepeatRule, Dates>;

const Until = ({ rule, onChange }: { rule: Steady; onChange: (rule: RepeatRule) => void }) => {
  const t = useT();
  return (
    <Field.Root name="until" hint={t('campaigns.repeat.untilHint')}>
      <Field.Label>{t('campaigns.repeat.until')}</Field.Label>
      <DatePicker
        {...(rule.until === null ? {} : { value: pickerDay(rule.until) })}
        onChange={(date) => onChange({ ...rule, until: date ? dayText(date) : null })}
        onClear={() => onChange({ ...rule, until: null })}
        clearLabel={t('campaigns.clear')}
      />
      <Field.Hint />
    </Field.Root>
  );
};

/** Days that are named one by one: holidays that move from year to year. */
const Days = ({ rule, onChange }: { rule: Dates; onChange: (rule: RepeatRule) => void }) => {
  const t = useT();
  const { formatDate } = useIntl();
  const dayWords = (day: string) => formatDate(pickerDay(day), { dateStyle: 'medium' });
  const set = (dates: string[]) => onChange({ every: 'dates', dates: [...new Set(dates)].sort() });
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Field.Root name="dates">
        <Field.Label>{t('campaigns.repeat.addDay')}</Field.Label>
        <DatePicker
          key={rule.dates.length}
          onChange={(date) => (date ? set([...rule.dates, dayText(date)]) : undefined)}
          clearLabel={t('campaigns.clear')}
        />
      </Field.Root>
      <Flex gap={2} wrap="wrap">
        {rule.dates.map((day) => (
          <Tag
            key={day}
            icon={<Cross aria-hidden />}
            label={t('campaigns.repeat.removeDay', { day: dayWords(day) })}
            onClick={() => set(rule.dates.filter((one) => one !== day))}
          >
            {dayWords(day)}
          </Tag>
        ))}
      </Flex>
    </Flex>
  );
};

/** Whether it comes again (M-47): each week, month or year, or on stated days. */
export const Repeat = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const { repeatRule: rule } = wizard.form;
  const change = (repeatRule: RepeatRule | null) => wizard.change({ repeatRule });
  return (
    <>
      <Field.Root
        name="repeatRule"
        error={problemAt(wizard, 'repeatRule', t)}
        hint={t('campaigns.repeat.hint')}
      >
        <Field.Label>{t('campaigns.repeat.title')}</Field.Label>
        <SingleSelect
          value={rule?.every ?? 'never'}
          onChange={(value) =>
            change(repeatOf(repeatKinds.find((kind) => kind === value) ?? 'never'))
          }
        >
          {repeatKinds.map((kind) => (
            <SingleSelectOption key={kind} value={kind}>
              {t(`campaigns.repeat.${kind}`)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
        <Field.Error />
        <Field.Hint />
      </Field.Root>
      {rule?.every === 'dates' ? <Days rule={rule} onChange={change} /> : null}
      {rule && rule.every !== 'dates' ? <Until rule={rule} onChange={change} /> : null}
    </>
  );
};
