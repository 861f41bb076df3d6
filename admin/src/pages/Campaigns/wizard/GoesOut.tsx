import type { ReactNode } from 'react';
import { Flex, Typography } from '@strapi/design-system';
import type { CampaignView, PreflightResult } from '../../../../../server/src/contracts/campaigns';
import { useMoney } from '../../../shared/prices/useMoney';
import { Card } from '../../../shared/Surface';
import { useKnownWord } from '../../../shared/useKnownWord';
import { useMoments, viewerZone } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import { AudienceInWords } from '../components/AudienceInWords';
import { useTemplateWords } from '../components/useTemplateWords';
import { plannedWords } from '../planned-words';
import { isOwnTime } from '../time-model';
import { lettersOf } from '../trial-model';
import { useFirstFewWords } from './FirstFew';
import type { Wizard } from './useWizard';
import type { KeyEnd } from '../../../translations/key';

/** The template with its language, the ordinary message, or the bot; of a test how many there are. */
const useWhat = (campaign: CampaignView, wizard: Wizard): string => {
  const t = useT();
  const known = useKnownWord();
  const templateWords = useTemplateWords();
  const { template, chosen } = wizard.sources;
  const letters = lettersOf(wizard.form).length;
  const what =
    campaign.kind === 'template'
      ? templateWords(campaign)
      : campaign.kind === 'flow'
        ? (campaign.botName ?? '–')
        : t('campaigns.kind.text');
  const header = template?.header?.format.toLowerCase();
  const file =
    campaign.kind === 'text'
      ? chosen.file?.name
      : header && header !== 'text'
        ? (known('shell.message', header) ?? header)
        : undefined;
  const test = letters > 1 ? t('campaigns.goesOut.variants', { count: letters }) : undefined;
  return [what, file, test].filter(Boolean).join(' · ');
};

/** When, with the zone that it is meant in. */
const useWhen = (campaign: CampaignView): string => {
  const t = useT();
  const moments = useMoments();
  if (campaign.when === 'now') return t('campaigns.goesOut.now');
  const zone = isOwnTime(campaign) ? t('campaigns.goesOut.ownZone') : viewerZone();
  return [
    `${plannedWords(campaign, moments)} (${zone})`,
    ...(campaign.repeatRule ? [t(`campaigns.repeats.${campaign.repeatRule.every}`)] : []),
  ].join(' · ');
};

const useCost = ({ cost }: PreflightResult): string | null => {
  const t = useT();
  const money = useMoney();
  if (cost === null || cost.lines.length === 0) return null;
  if (!cost.hasPrices) return t('campaigns.goesOut.noPrices');
  if (cost.totals.length === 0)
    return t(cost.unpriced > 0 ? 'prices.cost.notKnown' : 'prices.cost.free');
  return t('prices.cost.about', { sum: money.sums(cost.totals) });
};

/** All that was chosen, on one card, before it goes out: nobody has to go back through the steps to see it. */
export const GoesOut = ({
  wizard,
  campaign,
  bill,
}: {
  readonly wizard: Wizard;
  readonly campaign: CampaignView;
  readonly bill: PreflightResult;
}) => {
  const t = useT();
  const facts: [key: KeyEnd<'campaigns.goesOut.'>, words: ReactNode][] = [
    ['what', useWhat(campaign, wizard)],
    ['from', campaign.accountName ?? '–'],
    ['when', useWhen(campaign)],
    ['to', <AudienceInWords key="to" campaign={campaign} />],
    ['first', useFirstFewWords(wizard) ?? t('campaigns.goesOut.noFirst')],
    ['cost', useCost(bill)],
  ];
  return (
    <Card title={t('campaigns.goesOut.title')} testId="goes-out">
      <Flex tag="dl" direction="column" alignItems="stretch" gap={2} margin={0}>
        {facts.map(([key, words]) =>
          words === null ? null : (
            <Flex key={key} gap={3} alignItems="baseline" data-testid={`goes-out-${key}`}>
              <Typography tag="dt" textColor="neutral600" width="14rem" shrink={0}>
                {t(`campaigns.goesOut.${key}`)}
              </Typography>
              <Typography tag="dd" margin={0} dir="auto">
                {words}
              </Typography>
            </Flex>
          )
        )}
      </Flex>
    </Card>
  );
};
