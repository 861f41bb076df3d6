import { useState } from 'react';
import { Box, Flex, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';
import type { ParkedCounts } from '../../../../server/src/contracts/parked';
import { useWhatsappListParkedQuery } from '../../api/parked';
import { CursorPager } from '../../shared/CursorPager';
import { useMay } from '../../shared/permissions';
import { EmptyState, ErrorState, NothingMatches, RowSkeletons } from '../../shared/states';
import { useCursorPages } from '../../shared/useCursorPages';
import { useKeptFocus } from '../../shared/useKeptFocus';
import { useT } from '../../shared/useT';
import { ParkedCard } from './components/ParkedCard';
import { ParkedReasons } from './components/ParkedReasons';
import { useParkedWords } from './components/useParkedWords';
import { parkedKey, reasonsOf, type Parked, type Reason } from './parked-model';

const ReasonFilter = ({
  counts,
  reason,
  onChange,
}: {
  counts: ParkedCounts;
  reason: Reason | null;
  onChange: (reason: Reason | null) => void;
}) => {
  const t = useT();
  const words = useParkedWords();
  const reasons = reasonsOf(counts);
  const pick = (picked: string | number) =>
    onChange(reasons.find((one) => one.reason === picked)?.reason ?? null);
  if (reasons.length < 2 && reason === null) return null;
  return (
    <SingleSelect
      size="S"
      aria-label={t('parked.filter')}
      value={reason ?? 'all'}
      onChange={pick}
      data-testid="parked-filter"
    >
      <SingleSelectOption value="all">{t('parked.filter.all')}</SingleSelectOption>
      {reasons.map(({ reason: one, count }) => (
        <SingleSelectOption key={one} value={one}>
          {t('parked.filter.one', {
            reason: words.reason(one),
            n: words.count(count, counts.more),
          })}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  );
};

/** What the reader may not do here, and which permission it needs. */
const Rights = ({ parked }: { parked: readonly Parked[] }) => {
  const t = useT();
  const mayDecide = useMay('settingsConfigure');
  const notes = [
    parked.some(({ canOpen }) => !canOpen) ? t('parked.note.content') : null,
    mayDecide ? null : t('parked.note.decide'),
  ].filter((note) => note !== null);
  return notes.map((note) => (
    <Typography key={note} variant="pi" textColor="neutral600">
      {note}
    </Typography>
  ));
};

/** What WhatsApp delivered and could not be processed: why, how much of it, and each one with what can be done (L-10). */
export const FailedTab = ({ counts }: { counts: ParkedCounts | undefined }) => {
  const t = useT();
  const [reason, setReason] = useState<Reason | null>(null);
  const pages = useCursorPages(String(reason));
  const query = useWhatsappListParkedQuery({
    ...(reason ? { reason } : {}),
    ...(pages.cursor === undefined ? {} : { cursor: pages.cursor }),
  });
  const parked = query.data?.parked ?? [];
  const { panel, onDecided } = useKeptFocus(parked.map(parkedKey).join());
  if (query.isLoading) return <RowSkeletons rows={4} height="9.6rem" />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const isEmpty = parked.length === 0 && !pages.hasPrevious;
  return (
    <Box ref={panel} tabIndex={-1} aria-busy={query.isFetching} data-testid="parked-panel">
      {isEmpty && reason === null ? <EmptyState content={t('parked.empty')} /> : null}
      {isEmpty && reason !== null ? <NothingMatches onClear={() => setReason(null)} /> : null}
      {isEmpty ? null : (
        <Flex direction="column" alignItems="stretch" gap={6}>
          <Flex direction="column" alignItems="stretch" gap={2}>
            <Typography>{t('parked.intro')}</Typography>
            <Rights parked={parked} />
          </Flex>
          {counts ? <ParkedReasons counts={counts} onDecided={onDecided} /> : null}
          <Flex tag="section" direction="column" alignItems="stretch" gap={3}>
            <Flex justifyContent="space-between" gap={3} wrap="wrap">
              <Typography variant="delta" tag="h2">
                {t('parked.list')}
              </Typography>
              {counts ? (
                <ReasonFilter counts={counts} reason={reason} onChange={setReason} />
              ) : null}
            </Flex>
            <Flex tag="ul" direction="column" alignItems="stretch" gap={3} padding={0} margin={0}>
              {parked.map((one) => (
                <ParkedCard key={parkedKey(one)} parked={one} onDecided={onDecided} />
              ))}
            </Flex>
          </Flex>
        </Flex>
      )}
      <CursorPager pages={pages} nextCursor={query.data.nextCursor} isFetching={query.isFetching} />
    </Box>
  );
};
