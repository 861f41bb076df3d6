import { Flex, Typography } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';
import { useWhatsappListOperationsQuery } from '../../api/operations';
import { CursorPager } from '../../shared/CursorPager';
import { LiveDot } from '../../shared/LiveDot';
import { permission } from '../../shared/permissions';
import { EmptyState, ErrorState, RowSkeletons } from '../../shared/states';
import { useCursorPages } from '../../shared/useCursorPages';
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

const Operations = () => {
  const t = useT();
  const pages = useCursorPages('operations');
  const { cursor } = pages;
  const query = useWhatsappListOperationsQuery(cursor === undefined ? {} : { cursor });
  const running = query.data?.running ?? [];
  const finished = query.data?.finished ?? [];
  const isEmpty =
    query.data !== undefined && running.length + finished.length === 0 && !pages.hasPrevious;
  return (
    <Page.Main aria-busy={query.isFetching}>
      <Page.Title>{t('operations.title')}</Page.Title>
      <Layouts.Header
        title={t('operations.title')}
        subtitle={t('operations.subtitle', { n: running.length })}
        secondaryAction={<LiveDot />}
      />
      <Layouts.Content>
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
      </Layouts.Content>
    </Page.Main>
  );
};

const OperationsPage = () => (
  <Page.Protect permissions={[permission('operationWatch')]}>
    <Operations />
  </Page.Protect>
);

export default OperationsPage;
