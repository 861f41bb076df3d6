import { Button, Flex } from '@strapi/design-system';
import { Download, File } from '@strapi/icons';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import type { CampaignView } from '../../../../server/src/contracts/campaigns';
import {
  useWhatsappCampaignErrorsQuery,
  useWhatsappCampaignLinksQuery,
  useWhatsappGetCampaignQuery,
} from '../../api/campaigns';
import { useWhatsappCampaignConversionsQuery } from '../../api/conversions';
import { useWhatsappCampaignCostQuery } from '../../api/prices';
import { withPageLanguage } from '../../api/pageLanguage';
import { Known } from '../../shared/Known';
import { permission } from '../../shared/permissions';
import { useDownloadFile } from '../../shared/useDownloadFile';
import { viewerZone } from '../../shared/useMoments';
import { usePathId } from '../../shared/usePathId';
import { useT } from '../../shared/useT';
import { useInsights } from './insights/useInsights';
import { Paper } from './report/Paper';
import { Sheet, type Reported } from './report/Sheet';

const Deeds = ({ id }: { id: number }) => {
  const t = useT();
  const { download, isBusy } = useDownloadFile();
  const asked = new URLSearchParams(withPageLanguage({ zone: viewerZone() }));
  return (
    <Flex gap={2} wrap="wrap">
      <Button
        variant="secondary"
        startIcon={<Download />}
        loading={isBusy}
        data-testid="report-csv"
        onClick={() =>
          void download(
            `/whatsapp/campaigns/${id}/report.csv?${asked.toString()}`,
            `campaign-${id}-report.csv`
          )
        }
      >
        {t('insights.csv')}
      </Button>
      <Button startIcon={<File />} onClick={() => window.print()} data-testid="report-print">
        {t('insights.report.print')}
      </Button>
    </Flex>
  );
};

/** All that the sheet says, as one thing that is there or not. */
const useReported = (campaign: CampaignView) => {
  const insights = useInsights(campaign);
  const errors = useWhatsappCampaignErrorsQuery(campaign.id);
  const links = useWhatsappCampaignLinksQuery(campaign.id);
  const cost = useWhatsappCampaignCostQuery(
    { id: campaign.id, state: campaign.state },
    { refetchOnMountOrArgChange: true }
  );
  const conversions = useWhatsappCampaignConversionsQuery(campaign.id, {
    refetchOnMountOrArgChange: true,
  });
  const asked = [insights, errors, links, cost, conversions];
  const data: Reported | undefined =
    insights.data && errors.data && links.data && cost.data && conversions.data
      ? {
          campaign,
          insights: insights.data,
          errors: errors.data,
          links: links.data.links,
          cost: cost.data.cost,
          conversions: conversions.data,
        }
      : undefined;
  return {
    isLoading: asked.some((one) => one.isLoading),
    error: asked.find((one) => one.isError)?.error,
    refetch: () => asked.filter((one) => one.isError).map((one) => one.refetch()),
    data,
  };
};

const Report = ({ campaign }: { campaign: CampaignView }) => {
  const t = useT();
  const title = t('insights.report.of', { name: campaign.name });
  return (
    <Known query={useReported(campaign)}>
      {(reported) => (
        <Page.Main>
          <Page.Title>{title}</Page.Title>
          <Layouts.Header
            title={title}
            subtitle={t('insights.report.hint')}
            navigationAction={<BackButton fallback=".." />}
            primaryAction={<Deeds id={campaign.id} />}
          />
          <Layouts.Content>
            <Paper>
              <Sheet {...reported} />
            </Paper>
          </Layouts.Content>
        </Page.Main>
      )}
    </Known>
  );
};

const Loaded = ({ id }: { id: number }) => (
  <Known query={useWhatsappGetCampaignQuery(id)}>
    {(campaign) => <Report campaign={campaign} />}
  </Known>
);

/** A campaign on paper: the browser's "Save as PDF" gives clean A4 pages. */
const ReportPage = () => {
  const id = usePathId();
  return (
    <Page.Protect permissions={[permission('campaignFollow')]}>
      {id == null ? <Page.Error /> : <Loaded id={id} />}
    </Page.Protect>
  );
};

export default ReportPage;
