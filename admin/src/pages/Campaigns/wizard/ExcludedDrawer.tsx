import { Button, Flex, Link, Typography } from '@strapi/design-system';
import { Download } from '@strapi/icons';
import { Link as RouterLink } from 'react-router-dom';
import type { SkipReason } from '../../../../../server/src/contracts/campaigns';
import { useWhatsappExcludedPeopleQuery } from '../../../api/campaigns';
import { CursorPager } from '../../../shared/CursorPager';
import { Drawer } from '../../../shared/Drawer';
import { ErrorState, RowSkeletons } from '../../../shared/states';
import { useCursorPages } from '../../../shared/useCursorPages';
import { useDownloadFile } from '../../../shared/useDownloadFile';
import { useT } from '../../../shared/useT';
import { useShownName } from '../../../shared/people/usePersonName';

type Props = { campaignId: number; reason: SkipReason; count: number; onClose: () => void };

/** The people behind one line of the bill (M-28), to look at, to take along, to mend. */
export const ExcludedDrawer = ({ campaignId, reason, count, onClose }: Props) => {
  const t = useT();
  const shownName = useShownName();
  const pages = useCursorPages(`${campaignId} ${reason}`);
  const query = useWhatsappExcludedPeopleQuery(
    {
      id: campaignId,
      params: { reason, ...(pages.cursor === undefined ? {} : { cursor: pages.cursor }) },
    },
    { refetchOnMountOrArgChange: true }
  );
  const { download, isBusy } = useDownloadFile();
  const title = t(`campaigns.skip.${reason}`);
  return (
    <Drawer
      open
      onClose={onClose}
      title={t('campaigns.excluded.title', { reason: title, count })}
      footer={
        <Button
          variant="secondary"
          startIcon={<Download />}
          loading={isBusy}
          onClick={() =>
            void download(
              `/whatsapp/campaigns/${campaignId}/excluded.csv?reason=${reason}`,
              `${reason}.csv`
            )
          }
        >
          {t('campaigns.excluded.export')}
        </Button>
      }
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Typography textColor="neutral600">{t(`campaigns.skipWhy.${reason}`)}</Typography>
        {query.isLoading ? <RowSkeletons rows={4} /> : null}
        {query.isError && !query.data ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : null}
        <Flex tag="ul" direction="column" alignItems="stretch" gap={3} padding={0} margin={0}>
          {(query.data?.people ?? []).map((person) => (
            <Flex
              key={person.contactId}
              tag="li"
              justifyContent="space-between"
              gap={3}
              wrap="wrap"
              data-testid="excluded-person"
            >
              <Link tag={RouterLink} to={`/plugins/whatsapp/contacts?contact=${person.contactId}`}>
                {shownName(person.name || person.address)}
              </Link>
              <Typography textColor="neutral600">{shownName(person.address)}</Typography>
            </Flex>
          ))}
        </Flex>
        <CursorPager
          pages={pages}
          nextCursor={query.data?.nextCursor}
          isFetching={query.isFetching}
        />
      </Flex>
    </Drawer>
  );
};
