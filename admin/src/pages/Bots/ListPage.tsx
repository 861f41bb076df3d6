import { useState } from 'react';
import {
  Box,
  Button,
  Flex,
  IconButton,
  Link,
  LinkButton,
  Switch,
  Typography,
} from '@strapi/design-system';
import { ArrowDown, ArrowUp, ChartPie, Clock, Plus, Trash } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';
import { Link as RouterLink } from 'react-router-dom';
import type { BotView } from '../../../../server/src/contracts/bots';
import { useWhatsappListBotsQuery, useWhatsappReorderBotsMutation } from '../../api/bots';
import { permission, useCan } from '../../shared/permissions';
import { ResponsiveTable, type Column } from '../../shared/ResponsiveTable';
import { SetAsideRuns } from '../../shared/SetAsideRuns';
import { ErrorState, RowSkeletons } from '../../shared/states';
import { endOfDay } from '../../shared/tasks/due';
import { useMoments } from '../../shared/useMoments';
import { useNow } from '../../shared/useNow';
import { useReason } from '../../shared/useReason';
import { useKnownWord } from '../../shared/useKnownWord';
import { useT } from '../../shared/useT';
import { CopyBot } from './components/CopyBot';
import { DeleteBot } from './components/DeleteBot';
import { Gallery } from './components/Gallery';
import { GoalRate } from './components/GoalRate';
import { MonthLine } from './components/MonthLine';
import { MoveMenu } from './components/MoveMenu';
import { ReadyFlowsDrawer } from './components/ReadyFlows';
import { RunsDrawer } from './components/RunsDrawer';
import { WhenWords } from './components/TriggerWords';
import { useBotRefusal } from './components/useBotRefusal';
import { useSwitch } from './components/useSwitch';
import { WhyReadOnly } from './components/WhyReadOnly';
import { FiguresDrawer } from './flow/FiguresDrawer';
import { SwitchOff } from './flow/SwitchOff';
import { moved } from './model';

const DAY = 86_400_000;
type Doing = { what: 'runs' | 'figures' | 'delete' | 'off'; bot: BotView } | null;

/** Switching and moving, with what went wrong told. */
const useActions = (bots: readonly BotView[]) => {
  const refuse = useBotRefusal();
  const change = useSwitch();
  const [order, ordering] = useWhatsappReorderBotsMutation();
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      refuse(error);
    }
  };
  /** To this place; 1 is asked first. */
  const moveTo = (bot: BotView, position: number) => {
    if (position < 1 || position > bots.length) return Promise.resolve();
    const before = bots.map(({ id }) => id);
    const ids = moved(before, before.indexOf(bot.id), position - 1);
    return attempt(() => order({ ids }).unwrap());
  };
  return {
    isMoving: ordering.isLoading,
    switchTo: (bot: BotView, active: boolean) => attempt(() => change(bot, { active })),
    moveTo,
    move: (bot: BotView, by: number) => moveTo(bot, bot.position + by),
  };
};
type Actions = ReturnType<typeof useActions>;

const Trouble = ({ bot }: { bot: BotView }) => {
  const t = useT();
  const moments = useMoments();
  const reasonOf = useReason();
  const known = useKnownWord();
  if (!bot.lastError) return <Typography textColor="neutral600">–</Typography>;
  const { step, reason, at } = bot.lastError;
  const kind = bot.lastError.kind ?? 'text';
  return (
    <Box>
      <Typography tag="p" variant="pi" textColor="danger600">
        {step === null
          ? reasonOf(reason)
          : t('bots.trouble', {
              number: step + 1,
              kind: known('bots.step', kind) ?? kind,
              reason: reasonOf(reason),
            })}
      </Typography>
      <Typography tag="p" variant="pi" textColor="neutral600">
        {moments.full(at)}
      </Typography>
    </Box>
  );
};

