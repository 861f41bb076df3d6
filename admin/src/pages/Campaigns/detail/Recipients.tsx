import {
  Box,
  Button,
  Flex,
  SingleSelect,
  SingleSelectOption,
  Tag,
  Typography,
} from '@strapi/design-system';
import { Cross, Download } from '@strapi/icons';
import { useState } from 'react';
import type { RecipientShown, RecipientView } from '../../../../../server/src/contracts/campaigns';
import type { VariantLetter } from '../../../../../server/src/contracts/campaign-trial';
import { useWhatsappListRecipientsQuery } from '../../../api/campaigns';
import { withPageLanguage } from '../../../api/pageLanguage';
import { CursorPager } from '../../../shared/CursorPager';
import { ResponsiveTable, type Column } from '../../../shared/ResponsiveTable';
import { EmptyState, ErrorState, NothingMatches, RowSkeletons } from '../../../shared/states';
import { StatusWord } from '../../../shared/StatusWord';
import { useCursorPages } from '../../../shared/useCursorPages';
import { useDebounced } from '../../../shared/useDebounced';
import { useMoments } from '../../../shared/useMoments';
import { useNow } from '../../../shared/useNow';
import { SearchBox } from '../../../shared/SearchBox';
import { useDownloadFile } from '../../../shared/useDownloadFile';
import { useT } from '../../../shared/useT';
import { useCan } from '../../../shared/permissions';
import { VariantSelect } from './VariantSelect';
import { HandedOver, HandOverAllAgain } from './HandedOver';
import { narrowedParams, noNarrowing, recipientStates, type Narrowed } from '../model';
import { useShownName } from '../../../shared/people/usePersonName';

type Props = {
  campaignId: number;
  /** Messages of a test. */
  letters: readonly VariantLetter[];
  narrowed: Narrowed;
  onNarrow: (narrowed: Narrowed) => void;
};

const State = ({ row }: { row: RecipientView }) => {
  if (row.state === 'cancelled') return <StatusWord of="campaign" state="cancelled" />;
  return <StatusWord of="message" state={row.state === 'cooling' ? 'held' : row.state} />;
};

/** Why it did not arrive: the reason of the skip, or the error with its advice. */
const Why = ({ row, campaignId }: { row: RecipientView; campaignId: number }) => {
  const t = useT();
  if (row.handover) return <HandedOver {...{ campaignId, row }} handover={row.handover} />;
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

const useColumns = (campaignId: number): Column<RecipientView>[] => {
  const t = useT();
  const shownName = useShownName();
  const moments = useMoments({ zoned: true });
  const now = useNow(60_000);
  return [
    {
      key: 'name',
      label: t('campaigns.recipient.name'),
      isTitle: true,
      render: (r) => (
        <Box>
          <Typography tag="p" fontWeight="bold">
            <span dir="auto">{shownName(r.name || r.address)}</span>
          </Typography>
          <Typography tag="p" variant="pi" textColor="neutral600">
            {shownName(r.address)}
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
      key: 'variant',
      label: t('campaigns.recipient.variant'),
      has: (r) => r.variant !== null,
      render: (r) => <Typography>{r.variant ?? '–'}</Typography>,
    },
    {
      key: 'why',
      label: t('campaigns.recipient.why'),
      has: (r) => r.reason !== null || r.error !== null,
      render: (r) => <Why row={r} campaignId={campaignId} />,
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

const StateSelect = ({ narrowed, onNarrow }: Omit<Props, 'campaignId' | 'letters'>) => {
  const t = useT();
  const onState = (state: RecipientShown | null) => onNarrow({ ...noNarrowing, state });
  return (
    <SingleSelect
      aria-label={t('campaigns.column.state')}
      placeholder={t('campaigns.recipient.anyState')}
      size="S"
      value={narrowed.state ?? ''}
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

/** What a press on "See" narrowed the list to, with the way back. */
const Narrowing = ({ narrowed, onNarrow }: Omit<Props, 'campaignId' | 'letters'>) => {
  const t = useT();
  const { reason, errorCode } = narrowed;
  if (reason === null && errorCode === null) return null;
  const words =
    reason === null
      ? t('campaigns.errors.code', { code: String(errorCode) })
      : t(`campaigns.skip.${reason}`);
  return (
    <Tag
      icon={<Cross aria-hidden />}
      label={`${t('campaigns.clear')}: ${words}`}
      onClick={() => onNarrow(noNarrowing)}
    >
      {words}
    </Tag>
  );
};

const ExportButton = ({
  campaignId,
  params,
}: {
  campaignId: number;
  params: Record<string, string | number>;
}) => {
  const t = useT();
  const { can } = useCan();
  const { download, isBusy } = useDownloadFile();
  if (!can.contactExport) return null;
  const asked = new URLSearchParams(
    Object.entries(withPageLanguage(params)).map(([k, v]) => [k, String(v)])
  );
  return (
    <Button
      variant="tertiary"
      size="S"
      startIcon={<Download />}
      loading={isBusy}
      data-testid="export-recipients"
      onClick={() =>
        void download(
          `/whatsapp/campaigns/${campaignId}/recipients.csv?${asked.toString()}`,
          `campaign-${campaignId}.csv`
        )
      }
    >
      {t('campaigns.excluded.export')}
    </Button>
  );
};

/** Everyone this campaign is for, with what happened to each. */
export const Recipients = ({ campaignId, letters, narrowed, onNarrow }: Props) => {
  const t = useT();
  const [typed, setTyped] = useState('');
  const q = useDebounced(typed.trim());
  const params = { ...narrowedParams(narrowed), ...(q === '' ? {} : { q }) };
  const isNarrowed = Object.keys(params).length > 0;
  const pages = useCursorPages(`${campaignId} ${JSON.stringify(params)}`);
  const query = useWhatsappListRecipientsQuery({
    id: campaignId,
    params: {
      ...params,
      ...(pages.cursor === undefined ? {} : { cursor: pages.cursor }),
    },
  });
  const columns = useColumns(campaignId).filter(
    ({ key }) => key !== 'variant' || letters.length > 0
  );
  const rows = query.data?.recipients ?? [];
  const clear = () => {
    setTyped('');
    onNarrow(noNarrowing);
  };
  return (
    <Box tag="section" id="recipients" aria-label={t('campaigns.recipient.title')}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Flex justifyContent="space-between" gap={2} wrap="wrap">
          <Typography variant="delta" tag="h2">
            {t('campaigns.recipient.title')}
          </Typography>
          <Flex gap={2} wrap="wrap">
            <Narrowing narrowed={narrowed} onNarrow={onNarrow} />
            <VariantSelect letters={letters} narrowed={narrowed} onNarrow={onNarrow} />
            <StateSelect narrowed={narrowed} onNarrow={onNarrow} />
            <SearchBox
              name="recipients"
              label={t('campaigns.recipient.search')}
              value={typed}
              onChange={(value) => setTyped(value)}
            />
            <HandOverAllAgain campaignId={campaignId} rows={rows} />
            <ExportButton campaignId={campaignId} params={params} />
          </Flex>
        </Flex>
        {query.isLoading ? <RowSkeletons rows={4} /> : null}
        {query.isError && !query.data ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : null}
        {query.data && rows.length === 0 ? (
          isNarrowed ? (
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
