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
import { Plus, Trash } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';
import { Link as RouterLink, useNavigate } from 'react-router-dom';
import type {
  AutomationType,
  AutomationView,
} from '../../../../server/src/contracts/automation-desk';
import {
  useWhatsappFiguresAutomationsQuery,
  useWhatsappListAutomationsQuery,
  useWhatsappTypesAutomationsQuery,
} from '../../api/automations';
import { PLUGIN_ID } from '../../pluginId';
import { Drawer } from '../../shared/Drawer';
import { permission, useCan } from '../../shared/permissions';
import { ResponsiveTable, type Column } from '../../shared/ResponsiveTable';
import { EmptyState, ErrorState, RowSkeletons } from '../../shared/states';
import { StatusWord } from '../../shared/StatusWord';
import { useKeptFocus } from '../../shared/useKeptFocus';
import { useMoments } from '../../shared/useMoments';
import { useNow } from '../../shared/useNow';
import { useReason } from '../../shared/useReason';
import { useT } from '../../shared/useT';
import { WhyReadOnly } from '../Bots/components/WhyReadOnly';
import { CopyAutomation } from './components/CopyAutomation';
import { DeleteAutomation } from './components/DeleteAutomation';
import { Flood } from './components/Flood';
import { SwitchOff } from './components/SwitchOff';
import { SwitchOn } from './components/SwitchOn';
import { stateOf } from './model';
import { ReadyAutomations } from './ready/ReadyAutomations';
import { useTriggerWords } from './useTriggerWords';

type Doing = { what: 'on' | 'off' | 'delete'; automation: AutomationView } | null;

const WEEK = 7;

/** Said by the switch of the same row already. */
const SWITCHED = new Set(['on', 'off']);

/** What the switch does not say: the state, and what is behind it. */
const State = ({ automation }: { automation: AutomationView }) => {
  const t = useT();
  const moments = useMoments();
  const reasonOf = useReason();
  const { active, held, silentSince, lastError, asks, flow } = automation;
  const state = stateOf(automation);
  const why = (): string | null => {
    if (state === 'stopped' && held !== null && held !== 'flood')
      return t(`automations.held.${held}`);
    if (active && flow.name !== null && !flow.isActive)
      return t('automations.flow-off', { flow: flow.name });
    if (state === 'silent' && silentSince !== null)
      return t('automations.list.silent', { at: moments.full(silentSince) });
    if (state === 'asks') return t('automations.list.waiting', { count: asks?.starts ?? 0 });
    return lastError && t('automations.last-error', { reason: reasonOf(lastError.reason) });
  };
  const words = why();
  if (words === null && SWITCHED.has(state))
    return <Typography textColor="neutral600">–</Typography>;
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      {SWITCHED.has(state) ? null : <StatusWord of="automation" state={state} />}
      {words ? (
        <Box minWidth="16rem" maxWidth="28rem">
          <Typography tag="p" variant="pi" textColor="neutral600">
            {words}
          </Typography>
        </Box>
      ) : null}
    </Flex>
  );
};

/** What it did in the last days; of one that never started nothing is asked. */
const Week = ({ automation }: { automation: AutomationView }) => {
  const t = useT();
  const isNew = automation.activeSince === null;
  const { data } = useWhatsappFiguresAutomationsQuery(
    { id: automation.id, query: { days: WEEK } },
    { skip: isNew }
  );
  if (!data) return <Typography textColor="neutral600">–</Typography>;
  const { started, failed, skipped } = data;
  return <Typography>{t('automations.list.figures', { started, failed, skipped })}</Typography>;
};

const LastStart = ({ at }: { at: number | null }) => {
  const t = useT();
  const moments = useMoments();
  const now = useNow(60_000);
  return (
    <Typography textColor={at === null ? 'neutral600' : 'neutral800'}>
      {at === null ? t('automations.list.never') : moments.ago(at, now)}
    </Typography>
  );
};

const NameCell = ({ automation, says }: { automation: AutomationView; says: string }) => (
  <Box maxWidth="36rem" style={{ overflowWrap: 'break-word' }}>
    <Link tag={RouterLink} to={String(automation.id)}>
      <span dir="auto">{automation.name}</span>
    </Link>
    <Typography tag="p" variant="pi" textColor="neutral600">
      <span dir="auto">{says}</span>
    </Typography>
  </Box>
);

