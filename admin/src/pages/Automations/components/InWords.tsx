import { Flex, Typography } from '@strapi/design-system';
import type {
  AutomationType,
  AutomationView,
} from '../../../../../server/src/contracts/automation-desk';
import type {
  AutomationGoal,
  AutomationOnce,
} from '../../../../../server/src/contracts/automations';
import { Surface } from '../../../shared/Surface';
import { useT } from '../../../shared/useT';
import { timeWords } from '../../Bots/flow/useFlowWords';
import type { OfAutomation } from '../../Segments/model-entry';
import { typeIn } from '../model';
import { useTriggerNotes, useTriggerWords } from '../useTriggerWords';
import { Part } from './Blank';
import { asked, TreeWords } from './ConditionLine';
import { FlowSteps } from './ThenRow';
import { Reach } from './WhoRow';

interface Props {
  readonly automation: AutomationView;
  readonly types: readonly AutomationType[];
  readonly ofAutomation: OfAutomation;
}

const Who = ({ automation, types, ofAutomation }: Props) => {
  const t = useT();
  const { trigger, who } = automation;
  const conditions = asked(automation.conditions);
  const type = trigger ? typeIn(types, trigger) : undefined;
  return (
    <Part word={t('automations.who')} testId="who-row">
      <Typography>
        {trigger && !('uid' in trigger)
          ? t(`automations.who.${trigger.kind}`)
          : `${t('automations.who.entry')} ${t(`automations.people.${who.people}`)}`}
      </Typography>
      {type && !type.isUnlinked ? <Reach type={type} /> : null}
      {conditions ? (
        <Typography>
          {t('automations.only-if')} <TreeWords tree={conditions} automation={ofAutomation} />
        </Typography>
      ) : null}
    </Part>
  );
};

const Goal = ({ goal, ofAutomation }: { goal: AutomationGoal; ofAutomation: OfAutomation }) => {
  const t = useT();
  const conditions = goal.kind === 'entry' ? asked(goal.conditions) : null;
  return (
    <Typography>
      {t('automations.goal.says', { goal: t(`automations.goal.${goal.kind}`), days: goal.days })}
      {conditions ? (
        <>
          {': '}
          <TreeWords tree={conditions} automation={ofAutomation} />
        </>
      ) : null}
    </Typography>
  );
};

const Stop = ({ automation, ofAutomation }: Props) => {
  const t = useT();
  const { goal, staleMinutes } = automation;
  const stopWhen = asked(automation.stopWhen);
  return (
    <Part word={t('automations.stop')} testId="stop-row">
      {stopWhen ? (
        <Typography>
          {t('automations.stop-when')} <TreeWords tree={stopWhen} automation={ofAutomation} />
        </Typography>
      ) : null}
      {goal ? <Goal goal={goal} ofAutomation={ofAutomation} /> : null}
      <Typography>{`${t('automations.stale')} ${timeWords(t, staleMinutes)}`}</Typography>
    </Part>
  );
};

const useOnceWords = () => {
  const t = useT();
  return (once: AutomationOnce): string => {
    if (once.per !== 'person') return t(`automations.once.${once.per}`);
    if (once.days === null) return t('automations.once.person');
    return t('automations.once.says', { days: once.days });
  };
};

/** The whole sentence for who may look and not change. */
export const InWords = (props: Props) => {
  const t = useT();
  const { automation } = props;
  const triggerWords = useTriggerWords(props.types);
  const notesOf = useTriggerNotes();
  const onceWords = useOnceWords();
  const { flow, ceiling } = automation;
  return (
    <Surface data-testid="in-words" style={{ overflowWrap: 'anywhere' }}>
      <Flex direction="column" alignItems="stretch" gap={6}>
        <Part word={t('automations.when')} testId="when-row">
          <Typography>
            <span dir="auto">{triggerWords(automation.trigger)}</span>
          </Typography>
          {automation.trigger
            ? notesOf(automation.trigger).map((note) => <Typography key={note}>{note}</Typography>)
            : null}
        </Part>
        <Who {...props} />
        <Part word={t('automations.then')} testId="then-row">
          <Typography>
            <span dir="auto">
              {flow.isOwn ? t('automations.flow.own') : (flow.name ?? t('automations.flow.gone'))}
            </span>
          </Typography>
          <FlowSteps botId={flow.id} />
        </Part>
        <Stop {...props} />
        <Part word={t('automations.once')} testId="once-row">
          <Typography>{onceWords(automation.once)}</Typography>
          {ceiling ? <Typography>{t('automations.ceiling.says', ceiling)}</Typography> : null}
        </Part>
      </Flex>
    </Surface>
  );
};