const Order = ({ bot, count, actions }: { bot: BotView; count: number; actions: Actions }) => {
  const t = useT();
  const { can } = useCan();
  return (
    <Flex
      gap={1}
      onKeyDown={(event: React.KeyboardEvent) => {
        if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
        event.preventDefault();
        void actions.move(bot, event.key === 'ArrowUp' ? -1 : 1);
      }}
    >
      <Typography>{bot.position}</Typography>
      {can.botBuild && count > 1 ? (
        <>
          <IconButton
            variant="ghost"
            size="S"
            label={t('bots.earlier', { name: bot.name })}
            disabled={bot.position === 1 || actions.isMoving}
            onClick={() => void actions.move(bot, -1)}
          >
            <ArrowUp />
          </IconButton>
          <IconButton
            variant="ghost"
            size="S"
            label={t('bots.later', { name: bot.name })}
            disabled={bot.position === count || actions.isMoving}
            onClick={() => void actions.move(bot, 1)}
          >
            <ArrowDown />
          </IconButton>
          {count > 2 ? (
            <MoveMenu
              bot={bot}
              count={count}
              isMoving={actions.isMoving}
              onMove={(position) => void actions.moveTo(bot, position)}
            />
          ) : null}
        </>
      ) : null}
    </Flex>
  );
};

const useColumns = (
  bots: readonly BotView[],
  { actions, onDo }: { actions: Actions; onDo: (doing: Doing) => void }
): Column<BotView>[] => {
  const t = useT();
  const { can } = useCan();
  return [
    {
      key: 'order',
      label: t('bots.column.order'),
      render: (bot) => <Order bot={bot} count={bots.length} actions={actions} />,
    },
    {
      key: 'name',
      label: t('bots.column.name'),
      isTitle: true,
      render: (bot) => (
        <Box minWidth="14rem" maxWidth="36rem">
          {can.botBuild ? (
            <Link tag={RouterLink} to={String(bot.id)}>
              {bot.name}
            </Link>
          ) : (
            <Typography fontWeight="bold">{bot.name}</Typography>
          )}
          <Typography tag="p" variant="pi" textColor="neutral600">
            <WhenWords triggers={bot.triggers} />
          </Typography>
          {bot.allowance ? (
            <MonthLine allowance={bot.allowance} sent={bot.sentThisMonth ?? 0} />
          ) : null}
          {bot.draft ? (
            <Typography tag="p" variant="pi" textColor="neutral600">
              {t('flows.in-list.draft')}
            </Typography>
          ) : null}
          <GoalRate bot={bot} />
        </Box>
      ),
    },
    {
      key: 'active',
      label: t('bots.column.active'),
      render: (bot) => (
        <Flex direction="column" alignItems="flex-start" gap={1}>
          <Switch
            aria-label={t('bots.active-of', { name: bot.name })}
            checked={bot.active}
            disabled={!can.botBuild}
            visibleLabels
            onLabel={t('bots.on')}
            offLabel={t('bots.off')}
            onCheckedChange={(active: boolean) => {
              // People may wait in a flow: what becomes of them is asked.
              if (!active && bot.graph) onDo({ what: 'off', bot });
              else void actions.switchTo(bot, active);
            }}
          />
          {bot.finishing ? (
            <Typography variant="pi" textColor="neutral600">
              {t('flows.finishing')}
            </Typography>
          ) : null}
        </Flex>
      ),
    },
    {
      key: 'today',
      label: t('bots.column.today'),
      render: (bot) => (
        <Typography>
          {bot.runs.handedOver > 0
            ? t('bots.runs-handed', { count: bot.runs.today, handed: bot.runs.handedOver })
            : t('bots.runs', { count: bot.runs.today })}
        </Typography>
      ),
    },
    {
      key: 'error',
      label: t('bots.column.error'),
      has: (bot) => bot.lastError !== null,
      render: (bot) => <Trouble bot={bot} />,
    },
    {
      key: 'actions',
      label: t('tasks.column.actions'),
      hideLabel: true,
      render: (bot) => (
        <Flex gap={1} justifyContent="flex-end">
          {bot.graph ? (
            <IconButton
              variant="ghost"
              label={t('flows.funnel.of', { name: bot.name })}
              onClick={() => onDo({ what: 'figures', bot })}
            >
              <ChartPie />
            </IconButton>
          ) : null}
          <IconButton
            variant="ghost"
            label={t('bots.runs.title', { name: bot.name })}
            onClick={() => onDo({ what: 'runs', bot })}
            data-testid="bot-runs"
          >
            <Clock />
          </IconButton>
          {can.botBuild ? (
            <>
              <CopyBot bot={bot} others={bots} />
              <IconButton
                variant="ghost"
                label={t('bots.delete-of', { name: bot.name })}
                onClick={() => onDo({ what: 'delete', bot })}
              >
                <Trash />
              </IconButton>
            </>
          ) : null}
        </Flex>
      ),
    },
  ];
};