const FlowCell = ({ flow }: Pick<AutomationView, 'flow'>) => {
  const t = useT();
  const { can } = useCan();
  if (flow.name === null)
    return <Typography textColor="danger600">{t('automations.flow.gone')}</Typography>;
  const words = flow.isOwn ? t('automations.list.own-flow') : flow.name;
  return (
    <Flex direction="column" alignItems="flex-start">
      {can.botBuild ? (
        <Link tag={RouterLink} to={`/plugins/${PLUGIN_ID}/bots/${flow.id}`}>
          <span dir="auto">{words}</span>
        </Link>
      ) : (
        <Typography>{words}</Typography>
      )}
      {flow.isPublished ? null : (
        <Typography variant="pi" textColor="neutral600">
          {t('automations.flow.unpublished')}
        </Typography>
      )}
    </Flex>
  );
};

const useColumns = (
  types: readonly AutomationType[] | undefined,
  onDo: (doing: Doing) => void
): Column<AutomationView>[] => {
  const t = useT();
  const { can } = useCan();
  const triggerWords = useTriggerWords(types);
  return [
    {
      key: 'name',
      label: t('automations.column.name'),
      isTitle: true,
      render: (automation) => (
        <NameCell automation={automation} says={triggerWords(automation.trigger)} />
      ),
    },
    {
      key: 'flow',
      label: t('automations.column.flow'),
      render: ({ flow }) => <FlowCell flow={flow} />,
    },
    {
      key: 'state',
      label: t('automations.column.state'),
      render: (automation) => <State automation={automation} />,
    },
    {
      key: 'week',
      label: t('automations.column.week'),
      render: (automation) => <Week automation={automation} />,
    },
    {
      key: 'last',
      label: t('automations.column.last'),
      render: ({ lastStartAt }) => <LastStart at={lastStartAt} />,
    },
    {
      key: 'active',
      label: t('bots.column.active'),
      render: (automation) => (
        <Switch
          aria-label={t('automations.active-of', { name: automation.name })}
          checked={automation.active}
          disabled={!can.automationBuild}
          visibleLabels
          data-testid="automation-active"
          onLabel={t('bots.on')}
          offLabel={t('bots.off')}
          onCheckedChange={(next: boolean) => onDo({ what: next ? 'on' : 'off', automation })}
        />
      ),
    },
    ...(can.automationBuild
      ? [
          {
            key: 'actions',
            label: t('tasks.column.actions'),
            hideLabel: true,
            render: (automation: AutomationView) => (
              <Flex gap={1}>
                {can.botBuild ? <CopyAutomation automation={automation} /> : null}
                <IconButton
                  variant="ghost"
                  label={t('automations.deleteOf', { name: automation.name })}
                  onClick={() => onDo({ what: 'delete', automation })}
                >
                  <Trash />
                </IconButton>
              </Flex>
            ),
          },
        ]
      : []),
  ];
};

const AutomationTable = ({
  automations,
  onDo,
  onAnswered,
}: {
  automations: readonly AutomationView[];
  onDo: (doing: Doing) => void;
  onAnswered: () => void;
}) => {
  const t = useT();
  const types = useWhatsappTypesAutomationsQuery().data?.types;
  const columns = useColumns(types, onDo);
  const asking = automations.filter((automation) => stateOf(automation) === 'asks');
  return (
    <>
      {asking.map((automation) => (
        <Flex key={automation.id} direction="column" alignItems="stretch" gap={1}>
          <Typography fontWeight="bold">
            <span dir="auto">{automation.name}</span>
          </Typography>
          <Flood automation={automation} onAnswered={onAnswered} />
        </Flex>
      ))}
      <ResponsiveTable
        rows={automations}
        columns={columns}
        rowKey={({ id }) => id}
        label={t('automations.title')}
        testId="automation-row"
        isTight
      />
    </>
  );
};

const ReadyButton = ({ isFirst, onOpen }: { isFirst: boolean; onOpen: () => void }) => {
  const t = useT();
  return (
    <Button
      variant={isFirst ? 'default' : 'tertiary'}
      onClick={onOpen}
      data-testid="ready-automations"
    >
      {t('ready-automations.title')}
    </Button>
  );
};

