import { Box, Field, TextInput, Typography } from '@strapi/design-system';
import type {
  AutomationCondition,
  AutomationGoal,
} from '../../../../../server/src/contracts/automations';
import { allOf } from '../../../../../server/src/contracts/condition-tree';
import { useT } from '../../../shared/useT';
import type { OfAutomation } from '../../Segments/model-entry';
import { DurationBlank } from '../triggers/parts';
import type { AutomationForm } from '../useAutomationForm';
import { Blank, Line, NumberBlank, Part, Said } from './Blank';
import { ConditionLine } from './ConditionLine';

interface Props {
  readonly form: AutomationForm;
  readonly automation: OfAutomation;
}
type GoalKind = 'none' | AutomationGoal['kind'];
const GOALS = ['none', 'replied', 'converted', 'entry'] as const;
const DAYS = 7;

const goalOf = (kind: GoalKind, days: number): AutomationGoal | null => {
  switch (kind) {
    case 'none':
      return null;
    case 'replied':
      return { kind, days };
    case 'converted':
      return { kind, event: null, days };
    case 'entry':
      return { kind, conditions: allOf<AutomationCondition>([]), days };
  }
};

/** Which event of a conversion; empty: any. */
const EventBlank = ({
  goal,
  form,
}: {
  goal: Extract<AutomationGoal, { kind: 'converted' }>;
  form: AutomationForm;
}) => {
  const t = useT();
  return (
    <Box width="18rem" maxWidth="100%">
      <Field.Root name="goal-event" error={form.errorOf('goal.event')}>
        <TextInput
          size="S"
          aria-label={t('flows.goal.value.converted')}
          placeholder={t('automations.goal.any-event')}
          value={goal.event ?? ''}
          maxLength={40}
          onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
            form.change({ goal: { ...goal, event: event.target.value || null } })
          }
        />
        <Field.Error />
      </Field.Root>
    </Box>
  );
};

/** What it is for: reached, it ends the flow for the contact. */
const Goal = ({ form, automation }: Props) => {
  const t = useT();
  const { goal } = form.draft;
  return (
    <>
      <Line>
        <Said>{t('automations.goal')}</Said>
        <Blank
          name="goal"
          label={t('automations.blank.goal')}
          value={goal?.kind ?? 'none'}
          options={GOALS.map((one) => [one, t(`automations.goal.${one}`)] as const)}
          onChange={(kind) => form.change({ goal: goalOf(kind, goal?.days ?? DAYS) })}
        />
        {goal?.kind === 'converted' ? <EventBlank goal={goal} form={form} /> : null}
        {goal ? (
          <>
            <Said>{t('automations.goal.within')}</Said>
            <NumberBlank
              name="goal-days"
              label={t('flows.goal.days')}
              value={goal.days}
              error={form.errorOf('goal.days')}
              onChange={(days) => form.change({ goal: { ...goal, days } })}
            />
            <Said>{t('flows.unit.days')}</Said>
          </>
        ) : null}
      </Line>
      {goal?.kind === 'entry' ? (
        <ConditionLine
          word={t('automations.goal.when')}
          title="automations.goal.title"
          hint="automations.goal.hint"
          add="automations.goal.add"
          tree={goal.conditions}
          automation={automation}
          error={form.errorOf('goal.conditions')}
          onChange={(next) =>
            form.change({ goal: { ...goal, conditions: next ?? allOf<AutomationCondition>([]) } })
          }
          testId="goal-conditions"
        />
      ) : null}
    </>
  );
};

/** STOP: what ends it for the contact, and after which time it is of no more use. */
export const StopRow = ({ form, automation }: Props) => {
  const t = useT();
  const { stopWhen, staleMinutes } = form.draft;
  return (
    <Part word={t('automations.stop')} testId="stop-row">
      <ConditionLine
        word={t('automations.stop-when')}
        title="automations.stop.title"
        hint="automations.stop.hint"
        add="automations.stop.add"
        tree={stopWhen}
        automation={automation}
        error={form.errorOf('stopWhen')}
        onChange={(next) => form.change({ stopWhen: next })}
        testId="stop-conditions"
      />
      <Goal form={form} automation={automation} />
      <Line>
        <Said>{t('automations.stale')}</Said>
        <DurationBlank
          name="stale"
          label={t('automations.blank.stale')}
          value={staleMinutes}
          error={form.errorOf('staleMinutes')}
          onChange={(next) => form.change({ staleMinutes: next })}
        />
      </Line>
      <Typography variant="pi" textColor="neutral600">
        {t('automations.stale.hint')}
      </Typography>
    </Part>
  );
};
