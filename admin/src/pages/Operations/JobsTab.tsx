import { Flex, Typography } from '@strapi/design-system';
import type { ListOperationsResult } from '../../../../server/src/contracts/operations';
import { CursorPager } from '../../shared/CursorPager';
import { EmptyState, ErrorState, RowSkeletons } from '../../shared/states';
import type { CursorPages } from '../../shared/useCursorPages';
import { useT } from '../../shared/useT';
import { OperationCard } from './components/OperationCard';
import { keyOf, type Operation } from './model';

const Section = ({ title, operations }: { title: string; operations: readonly Operation[] }) =>
  operations.length === 0 ? null : (
    <Flex tag="section" direction="column" alignItems="stretch" gap={3}>
      <Typography variant="delta" tag="h2">
        {title}
      </Typography>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={3} padding={0} margin={0}>
        {operations.map((operation) => (
          <OperationCard key={keyOf(operation)} operation={operation} />
        ))}
      </Flex>
    </Flex>
  );

interface Props {
  readonly query: {
    readonly data?: ListOperationsResult | undefined;
    readonly error?: unknown;
    readonly isLoading: boolean;
    readonly isError: boolean;
    readonly isFetching: boolean;
    refetch(): unknown;
  };
  readonly pages: CursorPages;
}

/** Long work: what runs with how far it is, and what ended. */
export const JobsTab = ({ query, pages }: Props) => {
  const t = useT();
  const running = query.data?.running ?? [];
  const finished = query.data?.finished ?? [];
  const isEmpty =
    query.data !== undefined && running.length + finished.length === 0 && !pages.hasPrevious;
  return (
    <>
      {query.isLoading ? <RowSkeletons rows={4} height="9.6rem" /> : null}
      {query.isError && !query.data ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : null}
      {isEmpty ? <EmptyState content={t('operations.empty')} /> : null}
      <Flex direction="column" alignItems="stretch" gap={6}>
        <Section title={t('operations.running')} operations={running} />
        <Section title={t('operations.finished')} operations={finished} />
      </Flex>
      <CursorPager
        pages={pages}
        nextCursor={query.data?.nextCursor}
        isFetching={query.isFetching}
      />
    </>
  );
};
