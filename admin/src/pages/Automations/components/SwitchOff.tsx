import { useState } from 'react';
import { Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import type {
  AutomationActiveBody,
  AutomationView,
} from '../../../../../server/src/contracts/automation-desk';
import type { FlowGraph } from '../../../../../server/src/contracts/flow-graph';
import { useWhatsappSetActiveAutomationsMutation } from '../../../api/automations';
import { useWhatsappGetBotsQuery } from '../../../api/bots';
import { Choices } from '../../../shared/Choices';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { useCan } from '../../../shared/permissions';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';
import { PeopleIn, useImpact } from '../../Bots/flow/SwitchOff';

type Waiting = AutomationActiveBody['waiting'];

const Counted = ({ botId, graph }: { botId: number; graph: FlowGraph }) => (
  <PeopleIn impact={useImpact(botId, graph)} />
);

/** How many people are in the flow of its own. One of the bots has others in it too: they are not counted here. */
export const PeopleInside = ({ flow }: Pick<AutomationView, 'flow'>) => {
  const { can } = useCan();
  const isCounted = flow.isOwn && flow.isPublished && can.botBuild;
  const { data } = useWhatsappGetBotsQuery(flow.id, { skip: !isCounted });
  return isCounted && data?.graph ? <Counted botId={flow.id} graph={data.graph} /> : null;
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
  const [waiting, setWaiting] = useState<Waiting>('finish');
  const { id, name } = automation;
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
          const word = waiting === 'finish' ? 'automations.now-finishing' : 'automations.now-off';
          toggleNotification({ type: 'success', message: t(word, { name }) });
        } catch (error) {
          refuse(error);
          throw error;
        }
      }}
    >
      <PeopleInside flow={automation.flow} />
      {automation.waiting > 0 ? (
        <Typography>{t('automations.off.dropped', { count: automation.waiting })}</Typography>
      ) : null}
      <Choices
        label={t('flows.off.waiting')}
        value={waiting}
        options={(['finish', 'end'] as const).map((one) => [one, t(`flows.off.${one}`)] as const)}
        onChange={setWaiting}
      />
    </ConfirmAction>
  );
};
