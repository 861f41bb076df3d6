import { Box, Flex, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';
import { useState } from 'react';
import type { RecipientShown, RecipientView } from '../../../../../server/src/contracts/campaigns';
import { useWhatsappListRecipientsQuery } from '../../../api/campaigns';
import { CursorPager } from '../../../shared/CursorPager';
import { ResponsiveTable, type Column } from '../../../shared/ResponsiveTable';
import { EmptyState, ErrorState, NothingMatches, RowSkeletons } from '../../../shared/states';
import { StatusWord } from '../../../shared/StatusWord';
import { useCursorPages } from '../../../shared/useCursorPages';
import { useDebounced } from '../../../shared/useDebounced';
import { useMoments } from '../../../shared/useMoments';
import { useNow } from '../../../shared/useNow';
import { SearchBox } from '../../../shared/SearchBox';
import { useT } from '../../../shared/useT';
import { recipientStates } from '../model';

type Props = {
  campaignId: number;
  state: RecipientShown | null;
  onState: (state: RecipientShown | null) => void;
};

const State = ({ row }: { row: RecipientView }) => {
  if (row.state === 'cancelled') return <StatusWord of="campaign" state="cancelled" />;
  return <StatusWord of="message" state={row.state === 'cooling' ? 'held' : row.state} />;
};

/** Why it did not arrive: the reason of the skip, or the error with its advice. */
const Why = ({ row }: { row: RecipientView }) => {
  const t = useT();
  if (row.reason)
    return <Typography textColor="neutral600">{t(`campaigns.skip.${row.reason}`)}</Typography>;
  if (!row.error) return <Typography textColor="neutral600">–</Typography>;
  return (
    <Box>
      <Typography tag="p">{row.error.title}</Typography>
      <Typography tag="p" variant="pi" textColor="neutral600">
        {row.error.advice}
      </Typography>
    </Box>
  );
};

const useColumns = (): Column<RecipientView>[] => {
  const t = useT();
  const moments = useMoments();
  const now = useNow(60_000);
  return [
    {
      key: 'name',
      label: t('campaigns.recipient.name'),
      isTitle: true,
      render: (r) => (
        <Box>
          <Typography tag="p" fontWeight="bold">
            <span dir="auto">{r.name}</span>
          </Typography>
          <Typography tag="p" variant="pi" textColor="neutral600">
            {r.address}
          </Typography>
        </Box>
      ),
    },
    {
      key: 'state',
      label: t('campaigns.column.state'),
      render: (r) => (
        <Flex>
          <State row={r} />
        </Flex>
      ),
    },
    {
      key: 'why',
      label: t('campaigns.recipient.why'),
      has: (r) => r.reason !== null || r.error !== null,
      render: (r) => <Why row={r} />,
    },
    {
      key: 'at',
      label: t('campaigns.recipient.at'),
      has: (r) => r.at !== null,
      render: (r) => (
        <Typography textColor="neutral600">
          {r.at === null ? '–' : moments.short(r.at, now)}
        </Typography>
      ),
    },
  ];
};

const StateSelect = ({ state, onState }: Pick<Props, 'state' | 'onState'>) => {
  const t = useT();
  return (
    <SingleSelect
      aria-label={t('campaigns.column.state')}
      placeholder={t('campaigns.recipient.anyState')}
      size="S"
      value={state ?? ''}
      onChange={(v) => onState(recipientStates.find((s) => s === v) ?? null)}
      onClear={() => onState(null)}
      clearLabel={t('campaigns.clear')}
    >
      {recipientStates.map((s) => (
        <SingleSelectOption key={s} value={s}>
          {t(`campaigns.recipientState.${s}`)}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  );
};

/** Everyone this campaign is for, with what happened to each. */
export const Recipients = ({ campaignId, state, onState }: Props) => {
  const t = useT();
  const [typed, setTyped] = useState('');
  const q = useDebounced(typed.trim());
  const pages = useCursorPages(`${campaignId} ${state ?? ''} ${q}`);
  const query = useWhatsappListRecipientsQuery({
    id: campaignId,
    params: {
      ...(state === null ? {} : { state }),
      ...(q === '' ? {} : { q }),
      ...(pages.cursor === undefined ? {} : { cursor: pages.cursor }),
    },
  });
  const columns = useColumns();
  const rows = query.data?.recipients ?? [];
  const clear = () => {
    setTyped('');
    onState(null);
  };
  return (
    <Box tag="section" id="recipients" aria-label={t('campaigns.recipient.title')}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Flex justifyContent="space-between" gap={2} wrap="wrap">
          <Typography variant="delta" tag="h2">
            {t('campaigns.recipient.title')}
          </Typography>
          <Flex gap={2} wrap="wrap">
            <StateSelect state={state} onState={onState} />
            <SearchBox
              name="recipients"
              label={t('campaigns.recipient.search')}
              value={typed}
              onChange={(value) => setTyped(value)}
            />
          </Flex>
        </Flex>
        {query.isLoading ? <RowSkeletons rows={4} /> : null}
        {query.isError && !query.data ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : null}
        {query.data && rows.length === 0 ? (
          state !== null || q !== '' ? (
            <NothingMatches onClear={clear} />
          ) : (
            <EmptyState content={t('campaigns.recipient.empty')} />
          )
        ) : null}
        {rows.length > 0 ? (
          <ResponsiveTable
            rows={rows}
            columns={columns}
            rowKey={(r) => r.id}
            label={t('campaigns.recipient.title')}
            testId="recipient-row"
          />
        ) : null}
        <CursorPager
          pages={pages}
          nextCursor={query.data?.nextCursor}
          isFetching={query.isFetching}
        />
      </Flex>
    </Box>
  );
};
