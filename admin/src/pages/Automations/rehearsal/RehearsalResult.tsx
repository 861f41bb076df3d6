import { Box, Flex, Typography } from '@strapi/design-system';
import type { AutomationRehearsal } from '../../../../../server/src/contracts/automation-watch';
import { Notice } from '../../../shared/Notice';
import { PricesFrom } from '../../../shared/prices/PricesFrom';
import { EmptyState } from '../../../shared/states';
import { useMoments } from '../../../shared/useMoments';
import { useReason } from '../../../shared/useReason';
import { useT } from '../../../shared/useT';
import { useSkipReason } from '../starts/useSkipReason';
import { RehearsedPeople, usePrice } from './RehearsedPeople';

interface Props {
  readonly result: AutomationRehearsal;
}

/** By what it was counted, and what was left out: facts that one must know to believe the numbers. */
const useNotes = (
  {
    source,
    from,
    isCut,
    knownSince,
    outside,
    carried,
    floods,
    says,
    isMasked,
  }: AutomationRehearsal,
  isChanged: boolean
): string[] => {
  const t = useT();
  const moments = useMoments();
  const by = source === 'unknown' ? null : source;
  const since = knownSince === null ? '' : moments.full(knownSince);
  return [
    ...(isChanged ? [t('automations.rehearse.changed')] : []),
    ...(by === null ? [] : [t(`automations.rehearse.by.${by}`, { at: since })]),
    ...(isCut ? [t('automations.rehearse.cut', { from: moments.full(from) })] : []),
    ...(outside > 0 ? [t('automations.rehearse.outside', { count: outside })] : []),
    ...(carried > 0 ? [t('automations.rehearse.carried', { count: carried })] : []),
    ...(floods > 0 ? [t('automations.rehearse.floods', { count: floods })] : []),
    ...(says === 'published' ? [] : [t(`automations.rehearse.says.${says ?? 'nothing'}`)]),
    ...(isMasked ? [t('automations.masked')] : []),
  ];
};

const Cost = ({ result: { cost, started } }: Props) => {
  const t = useT();
  const price = usePrice();
  if (!cost.hasPrices || started === 0) return null;
  return (
    <Flex direction="column" alignItems="flex-start" gap={1} data-testid="rehearsed-cost">
      {cost.totals.length > 0 ? (
        <Typography>
          {t('automations.rehearse.cost', { sum: cost.totals.map(price).join(' + ') })}
        </Typography>
      ) : null}
      {cost.unpriced > 0 ? (
        <Typography variant="pi">
          {t('automations.rehearse.cost.unpriced', { count: cost.unpriced })}
        </Typography>
      ) : null}
      <PricesFrom cost={cost} />
    </Flex>
  );
};

/** How often each reason kept it from somebody. */
const Reasons = ({ result: { reasons, skipped } }: Props) => {
  const t = useT();
  const skipReason = useSkipReason();
  if (reasons.length === 0) return null;
  return (
    <Box tag="section" aria-labelledby="rehearsed-reasons">
      <Typography id="rehearsed-reasons" variant="delta" tag="h3">
        {t('automations.rehearse.reasons')}
      </Typography>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={2} padding={0} margin={0}>
        {reasons.map(({ reason, count }) => (
          <Box key={reason} tag="li" data-testid="rehearsed-reason">
            <Flex justifyContent="space-between" gap={2}>
              <Typography>{skipReason(reason)}</Typography>
              <Typography fontWeight="bold">{t('campaigns.number', { number: count })}</Typography>
            </Flex>
            <Box background="neutral150" hasRadius overflow="hidden" height={2} aria-hidden>
              <Box
                background="primary600"
                hasRadius
                height="100%"
                width={`${Math.max(1, (count / skipped) * 100)}%`}
              />
            </Box>
          </Box>
        ))}
      </Flex>
    </Box>
  );
};

const Summary = ({ result, isChanged }: Props & { isChanged: boolean }) => {
  const t = useT();
  const moments = useMoments();
  const notes = useNotes(result, isChanged);
  const { people, occasions, started, skipped, from, to } = result;
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Box role="status">
        <Typography variant="beta" tag="p">
          {t('automations.rehearse.people', { count: people })}
        </Typography>
        <Typography tag="p">
          {t('automations.rehearse.facts', {
            ...{ from: moments.full(from), to: moments.full(to) },
            ...{ occasions, started, skipped },
          })}{' '}
          {t('automations.rehearse.sends-nothing')}
        </Typography>
      </Box>
      <Flex tag="ul" direction="column" alignItems="flex-start" gap={1} padding={0} margin={0}>
        {notes.map((note) => (
          <Typography key={note} tag="li" variant="pi" textColor="neutral600">
            {note}
          </Typography>
        ))}
      </Flex>
    </Flex>
  );
};

/** What a rehearsal came to: totals, what one must know about them, reasons and people. */
export const RehearsalResult = ({ result, isChanged }: Props & { readonly isChanged: boolean }) => {
  const t = useT();
  const reasonOf = useReason();
  if (result.source === 'unknown')
    return <Notice variant="default" title={t('automations.rehearse.unknown')} />;
  if (result.isUnwatched)
    return (
      <Notice
        variant="default"
        title={t('automations.rehearse.unwatched')}
        testId="rehearsal-unwatched"
      >
        {t('automations.rehearse.unwatched.body')}
      </Notice>
    );
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      <Summary result={result} isChanged={isChanged} />
      {result.unsent.map(({ reason, count }) => (
        <Notice
          key={reason}
          variant="warning"
          title={
            reason === 'window-closed'
              ? t('automations.rehearse.closed', { count })
              : t('automations.rehearse.refused', { count, reason: reasonOf(reason) })
          }
        />
      ))}
      <Cost result={result} />
      <Reasons result={result} />
      {result.occasions === 0 ? (
        <EmptyState plain content={t('automations.rehearse.empty')} />
      ) : (
        <RehearsedPeople result={result} />
      )}
    </Flex>
  );
};
