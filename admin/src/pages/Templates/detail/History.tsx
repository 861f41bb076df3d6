import { Flex, Typography } from '@strapi/design-system';
import type { TemplateEvent } from '../../../../../server/src/contracts/template-history';
import { templateStatus } from '../../../../../server/src/contracts/templates';
import { useWhatsappHistoryTemplatesQuery } from '../../../api/templates';
import { CellText } from '../../../shared/CellText';
import { ResponsiveTable, type Column } from '../../../shared/ResponsiveTable';
import { EmptyState, ErrorState, RowSkeletons } from '../../../shared/states';
import { StatusWord } from '../../../shared/StatusWord';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import { eventReason, eventSource, eventWords } from './history-model';

const What = ({ event }: { event: TemplateEvent }) => {
  const t = useT();
  const reason = eventReason(event, t);
  const state = templateStatus.safeParse(event.kind === 'status' ? event.to : null);
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      {state.success ? (
        <StatusWord of="template" state={state.data} />
      ) : (
        <CellText textColor="neutral800">{eventWords(event, t)}</CellText>
      )}
      {reason ? (
        <CellText variant="pi" textColor="neutral600" dir="auto">
          {reason}
        </CellText>
      ) : null}
    </Flex>
  );
};

/** Everything that happened to the template: who or what changed its state, when and why. */
export const History = ({ id }: { id: number }) => {
  const t = useT();
  const moments = useMoments();
  const query = useWhatsappHistoryTemplatesQuery(id);
  if (query.isLoading) return <RowSkeletons rows={4} />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { events, more } = query.data;
  if (events.length === 0) return <EmptyState content={t('templates.history.empty')} />;
  const columns: Column<TemplateEvent>[] = [
    {
      key: 'what',
      label: t('templates.history.what'),
      isTitle: true,
      render: (event) => <What event={event} />,
    },
    {
      key: 'who',
      label: t('templates.history.who'),
      render: (event) => (
        <CellText textColor="neutral800" dir="auto">
          {eventSource(event, t)}
        </CellText>
      ),
    },
    {
      key: 'when',
      label: t('templates.history.when'),
      render: (event) => <Typography textColor="neutral800">{moments.full(event.at)}</Typography>,
    },
  ];
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <ResponsiveTable
        rows={events}
        columns={columns}
        rowKey={(event) => event.id}
        label={t('templates.tab.history')}
        testId="template-event"
      />
      {more ? (
        <Typography variant="pi" textColor="neutral600">
          {t('templates.history.more', { count: events.length })}
        </Typography>
      ) : null}
    </Flex>
  );
};
