import { useState } from 'react';
import {
  Flex,
  LinkButton,
  SingleSelect,
  SingleSelectOption,
  Typography,
} from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import type { AutomationStart } from '../../../../../server/src/contracts/automation-watch';
import { useWhatsappStartsAutomationWatchQuery } from '../../../api/automation-watch';
import { CellText } from '../../../shared/CellText';
import { CursorPager } from '../../../shared/CursorPager';
import { useMay } from '../../../shared/permissions';
import { useMoney } from '../../../shared/prices/useMoney';
import { ResponsiveTable, type Column } from '../../../shared/ResponsiveTable';
import { runPath } from '../../../shared/run-path';
import { EmptyState, ErrorState, NothingMatches, RowSkeletons } from '../../../shared/states';
import { useCursorPages } from '../../../shared/useCursorPages';
import { useMoments } from '../../../shared/useMoments';
import { useReason } from '../../../shared/useReason';
import { useT } from '../../../shared/useT';
import {
  NO_FILTER,
  queryOf,
  REASONS,
  RESULTS,
  withReason,
  withResult,
  type StartsFilter,
} from './model';
import { ContactName, EntryName, useContactName } from './StartCells';
import { useSkipReason } from './useSkipReason';

interface FiltersProps {
  readonly filter: StartsFilter;
  readonly onChange: (next: StartsFilter) => void;
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly options: readonly (readonly [value: T, words: string])[];
  readonly value: T | null;
  readonly onChange: (value: T | null) => void;
  readonly testId: string;
}

