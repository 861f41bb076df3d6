import { useState } from 'react';
import { Switch, Typography } from '@strapi/design-system';
import {
  FLOW_OPEN_COUNTED,
  isEmptyChain,
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
import { useBotRefusal } from '../components/useBotRefusal';
import { useSwitch } from '../components/useSwitch';
import { bodyOf, draftOf } from '../model';

type Waiting = NonNullable<ActiveBody['waiting']>;

/** Who is in a flow now, and where, seen from this graph; asked each time. Without a graph nothing is. */
export const useImpact = (id: number, graph: FlowGraph | null) =>
  useWhatsappImpactBotsQuery(
    { id, body: { graph: graph as FlowGraph } },
    { skip: graph === null, refetchOnMountOrArgChange: true }
  );

/** How many are in it, with a sign where they are counted no farther. */
export const peopleIn = ({ open }: FlowImpact) => ({
  count: open,
  more: open >= FLOW_OPEN_COUNTED ? '+' : '',
});

type Impact = ReturnType<typeof useImpact>;
/** What is counted of the very graph that was asked about; null: not yet, or not at all. */
export const countedIn = ({ data, isFetching, isError }: Impact): FlowImpact | null =>
  data && !isFetching && !isError ? data : null;

/** How many people are in a flow: being counted, counted, or what went wrong with a way to count again. */
export const PeopleIn = ({ impact }: { impact: Impact }) => {
  const t = useT();
  const counted = countedIn(impact);
  if (impact.isFetching) return <Typography role="status">{t('flows.impact.counting')}</Typography>;
  if (!counted) return <ErrorState error={impact.error} onRetry={() => void impact.refetch()} />;
  return (
    <Typography>
      {counted.open === 0 ? t('flows.impact.none') : t('flows.off.people', peopleIn(counted))}
    </Typography>
  );
};

/** What becomes of people who are in a flow; where there are none, what switching it off changes. */
export const WaitingChoice = ({
  isAsked,
  value,
  onChange,
}: {
  isAsked: boolean;
  value: Waiting;
  onChange: (waiting: Waiting) => void;
}) => {
  const t = useT();
  if (!isAsked) return <Typography>{t('flows.off.closed')}</Typography>;
  return (
    <Choices
      label={t('flows.off.waiting')}
      value={value}
      options={(['finish', 'end'] as const).map((one) => [one, t(`flows.off.${one}`)] as const)}
      onChange={onChange}
    />
  );
};

/** Asks before a flow is switched off: people who are in it finish while nobody new begins, or end. */
export const SwitchOff = ({ bot, onClose }: { bot: BotView; onClose: () => void }) => {
  const t = useT();
  const refuse = useRefusal();
  const change = useSwitch();
  const [waiting, setWaiting] = useState<Waiting>('finish');
  const impact = useImpact(bot.id, bot.graph as FlowGraph);
  const counted = countedIn(impact);
  const isEmpty = counted?.open === 0;
  return (
    <ConfirmAction
      open
      title={t('flows.off.title', { name: bot.name })}
      confirmLabel={t('flows.off.confirm')}
      confirmTestId="switch-off"
      confirmDisabled={!counted}
      onClose={onClose}
      onConfirm={async () => {
        try {
          // Nobody is left who could finish: it is simply off.
          await change(bot, { active: false, waiting: isEmpty ? 'end' : waiting });
        } catch (error) {
          refuse(error);
          throw error;
        }
      }}
    >
      <PeopleIn impact={impact} />
      <WaitingChoice isAsked={!isEmpty} value={waiting} onChange={setWaiting} />
    </ConfirmAction>
  );
};

/** Whether the flow answers; other bots that the same sets off are named first. */
export const Active = ({ bot }: { bot: BotView }) => {
  const t = useT();
  const refuse = useBotRefusal();
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
      // As it is saved: triggers that are only typed answer nobody yet.
      const found = await compare({ id: bot.id, bot: bodyOf(draftOf(bot), true) }).unwrap();
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
        disabled={isEmptyChain(bot)}
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