const BotTable = ({ bots, onDo }: { bots: readonly BotView[]; onDo: (doing: Doing) => void }) => {
  const t = useT();
  const actions = useActions(bots);
  const columns = useColumns(bots, { actions, onDo });
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <ResponsiveTable
        rows={bots}
        columns={columns}
        rowKey={(bot) => bot.id}
        label={t('bots.title')}
        testId="bot-row"
        isTight
      />
      <Typography variant="pi" textColor="neutral600">
        {t('bots.rule')}
      </Typography>
    </Flex>
  );
};

const BotsList = () => {
  const t = useT();
  const { can, isLoading } = useCan();
  const now = useNow(60_000);
  const query = useWhatsappListBotsQuery({ since: endOfDay(now) - DAY });
  const [doing, setDoing] = useState<Doing>(null);
  const [isReady, setReady] = useState(false);
  const bots = query.data?.bots ?? [];
  const active = bots.filter((bot) => bot.active).length;
  return (
    <Page.Main aria-busy={query.isFetching}>
      <Page.Title>{t('bots.title')}</Page.Title>
      <Layouts.Header
        title={t('bots.title')}
        subtitle={query.data ? t('bots.total', { count: bots.length, active }) : undefined}
        secondaryAction={
          <LinkButton tag={RouterLink} to="runs" variant="tertiary" data-testid="all-runs">
            {t('bots.all')}
          </LinkButton>
        }
        primaryAction={
          can.botBuild ? (
            <Flex gap={2} wrap="wrap">
              {bots.length > 0 ? (
                <Button variant="tertiary" onClick={() => setReady(true)} data-testid="ready-flows">
                  {t('flows.ready')}
                </Button>
              ) : null}
              <LinkButton tag={RouterLink} to="new" startIcon={<Plus />} data-testid="new-bot">
                {t('bots.new')}
              </LinkButton>
            </Flex>
          ) : undefined
        }
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={4}>
          {isLoading || can.botBuild ? null : <WhyReadOnly />}
          <SetAsideRuns />
          {query.isLoading ? <RowSkeletons /> : null}
          {query.isError && !query.data ? (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          ) : null}
          {query.data && bots.length === 0 ? <Gallery canBuild={can.botBuild} /> : null}
          {bots.length > 0 ? <BotTable bots={bots} onDo={setDoing} /> : null}
        </Flex>
      </Layouts.Content>
      {doing?.what === 'runs' ? (
        <RunsDrawer bot={doing.bot} onClose={() => setDoing(null)} />
      ) : null}
      {doing?.what === 'figures' ? (
        <FiguresDrawer bot={doing.bot} onClose={() => setDoing(null)} />
      ) : null}
      {isReady ? <ReadyFlowsDrawer onClose={() => setReady(false)} /> : null}
      {doing?.what === 'off' ? <SwitchOff bot={doing.bot} onClose={() => setDoing(null)} /> : null}
      {doing?.what === 'delete' ? (
        <DeleteBot bot={doing.bot} onClose={() => setDoing(null)} />
      ) : null}
    </Page.Main>
  );
};

const BotsPage = () => (
  <Page.Protect permissions={[permission('botObserve')]}>
    <BotsList />
  </Page.Protect>
);

export default BotsPage;
