import { Flex, Typography } from '@strapi/design-system';
import type { ButtonCounts } from '../../../../../server/src/contracts/campaign-insights';
import { ProgressLine } from '../../../shared/ProgressLine';
import { Card } from '../../../shared/Surface';
import { useT } from '../../../shared/useT';

/** How often one button was pressed, in words; who left by it is said too. */
export const useButtonWords = () => {
  const t = useT();
  return ({ presses, people, optOuts }: ButtonCounts): string =>
    [
      presses === 0
        ? t('campaigns.buttons.none')
        : t('campaigns.buttons.counts', { presses, people }),
      ...(optOuts > 0 ? [t('campaigns.buttons.optOuts', { count: optOuts })] : []),
    ].join(' · ');
};

/** Quick replies under the messages and how often each was pressed; nothing where there are none. */
export const Buttons = ({ buttons }: { readonly buttons: readonly ButtonCounts[] }) => {
  const t = useT();
  const words = useButtonWords();
  if (buttons.length === 0) return null;
  const most = Math.max(1, ...buttons.map(({ presses }) => presses));
  return (
    <Card title={t('campaigns.buttons.title')} testId="campaign-buttons">
      <Flex tag="ul" direction="column" alignItems="stretch" gap={4} padding={0} margin={0}>
        {buttons.map((button) => (
          <Flex
            key={button.text}
            tag="li"
            direction="column"
            alignItems="stretch"
            gap={1}
            data-testid="campaign-button"
          >
            <Flex justifyContent="space-between" gap={3} wrap="wrap" alignItems="baseline">
              <Typography fontWeight="bold" dir="auto">
                {button.text}
              </Typography>
              <Typography>{words(button)}</Typography>
            </Flex>
            <ProgressLine
              thin
              value={(button.presses / most) * 100}
              label={`${button.text}: ${words(button)}`}
            />
          </Flex>
        ))}
      </Flex>
      <Typography variant="pi" textColor="neutral600">
        {t('campaigns.buttons.what')}
      </Typography>
    </Card>
  );
};