/** What automations are for, and the ways to the first one. */
const Empty = ({ onReady }: { onReady: () => void }) => {
  const t = useT();
  const { can } = useCan();
  return (
    <EmptyState
      content={t('automations.empty')}
      action={
        can.automationBuild ? (
          <Flex gap={2} wrap="wrap" justifyContent="center">
            <ReadyButton isFirst onOpen={onReady} />
            <LinkButton tag={RouterLink} to="new" variant="secondary" startIcon={<Plus />}>
              {t('automations.new')}
            </LinkButton>
          </Flex>
        ) : undefined
      }
    />
  );
};

/** Automations to begin with; one leads to the page of what it made. */
const Ready = ({ onClose }: { onClose: () => void }) => {
  const t = useT();
  const navigate = useNavigate();
  return (
    <Drawer open onClose={onClose} title={t('ready-automations.title')}>
      <ReadyAutomations onMade={(id) => void navigate(String(id))} />
    </Drawer>
  );
};

const Dialogs = ({
  doing,
  onClose,
  onDeleted,
}: {
  doing: Doing;
  onClose: () => void;
  onDeleted: () => void;
}) => {
  if (!doing) return null;
  const { what, automation } = doing;
  if (what === 'on') return <SwitchOn automation={automation} onClose={onClose} />;
  if (what === 'off') return <SwitchOff automation={automation} onClose={onClose} />;
  return <DeleteAutomation automation={automation} onClose={onClose} onDeleted={onDeleted} />;
};

/** `onReady` null: ready automations are offered below already. */
const HeadActions = ({ onReady }: { onReady: (() => void) | null }) => {
  const t = useT();
  return (
    <Flex gap={2} wrap="wrap">
      {onReady ? <ReadyButton isFirst={false} onOpen={onReady} /> : null}
      <LinkButton tag={RouterLink} to="new" startIcon={<Plus />} data-testid="new-automation">
        {t('automations.new')}
      </LinkButton>
    </Flex>
  );
};

const AutomationsList = () => {
  const t = useT();
  const { can, isLoading } = useCan();
  const query = useWhatsappListAutomationsQuery();
  const [doing, setDoing] = useState<Doing>(null);
  const [isReady, setReady] = useState(false);
  const automations = query.data?.automations ?? [];
  const active = automations.filter((one) => one.active).length;
  const isEmpty = query.data !== undefined && automations.length === 0;
  // Its row goes with a deleted one, and the question with an answered one.
  const { panel, onDecided } = useKeptFocus(
    automations.map((one) => `${one.id} ${stateOf(one)}`).join()
  );
  return (
    <Page.Main aria-busy={query.isFetching}>
      <Page.Title>{t('automations.title')}</Page.Title>
      <Layouts.Header
        title={t('automations.title')}
        subtitle={
          query.data ? t('automations.total', { count: automations.length, active }) : undefined
        }
        primaryAction={
          can.automationBuild ? (
            <HeadActions onReady={isEmpty ? null : () => setReady(true)} />
          ) : undefined
        }
      />
      <Layouts.Content>
        <Flex ref={panel} tabIndex={-1} direction="column" alignItems="stretch" gap={4}>
          {isLoading || can.automationBuild ? null : <WhyReadOnly word="automations.readOnly" />}
          {query.isLoading ? <RowSkeletons /> : null}
          {query.isError && !query.data ? (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          ) : null}
          {isEmpty ? <Empty onReady={() => setReady(true)} /> : null}
          {automations.length > 0 ? (
            <AutomationTable automations={automations} onDo={setDoing} onAnswered={onDecided} />
          ) : null}
        </Flex>
      </Layouts.Content>
      {isReady ? <Ready onClose={() => setReady(false)} /> : null}
      <Dialogs doing={doing} onClose={() => setDoing(null)} onDeleted={onDecided} />
    </Page.Main>
  );
};

const AutomationsPage = () => (
  <Page.Protect permissions={[permission('automationObserve')]}>
    <AutomationsList />
  </Page.Protect>
);

export default AutomationsPage;
