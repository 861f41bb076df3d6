import { useState } from 'react';
import { Button, Flex, Typography } from '@strapi/design-system';
import { ArrowClockwise, Trash } from '@strapi/icons';
import type { ParkedCounts } from '../../../../../server/src/contracts/parked';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { useMay } from '../../../shared/permissions';
import { Surface } from '../../../shared/Surface';
import { useT } from '../../../shared/useT';
import { reasonsOf, type Reason } from '../parked-model';
import { useDecide } from './useDecide';
import { useParkedWords } from './useParkedWords';

interface DeedsProps {
  readonly reason: Reason;
  /** How many, in words. */
  readonly n: string;
  readonly onDecided: () => void;
}

const Deeds = ({ reason, n, onDecided }: DeedsProps) => {
  const t = useT();
  const words = useParkedWords();
  const [isAsking, setAsking] = useState(false);
  const { decide, isLoading } = useDecide(onDecided);
  return (
    <Flex gap={2} wrap="wrap">
      <Button
        variant="secondary"
        size="S"
        startIcon={<ArrowClockwise />}
        loading={isLoading}
        onClick={() => void decide({ deed: 'retry', allOf: reason })}
        data-testid="parked-retry-all"
      >
        {t('parked.retry.all', { n })}
      </Button>
      <Button
        variant="danger-light"
        size="S"
        startIcon={<Trash />}
        onClick={() => setAsking(true)}
        data-testid="parked-discard-all"
      >
        {t('parked.discard.all', { n })}
      </Button>
      <ConfirmAction
        open={isAsking}
        onClose={() => setAsking(false)}
        title={t('parked.discard.all.title', { reason: words.reason(reason) })}
        confirmLabel={t('parked.discard.all.confirm', { n })}
        onConfirm={() => decide({ deed: 'discard', allOf: reason })}
        variant="danger"
        confirmTestId="parked-discard-all-confirm"
      >
        {t('parked.discard.all.body', { n })}
      </ConfirmAction>
    </Flex>
  );
};

/** Why things failed, how many for each reason, what helps, and deeds for all of them. */
export const ParkedReasons = ({
  counts,
  onDecided,
}: {
  counts: ParkedCounts;
  onDecided: () => void;
}) => {
  const t = useT();
  const words = useParkedWords();
  const mayDecide = useMay('settingsConfigure');
  return (
    <Flex tag="section" direction="column" alignItems="stretch" gap={3}>
      <Typography variant="delta" tag="h2">
        {t('parked.reasons')}
      </Typography>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={3} padding={0} margin={0}>
        {reasonsOf(counts).map(({ reason, count }) => {
          const n = words.count(count, counts.more);
          return (
            <Surface key={reason} tag="li" padding={5} data-testid="parked-reason">
              <Flex justifyContent="space-between" alignItems="flex-start" gap={4} wrap="wrap">
                <Flex
                  direction="column"
                  alignItems="flex-start"
                  gap={1}
                  flex="1 1 24rem"
                  minWidth="0"
                >
                  <Typography fontWeight="bold" tag="h3">
                    {t('parked.filter.one', { reason: words.reason(reason), n })}
                  </Typography>
                  <Typography variant="pi" textColor="neutral600">
                    {words.hint(reason)}
                  </Typography>
                </Flex>
                {mayDecide && count > 1 ? (
                  <Deeds reason={reason} n={n} onDecided={onDecided} />
                ) : null}
              </Flex>
            </Surface>
          );
        })}
      </Flex>
    </Flex>
  );
};
