import { Box, Button, Typography } from '@strapi/design-system';
import { ArrowClockwise } from '@strapi/icons';
import type { RecipientView } from '../../../../../server/src/contracts/campaigns';
import { useCan } from '../../../shared/permissions';
import { useKnownWord } from '../../../shared/useKnownWord';
import { useT } from '../../../shared/useT';
import { canHandOverAgain } from '../model';
import { useResolve } from './useResolve';
import { useShownName } from '../../../shared/people/usePersonName';

type Handover = NonNullable<RecipientView['handover']>;
type Row = Pick<RecipientView, 'id' | 'name' | 'address' | 'handover'>;

const Again = ({ campaignId, row }: { campaignId: number; row: Row }) => {
  const t = useT();
  const shownName = useShownName();
  const { run, isLoading } = useResolve(campaignId);
  const press = () => run({ action: 'hand-over-again', recipientIds: [row.id] });
  return (
    <Box paddingTop={1}>
      <Button
        size="S"
        variant="tertiary"
        loading={isLoading}
        startIcon={<ArrowClockwise />}
        aria-label={t('campaigns.handover.againFor', {
          name: shownName(row.name || row.address),
        })}
        // The hook tells why it was refused.
        onClick={() => void press().catch(() => undefined)}
      >
        {t('campaigns.handover.again')}
      </Button>
    </Box>
  );
};

interface Props {
  readonly campaignId: number;
  readonly row: Row;
  readonly handover: Handover;
}

/** What became of the message of somebody who wants it by another channel, with the way to try again (O-29). */
export const HandedOver = ({ campaignId, row, handover }: Props) => {
  const t = useT();
  const known = useKnownWord();
  const { can } = useCan();
  const { channel, state, reason, detail } = handover;
  const why = reason === null ? null : (known('campaigns.handover.why', reason) ?? reason);
  return (
    <Box data-testid="handover">
      <Typography tag="p">
        {t(`campaigns.handover.${state}`, { channel: t(`campaigns.handover.channel.${channel}`) })}
      </Typography>
      {why !== null || detail !== null ? (
        <Typography tag="p" variant="pi" textColor="neutral600">
          {[why, detail].filter(Boolean).join(' ')}
        </Typography>
      ) : null}
      {can.campaignLaunch && canHandOverAgain(handover) ? (
        <Again campaignId={campaignId} row={row} />
      ) : null}
    </Box>
  );
};

/** All of a campaign that could not be handed over; there when the page shows one. */
export const HandOverAllAgain = ({
  campaignId,
  rows,
}: {
  readonly campaignId: number;
  readonly rows: readonly Row[];
}) => {
  const t = useT();
  const { can } = useCan();
  const { run, isLoading } = useResolve(campaignId);
  const isAny = rows.some(({ handover }) => handover !== null && canHandOverAgain(handover));
  if (!can.campaignLaunch || !isAny) return null;
  return (
    <Button
      size="S"
      variant="tertiary"
      loading={isLoading}
      startIcon={<ArrowClockwise />}
      data-testid="hand-over-all-again"
      onClick={() => void run({ action: 'hand-over-again' }).catch(() => undefined)}
    >
      {t('campaigns.handover.allAgain')}
    </Button>
  );
};
