import { useState } from 'react';
import {
  Box,
  Button,
  Flex,
  SingleSelect,
  SingleSelectOption,
  Typography,
} from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';
import { useSearchParams } from 'react-router-dom';
import { useWhatsappCountContactsQuery, useWhatsappListContactsQuery } from '../../api/contacts';
import { useWhatsappListGroupsQuery } from '../../api/groups';
import { CursorPager } from '../../shared/CursorPager';
import { permission, useCan } from '../../shared/permissions';
import { EmptyState, ErrorState, NothingMatches, RowSkeletons } from '../../shared/states';
import { useCursorPages } from '../../shared/useCursorPages';
import { useDebounced } from '../../shared/useDebounced';
import { useNow } from '../../shared/useNow';
import { SearchBox } from '../../shared/SearchBox';
import { useT } from '../../shared/useT';
import { AddToGroup } from './components/AddToGroup';
import { ContactDrawer, NewContactDrawer } from './components/ContactDrawer';
import { ContactTable } from './components/ContactTable';
import { useSelection } from './components/useSelection';

/** Search, group and the open person live in the address, so that a link and the back button work. */
const useChoice = () => {
  const [params, setParams] = useSearchParams();
  const set = (key: string, value: string | null) =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old);
        if (value === null || value === '') next.delete(key);
        else next.set(key, value);
        return next;
      },
      { replace: key === 'q' }
    );
  return {
    q: params.get('q') ?? '',
    groupId: Number(params.get('group')) || null,
    open: params.get('contact'),
    set,
    clear: () => setParams({}),
    hrefOf: (id: number) => {
      const next = new URLSearchParams(params);
      next.set('contact', String(id));
      return `?${next.toString()}`;
    },
  };
};

type Choice = ReturnType<typeof useChoice>;

const useContacts = (choice: Choice) => {
  const q = useDebounced(choice.q.trim());
  const filter = {
    ...(q === '' ? {} : { q }),
    ...(choice.groupId === null ? {} : { groupId: choice.groupId }),
  };
  const pages = useCursorPages(JSON.stringify(filter));
  const query = useWhatsappListContactsQuery({
    ...filter,
    ...(pages.cursor === undefined ? {} : { cursor: pages.cursor }),
  });
  const count = useWhatsappCountContactsQuery(filter, { skip: !query.data });
  return { query, pages, count, isFiltered: q !== '' || choice.groupId !== null };
};

type List = ReturnType<typeof useContacts>;

const Filters = ({ choice }: { choice: Choice }) => {
  const t = useT();
  const { can } = useCan();
  const groups =
    useWhatsappListGroupsQuery(undefined, { skip: !can.contactBrowse }).data?.groups ?? [];
  return (
    <>
      <SearchBox
        name="q"
        label={t('contacts.search')}
        value={choice.q}
        onChange={(value) => choice.set('q', value)}
      />
      {groups.length > 0 ? (
        <SingleSelect
          aria-label={t('contacts.filter.group')}
          placeholder={t('contacts.filter.group')}
          size="S"
          value={choice.groupId ?? ''}
          onChange={(v) => choice.set('group', String(v))}
          onClear={() => choice.set('group', null)}
          clearLabel={t('contacts.clear')}
        >
          {groups.map((g) => (
            <SingleSelectOption key={g.id} value={g.id}>
              {g.name}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      ) : null}
    </>
  );
};

const SelectionBar = ({ ids, clear }: { ids: number[]; clear: () => void }) => {
  const t = useT();
  const [adding, setAdding] = useState(false);
  if (ids.length === 0) return null;
  return (
    <Box position="sticky" bottom={0} zIndex={1} paddingTop={4}>
      <Flex
        background="neutral0"
        hasRadius
        shadow="popupShadow"
        padding={4}
        gap={4}
        wrap="wrap"
        justifyContent="space-between"
      >
        <Typography fontWeight="bold" role="status">
          {t('contacts.selected', { count: ids.length })}
        </Typography>
        <Flex gap={2} wrap="wrap">
          <Button variant="tertiary" onClick={clear}>
            {t('contacts.unselect')}
          </Button>
          <Button onClick={() => setAdding(true)} data-testid="add-to-group">
            {t('contacts.toGroup.button', { count: ids.length })}
          </Button>
        </Flex>
      </Flex>
      {adding ? (
        <AddToGroup
          contactIds={ids}
          onClose={() => setAdding(false)}
          onDone={() => {
            setAdding(false);
            clear();
          }}
        />
      ) : null}
    </Box>
  );
};

const Rows = ({ list, choice }: { list: List; choice: Choice }) => {
  const t = useT();
  const { can } = useCan();
  const now = useNow(60_000);
  const rows = list.query.data?.contacts ?? [];
  const selection = useSelection(rows);
  if (list.query.isLoading) return <RowSkeletons />;
  if (!list.query.data)
    return <ErrorState error={list.query.error} onRetry={() => void list.query.refetch()} />;
  if (rows.length === 0 && list.isFiltered) return <NothingMatches onClear={choice.clear} />;
  if (rows.length === 0) {
    return (
      <EmptyState
        content={t('contacts.empty')}
        action={can.contactEdit ? <NewButton choice={choice} /> : null}
      />
    );
  }
  return (
    <>
      <ContactTable
        rows={rows}
        now={now}
        hrefOf={choice.hrefOf}
        {...(can.groupChange
          ? {
              selection: {
                ...selection,
                labelOf: (c) => t('contacts.select.one', { name: c.name }),
                allLabel: t('contacts.select.page'),
              },
            }
          : {})}
      />
      <CursorPager
        pages={list.pages}
        nextCursor={list.query.data.nextCursor}
        isFetching={list.query.isFetching}
      />
      <SelectionBar ids={selection.ids} clear={selection.clear} />
    </>
  );
};

const NewButton = ({ choice }: { choice: Choice }) => {
  const t = useT();
  return (
    <Button
      startIcon={<Plus />}
      onClick={() => choice.set('contact', 'new')}
      data-testid="new-contact"
    >
      {t('contacts.new.button')}
    </Button>
  );
};

const Panel = ({ choice }: { choice: Choice }) => {
  const close = () => choice.set('contact', null);
  if (choice.open === null) return null;
  if (choice.open === 'new') return <NewContactDrawer onClose={close} onCreated={close} />;
  const id = Number(choice.open);
  return Number.isInteger(id) && id > 0 ? <ContactDrawer key={id} id={id} onClose={close} /> : null;
};

const ContactsList = () => {
  const t = useT();
  const { can } = useCan();
  const choice = useChoice();
  const list = useContacts(choice);
  const total = list.count.data?.total;
  return (
    <Page.Main aria-busy={list.query.isFetching}>
      <Page.Title>{t('contacts.title')}</Page.Title>
      <Layouts.Header
        title={t('contacts.title')}
        subtitle={
          total === undefined ? t('contacts.counting') : t('contacts.total', { count: total })
        }
        primaryAction={can.contactEdit ? <NewButton choice={choice} /> : undefined}
      />
      <Layouts.Action startActions={<Filters choice={choice} />} />
      <Layouts.Content>
        <Rows list={list} choice={choice} />
      </Layouts.Content>
      <Panel choice={choice} />
    </Page.Main>
  );
};

const ContactsPage = () => (
  <Page.Protect permissions={[permission('contactBrowse')]}>
    <ContactsList />
  </Page.Protect>
);

export default ContactsPage;
