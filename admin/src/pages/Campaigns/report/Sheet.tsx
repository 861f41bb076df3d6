import { Flex, Typography } from '@strapi/design-system';
import {
  AFTER_HOURS,
  type CampaignInsights,
} from '../../../../../server/src/contracts/campaign-insights';
import type { CampaignView } from '../../../../../server/src/contracts/campaigns';
import { CostTable } from '../../../shared/prices/CostTable';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import { ConversionFigures } from '../detail/Conversions';
import { funnelColumns } from '../detail/funnel-columns';
import { hourKinds, sumOf } from '../figures';
import { Countries } from '../insights/Countries';
import { HeatTable } from '../insights/HeatTable';
import { Peak } from '../insights/Hours';
import { OptOuts } from '../insights/OptOuts';
import {
  Facts,
  FunnelLines,
  NotDelivered,
  OpenedLinks,
  PressedButtons,
  Section,
  Skipped,
} from './Parts';
import { Surface } from '../../../shared/Surface';

interface Reported {
  /** With the counts of the same moment. */
  readonly campaign: CampaignView;
  readonly insights: CampaignInsights;
}

/** The most telling hours: reads where there are any, else deliveries. */
const Hours = ({ days, later, zone }: CampaignInsights) => {
  const t = useT();
  const kind = sumOf(days, later, 'read') > 0 ? 'read' : 'delivered';
  return (
    <>
      <HeatTable
        days={days}
        kind={kind}
        withNumbers
        label={t(`insights.heat.label.${kind}`, { zone })}
      />
      {hourKinds.map((one) => (
        <Peak key={one} days={days} later={later} zone={zone} kind={one} />
      ))}
    </>
  );
};

const Summary = ({ campaign, insights }: Reported) => {
  const t = useT();
  const { counts } = campaign;
  const { replied, optedOut } = insights.figures;
  return (
    <Typography tag="p" data-testid="report-summary">
      {t('campaigns.completed.body', { ...counts })}{' '}
      {t('insights.report.after', { replied, optedOut })}
    </Typography>
  );
};

/** What it cost and what it brought. */
const Worth = ({ cost, conversions }: CampaignInsights) => {
  const t = useT();
  const about = t('campaigns.conversions.about', { days: conversions.days });
  return (
    <>
      {cost === null || cost.lines.length === 0 ? null : (
        <Section title={t('prices.cost.of')}>
          <CostTable cost={cost} />
        </Section>
      )}
      <Section title={t('campaigns.conversions.title')}>
        {conversions.conversions > 0 ? (
          <ConversionFigures figures={conversions} />
        ) : (
          <Typography>{t('campaigns.conversions.none')}</Typography>
        )}
        <Typography variant="pi" textColor="neutral600">
          {about}
        </Typography>
      </Section>
    </>
  );
};

/** Everything about a campaign on a few pages of paper. */
export const Sheet = ({ campaign, insights }: Reported) => {
  const t = useT();
  const { full } = useMoments({ zoned: true });
  const { errors, links, figures } = insights;
  const { buttons } = figures;
  const columns = funnelColumns(campaign.counts, figures, t);
  return (
    <Surface tag="article">
      <Flex direction="column" alignItems="stretch" gap={6}>
        <Flex direction="column" alignItems="stretch" gap={3}>
          <Typography variant="beta" tag="h2">
            {t('insights.report.of', { name: campaign.name })}
          </Typography>
          <Summary campaign={campaign} insights={insights} />
          <Facts campaign={campaign} launchedBy={insights.launchedBy} />
        </Flex>
        <Section title={t('campaigns.funnel.title', { total: campaign.counts.receivers })}>
          <FunnelLines columns={columns} total={campaign.counts.receivers} />
        </Section>
        {errors.errors.length === 0 ? null : (
          <Section title={t('insights.report.notDelivered')}>
            <NotDelivered errors={errors.errors} />
          </Section>
        )}
        {errors.skipped.length === 0 ? null : (
          <Section title={t('insights.report.skipped')}>
            <Skipped skipped={errors.skipped} />
          </Section>
        )}
        {buttons.length === 0 ? null : (
          <Section title={t('campaigns.buttons.title')}>
            <PressedButtons buttons={buttons} />
          </Section>
        )}
        {links.length === 0 ? null : (
          <Section title={t('campaigns.links.title')}>
            <OpenedLinks links={links} />
          </Section>
        )}
        <Worth {...insights} />
        <Section title={t('insights.optOuts')}>
          <OptOuts {...insights} />
        </Section>
        {insights.countries.length === 0 ? null : (
          <Section title={t('insights.countries')}>
            <Countries countries={insights.countries} isWhole />
          </Section>
        )}
        {insights.days.length === 0 ? null : (
          <Section title={t('insights.hours')}>
            <Hours {...insights} />
          </Section>
        )}
        <Typography variant="pi" textColor="neutral600">
          {t('insights.countedAt', { at: full(insights.countedAt) })}{' '}
          {t('insights.what', { hours: AFTER_HOURS })}
        </Typography>
      </Flex>
    </Surface>
  );
};
