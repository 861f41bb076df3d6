import { useState } from 'react';
import { Box, Flex, Typography } from '@strapi/design-system';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { Navigate, useParams } from 'react-router-dom';
import type { CampaignView, RecipientShown } from '../../../../server/src/contracts/campaigns';
import { useWhatsappGetCampaignQuery } from '../../api/campaigns';
import { LiveDot } from '../../shared/LiveDot';
import { useLiveStatus } from '../../shared/live/live-store';
import { permission } from '../../shared/permissions';
import { SimulatorBadge } from '../../shared/SimulatorBadge';
import { ErrorState } from '../../shared/states';
import { StatusWord } from '../../shared/StatusWord';
import { useT } from '../../shared/useT';
import { Actions } from './detail/Actions';
import { Announcer } from './detail/Announcer';
import { Bands } from './detail/Bands';
import { Errors } from './detail/Errors';
import { Overview } from './detail/Overview';
import { Recipients } from './detail/Recipients';
import { Uncertain } from './detail/Uncertain';
import { useControls } from './detail/useControls';
import { isActive, shownState } from './model';

const Subtitle = ({ campaign }: { campaign: CampaignView }) => {
  const t = useT();
  return (
    <Flex gap={3} wrap="wrap">
      <span data-testid="campaign-state" data-state={campaign.state}>
        <StatusWord of="campaign" state={shownState(campaign)} />
      </span>
      {campaign.isSimulator ? <SimulatorBadge /> : null}
      <Typography textColor="neutral600">
        {t('campaigns.detail.line', {
          template: campaign.templateName ?? '–',
          language: campaign.templateLanguage ?? '',
          number: campaign.accountName ?? '–',
          audience: campaign.audienceText ?? '–',
        })}
      </Typography>
      <LiveDot />
    </Flex>
  );
};

const Campaign = ({ campaign }: { campaign: CampaignView }) => {
  const controls = useControls(campaign);
  const [state, setState] = useState<RecipientShown | null>(null);
  const started = campaign.counts.total > 0;
  const seeFailed = () => {
    setState('failed');
    document.getElementById('recipients')?.scrollIntoView?.({ block: 'start' });
  };
  return (
    <Page.Main>
      <Page.Title>{campaign.name}</Page.Title>
      <Layouts.Header
        title={campaign.name}
        subtitle={<Subtitle campaign={campaign} />}
        navigationAction={<BackButton fallback="/plugins/whatsapp/campaigns" />}
        primaryAction={<Actions campaign={campaign} controls={controls} />}
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={6}>
          <Announcer campaign={campaign} />
          <Bands campaign={campaign} controls={controls} />
          {started ? <Overview campaign={campaign} /> : null}
          <Errors campaignId={campaign.id} failed={campaign.counts.failed} onSee={seeFailed} />
          <Uncertain campaignId={campaign.id} count={campaign.counts.uncertain} />
          {started ? (
            <Recipients campaignId={campaign.id} state={state} onState={setState} />
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
  if (query.isLoading) return <Page.Loading />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data.state === 'draft')
    return <Navigate to={`/plugins/whatsapp/campaigns/${id}/edit`} replace />;
  return <Campaign key={id} campaign={query.data} />;
};

const CampaignPage = () => {
  const { id } = useParams();
  return (
    <Page.Protect permissions={[permission('campaignFollow')]}>
      <Loaded id={Number(id)} />
    </Page.Protect>
  );
};

export default CampaignPage;
