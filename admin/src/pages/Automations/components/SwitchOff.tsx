import { useState } from 'react';
import { Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import type {
  AutomationActiveBody,
  AutomationView,
} from '../../../../../server/src/contracts/automation-desk';
import { useWhatsappSetActiveAutomationsMutation } from '../../../api/automations';
import { useWhatsappGetBotsQuery } from '../../../api/bots';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { useCan } from '../../../shared/permissions';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';
import { countedIn, PeopleIn, useImpact, WaitingChoice } from '../../Bots/flow/SwitchOff';

type Waiting = AutomationActiveBody['waiting'];

/** What is said once it is off. */
const SAID = {
  finish: 'automations.now-finishing',
  end: 'automations.now-off',
  empty: 'automations.now-off.empty',
} as const;

/** Who is in the flow of its own. One of the bots has others in it too: they are not counted here. */
const useInside = ({ flow }: Pick<AutomationView, 'flow'>) => {
  const { can } = useCan();
  const isAsked = flow.isOwn && flow.isPublished && can.botBuild;
  const { data } = useWhatsappGetBotsQuery(flow.id, { skip: !isAsked });
  const graph = isAsked ? (data?.graph ?? null) : null;
  const impact = useImpact(flow.id, graph);
  const isNobody = graph !== null && countedIn(impact)?.open === 0;
  return {
    /** Null: nothing is counted. */
    impact: graph === null ? null : impact,
    /** What was never published nobody has begun. */
    isEmpty: isNobody || (flow.isOwn && !flow.isPublished),
  };
};

/** How many contacts are in the flow of its own. */
export const PeopleInside = (of: Pick<AutomationView, 'flow'>) => {
  const { impact } = useInside(of);
  return impact ? <PeopleIn impact={impact} /> : null;
};

/** Asks before an automation is switched off: people who are in its flow finish while nobody new begins, or end. */
export const SwitchOff = ({
  automation,
  onClose,
}: {
  automation: AutomationView;
  onClose: () => void;
}) => {
  const t = useT();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [setActive] = useWhatsappSetActiveAutomationsMutation();
  const [chosen, setChosen] = useState<Waiting>('finish');
  const { id, name } = automation;
  const { impact, isEmpty } = useInside(automation);
  const isAsked = !isEmpty || automation.waiting > 0;
  // Nobody is left who could finish: it is simply off.
  const waiting: Waiting = isAsked ? chosen : 'end';
  return (
    <ConfirmAction
      open
      title={t('automations.off.title', { name })}
      confirmLabel={t('automations.deactivate')}
      confirmTestId="switch-off"
      onClose={onClose}
      onConfirm={async () => {
        try {
          await setActive({ id, body: { active: false, waiting } }).unwrap();
          const word = SAID[isAsked ? waiting : 'empty'];
          toggleNotification({ type: 'success', message: t(word, { name }) });
        } catch (error) {
          refuse(error);
          throw error;
        }
      }}
    >
      {impact ? <PeopleIn impact={impact} /> : null}
      {automation.waiting > 0 ? (
        <Typography>{t('automations.off.dropped', { count: automation.waiting })}</Typography>
      ) : null}
      <WaitingChoice isAsked={isAsked} value={chosen} onChange={setChosen} />
    </ConfirmAction>
  );
};