const Choice = <T extends string>({ label, options, value, onChange, testId }: ChoiceProps<T>) => {
  const t = useT();
  return (
    <SingleSelect
      size="S"
      aria-label={label}
      placeholder={label}
      value={value ?? ''}
      onChange={(next) => onChange(options.find(([one]) => one === next)?.[0] ?? null)}
      onClear={() => onChange(null)}
      clearLabel={t('shell.state.clear-filters')}
      data-testid={testId}
    >
      {options.map(([one, words]) => (
        <SingleSelectOption key={one} value={one}>
          {words}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  );
};

const Filters = ({ filter, onChange }: FiltersProps) => {
  const t = useT();
  const skipReason = useSkipReason();
  return (
    <Flex gap={2} wrap="wrap">
      <Choice
        label={t('automations.starts.result')}
        options={RESULTS.map((one) => [one, t(`automations.starts.result.${one}`)] as const)}
        value={filter.result}
        onChange={(result) => onChange(withResult(filter, result))}
        testId="starts-result"
      />
      <Choice
        label={t('automations.starts.reason')}
        options={REASONS.map((one) => [one, skipReason(one)] as const)}
        value={filter.reason}
        onChange={(reason) => onChange(withReason(filter, reason))}
        testId="starts-reason"
      />
    </Flex>
  );
};

/** How its run stands, and why that ended: an agent may have the conversation, or a message may have failed. */
const RunState = ({ run: { state, reason } }: { run: NonNullable<AutomationStart['run']> }) => {
  const t = useT();
  const reasonOf = useReason();
  const words = t(`bots.run.${state}`);
  return (
    <CellText variant="pi" textColor={state === 'failed' ? 'danger600' : 'neutral600'}>
      {reason === null ? words : t('bots.run.because', { state: words, reason: reasonOf(reason) })}
    </CellText>
  );
};

/** What came of it: why it was skipped, or what its run does. */
const Result = ({ start: { result, reason, run, asked } }: { start: AutomationStart }) => {
  const t = useT();
  const skipReason = useSkipReason();
  const state = t(`automations.starts.result.${result}`);
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <CellText textColor={result === 'started' ? 'neutral800' : 'neutral600'}>
        {reason === null
          ? state
          : t('automations.starts.because', { state, reason: skipReason(reason) })}
      </CellText>
      {run === null ? null : <RunState run={run} />}
      {asked ? (
        <Typography variant="pi" textColor="neutral600">
          {t('automations.starts.asked')}
        </Typography>
      ) : null}
    </Flex>
  );
};

const Cost = ({ cost }: Pick<AutomationStart, 'cost'>) => {
  const t = useT();
  const money = useMoney();
  if (cost === null) return <Typography textColor="neutral600">–</Typography>;
  const { currency, micros } = cost;
  return (
    <Typography>
      {currency === null ? t('automations.starts.free') : money.sum(micros, currency)}
    </Typography>
  );
};

/** The way to the run with all its steps. */
const RunLink = ({ start: { run, contact, at } }: { start: AutomationStart }) => {
  const t = useT();
  const moments = useMoments();
  const nameOf = useContactName();
  const maySee = useMay('botObserve');
  if (run === null || !maySee) return null;
  return (
    <LinkButton
      tag={RouterLink}
      to={runPath(run)}
      size="S"
      variant="tertiary"
      aria-label={t('automations.starts.open-of', {
        name: nameOf(contact),
        at: moments.full(at),
      })}
    >
      {t('automations.starts.open')}
    </LinkButton>
  );
};

const useColumns = (): Column<AutomationStart>[] => {
  const t = useT();
  const moments = useMoments();
  return [
    {
      key: 'contact',
      label: t('automations.rehearse.contact'),
      isTitle: true,
      render: ({ contact }) => <ContactName contact={contact} />,
    },
    {
      key: 'entry',
      label: t('automations.entry'),
      has: ({ entry }) => entry !== null,
      render: ({ entry }) => <EntryName entry={entry} />,
    },
    {
      key: 'when',
      label: t('automations.rehearse.when'),
      render: ({ at }) => <Typography>{moments.full(at)}</Typography>,
    },
    {
      key: 'result',
      label: t('automations.starts.result'),
      render: (start) => <Result start={start} />,
    },
    {
      key: 'cost',
      label: t('automations.starts.cost'),
      has: ({ cost }) => cost !== null,
      render: ({ cost }) => <Cost cost={cost} />,
    },
    {
      key: 'run',
      label: t('automations.starts.open'),
      hideLabel: true,
      has: ({ run }) => run !== null,
      render: (start) => <RunLink start={start} />,
    },
  ];
};

const Table = ({ starts }: { starts: readonly AutomationStart[] }) => {
  const t = useT();
  const columns = useColumns();
  return (
    <ResponsiveTable
      rows={starts}
      columns={columns}
      rowKey={({ id }) => id}
      label={t('automations.starts')}
      testId="automation-start"
      isTight
    />
  );
};

/** What an automation began, and what it skipped and why, the newest first, each with its run. */
export const StartsPanel = ({ automationId }: { readonly automationId: number }) => {
  const t = useT();
  const [filter, setFilter] = useState<StartsFilter>(NO_FILTER);
  const pages = useCursorPages(JSON.stringify([automationId, filter]));
  const query = useWhatsappStartsAutomationWatchQuery({
    id: automationId,
    query: queryOf(filter, pages.cursor),
  });
  const { data, currentData } = query;
  const starts = data?.starts ?? [];
  const isFiltered = filter.result !== null || filter.reason !== null;
  // An answer to another filter says nothing of this one.
  const isEmpty = currentData?.starts.length === 0 && !pages.hasPrevious;
  return (
    <Flex
      direction="column"
      alignItems="stretch"
      gap={4}
      aria-busy={query.isFetching}
      data-testid="starts-panel"
    >
      <Typography variant="delta" tag="h2">
        {t('automations.starts')}
      </Typography>
      {isEmpty && !isFiltered ? null : <Filters filter={filter} onChange={setFilter} />}
      {query.isFetching && starts.length === 0 ? <RowSkeletons /> : null}
      {query.isError && !data ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : null}
      {isEmpty && isFiltered ? <NothingMatches onClear={() => setFilter(NO_FILTER)} /> : null}
      {isEmpty && !isFiltered ? <EmptyState plain content={t('automations.starts.empty')} /> : null}
      {starts.length > 0 ? <Table starts={starts} /> : null}
      {data?.isMasked && starts.length > 0 ? (
        <Typography variant="pi" textColor="neutral600">
          {t('automations.masked')}
        </Typography>
      ) : null}
      <CursorPager pages={pages} nextCursor={data?.nextCursor} isFetching={query.isFetching} />
    </Flex>
  );
};
