import { useState } from 'react';
import { Box, Flex, IconButton, Link, LinkButton, Status, Typography } from '@strapi/design-system';
import { Pencil, Plus, Trash } from '@strapi/icons';
import { Link as RouterLink } from 'react-router-dom';
import type { SegmentView } from '../../../../server/src/contracts/segments';
import {
  useWhatsappRemoveSegmentsMutation,
  type useWhatsappListSegmentsQuery,
} from '../../api/segments';
import { PLUGIN_ID } from '../../pluginId';
import { CellText } from '../../shared/CellText';
import { DeleteDialog } from '../../shared/DeleteDialog';
import { Messageable } from '../../shared/people/Messageable';
import { useCan } from '../../shared/permissions';
import { ResponsiveTable, type Column } from '../../shared/ResponsiveTable';
import { EmptyState, ErrorState, RowSkeletons } from '../../shared/states';
import { useMoments } from '../../shared/useMoments';
import { useNow } from '../../shared/useNow';
import { useT } from '../../shared/useT';
import { isUnused, usesByKind } from './model-check';
import { useUseWords } from './useUseWords';

const addressOf = ({ id }: SegmentView) => `/plugins/${PLUGIN_ID}/groups/segments/${id}`;

const Name = ({ segment }: { segment: SegmentView }) => (
  <Box minWidth="16rem">
    <Link tag={RouterLink} to={addressOf(segment)}>
      {segment.name}
    </Link>
    {segment.description ? (
      <CellText tag="p" variant="pi" textColor="neutral600">
        {segment.description}
      </CellText>
    ) : null}
    <Locked segment={segment} />
  </Box>
);

/** It asks about a sensitive field that segments may not use: nothing can be done with it. */
const Locked = ({ segment }: { segment: SegmentView }) => {
  const t = useT();
  if (segment.locked.length === 0) return null;
  return (
    <Status variant="danger" size="S" width="fit-content" data-testid="segment-locked">
      <Typography variant="pi" fontWeight="bold" textColor="neutral800">
        {t('segments.locked', { fields: segment.locked.join(', ') })}
      </Typography>
    </Status>
  );
};

const Uses = ({ segment, now }: { segment: SegmentView; now: number }) => {
  const t = useT();
  const counts = usesByKind(segment.uses);
  if (counts.length > 0)
    return (
      <CellText>
        {counts.map(({ kind, count }) => t(`segments.uses.${kind}`, { count })).join(', ')}
      </CellText>
    );
  return isUnused(segment, now) ? (
    <Status variant="warning" size="S" width="fit-content">
      <Typography variant="pi" fontWeight="bold" textColor="neutral800">
        {t('segments.unused')}
      </Typography>
    </Status>
  ) : (
    <Typography textColor="neutral600">{t('segments.uses.none')}</Typography>
  );
};

const useColumns = (onDelete: (segment: SegmentView) => void): Column<SegmentView>[] => {
  const t = useT();
  const { can } = useCan();
  const moments = useMoments();
  const now = useNow(5_000);
  const columns: Column<SegmentView>[] = [
    {
      key: 'name',
      label: t('contacts.column.name'),
      isTitle: true,
      render: (s) => <Name segment={s} />,
    },
    {
      key: 'people',
      label: t('contacts.group.members'),
      endsLine: true,
      render: ({ people, countedAt }) => (
        <Box>
          <Typography tag="p">
            {people === null ? '–' : t('contacts.number', { number: people })}
          </Typography>
          {countedAt === null ? null : (
            <Typography variant="pi" textColor="neutral600">
              {moments.fresh(countedAt, now)}
            </Typography>
          )}
        </Box>
      ),
    },
    {
      key: 'messageable',
      label: t('contacts.group.messageable'),
      render: ({ people, messageable }) =>
        people === null || messageable === null ? (
          <Typography textColor="neutral600">–</Typography>
        ) : (
          <Messageable people={people} messageable={messageable} />
        ),
    },
    {
      key: 'uses',
      label: t('segments.usedIn'),
      render: (segment) => <Uses segment={segment} now={now} />,
    },
    {
      key: 'changed',
      label: t('groups.changed'),
      render: (s) => (
        <Typography textColor="neutral600">{moments.ago(s.changedAt, now)}</Typography>
      ),
    },
  ];
  if (!can.groupChange) return columns;
  return [
    ...columns,
    {
      key: 'actions',
      label: t('contacts.group.actions'),
      hideLabel: true,
      render: (segment) => (
        <Flex gap={1} justifyContent="flex-end">
          <IconButton
            tag={RouterLink}
            to={addressOf(segment)}
            variant="ghost"
            label={t('segments.editOf', { name: segment.name })}
          >
            <Pencil />
          </IconButton>
          <IconButton
            variant="ghost"
            label={t('segments.deleteOf', { name: segment.name })}
            onClick={() => onDelete(segment)}
          >
            <Trash />
          </IconButton>
        </Flex>
      ),
    },
  ];
};

/** What uses the segment is named before it can be deleted; the server refuses it too. */
const DeleteSegment = ({ segment, onClose }: { segment: SegmentView; onClose: () => void }) => {
  const t = useT();
  const wordsOf = useUseWords();
  const [remove] = useWhatsappRemoveSegmentsMutation();
  const { name, uses } = segment;
  const used = uses.map(wordsOf).join(', ');
  return (
    <DeleteDialog
      title={t('segments.delete.title', { name })}
      confirmLabel={t('segments.deleteOf', { name })}
      confirmTestId="confirm-delete-segment"
      confirmDisabled={uses.length > 0}
      onClose={onClose}
      onDelete={() => remove(segment.id).unwrap()}
    >
      {uses.length > 0 ? t('segments.delete.used', { used }) : t('segments.delete.body')}
    </DeleteDialog>
  );
};

const Table = ({ segments }: { segments: readonly SegmentView[] }) => {
  const t = useT();
  const [doomed, setDoomed] = useState<SegmentView | null>(null);
  const columns = useColumns(setDoomed);
  return (
    <>
      <ResponsiveTable
        rows={segments}
        columns={columns}
        rowKey={(s) => s.id}
        label={t('segments.tab.segments')}
        testId="segment-list-row"
        isTight
      />
      {doomed ? <DeleteSegment segment={doomed} onClose={() => setDoomed(null)} /> : null}
    </>
  );
};

/** The saved trees of conditions: how many people they mean, what uses them. */
export const SegmentsTab = ({
  query,
}: {
  query: ReturnType<typeof useWhatsappListSegmentsQuery>;
}) => {
  const t = useT();
  const { can } = useCan();
  if (query.isLoading) return <RowSkeletons />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data.segments.length > 0) return <Table segments={query.data.segments} />;
  return (
    <EmptyState
      content={t('segments.empty')}
      action={
        can.groupChange ? (
          <LinkButton
            tag={RouterLink}
            to={`/plugins/${PLUGIN_ID}/groups/segments/new`}
            startIcon={<Plus />}
          >
            {t('segments.new')}
          </LinkButton>
        ) : null
      }
    />
  );
};
