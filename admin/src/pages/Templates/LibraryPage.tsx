import { useState } from 'react';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { useSearchParams } from 'react-router-dom';
import type { LibraryTemplate } from '../../../../server/src/contracts/template-library';
import { emptyHouseStyle } from '../../../../server/src/contracts/house-style';
import { useWhatsappListAccountsQuery } from '../../api/accounts';
import {
  useWhatsappGetHouseStyleQuery,
  useWhatsappLibraryTemplatesQuery,
} from '../../api/templates';
import { CategoryGuideLink } from '../../shared/CategoryGuideLink';
import { permission, useCan } from '../../shared/permissions';
import { ErrorState, NothingMatches, RowSkeletons } from '../../shared/states';
import { useT } from '../../shared/useT';
import { LibraryDrawer } from './library/LibraryDrawer';
import { LibraryFilters } from './library/LibraryFilters';
import { LibraryList } from './library/LibraryList';
import { filterLibrary, noFilter } from './library/library-model';

const OPEN = 'open';

/** The ready template in the address, so that other pages can lead to one. */
const useOpened = () => {
  const [params, setParams] = useSearchParams();
  const set = (key: string | null) =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old);
        if (key === null) next.delete(OPEN);
        else next.set(OPEN, key);
        return next;
      },
      { replace: true }
    );
  return { key: params.get(OPEN), open: (key: string) => set(key), close: () => set(null) };
};

const Content = ({ library }: { library: ReturnType<typeof useWhatsappLibraryTemplatesQuery> }) => {
  const [filter, setFilter] = useState(noFilter);
  const opened = useOpened();
  const { can } = useCan();
  const accounts = useWhatsappListAccountsQuery(undefined, { skip: !can.templateManage });
  const style = useWhatsappGetHouseStyleQuery().data ?? emptyHouseStyle;
  if (library.isLoading)
    return (
      <Layouts.Content>
        <RowSkeletons />
      </Layouts.Content>
    );
  if (!library.data)
    return (
      <Layouts.Content>
        <ErrorState error={library.error} onRetry={() => void library.refetch()} />
      </Layouts.Content>
    );
  const { templates, taken } = library.data;
  const rows = filterLibrary(templates, filter);
  const chosen = templates.find((one: LibraryTemplate) => one.key === opened.key);
  return (
    <>
      <Layouts.Action
        startActions={<LibraryFilters templates={templates} filter={filter} onChange={setFilter} />}
      />
      <Layouts.Content>
        {rows.length === 0 ? (
          <NothingMatches onClear={() => setFilter(noFilter)} />
        ) : (
          <LibraryList templates={rows} taken={taken} onOpen={opened.open} />
        )}
      </Layouts.Content>
      {chosen ? (
        <LibraryDrawer
          key={chosen.key}
          template={chosen}
          taken={taken}
          accounts={accounts}
          style={style}
          onClose={opened.close}
        />
      ) : null}
    </>
  );
};

const Library = () => {
  const t = useT();
  const library = useWhatsappLibraryTemplatesQuery();
  const count = library.data?.templates.length;
  return (
    <Page.Main>
      <Page.Title>{t('templates.library.title')}</Page.Title>
      <Layouts.Header
        title={t('templates.library.title')}
        subtitle={count === undefined ? '' : t('templates.library.count', { count })}
        navigationAction={<BackButton fallback="/plugins/whatsapp/templates" />}
        secondaryAction={<CategoryGuideLink />}
      />
      <Content library={library} />
    </Page.Main>
  );
};

/** Ready texts of every industry, to take over as drafts (T-45…T-52). */
const LibraryPage = () => (
  <Page.Protect permissions={[permission('templateList')]}>
    <Library />
  </Page.Protect>
);

export default LibraryPage;
