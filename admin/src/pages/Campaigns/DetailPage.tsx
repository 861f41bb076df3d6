import { useState } from 'react';
import { Box, Flex, Typography } from '@strapi/design-system';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { Navigate } from 'react-router-dom';
import type { CampaignInsights } from '../../../../server/src/contracts/campaign-insights';
import type { CampaignView } from '../../../../server/src/contracts/campaigns';
import { useWhatsappGetCampaignQuery } from '../../api/campaigns';
import { LiveDot } from '../../shared/LiveDot';
import { useLiveStatus } from '../../shared/live/live-store';
import { permission } from '../../shared/permissions';
import { SimulatorBadge } from '../../shared/SimulatorBadge';
import { Known } from '../../shared/Known';
import { ErrorState, RowSkeletons } from '../../shared/states';
import { StatusWord } from '../../shared/StatusWord';
import { useMoments } from '../../shared/useMoments';
import { usePathId } from '../../shared/usePathId';
import { useT } from '../../shared/useT';
import { AudienceInWords } from './components/AudienceInWords';
import { useTemplateWords } from './components/useTemplateWords';
import { Actions } from './detail/Actions';
import { Ahead } from './detail/Ahead';
import { Announcer } from './detail/Announcer';
import { Bands } from './detail/Bands';
import { Conversions } from './detail/Conversions';
import { CostCard } from './detail/CostCard';
import { Cards } from './detail/Cards';
import { Errors } from './detail/Errors';
import { Overview } from './detail/Overview';
import { Recipients } from './detail/Recipients';
import { Replies } from './detail/Replies';
import { Uncertain } from './detail/Uncertain';
import { useControls } from './detail/useControls';
import { LeftOut } from './detail/LeftOut';
import { Variants } from './detail/Variants';
import { Links } from './detail/Links';
import { useInsights } from './insights/useInsights';
import { counted, isActive, noNarrowing, shownState, type Narrowed } from './model';
import { lettersOf } from './trial-model';

/** The template with its language, an ordinary message, or the bot. */
const useWhatGoesOut = (campaign: CampaignView): string => {
  const t = useT();
  const templateWords = useTemplateWords();
  if (campaign.kind === 'text') return t('campaigns.kind.text');
  if (campaign.kind === 'flow') return campaign.botName ?? t('campaigns.kind.flow');
  return templateWords(campaign) ?? '–';
};

const Subtitle = ({ campaign, asOf }: { campaign: CampaignView; asOf: number | null }) => {
  const t = useT();
  const { clock } = useMoments({ zoned: true });
  const what = useWhatGoesOut(campaign);
  return (
    <Flex gap={3} wrap="wrap">
      <span data-testid="campaign-state" data-state={campaign.state}>
        <StatusWord of="campaign" state={shownState(campaign)} />
      </span>
      {campaign.isSimulator ? <SimulatorBadge /> : null}
      <Typography textColor="neutral600">
        {t('campaigns.detail.line', { what, number: campaign.accountName ?? '–' })} ·{' '}
        <AudienceInWords campaign={campaign} />
      </Typography>
      <LiveDot />
      {asOf === null ? null : (
        <Typography textColor="neutral600" data-testid="as-of">
          {t('campaigns.asOf', { at: clock(asOf) })}
        </Typography>
      )}
    </Flex>
  );
};

type FiguresProps = {
  /** With the counts of the same moment. */
  campaign: CampaignView;
  insights: CampaignInsights;
  onSee: (part: Partial<Narrowed>) => void;
};

/** Everything below the funnel, all of the moment that the head of the page names. */
const Figures = ({ campaign, insights, onSee }: FiguresProps) => (
  <>
    <CostCard state={campaign.state} cost={insights.cost} />
    <Variants campaign={campaign} view={insights.trial} />
    <Replies campaignId={campaign.id} count={insights.figures.replied} />
    <Links links={insights.links} />
    <Conversions figures={insights.conversions} />
    <Cards campaign={campaign} insights={insights} />
    <Errors
      campaign={campaign}
      errors={insights.errors.errors}
      onSee={(errorCode) => onSee({ state: 'failed', errorCode })}
    />
    <LeftOut
      skipped={insights.counts.skipped}
      reasons={insights.errors.skipped}
      onSee={(reason) => onSee({ state: 'skipped', reason })}
    />
  </>
);

const Campaign = ({ campaign }: { campaign: CampaignView }) => {
  const controls = useControls(campaign);
  const [narrowed, setNarrowed] = useState(noNarrowing);
  const started = campaign.counts.total > 0;
  const query = useInsights(campaign, { skip: !started });
  const insights = query.data ?? null;
  const shown = counted(campaign, insights);
  const see = (part: Partial<Narrowed>) => {
    setNarrowed({ ...noNarrowing, ...part });
    document.getElementById('recipients')?.scrollIntoView?.({ block: 'start' });
  };
  return (
    <Page.Main>
      <Page.Title>{campaign.name}</Page.Title>
      <Layouts.Header
        title={campaign.name}
        subtitle={<Subtitle campaign={campaign} asOf={insights?.countedAt ?? null} />}
        navigationAction={<BackButton fallback="/plugins/whatsapp/campaigns" />}
        primaryAction={<Actions campaign={campaign} controls={controls} />}
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={6}>
          <Announcer campaign={shown} />
          <Bands campaign={shown} controls={controls} />
          <Ahead campaign={campaign} />
          {started ? <Overview campaign={shown} insights={insights} /> : null}
          {insights ? <Figures campaign={shown} insights={insights} onSee={see} /> : null}
          {query.isLoading ? <RowSkeletons rows={3} /> : null}
          {query.isError && !insights ? (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          ) : null}
          <Uncertain campaignId={campaign.id} count={campaign.counts.uncertain} />
          {started ? (
            <Recipients
              campaignId={campaign.id}
              letters={lettersOf(campaign)}
              narrowed={narrowed}
              onNarrow={setNarrowed}
            />
          ) : null}
          <Box />
        </Flex>
      </Layouts.Content>
    </Page.Main>
  );
};

/** Hints of the stream keep it fresh; a slow poll covers what has no hint (speed falling to nothing, a lost stream). */
const pollEvery = (campaign: CampaignView | undefined, live: boolean): number => {
  if (!campaign || !(isActive(campaign.state) || campaign.state === 'scheduled')) return 0;
  return live ? 10_000 : 4_000;
};

const Loaded = ({ id }: { id: number }) => {
  const live = useLiveStatus() === 'live';
  const [every, setEvery] = useState(0);
  const query = useWhatsappGetCampaignQuery(id, { pollingInterval: every });
  const wanted = pollEvery(query.data, live);
  if (wanted !== every) setEvery(wanted);
  return (
    <Known query={query}>
      {(campaign) =>
        campaign.state === 'draft' ? (
          <Navigate to={`/plugins/whatsapp/campaigns/${id}/edit`} replace />
        ) : (
          <Campaign key={id} campaign={campaign} />
        )
      }
    </Known>
  );
};

const CampaignPage = () => {
  const id = usePathId();
  return (
    <Page.Protect permissions={[permission('campaignFollow')]}>
      {id == null ? <Page.Error /> : <Loaded id={id} />}
    </Page.Protect>
  );
};

export default CampaignPage;
