import { Box, Flex } from '@strapi/design-system';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { useSearchParams } from 'react-router-dom';
import type { RunLine } from '../../../../server/src/contracts/run-list';
import { useWhatsappAllRunsBotsQuery } from '../../api/bots';
import { CursorPager } from '../../shared/CursorPager';
import { Drawer } from '../../shared/Drawer';
import { LiveDot } from '../../shared/LiveDot';
import { permission, useCan } from '../../shared/permissions';
import { EmptyState, ErrorState, NothingMatches, RowSkeletons } from '../../shared/states';
import { useCursorPages } from '../../shared/useCursorPages';
import { useKeptFocus } from '../../shared/useKeptFocus';
import { useNow } from '../../shared/useNow';
import { useT } from '../../shared/useT';
import { RunDetails } from './components/RunDetails';
import { AtStep } from './runs/AtStep';
import {
  filterOf,
  isFiltered,
  NO_FILTER,
  openedOf,
  paramsOf,
  queryOf,
  type OpenRun,
  type RunsFilter,
} from './runs/model';
import { BulkBar, RefusedRuns, useRunBulk } from './runs/RunBulk';
import { RunFilters } from './runs/RunFilters';
import { RunTable } from './runs/RunTable';
import { useRunChoice } from './runs/useRunChoice';

/** Filter and open run, as the address has them. */
const useAddress = () => {
  const [params, setParams] = useSearchParams();
  const filter = filterOf(params);
  const opened = openedOf(params);
  return {
    filter,
    opened,
    setFilter: (next: RunsFilter) => setParams(paramsOf(next, null), { replace: true }),
    open: (run: OpenRun | null) => setParams(paramsOf(filter, run), { replace: true }),
  };
};
type Address = ReturnType<typeof useAddress>;

/** Changes with what can be done with the run. */
const keyOf = ({ id, state, isUnseen }: RunLine): string => `${id} ${state} ${isUnseen}`;

const List = ({ address }: { address: Address }) => {
  const t = useT();
  const { can } = useCan();
  const { filter, setFilter, open } = address;
  const now = useNow(60_000);
  const pages = useCursorPages(JSON.stringify(filter));
  const query = useWhatsappAllRunsBotsQuery(queryOf(filter, { cursor: pages.cursor, now }));
  const runs = query.data?.runs ?? [];
  const choice = useRunChoice(runs);
  const { panel, onDecided } = useKeptFocus(runs.map(keyOf).join());
  const bulk = useRunBulk(choice, onDecided);
  if (query.isLoading) return <RowSkeletons />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const isEmpty = runs.length === 0 && !pages.hasPrevious;
  return (
    <Box ref={panel} tabIndex={-1} aria-busy={query.isFetching} data-testid="runs-panel">
      <Flex direction="column" alignItems="stretch" gap={4}>
        <AtStep filter={filter} runs={runs} onChange={setFilter} />
        <RefusedRuns bulk={bulk} />
        {isEmpty && isFiltered(filter) ? (
          <NothingMatches onClear={() => setFilter(NO_FILTER)} />
        ) : null}
        {isEmpty && !isFiltered(filter) ? <EmptyState content={t('bots.all.empty')} /> : null}
        {can.botBuild ? <BulkBar choice={choice} bulk={bulk} /> : null}
        {runs.length > 0 ? (
          <RunTable
            runs={runs}
            selection={can.botBuild ? choice.selection : null}
            canBuild={can.botBuild}
            onOpen={({ botId, id }) => open({ botId, runId: id })}
          />
        ) : null}
      </Flex>
      <CursorPager pages={pages} nextCursor={query.data.nextCursor} isFetching={query.isFetching} />
    </Box>
  );
};

const Runs = () => {
  const t = useT();
  const address = useAddress();
  const { filter, setFilter, opened, open } = address;
  return (
    <Page.Main>
      <Page.Title>{t('bots.all')}</Page.Title>
      <Layouts.Header
        title={t('bots.all')}
        subtitle={t('bots.all.subtitle')}
        navigationAction={<BackButton fallback="/plugins/whatsapp/bots" />}
        secondaryAction={<LiveDot />}
      />
      <Layouts.Action startActions={<RunFilters filter={filter} onChange={setFilter} />} />
      <Layouts.Content>
        <List address={address} />
      </Layouts.Content>
      {opened ? (
        <Drawer open onClose={() => open(null)} title={t('bots.all.one')}>
          <RunDetails {...opened} onBack={() => open(null)} />
        </Drawer>
      ) : null}
    </Page.Main>
  );
};

/** Runs of all bots: what waits and where, what failed or was set aside, and what is done about it. */
const RunsPage = () => (
  <Page.Protect permissions={[permission('botObserve')]}>
    <Runs />
  </Page.Protect>
);

export default RunsPage;
