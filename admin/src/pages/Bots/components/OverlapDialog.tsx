import { Box, Flex, Typography } from '@strapi/design-system';
import type { BotOverlap } from '../../../../../server/src/contracts/bots';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { useKnownWord } from '../../../shared/useKnownWord';
import { useT } from '../../../shared/useT';

interface Props {
  readonly overlaps: readonly BotOverlap[];
  readonly onClose: () => void;
  readonly onConfirm: () => Promise<void> | void;
}

/** Asks before a bot is switched on beside others that the same sets off. */
export const OverlapDialog = ({ overlaps, onClose, onConfirm }: Props) => {
  const t = useT();
  const known = useKnownWord();
  return (
    <ConfirmAction
      open
      title={t('bots.overlap.title')}
      confirmLabel={t('bots.overlap.confirm')}
      confirmTestId="activate-anyway"
      onClose={onClose}
      onConfirm={onConfirm}
    >
      <Flex tag="ul" direction="column" alignItems="stretch" gap={2} padding={0}>
        {overlaps.slice(0, 6).map((overlap) => (
          <Box tag="li" key={overlap.botId}>
            <Typography tag="p">
              {t(`bots.overlap.${overlap.first}`, {
                sample:
                  overlap.kind === 'words'
                    ? t('bots.quoted', { word: overlap.sample })
                    : (known('bots.cause', overlap.sample) ?? overlap.sample),
                name: overlap.name,
              })}
            </Typography>
            {overlap.conditional ? (
              <Typography tag="p" variant="pi" textColor="neutral600">
                {t('bots.overlap.conditional')}
              </Typography>
            ) : null}
          </Box>
        ))}
      </Flex>
      <Typography variant="pi" textColor="neutral600">
        {t('bots.overlap.rule')}
      </Typography>
    </ConfirmAction>
  );
};
