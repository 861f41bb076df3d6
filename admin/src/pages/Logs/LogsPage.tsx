import { useState } from 'react';
import { Button, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { ChevronLeft, ChevronRight } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';
import { useSearchParams } from 'react-router-dom';
import { useWhatsappListLogsQuery } from '../../api/logs';
import { LiveDot } from '../../shared/LiveDot';
import { permission } from '../../shared/permissions';
import { EmptyState, ErrorState, NothingMatches, RowSkeletons } from '../../shared/states';
import { useCursorPages, type CursorPages } from '../../shared/useCursorPages';
import { useT } from '../../shared/useT';
import { LogDrawer } from './components/LogDrawer';
import { LogTable } from './components/LogTable';
import { areas, filterOf, levels, paramsOf, queryOf, type LogFilter, type LogLine } from './model';

interface ChoiceProps<T extends string> {
  readonly what: 'area' | 'level';
  readonly options: readonly T[];
  readonly value: T | null;
  readonly onChange: (value: T | null) => void;
}

const Choice = <T extends string>({ what, options, value, onChange }: ChoiceProps<T>) => {
  const t = useT();
  return (
    <SingleSelect
      size="S"
      aria-label={t(`logs.filter.${what}`)}
      placeholder={t(`logs.filter.${what}`)}
      value={value ?? ''}
      onChange={(next) => onChange(options.find((option) => option === next) ?? null)}
      onClear={() => onChange(null)}
      clearLabel={t('shell.state.clear-filters')}
    >
      {options.map((option) => (
        <SingleSelectOption key={option} value={option}>
          {t(`logs.${what}.${option}`)}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  );
};

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
  return { filter, setFilter, isFiltered: filter.area !== null || filter.level !== null };
};

const Logs = () => {
  const t = useT();
  const { filter, setFilter, isFiltered } = useFilter();
  const pages = useCursorPages(JSON.stringify(filter));
  const query = useWhatsappListLogsQuery(queryOf(filter, pages.cursor));
  const [shown, setShown] = useState<LogLine | null>(null);
  const lines = query.data?.logs ?? [];
  const isEmpty = query.data !== undefined && lines.length === 0;
  return (
    <Page.Main aria-busy={query.isFetching}>
      <Page.Title>{t('logs.title')}</Page.Title>
      <Layouts.Header
        title={t('logs.title')}
        subtitle={t('logs.subtitle')}
        secondaryAction={<LiveDot />}
      />
      <Layouts.Action
        startActions={
          <>
            <Choice
              what="area"
              options={areas}
              value={filter.area}
              onChange={(area) => setFilter({ ...filter, area })}
            />
            <Choice
              what="level"
              options={levels}
              value={filter.level}
              onChange={(level) => setFilter({ ...filter, level })}
            />
          </>
        }
      />
      <Layouts.Content>
        {query.isLoading ? <RowSkeletons /> : null}
        {query.isError && !query.data ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : null}
        {isEmpty && isFiltered ? (
          <NothingMatches onClear={() => setFilter({ area: null, level: null })} />
        ) : null}
        {isEmpty && !isFiltered ? <EmptyState content={t('logs.empty')} /> : null}
        {lines.length > 0 ? <LogTable lines={lines} onOpen={setShown} /> : null}
        {query.data ? <Pager pages={pages} nextCursor={query.data.nextCursor} /> : null}
      </Layouts.Content>
      <LogDrawer line={shown} onClose={() => setShown(null)} />
    </Page.Main>
  );
};

const LogsPage = () => (
  <Page.Protect permissions={[permission('logInspect')]}>
    <Logs />
  </Page.Protect>
);

export default LogsPage;
