import type { ReactNode } from 'react';
import { Box, Flex, Typography } from '@strapi/design-system';
import type {
  CampaignErrorsResult,
  CampaignView,
} from '../../../../../server/src/contracts/campaigns';
import type { ButtonCounts } from '../../../../../server/src/contracts/campaign-insights';
import type { LinkView } from '../../../../../server/src/contracts/links';
import { barWidth, type FunnelColumn } from '../../../shared/Funnel';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import { AudienceInWords } from '../components/AudienceInWords';
import { useTemplateWords } from '../components/useTemplateWords';
import { useButtonWords } from '../detail/Buttons';
import type { KeyEnd } from '../../../translations/key';

export const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <Box tag="section" aria-label={title}>
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography variant="delta" tag="h2">
        {title}
      </Typography>
      {children}
    </Flex>
  </Box>
);

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <Flex gap={2} alignItems="baseline" wrap="wrap">
    <Typography tag="dt" textColor="neutral600">
      {name}
    </Typography>
    <Typography tag="dd" margin={0} dir="auto">
      {children}
    </Typography>
  </Flex>
);

/** Who sent what to whom, from which number and when. */
export const Facts = ({
  campaign,
  launchedBy,
}: {
  readonly campaign: CampaignView;
  readonly launchedBy: string | null;
}) => {
  const t = useT();
  const { full } = useMoments({ zoned: true });
  const templateWords = useTemplateWords();
  const { startedAt, finishedAt } = campaign;
  const facts: [key: KeyEnd<'insights.fact.'>, words: ReactNode][] = [
    ['state', t(`state.campaign.${campaign.state}`)],
    ['number', campaign.accountName],
    ['template', templateWords(campaign)],
    ['audience', <AudienceInWords key="audience" campaign={campaign} />],
    ['launchedBy', launchedBy],
    ['started', startedAt === null ? null : full(startedAt)],
    ['finished', finishedAt === null ? null : full(finishedAt)],
  ];
  return (
    <Flex tag="dl" direction="column" alignItems="stretch" gap={1} margin={0}>
      {facts.map(([key, words]) =>
        words === null ? null : (
          <Fact key={key} name={t(`insights.fact.${key}`)}>
            {words}
          </Fact>
        )
      )}
    </Flex>
  );
};

/** The funnel as lines: paper has no pointer to rest on a bar. A full bar is all recipients, for each of them. */
export const FunnelLines = ({
  columns,
  total,
}: {
  readonly columns: readonly FunnelColumn[];
  readonly total: number;
}) => {
  const t = useT();
  return (
    <Flex tag="ol" direction="column" alignItems="stretch" gap={2} padding={0} margin={0}>
      {columns.map(({ key, label, count, share, isLoss }) => (
        <Box key={key} tag="li" data-testid={`report-${key}`}>
          <Flex justifyContent="space-between" gap={2} wrap="wrap">
            <Typography>
              {label} <strong>{t('campaigns.number', { number: count })}</strong>
            </Typography>
            <Typography textColor="neutral600">{share ?? ''}</Typography>
          </Flex>
          <Box
            background={isLoss ? 'danger600' : 'primary600'}
            hasRadius
            height={2}
            data-testid={`report-bar-${key}`}
            style={{ width: barWidth(count, total), printColorAdjust: 'exact' }}
            aria-hidden
          />
        </Box>
      ))}
    </Flex>
  );
};

const List = ({ children }: { children: ReactNode }) => (
  <Flex tag="ul" direction="column" alignItems="stretch" gap={2} padding={0} margin={0}>
    {children}
  </Flex>
);

/** Why messages that were sent did not arrive, as Meta says it. */
export const NotDelivered = ({ errors }: Pick<CampaignErrorsResult, 'errors'>) => {
  const t = useT();
  return (
    <List>
      {errors.map(({ code, title, advice, count, ...error }) => (
        <Box key={`${code ?? ''} ${error.class} ${title}`} tag="li">
          <Typography tag="p">{t('campaigns.errors.line', { count, title })}</Typography>
          <Typography tag="p" variant="pi" textColor="neutral600">
            {advice}
          </Typography>
        </Box>
      ))}
    </List>
  );
};

/** By which rules contacts were skipped: nothing was sent to them. */
export const Skipped = ({ skipped }: Pick<CampaignErrorsResult, 'skipped'>) => {
  const t = useT();
  return (
    <List>
      {skipped.map(({ reason, count }) => (
        <Typography key={reason} tag="li">
          {t('campaigns.errors.line', { count, title: t(`campaigns.skip.${reason}`) })}
        </Typography>
      ))}
    </List>
  );
};

export const OpenedLinks = ({ links }: { readonly links: readonly LinkView[] }) => {
  const t = useT();
  return (
    <List>
      {links.map(({ id, name, target, clicks, people }) => (
        <Box key={id} tag="li">
          <Typography tag="p">
            {name}: {t('links.counts', { clicks, people })}
          </Typography>
          <Typography
            tag="p"
            variant="pi"
            textColor="neutral600"
            dir="ltr"
            style={{ overflowWrap: 'anywhere' }}
          >
            {target}
          </Typography>
        </Box>
      ))}
    </List>
  );
};

export const PressedButtons = ({ buttons }: { readonly buttons: readonly ButtonCounts[] }) => {
  const words = useButtonWords();
  return (
    <List>
      {buttons.map((button) => (
        <Typography key={button.text} tag="li" dir="auto">
          {button.text}: {words(button)}
        </Typography>
      ))}
    </List>
  );
};
