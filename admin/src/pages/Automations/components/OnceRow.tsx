import { Checkbox } from '@strapi/design-system';
import type { AutomationOnce } from '../../../../../server/src/contracts/automations';
import { useT } from '../../../shared/useT';
import type { AutomationForm } from '../useAutomationForm';
import { Blank, Line, NumberBlank, Part, Said } from './Blank';

const COUNTS = ['event', 'entry', 'person', 'person-days'] as const;
type Count = (typeof COUNTS)[number];
const DAYS = 30;
const CEILING = { messages: 3, days: 7 };

const countOf = (once: AutomationOnce): Count => {
  if (once.per !== 'person') return once.per;
  return once.days === null ? 'person' : 'person-days';
};
const onceOf = (count: Count): AutomationOnce => {
  switch (count) {
    case 'event':
    case 'entry':
      return { per: count };
    case 'person':
      return { per: 'person', days: null };
    case 'person-days':
      return { per: 'person', days: DAYS };
  }
};

/** Most messages of this automation to one contact. */
const Ceiling = ({ form }: { form: AutomationForm }) => {
  const t = useT();
  const { ceiling } = form.draft;
  return (
    <>
      <Checkbox
        checked={ceiling !== null}
        onCheckedChange={(next: boolean | 'indeterminate') =>
          form.change({ ceiling: next === true ? CEILING : null })
        }
      >
        {t('automations.ceiling')}
      </Checkbox>
      {ceiling ? (
        <Line>
          <NumberBlank
            name="ceiling-messages"
            label={t('automations.blank.messages')}
            value={ceiling.messages}
            error={form.errorOf('ceiling.messages')}
            onChange={(messages) => form.change({ ceiling: { ...ceiling, messages } })}
          />
          <Said>{t('automations.ceiling.within')}</Said>
          <NumberBlank
            name="ceiling-days"
            label={t('automations.blank.days-number')}
            value={ceiling.days}
            error={form.errorOf('ceiling.days')}
            onChange={(days) => form.change({ ceiling: { ...ceiling, days } })}
          />
          <Said>{t('flows.unit.days')}</Said>
        </Line>
      ) : null}
    </>
  );
};

/** ONCE: how often, and at most how many messages. */
export const OnceRow = ({ form }: { form: AutomationForm }) => {
  const t = useT();
  const { once, trigger } = form.draft;
  const fitting = 'uid' in trigger ? COUNTS : COUNTS.filter((one) => one !== 'entry');
  return (
    <Part word={t('automations.once')} testId="once-row">
      <Line>
        <Blank
          name="once"
          label={t('automations.blank.once')}
          value={countOf(once)}
          options={fitting.map((one) => [one, t(`automations.once.${one}`)] as const)}
          error={form.errorOf('once.per')}
          onChange={(count) => form.change({ once: onceOf(count) })}
        />
        {once.per === 'person' && once.days !== null ? (
          <>
            <NumberBlank
              name="once-days"
              label={t('automations.blank.days-number')}
              value={once.days}
              error={form.errorOf('once.days')}
              onChange={(days) => form.change({ once: { per: 'person', days } })}
            />
            <Said>{t('flows.unit.days')}</Said>
          </>
        ) : null}
      </Line>
      <Ceiling form={form} />
    </Part>
  );
};
