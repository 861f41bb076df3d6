import { Button, Flex, Typography } from '@strapi/design-system';
import { Download } from '@strapi/icons';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { Navigate, useSearchParams } from 'react-router-dom';
import { AFTER_HOURS } from '../../../../server/src/contracts/campaign-insights';
import { useWhatsappCompareCampaignsQuery } from '../../api/campaign-insights';
import { Known } from '../../shared/Known';
import { permission } from '../../shared/permissions';
import { useDownloadFile } from '../../shared/useDownloadFile';
import { useT } from '../../shared/useT';
import { FiguresTable } from './compare/FiguresTable';
import { comparedIds } from './figures';

const LIST = '/plugins/whatsapp/campaigns';

const Export = ({ ids }: { ids: string }) => {
  const t = useT();
  const { download, isBusy } = useDownloadFile();
  return (
    <Button
      variant="secondary"
      startIcon={<Download />}
      loading={isBusy}
      data-testid="export-comparison"
      onClick={() =>
        void download(`/whatsapp/campaign-comparison.csv?ids=${ids}`, 'campaigns-compared.csv')
      }
    >
      {t('insights.csv')}
    </Button>
  );
};

const Compared = ({ ids }: { ids: string }) => {
  const t = useT();
  const query = useWhatsappCompareCampaignsQuery(ids, { refetchOnMountOrArgChange: true });
  return (
    <Known query={query}>
      {({ campaigns }) => (
        <Page.Main>
          <Page.Title>{t('insights.compare.title')}</Page.Title>
          <Layouts.Header
            title={t('insights.compare.title')}
            subtitle={t('insights.compare.subtitle', { count: campaigns.length })}
            navigationAction={<BackButton fallback={LIST} />}
            primaryAction={<Export ids={ids} />}
          />
          <Layouts.Content>
            <Flex direction="column" alignItems="stretch" gap={4}>
              <FiguresTable campaigns={campaigns} />
              <Typography variant="pi" textColor="neutral600">
                {t('insights.what', { hours: AFTER_HOURS })}
              </Typography>
            </Flex>
          </Layouts.Content>
        </Page.Main>
      )}
    </Known>
  );
};

/** Two to four campaigns side by side; with fewer in the address, the list to choose them from. */
const ComparePage = () => {
  const [params] = useSearchParams();
  const ids = comparedIds(params.get('ids'));
  return (
    <Page.Protect permissions={[permission('campaignFollow')]}>
      {ids.length < 2 ? <Navigate to={LIST} replace /> : <Compared ids={ids.join(',')} />}
    </Page.Protect>
  );
};

export default ComparePage;
