import { useMemo, useState } from 'react';
import {
  Box,
  Button,
  Flex,
  LinkButton,
  SingleSelect,
  SingleSelectOption,
  Tooltip,
  Typography,
} from '@strapi/design-system';
import { ArrowClockwise, Book, Plus } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';
import { Link as RouterLink, useLocation, useNavigate } from 'react-router-dom';
import type { AccountView } from '../../../../server/src/contracts/accounts';
import { useWhatsappListAccountsQuery } from '../../api/accounts';
import { useWhatsappListTemplatesQuery } from '../../api/templates';
import { permission, useCan } from '../../shared/permissions';
import { EmptyState, ErrorState, NothingMatches, RowSkeletons } from '../../shared/states';
import { useMoments } from '../../shared/useMoments';
import { useT } from '../../shared/useT';
import { StatusChips, TemplateFilters } from './components/TemplateFilters';
import { NewTemplate } from './components/NewTemplate';
import { SyncOutcome } from './components/SyncOutcome';
import { TemplateTable } from './components/TemplateTable';
import { useSync } from './components/useSync';
import { filterTemplates, isFiltered, noFilter, type TemplateFilter } from './model';

const useTemplates = (filter: TemplateFilter, accountId: number | null) => {
  const query = useWhatsappListTemplatesQuery(accountId === null ? {} : { accountId });
  const view = useMemo(
    () => filterTemplates(query.data?.templates ?? [], filter),
    [query.data, filter]
  );
  return { query, view };
};

const Subtitle = ({ lastSync }: { lastSync: { at: number; ok: boolean } | null | undefined }) => {
  const t = useT();
  const moments = useMoments();
  if (lastSync === undefined) return null;
  const key = lastSync?.ok ? 'templates.sync.last' : 'templates.sync.lastFailed';
  return (
    <Typography variant="epsilon" textColor="neutral600" tag="p">
      {lastSync === null ? t('templates.sync.never') : t(key, { at: moments.full(lastSync.at) })}
    </Typography>
  );
};

type ContentProps = {
  filter: TemplateFilter;
  setFilter: (f: TemplateFilter) => void;
  list: ReturnType<typeof useTemplates>;
  onSync: (() => void) | null;
};

const Content = ({ filter, setFilter, list: { query, view }, onSync }: ContentProps) => {
  const t = useT();
  if (query.isLoading) return <RowSkeletons />;
  if (query.isError && !query.data)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (view.rows.length > 0) return <TemplateTable rows={view.rows} uses={query.data?.uses ?? []} />;
  if (isFiltered(filter)) {
    return <NothingMatches onClear={() => setFilter(noFilter)} />;
  }
  return (
    <EmptyState
      content={t('templates.empty.none')}
      action={
        onSync ? (
          <Button startIcon={<ArrowClockwise />} onClick={onSync}>
            {t('templates.sync.button')}
          </Button>
        ) : null
      }
    />
  );
};

const ADDRESS = '/plugins/whatsapp/templates';

/** Whether a new template is begun: by the button, or by the address `templates/new`. */
const useMaking = () => {
  const navigate = useNavigate();
  const isAddressed = useLocation().pathname.endsWith('/templates/new');
  const [pressed, setPressed] = useState(false);
  return {
    is: pressed || isAddressed,
    begin: () => setPressed(true),
    end: () => {
      setPressed(false);
      if (isAddressed) void navigate(ADDRESS, { replace: true });
    },
  };
};

type Numbered = Pick<AccountView, 'id' | 'wabaId' | 'status'>;

/** Numbers of one WhatsApp Business Account have the same templates: they are read once, by one that is connected. */
const onePerWaba = (accounts: readonly Numbered[]): number[] => {
  const best = new Map<string, Numbered>();
  for (const account of accounts)
    if (!best.has(account.wabaId) || account.status === 'connected')
      best.set(account.wabaId, account);
  return [...best.values()].map(({ id }) => id);
};

