import { Button, Flex, LinkButton } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';
import { Link as RouterLink, useSearchParams } from 'react-router-dom';
import { useWhatsappListCampaignsQuery } from '../../api/campaigns';
import { CursorPager } from '../../shared/CursorPager';
import { LiveDot } from '../../shared/LiveDot';
import { permission, useCan } from '../../shared/permissions';
import { EmptyState, ErrorState, NothingMatches, RowSkeletons } from '../../shared/states';
import { useCursorPages } from '../../shared/useCursorPages';
import { useDebounced } from '../../shared/useDebounced';
import { SearchBox } from '../../shared/SearchBox';
import { useT } from '../../shared/useT';
import { CampaignTable } from './components/CampaignTable';
import { CompareBar } from './compare/CompareBar';
import { useComparedChoice } from './compare/useComparedChoice';
import { ReadyKindCards, ReadyKindsMenu } from './components/ReadyKinds';
import { tabs, tabOf, type CampaignTab } from './model';

/** Tab and search live in the address, so that coming back shows the same list. */
const useChoice = () => {
  const [params, setParams] = useSearchParams();
  const set = (key: 'tab' | 'q', value: string) =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old);
        if (value === '' || value === 'all') next.delete(key);
        else next.set(key, value);
        return next;
      },
      { replace: key === 'q' }
    );
  return {
    tab: tabOf(params.get('tab')),
    q: params.get('q') ?? '',
    set,
    clear: () => setParams({}),
  };
};

type Choice = ReturnType<typeof useChoice>;

const Tabs = ({ tab, onChange }: { tab: CampaignTab; onChange: (tab: CampaignTab) => void }) => {
  const t = useT();
  return (
    <Flex role="group" aria-label={t('campaigns.tabs')} gap={2} wrap="wrap">
      {tabs.map((key) => (
        <Button
          key={key}
          size="S"
          variant={key === tab ? 'secondary' : 'tertiary'}
          aria-pressed={key === tab}
          onClick={() => onChange(key)}
        >
          {t(`campaigns.tab.${key}`)}
        </Button>
      ))}
    </Flex>
  );
};

const NewButton = () => {
  const t = useT();
  return (
    <LinkButton tag={RouterLink} to="new" startIcon={<Plus />} data-testid="new-campaign">
      {t('campaigns.new')}
    </LinkButton>
  );
};

const List = ({ choice }: { choice: Choice }) => {
  const t = useT();
  const { can } = useCan();
  const q = useDebounced(choice.q.trim());
  const pages = useCursorPages(`${choice.tab} ${q}`);
  const compared = useComparedChoice();
  const query = useWhatsappListCampaignsQuery({
    tab: choice.tab,
    ...(q === '' ? {} : { q }),
    ...(pages.cursor === undefined ? {} : { cursor: pages.cursor }),
  });
  if (query.isLoading) return <RowSkeletons />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data.campaigns.length === 0) {
    if (q !== '' || choice.tab !== 'all') return <NothingMatches onClear={choice.clear} />;
    return (
      <Flex direction="column" alignItems="stretch" gap={6}>
        <EmptyState
          content={t('campaigns.empty')}
          action={can.campaignPrepare ? <NewButton /> : null}
        />
        {can.campaignPrepare ? <ReadyKindCards /> : null}
      </Flex>
    );
  }
  return (
    <>
      <CompareBar chosen={compared.chosen} onClear={compared.clear} />
      <CampaignTable
        rows={query.data.campaigns}
        selection={compared.selectionOf(query.data.campaigns)}
      />
      <CursorPager pages={pages} nextCursor={query.data.nextCursor} isFetching={query.isFetching} />
    </>
  );
};

const Campaigns = () => {
  const t = useT();
  const { can } = useCan();
  const choice = useChoice();
  return (
    <Page.Main>
      <Page.Title>{t('campaigns.title')}</Page.Title>
      <Layouts.Header
        title={t('campaigns.title')}
        subtitle={<LiveDot />}
        primaryAction={
          can.campaignPrepare ? (
            <Flex gap={2} wrap="wrap">
              <ReadyKindsMenu />
              <NewButton />
            </Flex>
          ) : undefined
        }
      />
      <Layouts.Action
        startActions={
          <>
            <Tabs tab={choice.tab} onChange={(tab) => choice.set('tab', tab)} />
            <SearchBox
              name="q"
              label={t('campaigns.search')}
              value={choice.q}
              onChange={(value) => choice.set('q', value)}
            />
          </>
        }
      />
      <Layouts.Content>
        <List choice={choice} />
      </Layouts.Content>
    </Page.Main>
  );
};

const CampaignsPage = () => (
  <Page.Protect permissions={[permission('campaignFollow')]}>
    <Campaigns />
  </Page.Protect>
);

export default CampaignsPage;
