import { useMemo, useState } from 'react';
import { Button, Flex } from '@strapi/design-system';
import { Filter } from '@strapi/icons';
import { Layouts, Page, useMediaQuery, usePersistentState } from '@strapi/strapi/admin';
import { CursorPager } from '../../shared/CursorPager';
import { Drawer } from '../../shared/Drawer';
import { asked } from '../../shared/people/filter-model';
import { FilterBar } from '../../shared/people/FilterBar';
import { FilterSentence } from '../../shared/people/FilterSentence';
import { defaultColumns, PeopleTable } from '../../shared/people/PeopleTable';
import { SelectAllStrip } from '../../shared/people/SelectAllStrip';
import { usePeopleSelection } from '../../shared/people/usePeopleSelection';
import { usePeopleWords, type PeopleWords } from '../../shared/people/usePeopleWords';
import { permission, useCan } from '../../shared/permissions';
import { SearchBox } from '../../shared/SearchBox';
import { ErrorState, RowSkeletons } from '../../shared/states';
import { useKnownWord } from '../../shared/useKnownWord';
import { useNow } from '../../shared/useNow';
import { useT } from '../../shared/useT';
import { ColumnsChooser } from './components/ColumnsChooser';
import { ContactDrawer, NewContactDrawer } from './components/ContactDrawer';
import { ListActions, Nobody } from './components/ListActions';
import { SavedViews, SaveView } from './components/SavedViews';
import { SelectionBar } from './components/SelectionBar';
import { StatusLine } from './components/StatusLine';
import { useAddress, usePeople, type Address, type List } from './components/useList';
import { Surface } from '../../shared/Surface';

const FilterPanel = (props: { list: List; address: Address; words: PeopleWords }) => {
  const { list, address, words } = props;
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <SavedViews filter={list.filter} onApply={address.setFilter} />
      <FilterBar filter={address.chips} onChange={address.setFilter} words={words} />
    </Flex>
  );
};

/** From this width (1280 pixels at the usual size) the filters and the usual columns stand side by side. */
const ROOM_FOR_FILTERS = '(min-width: 80em)';

/** On narrow screens the filters are a drawer; its button says how many are active. */
const FiltersButton = (props: { list: List; address: Address; words: PeopleWords }) => {
  const t = useT();
  const [open, setOpen] = useState(false);
  const active = asked(props.address.chips);
  return (
    <>
      <Button variant="tertiary" startIcon={<Filter />} onClick={() => setOpen(true)}>
        {active > 0 ? t('people.filters.button', { count: active }) : t('people.filters')}
      </Button>
      {open ? (
        <Drawer
          open
          onClose={() => setOpen(false)}
          title={t('people.filters')}
          footer={
            <Button onClick={() => setOpen(false)}>
              {props.list.count.data
                ? t('people.filters.show', { count: props.list.count.data.total })
                : t('people.filters.close')}
            </Button>
          }
        >
          <FilterPanel {...props} />
        </Drawer>
      ) : null}
    </>
  );
};

/** What the server answers at once. */
const PAGE = 50;

interface RowsProps {
  readonly list: List;
  readonly address: Address;
  readonly words: PeopleWords;
  readonly columns: readonly string[];
}

const Rows = ({ list, address, words, columns }: RowsProps) => {
  const known = useKnownWord();
  const { can } = useCan();
  const canAct =
    can.contactEdit ||
    can.groupChange ||
    can.contactErase ||
    can.contactExport ||
    can.campaignPrepare;
  const now = useNow(60_000);
  const rows = useMemo(() => list.query.data?.contacts ?? [], [list.query.data]);
  const total = list.count.currentData?.total;
  const selection = usePeopleSelection(list.filter, { rows, total });
  if (list.query.isLoading) return <RowSkeletons />;
  if (!list.query.data)
    return <ErrorState error={list.query.error} onRetry={() => void list.query.refetch()} />;
  const status = <StatusLine list={list} selection={selection} />;
  if (rows.length === 0)
    return (
      <>
        {status}
        <Nobody list={list} address={address} />
      </>
    );
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      {status}
      <SelectAllStrip selection={selection} onPage={rows.length} total={total} />
      <PeopleTable
        rows={rows}
        now={now}
        columns={columns}
        fields={words.facets.fields}
        sourceWord={(source) => known('people.source', source) ?? source}
        hrefOf={address.hrefOf}
        {...(canAct ? { selection } : {})}
      />
      <CursorPager
        pages={list.pages}
        nextCursor={list.query.data.nextCursor}
        isFetching={list.query.isFetching}
        perPage={PAGE}
      />
      <SelectionBar selection={selection} />
    </Flex>
  );
};

const Panel = ({ address }: { address: Address }) => {
  const close = () => address.openPerson(null);
  if (address.open === null) return null;
  if (address.open === 'new') return <NewContactDrawer onClose={close} />;
  const id = Number(address.open);
  return Number.isInteger(id) && id > 0 ? <ContactDrawer key={id} id={id} onClose={close} /> : null;
};

const ContactsList = () => {
  const t = useT();
  const hasRoom = useMediaQuery(ROOM_FOR_FILTERS);
  const address = useAddress();
  const list = usePeople(address);
  const words = usePeopleWords();
  const [columns, setColumns] = usePersistentState<string[]>('WHATSAPP_CONTACT_COLUMNS', [
    ...defaultColumns,
  ]);
  const panel = { list, address, words };
  const total = list.all.currentData?.total;
  const counted =
    total === undefined ? t('contacts.counting') : t('contacts.total', { count: total });
  return (
    <Page.Main aria-busy={list.query.isFetching}>
      <Page.Title>{t('contacts.title')}</Page.Title>
      <Layouts.Header
        title={t('contacts.title')}
        subtitle={counted}
        primaryAction={<ListActions list={list} address={address} />}
      />
      <Layouts.Action
        startActions={
          <>
            <SearchBox
              name="q"
              label={t('contacts.search')}
              value={address.q}
              onChange={address.setQ}
            />
            {hasRoom ? null : <FiltersButton {...panel} />}
          </>
        }
        endActions={
          <ColumnsChooser columns={columns} fields={words.facets.fields} onChange={setColumns} />
        }
      />
      <Layouts.Content>
        <Flex alignItems="flex-start" gap={4}>
          {hasRoom ? (
            <Surface
              width="22rem"
              shrink={0}

              padding={3}
            >
              <FilterPanel {...panel} />
            </Surface>
          ) : null}
          <Flex direction="column" alignItems="stretch" gap={3} flex="1" minWidth="0">
            <FilterSentence
              filter={address.chips}
              onChange={address.setFilter}
              words={words}
              action={<SaveView filter={list.filter} />}
            />
            <Rows list={list} address={address} words={words} columns={columns} />
          </Flex>
        </Flex>
      </Layouts.Content>
      <Panel address={address} />
    </Page.Main>
  );
};

const ContactsPage = () => (
  <Page.Protect permissions={[permission('contactBrowse')]}>
    <ContactsList />
  </Page.Protect>
);

export default ContactsPage;
