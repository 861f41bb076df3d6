import { useState, type ChangeEvent } from 'react';
import {
  Box,
  Button,
  Field,
  Flex,
  SingleSelect,
  SingleSelectOption,
  Tag,
  TextInput,
} from '@strapi/design-system';
import { Cross, Plus } from '@strapi/icons';
import { useIntl } from 'react-intl';
import type { RepeatRule } from '../../../../../server/src/contracts/campaign-time';
import { dayText } from '../../../shared/typed-moment';
import { useT } from '../../../shared/useT';
import { repeatKinds, repeatOf } from '../time-model';
import { problemAt, type Wizard } from './useWizard';

const LAST_DAY = '9999-12-31';
type Change = ChangeEvent<HTMLInputElement>;

type Dates = Extract<RepeatRule, { every: 'dates' }>;
type Steady = Exclude<RepeatRule, Dates>;

const Until = ({ rule, onChange }: { rule: Steady; onChange: (rule: RepeatRule) => void }) => {
  const t = useT();
  return (
    <Field.Root name="until" hint={t('campaigns.repeat.untilHint')}>
      <Field.Label>{t('campaigns.repeat.until')}</Field.Label>
      <TextInput
        type="date"
        max={LAST_DAY}
        value={rule.until ?? ''}
        onChange={({ target }: Change) => onChange({ ...rule, until: target.value || null })}
      />
      <Field.Hint />
    </Field.Root>
  );
};

/** Days that are named one by one: holidays that move from year to year. A day counts once the field is left, not while it is typed. */
const Days = ({ rule, onChange }: { rule: Dates; onChange: (rule: RepeatRule) => void }) => {
  const t = useT();
  const { formatDate } = useIntl();
  const [typed, setTyped] = useState('');
  const dayWords = (day: string) => formatDate(day, { dateStyle: 'medium', timeZone: 'UTC' });
  const set = (dates: string[]) => onChange({ every: 'dates', dates: [...new Set(dates)].sort() });
  const today = dayText(new Date());
  const isAhead = typed >= today;
  const add = () => {
    if (!isAhead) return;
    set([...rule.dates, typed]);
    setTyped('');
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Flex gap={2} alignItems="flex-end">
        <Box grow={1}>
          <Field.Root name="dates">
            <Field.Label>{t('campaigns.repeat.day')}</Field.Label>
            <TextInput
              type="date"
              min={today}
              max={LAST_DAY}
              value={typed}
              onChange={({ target }: Change) => setTyped(target.value)}
              onBlur={add}
              onKeyDown={({ key }) => (key === 'Enter' ? add() : undefined)}
            />
          </Field.Root>
        </Box>
        <Button variant="secondary" startIcon={<Plus />} disabled={!isAhead} onClick={add}>
          {t('campaigns.repeat.addDay')}
        </Button>
      </Flex>
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
