import { Button, Flex } from '@strapi/design-system';
import { Download, File } from '@strapi/icons';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import type { CampaignView } from '../../../../server/src/contracts/campaigns';
import { useWhatsappGetCampaignQuery } from '../../api/campaigns';
import { withPageLanguage } from '../../api/pageLanguage';
import { Known } from '../../shared/Known';
import { permission } from '../../shared/permissions';
import { useDownloadFile } from '../../shared/useDownloadFile';
import { viewerZone } from '../../shared/useMoments';
import { usePathId } from '../../shared/usePathId';
import { useT } from '../../shared/useT';
import { useInsights } from './insights/useInsights';
import { Paper } from './report/Paper';
import { Sheet } from './report/Sheet';
import { counted } from './model';

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

const Report = ({ campaign }: { campaign: CampaignView }) => {
  const t = useT();
  const title = t('insights.report.of', { name: campaign.name });
  return (
    <Known query={useInsights(campaign)}>
      {(insights) => (
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
              <Sheet campaign={counted(campaign, insights)} insights={insights} />
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
