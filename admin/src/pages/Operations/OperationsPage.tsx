import { Badge, Box, Flex, Tabs } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';
import { useSearchParams } from 'react-router-dom';
import { styled } from 'styled-components';
import type { ParkedCounts } from '../../../../server/src/contracts/parked';
import { useWhatsappListOperationsQuery } from '../../api/operations';
import { useWhatsappCountParkedQuery } from '../../api/parked';
import { LiveDot } from '../../shared/LiveDot';
import { permission } from '../../shared/permissions';
import { SetAsideRuns } from '../../shared/SetAsideRuns';
import { UnclaimedNumbers } from '../../shared/UnclaimedNumbers';
import { useCursorPages } from '../../shared/useCursorPages';
import { useT } from '../../shared/useT';
import { AutomationNotices } from './components/AutomationNotices';
import { useParkedWords } from './components/useParkedWords';
import { FailedTab } from './FailedTab';
import { JobsTab } from './JobsTab';

const TABS = ['work', 'failed'] as const;

/** Cards are white: on the white ground of Strapi's tabs nobody would see where one ends. */
const Panel = styled(Tabs.Content)`
  && {
    background: none;
  }
`;

/** How many failed, beside the word of the tab; nothing where none did. */
const FailedCount = ({ counts }: { counts: ParkedCounts | undefined }) => {
  const words = useParkedWords();
  return counts && counts.total > 0 ? (
    <Badge backgroundColor="danger100" textColor="danger700" data-testid="parked-count">
      {words.count(counts.total, counts.more)}
    </Badge>
  ) : null;
};

const Operations = () => {
  const t = useT();
  const [params, setParams] = useSearchParams();
  const tab = TABS.find((one) => one === params.get('tab')) ?? 'work';
  const pages = useCursorPages('operations');
  const { cursor } = pages;
  const query = useWhatsappListOperationsQuery(cursor === undefined ? {} : { cursor });
  const { data: counts } = useWhatsappCountParkedQuery();
  return (
    <Page.Main aria-busy={query.isFetching}>
      <Page.Title>{t('operations.title')}</Page.Title>
      <Layouts.Header
        title={t('operations.title')}
        subtitle={t('operations.subtitle', { n: query.data?.running.length ?? 0 })}
        secondaryAction={<LiveDot />}
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={4} paddingBottom={4}>
          <UnclaimedNumbers />
          <SetAsideRuns />
          <AutomationNotices />
        </Flex>
        <Tabs.Root
          value={tab}
          onValueChange={(next: string) => setParams(next === 'work' ? {} : { tab: next })}
        >
          <Tabs.List aria-label={t('operations.title')}>
            <Tabs.Trigger value="work">{t('parked.tab.work')}</Tabs.Trigger>
            <Tabs.Trigger value="failed">
              <Flex tag="span" gap={2} justifyContent="center">
                {t('parked.tab.failed')}
                <FailedCount counts={counts} />
              </Flex>
            </Tabs.Trigger>
          </Tabs.List>
          <Box paddingTop={4}>
            <Panel value="work">
              <JobsTab query={query} pages={pages} />
            </Panel>
            <Panel value="failed">
              <FailedTab counts={counts} />
            </Panel>
          </Box>
        </Tabs.Root>
      </Layouts.Content>
    </Page.Main>
  );
};

const OperationsPage = () => (
  <Page.Protect permissions={[permission('operationWatch')]}>
    <Operations />
  </Page.Protect>
);

export default OperationsPage;
