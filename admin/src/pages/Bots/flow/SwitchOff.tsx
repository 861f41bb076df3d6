import { useState } from 'react';
import { Switch, Typography } from '@strapi/design-system';
import {
  FLOW_OPEN_COUNTED,
  type ActiveBody,
  type BotOverlap,
  type BotView,
  type FlowImpact,
} from '../../../../../server/src/contracts/bots';
import type { FlowGraph } from '../../../../../server/src/contracts/flow-graph';
import { useWhatsappImpactBotsQuery, useWhatsappOverlapsBotsMutation } from '../../../api/bots';
import { Choices } from '../../../shared/Choices';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { ErrorState } from '../../../shared/states';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';
import { OverlapDialog } from '../components/OverlapDialog';
import { useSwitch } from '../components/useSwitch';
import { bodyOf } from '../model';
import type { Flow } from './useFlow';

type Waiting = NonNullable<ActiveBody['waiting']>;

/** Who is in a flow now, and where, seen from this graph; asked each time. */
export const useImpact = (id: number, graph: FlowGraph) =>
  useWhatsappImpactBotsQuery({ id, body: { graph } }, { refetchOnMountOrArgChange: true });

/** How many are in it, with a sign where they are counted no farther. */
export const peopleIn = ({ open }: FlowImpact) => ({
  count: open,
  more: open >= FLOW_OPEN_COUNTED ? '+' : '',
});

const People = ({
  impact,
  waiting,
  onChange,
}: {
  impact: FlowImpact;
  waiting: Waiting;
  onChange: (waiting: Waiting) => void;
}) => {
  const t = useT();
  if (impact.open === 0) return <Typography>{t('flows.impact.none')}</Typography>;
  return (
    <>
      <Typography>{t('flows.off.people', peopleIn(impact))}</Typography>
      <Choices
        label={t('flows.off.waiting')}
        value={waiting}
        options={(['end', 'finish'] as const).map((one) => [one, t(`flows.off.${one}`)] as const)}
        onChange={onChange}
      />
    </>
  );
};

/** Asks before a flow is switched off: people who are in it end, or finish while nobody new begins. */
export const SwitchOff = ({ bot, onClose }: { bot: BotView; onClose: () => void }) => {
  const t = useT();
  const refuse = useRefusal();
  const change = useSwitch();
  const [waiting, setWaiting] = useState<Waiting>('end');
  const impact = useImpact(bot.id, bot.graph as FlowGraph);
  return (
    <ConfirmAction
      open
      title={t('flows.off.title', { name: bot.name })}
      confirmLabel={t('flows.off.confirm')}
      confirmTestId="switch-off"
      confirmDisabled={impact.isFetching}
      onClose={onClose}
      onConfirm={async () => {
        try {
          await change(bot, { active: false, waiting });
        } catch (error) {
          refuse(error);
          throw error;
        }
      }}
    >
      {impact.isFetching ? (
        <Typography role="status">{t('flows.impact.counting')}</Typography>
      ) : null}
      {impact.isError ? (
        <ErrorState error={impact.error} onRetry={() => void impact.refetch()} />
      ) : null}
      {impact.data && !impact.isFetching ? (
        <People impact={impact.data} waiting={waiting} onChange={setWaiting} />
      ) : null}
    </ConfirmAction>
  );
};

/** Whether the flow answers; other bots that the same sets off are named first. */
export const Active = ({ bot, flow }: { bot: BotView; flow: Flow }) => {
  const t = useT();
  const refuse = useRefusal();
  const change = useSwitch();
  const [compare] = useWhatsappOverlapsBotsMutation();
  const [overlaps, setOverlaps] = useState<readonly BotOverlap[]>([]);
  const [isLeaving, setLeaving] = useState(false);
  const switchTo = async (active: boolean) => {
    try {
      await change(bot, { active });
    } catch (error) {
      refuse(error);
    }
  };
  const switchOn = async () => {
    try {
      const asked = { ...bodyOf(flow.form.draft, true), steps: bot.steps, graph: bot.graph };
      const found = await compare({ id: bot.id, bot: asked }).unwrap();
      if (found.overlaps.length > 0) setOverlaps(found.overlaps);
      else await switchTo(true);
    } catch (error) {
      refuse(error);
    }
  };
  const onChange = (active: boolean) => {
    if (active) return void switchOn();
    if (bot.graph) return setLeaving(true);
    return void switchTo(false);
  };
  return (
    <>
      <Switch
        aria-label={t('bots.active-of', { name: bot.name })}
        checked={bot.active}
        visibleLabels
        onLabel={t('bots.on')}
        offLabel={t('bots.off')}
        onCheckedChange={onChange}
      />
      {overlaps.length > 0 ? (
        <OverlapDialog
          overlaps={overlaps}
          onClose={() => setOverlaps([])}
          onConfirm={() => switchTo(true)}
        />
      ) : null}
      {isLeaving ? <SwitchOff bot={bot} onClose={() => setLeaving(false)} /> : null}
    </>
  );
};
