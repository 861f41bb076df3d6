import { Box, Flex, Typography } from '@strapi/design-system';
import type { CampaignConversions } from '../../../../../server/src/contracts/conversions';
import { useMoney } from '../../../shared/useMoney';
import { useT } from '../../../shared/useT';
import { Card } from '../../../shared/Surface';

interface FactProps {
  readonly label: string;
  readonly lines: readonly string[];
  readonly testId: string;
}

const Fact = ({ label, lines, testId }: FactProps) => (
  <Flex direction="column" alignItems="flex-start" gap={1}>
    <Typography tag="dt" variant="pi" textColor="neutral600">
      {label}
    </Typography>
    {lines.map((line) => (
      <Typography key={line} tag="dd" margin={0} variant="delta" data-testid={testId}>
        {line}
      </Typography>
    ))}
  </Flex>
);

export const ConversionFigures = ({ figures }: { readonly figures: CampaignConversions }) => {
  const t = useT();
  const money = useMoney();
  const { conversions, rate, people, revenue, events, afterClick } = figures;
  const worth = revenue.map(({ value, currency }) => money(value, currency));
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Flex tag="dl" gap={6} wrap="wrap" alignItems="flex-start" margin={0}>
        <Fact
          label={t('campaigns.conversions.count')}
          lines={[t('campaigns.number', { number: conversions })]}
          testId="conversion-count"
        />
        <Fact
          label={t('campaigns.conversions.rate')}
          lines={[rate === null ? '–' : t('campaigns.conversions.share', { rate, people })]}
          testId="conversion-rate"
        />
        {worth.length > 0 ? (
          <Fact
            label={t('campaigns.conversions.revenue')}
            lines={worth}
            testId="conversion-revenue"
          />
        ) : null}
      </Flex>
      {events.length > 1 ? (
        <Box tag="ul" paddingLeft={5} margin={0}>
          {events.map((one) => (
            <Typography key={one.event} tag="li" data-testid="conversion-event">
              {[
                t('campaigns.conversions.event', { event: one.event, count: one.conversions }),
                ...one.revenue.map(({ value, currency }) => money(value, currency)),
              ].join(' · ')}
            </Typography>
          ))}
        </Box>
      ) : null}
      {afterClick > 0 ? (
        <Typography>{t('campaigns.conversions.clicked', { count: afterClick })}</Typography>
      ) : null}
    </Flex>
  );
};

/** What people did after the messages: how many, what share of those who got one, and its worth by currency. */
export const Conversions = ({ figures }: { readonly figures: CampaignConversions }) => {
  const t = useT();
  return (
    <Card title={t('campaigns.conversions.title')} testId="campaign-conversions">
      {figures.conversions > 0 ? (
        <ConversionFigures figures={figures} />
      ) : (
        <Typography>{t('campaigns.conversions.none')}</Typography>
      )}
      <Typography variant="pi" textColor="neutral600">
        {t('campaigns.conversions.about', { days: figures.days })}
      </Typography>
    </Card>
  );
};
