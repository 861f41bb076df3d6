import { useState } from 'react';
import { Badge, Box, Button, Flex, IconButton, Typography } from '@strapi/design-system';
import { Pencil, Plus, Trash } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';
import type { QuickReplyView } from '../../../../server/src/contracts/quick-replies';
import {
  useWhatsappCreateQuickRepliesMutation,
  useWhatsappRemoveQuickRepliesMutation,
  useWhatsappListQuickRepliesQuery,
} from '../../api/quick-replies';
import { CellText } from '../../shared/CellText';
import { ConfirmAction } from '../../shared/ConfirmAction';
import { permission, useCan, type Can } from '../../shared/permissions';
import { ResponsiveTable, type Column } from '../../shared/ResponsiveTable';
import { SearchBox } from '../../shared/SearchBox';
import { EmptyState, ErrorState, NothingMatches, RowSkeletons } from '../../shared/states';
import { Excerpt } from '../../shared/text-variables/Excerpt';
import { useRefusal } from '../../shared/useRefusal';
import { useT } from '../../shared/useT';
import { BulkDelete } from './components/BulkDelete';
import { ReplyDrawer } from './components/ReplyDrawer';
import { Arrange, Transfer } from './components/ReplyTools';
import { arranged, searchReplies, SUGGESTIONS, type Sort, type Whose } from './model';

/** The first lines of a long one. */
const Lines = styled(CellText)`
  display: -webkit-box;
  -webkit-box-orient: vertical;
  -webkit-line-clamp: 3;
  overflow: hidden;
`;

type Doing = { what: 'new' } | { what: 'edit' | 'delete'; reply: QuickReplyView } | null;

const mayChange = (reply: QuickReplyView, can: Can): boolean =>
  !reply.shared || can.quickReplyWrite;

const useColumns = (onDo: (doing: Doing) => void): Column<QuickReplyView>[] => {
  const t = useT();
  const { can } = useCan();
  return [
    {
      key: 'shortcut',
      label: t('quickReplies.column.shortcut'),
      isTitle: true,
      render: (reply) => <Typography fontWeight="bold">{reply.shortcut}</Typography>,
    },
    {
      key: 'text',
      label: t('quickReplies.column.text'),
      render: (reply) => (
        <Box maxWidth="48rem" minWidth="20rem">
          <Lines dir="auto" tag="p">
            <Excerpt text={reply.text} />
          </Lines>
        </Box>
      ),
    },
    {
      key: 'file',
      label: t('quickReplies.column.file'),
      has: (reply) => reply.file !== null,
      render: (reply) => (
        <Typography variant="pi" textColor="neutral600">
          {reply.file?.name ?? '–'}
        </Typography>
      ),
    },
    {
      key: 'who',
      label: t('quickReplies.column.who'),
      render: (reply) => (
        <Badge>{t(reply.shared ? 'quickReplies.shared' : 'quickReplies.mine')}</Badge>
      ),
    },
    {
      key: 'used',
      label: t('quickReplies.column.used'),
      render: (reply) => <Typography>{t('quickReplies.used', { count: reply.used })}</Typography>,
    },
    {
      key: 'actions',
      label: t('tasks.column.actions'),
      hideLabel: true,
      render: (reply) =>
        mayChange(reply, can) ? (
          <Flex gap={1} justifyContent="flex-end">
            <IconButton
              variant="ghost"
              label={t('quickReplies.edit-of', { shortcut: reply.shortcut })}
              onClick={() => onDo({ what: 'edit', reply })}
            >
              <Pencil />
            </IconButton>
            <IconButton
              variant="ghost"
              label={t('quickReplies.delete-of', { shortcut: reply.shortcut })}
              onClick={() => onDo({ what: 'delete', reply })}
            >
              <Trash />
            </IconButton>
          </Flex>
        ) : null,
    },
  ];
};

/** Three ready ones, added with one press each. */
const Suggestions = ({ onNew }: { onNew: () => void }) => {
  const t = useT();
  const { can } = useCan();
  const refuse = useRefusal();
  const [create, creating] = useWhatsappCreateQuickRepliesMutation();
  const add = async (name: (typeof SUGGESTIONS)[number]) => {
    try {
      await create({
        shortcut: t(`quickReplies.suggestion.${name}.shortcut`),
        text: t(`quickReplies.suggestion.${name}.text`),
        shared: can.quickReplyWrite,
      }).unwrap();
    } catch (error) {
      refuse(error);
    }
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <EmptyState
        content={t('quickReplies.empty')}
        action={
          <Button variant="secondary" startIcon={<Plus />} onClick={onNew}>
            {t('quickReplies.new')}
          </Button>
        }
      />
      <Flex gap={4} alignItems="stretch" direction={{ initial: 'column', medium: 'row' }}>
        {SUGGESTIONS.map((name) => (
          <Flex
            key={name}
            direction="column"
            alignItems="stretch"
            justifyContent="space-between"
            gap={3}
            flex="1"
            background="neutral0"
            hasRadius
            shadow="tableShadow"
            padding={5}
          >
            <Box>
              <Typography tag="p" fontWeight="bold">
                {t(`quickReplies.suggestion.${name}.shortcut`)}
              </Typography>
              <Typography tag="p" textColor="neutral600">
                {t(`quickReplies.suggestion.${name}.text`)}
              </Typography>
            </Box>
            <Button
              variant="tertiary"
              startIcon={<Plus />}
              disabled={creating.isLoading}
              onClick={() => void add(name)}
            >
              {t('quickReplies.suggestion.add')}
            </Button>
          </Flex>
        ))}
      </Flex>
    </Flex>
  );
};

