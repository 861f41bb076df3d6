import { useState } from 'react';
import { Box, Button, Checkbox, Flex } from '@strapi/design-system';
import { ArrowUp, ChevronLeft, ChevronRight, Cog, Download } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';
import { useSearchParams } from 'react-router-dom';
import { useWhatsappListLogsQuery } from '../../api/logs';
import { LiveDot } from '../../shared/LiveDot';
import { permission, useCan } from '../../shared/permissions';
import { EmptyState, ErrorState, NothingMatches, RowSkeletons } from '../../shared/states';
import { useCursorPages, type CursorPages } from '../../shared/useCursorPages';
import { useDebounced } from '../../shared/useDebounced';
import { useDownloadFile } from '../../shared/useDownloadFile';
import { useNow } from '../../shared/useNow';
import { useT } from '../../shared/useT';
import { ActiveFilters, LogFilters } from './components/LogFilters';
import { LogDrawer } from './components/LogDrawer';
import { LogTable } from './components/LogTable';
import { KeepingDrawer } from './components/PurgeLogs';
import {
  filterOf,
  isFiltered,
  noFilter,
  paramsOf,
  queryOf,
  type LogFilter,
  type LogLine,
} from './model';
import { useTail } from './useTail';

/** The list is walked by keys, so there is no count of pages: only newer and older. */
const Pager = ({ pages, nextCursor }: { pages: CursorPages; nextCursor: string | null }) => {
  const t = useT();
  if (!pages.hasPrevious && nextCursor === null) return null;
  return (
    <Flex tag="nav" aria-label={t('logs.pager')} justifyContent="flex-end" gap={2} paddingTop={4}>
      <Button
        variant="tertiary"
        startIcon={<ChevronLeft />}
        disabled={!pages.hasPrevious}
        onClick={pages.previous}
      >
        {t('logs.newer')}
      </Button>
      <Button
        variant="tertiary"
        endIcon={<ChevronRight />}
        disabled={nextCursor === null}
        onClick={() => nextCursor !== null && pages.next(nextCursor)}
        data-testid="logs-older"
      >
        {t('logs.older')}
      </Button>
    </Flex>
  );
};

const useFilter = () => {
  const [params, setParams] = useSearchParams();
  const filter = filterOf(params);
  const setFilter = (next: LogFilter) => setParams(paramsOf(next), { replace: true });
  return { filter, setFilter };
};

const HeaderActions = ({ filter, now }: { filter: LogFilter; now: number }) => {
  const t = useT();
  const { can } = useCan();
  const { download, isBusy } = useDownloadFile();
  const [isManaging, setManaging] = useState(false);
  const query = new URLSearchParams(
    Object.entries(queryOf(filter, { cursor: undefined, now })).map(([k, v]) => [k, String(v)])
  );
  return (
    <Flex gap={2} wrap="wrap">
      {/* "Follow live" is said below: only trouble is written out. */}
      <LiveDot isBrief />
      {can.logPurge || can.settingsConfigure ? (
        <Button
          variant="tertiary"
          startIcon={<Cog />}
          onClick={() => setManaging(true)}
          data-testid="logs-manage"
        >
          {t('logs.manage')}
        </Button>
      ) : null}
      <Button
        variant="secondary"
        startIcon={<Download />}
        loading={isBusy}
        onClick={() =>
          void download(`/whatsapp/logs/export?${query.toString()}`, 'whatsapp-logs.csv')
        }
        data-testid="logs-export"
      >
        {t('logs.export')}
      </Button>
      {isManaging ? <KeepingDrawer onClose={() => setManaging(false)} /> : null}
    </Flex>
  );
};

const TailSwitch = ({ tail }: { tail: ReturnType<typeof useTail> }) => {
  const t = useT();
  return (
    <Flex gap={4} justifyContent="space-between" wrap="wrap" paddingBottom={4}>
      <Checkbox
        checked={tail.isOn}
        onCheckedChange={(value) => tail.setOn(value === true)}
        data-testid="logs-tail"
      >
        {t('logs.tail')}
      </Checkbox>
      <Box aria-live="polite">
        {tail.waiting > 0 ? (
          <Button
            size="S"
            variant="secondary"
            startIcon={<ArrowUp />}
            onClick={tail.showNew}
            data-testid="logs-new"
          >
            {t('logs.tail.new', { n: tail.waiting })}
          </Button>
        ) : null}
      </Box>
    </Flex>
  );
};

const useLines = (filter: LogFilter, now: number) => {
  const key = JSON.stringify(filter);
  const pages = useCursorPages(key);
  const q = useDebounced(filter.q);
  const query = useWhatsappListLogsQuery(queryOf({ ...filter, q }, { cursor: pages.cursor, now }));
  const tail = useTail(query.data, !pages.hasPrevious, key);
  return { pages, query, tail };
};

const Logs = () => {
  const t = useT();
  const now = useNow(60_000);
  const { filter, setFilter } = useFilter();
  const { pages, query, tail } = useLines(filter, now);
  const [shown, setShown] = useState<LogLine | null>(null);
  const { lines } = tail;
  const isEmpty = query.data !== undefined && lines.length === 0;
  const filters = { filter, onChange: setFilter };
  return (
    <Page.Main aria-busy={query.isFetching}>
      <Page.Title>{t('logs.title')}</Page.Title>
      <Layouts.Header
        title={t('logs.title')}
        subtitle={t('logs.subtitle')}
        primaryAction={<HeaderActions filter={filter} now={now} />}
      />
      <Layouts.Action startActions={<LogFilters {...filters} />} />
      <Layouts.Content>
        <div ref={tail.top} />
        <ActiveFilters {...filters} names={query.data?.about} />
        <TailSwitch tail={tail} />
        {query.isLoading ? <RowSkeletons /> : null}
        {query.isError && !query.data ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : null}
        {isEmpty && isFiltered(filter) ? (
          <NothingMatches onClear={() => setFilter(noFilter)} />
        ) : null}
        {isEmpty && !isFiltered(filter) ? <EmptyState content={t('logs.empty')} /> : null}
        {lines.length > 0 ? (
          <LogTable
            lines={lines}
            onOpen={setShown}
            onOnly={(what, id) => setFilter({ ...filter, [what]: id })}
          />
        ) : null}
        {tail.page ? <Pager pages={pages} nextCursor={tail.page.nextCursor} /> : null}
      </Layouts.Content>
      <LogDrawer
        line={shown}
        onClose={() => setShown(null)}
        onOnly={(what, id) => {
          setShown(null);
          setFilter({ ...filter, [what]: id });
        }}
      />
    </Page.Main>
  );
};

const LogsPage = () => (
  <Page.Protect permissions={[permission('logInspect')]}>
    <Logs />
  </Page.Protect>
);

export default LogsPage;
