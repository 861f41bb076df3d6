import { Button, Flex } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';
import type { HouseStyle } from '../../../../server/src/contracts/house-style';
import { useWhatsappGetHouseStyleQuery } from '../../api/templates';
import { LeaveGuard } from '../../shared/LeaveGuard';
import { permission } from '../../shared/permissions';
import { ErrorState } from '../../shared/states';
import { useT } from '../../shared/useT';
import { Business } from './house-style/Business';
import { Languages } from './house-style/Languages';
import { useHouseForm } from './house-style/useHouseForm';

const Loaded = ({ style }: { style: HouseStyle }) => {
  const t = useT();
  const form = useHouseForm(style);
  return (
    <Page.Main>
      <Page.Title>{t('house-style.title')}</Page.Title>
      <Layouts.Header
        title={t('house-style.title')}
        subtitle={t('house-style.subtitle')}
        primaryAction={
          <Button disabled={!form.dirty} loading={form.isLoading} onClick={form.save}>
            {t('house-style.save')}
          </Button>
        }
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={6} paddingBottom={6}>
          <Business form={form} />
          <Languages form={form} />
        </Flex>
      </Layouts.Content>
      <LeaveGuard holds={() => form.dirty} />
    </Page.Main>
  );
};

const Loading = () => {
  const query = useWhatsappGetHouseStyleQuery();
  if (query.isLoading) return <Page.Loading />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return <Loaded style={query.data} />;
};

/**
 * House style: the name of the business, tone, footer and buttons of new templates (T-44). Reading it needs one right and
 * saving it the other: a guard with both would let in who has one of them.
 */
const TemplatesSettingsPage = () => (
  <Page.Protect permissions={[permission('settingsConfigure')]}>
    <Page.Protect permissions={[permission('templateList')]}>
      <Loading />
    </Page.Protect>
  </Page.Protect>
);

export default TemplatesSettingsPage;