const DeleteReply = ({ reply, onClose }: { reply: QuickReplyView; onClose: () => void }) => {
  const t = useT();
  const refuse = useRefusal();
  const [remove] = useWhatsappRemoveQuickRepliesMutation();
  return (
    <ConfirmAction
      open
      variant="danger"
      title={t('quickReplies.delete.title', { shortcut: reply.shortcut })}
      confirmLabel={t('quickReplies.delete.confirm')}
      onClose={onClose}
      onConfirm={async () => {
        try {
          await remove(reply.id).unwrap();
        } catch (error) {
          refuse(error);
          throw error;
        }
      }}
    >
      {t(reply.shared ? 'quickReplies.delete.shared' : 'quickReplies.delete.mine')}
    </ConfirmAction>
  );
};

interface Shown {
  typed: string;
  sort: Sort;
  whose: Whose;
}

type ContentProps = {
  query: ReturnType<typeof useWhatsappListQuickRepliesQuery>;
  shown: Shown;
  onShow: (part: Partial<Shown>) => void;
  onDo: (doing: Doing) => void;
};

/** Which rows are ticked; of those that are not in sight nothing is deleted. */
const useTicked = (rows: readonly QuickReplyView[]) => {
  const t = useT();
  const { can } = useCan();
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set());
  const possible = rows.filter((reply) => mayChange(reply, can));
  const ids = possible.filter(({ id }) => ticked.has(id)).map(({ id }) => id);
  const isAll = ids.length > 0 && ids.length === possible.length;
  const toggle = ({ id }: QuickReplyView) => {
    const next = new Set(ticked);
    if (!next.delete(id)) next.add(id);
    setTicked(next);
  };
  return {
    ids,
    clear: () => setTicked(new Set()),
    selection:
      possible.length === 0
        ? {}
        : {
            selection: {
              isSelected: ({ id }: QuickReplyView) => ticked.has(id),
              canSelect: (reply: QuickReplyView) => mayChange(reply, can),
              toggle,
              all: isAll || (ids.length > 0 ? ('indeterminate' as const) : false),
              toggleAll: () => setTicked(new Set(isAll ? [] : possible.map(({ id }) => id))),
              labelOf: ({ shortcut }: QuickReplyView) =>
                t('quickReplies.bulk.select', { shortcut }),
              allLabel: t('quickReplies.bulk.select-all'),
            },
          },
  };
};

const Content = ({ query, shown, onShow, onDo }: ContentProps) => {
  const t = useT();
  const { locale } = useIntl();
  const columns = useColumns(onDo);
  const rows = arranged(searchReplies(query.data?.quickReplies ?? [], shown.typed), {
    ...shown,
    locale,
  });
  const { ids, clear, selection } = useTicked(rows);
  if (query.isLoading) return <RowSkeletons />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data.quickReplies.length === 0)
    return <Suggestions onNew={() => onDo({ what: 'new' })} />;
  if (rows.length === 0)
    return <NothingMatches onClear={() => onShow({ typed: '', whose: 'all' })} />;
  return (
    <>
      <BulkDelete ids={ids} onDone={clear} />
      <ResponsiveTable
        rows={rows}
        columns={columns}
        rowKey={(reply) => reply.id}
        label={t('quickReplies.title')}
        testId="quick-reply-row"
        {...selection}
      />
    </>
  );
};

const QuickRepliesList = () => {
  const t = useT();
  const query = useWhatsappListQuickRepliesQuery();
  const [shown, setShown] = useState<Shown>({ typed: '', sort: 'shortcut', whose: 'all' });
  const show = (part: Partial<Shown>) => setShown({ ...shown, ...part });
  const [doing, setDoing] = useState<Doing>(null);
  const count = query.data?.quickReplies.length ?? 0;
  return (
    <Page.Main aria-busy={query.isFetching}>
      <Page.Title>{t('quickReplies.title')}</Page.Title>
      <Layouts.Header
        title={t('quickReplies.title')}
        subtitle={t('quickReplies.subtitle')}
        primaryAction={
          <Flex gap={2} wrap="wrap">
            <Transfer canExport={count > 0} />
            <Button
              startIcon={<Plus />}
              onClick={() => setDoing({ what: 'new' })}
              data-testid="new-quick-reply"
            >
              {t('quickReplies.new')}
            </Button>
          </Flex>
        }
      />
      {count > 0 ? (
        <Layouts.Action
          startActions={
            <>
              <SearchBox
                name="q"
                label={t('quickReplies.search')}
                value={shown.typed}
                onChange={(typed) => show({ typed })}
              />
              <Arrange
                sort={shown.sort}
                whose={shown.whose}
                onSort={(sort) => show({ sort })}
                onWhose={(whose) => show({ whose })}
              />
            </>
          }
        />
      ) : null}
      <Layouts.Content>
        <Content query={query} shown={shown} onShow={show} onDo={setDoing} />
      </Layouts.Content>
      {doing?.what === 'new' || doing?.what === 'edit' ? (
        <ReplyDrawer
          reply={doing.what === 'edit' ? doing.reply : null}
          onClose={() => setDoing(null)}
        />
      ) : null}
      {doing?.what === 'delete' ? (
        <DeleteReply reply={doing.reply} onClose={() => setDoing(null)} />
      ) : null}
    </Page.Main>
  );
};

const QuickRepliesPage = () => (
  <Page.Protect permissions={[permission('chatReply')]}>
    <QuickRepliesList />
  </Page.Protect>
);

export default QuickRepliesPage;