const TemplatesList = () => {
  const t = useT();
  const { can } = useCan();
  const [filter, setFilter] = useState<TemplateFilter>(noFilter);
  const [accountId, setAccountId] = useState<number | null>(null);
  const accounts = useWhatsappListAccountsQuery().data?.accounts ?? [];
  const list = useTemplates(filter, accountId);
  const making = useMaking();
  const sync = useSync();
  const targets = accountId === null ? onePerWaba(accounts) : [accountId];
  const onSync = can.templateManage && targets.length > 0 ? () => void sync.run(targets) : null;
  return (
    <Page.Main aria-busy={list.query.isFetching}>
      <Page.Title>{t('templates.title')}</Page.Title>
      <Layouts.Header
        title={t('templates.title')}
        subtitle={<Subtitle lastSync={list.query.data?.lastSync} />}
        primaryAction={
          <Flex gap={2} wrap="wrap">
            {can.templateManage ? <SyncButton onSync={onSync} isLoading={sync.isLoading} /> : null}
            <LibraryButton />
            {can.templateManage ? (
              <Button
                startIcon={<Plus />}
                disabled={accounts.length === 0}
                onClick={making.begin}
                data-testid="new-template"
              >
                {t('templates.new')}
              </Button>
            ) : null}
          </Flex>
        }
      />
      <Layouts.Action
        startActions={
          <>
            <TemplateFilters
              templates={list.query.data?.templates ?? []}
              filter={filter}
              onChange={setFilter}
            />
            {accounts.length > 1 ? (
              <SingleSelect
                aria-label={t('templates.filter.number')}
                placeholder={t('templates.filter.number')}
                size="S"
                value={accountId ?? ''}
                onChange={(v) => setAccountId(Number(v) || null)}
                onClear={() => setAccountId(null)}
                clearLabel={t('templates.filter.clear')}
              >
                {accounts.map((a) => (
                  <SingleSelectOption key={a.id} value={a.id}>
                    {a.name}
                  </SingleSelectOption>
                ))}
              </SingleSelect>
            ) : null}
          </>
        }
      />
      <Layouts.Content>
        <SyncOutcome outcome={sync.outcome} onClose={sync.dismiss} />
        <Flex direction="column" alignItems="stretch" gap={4}>
          <StatusChips
            filter={filter}
            onChange={setFilter}
            counts={list.view.counts}
            all={list.view.all}
          />
          <Box>
            <Content filter={filter} setFilter={setFilter} list={list} onSync={onSync} />
          </Box>
        </Flex>
      </Layouts.Content>
      {making.is && can.templateManage && accounts.length > 0 && list.query.data ? (
        <NewTemplate
          accounts={accounts}
          templates={list.query.data.templates}
          onClose={making.end}
        />
      ) : null}
    </Page.Main>
  );
};

const LibraryButton = () => {
  const t = useT();
  return (
    <LinkButton
      tag={RouterLink}
      to={`${ADDRESS}/library`}
      variant="secondary"
      startIcon={<Book />}
      data-testid="template-library"
    >
      {t('templates.library.title')}
    </LinkButton>
  );
};

const SyncButton = ({ onSync, isLoading }: { onSync: (() => void) | null; isLoading: boolean }) => {
  const t = useT();
  const button = (
    <Button
      variant="secondary"
      startIcon={<ArrowClockwise />}
      loading={isLoading}
      disabled={onSync === null}
      onClick={() => onSync?.()}
      data-testid="sync-templates"
    >
      {t('templates.sync.button')}
    </Button>
  );
  return onSync ? button : <Tooltip label={t('templates.sync.noNumber')}>{button}</Tooltip>;
};

const TemplatesPage = () => (
  <Page.Protect permissions={[permission('templateList')]}>
    <TemplatesList />
  </Page.Protect>
);

export default TemplatesPage;
