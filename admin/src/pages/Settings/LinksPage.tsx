import { useState } from 'react';
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';
import type { LinkView } from '../../../../server/src/contracts/links';
import { useWhatsappChangeLinkMutation, useWhatsappListLinksQuery } from '../../api/links';
import { CellText } from '../../shared/CellText';
import { CopyValue } from '../../shared/CopyValue';
import { permission, useCan } from '../../shared/permissions';
import { ResponsiveTable, type Column } from '../../shared/ResponsiveTable';
import { EmptyState, ErrorState, RowSkeletons } from '../../shared/states';
import { useMoments } from '../../shared/useMoments';
import { useRefusal } from '../../shared/useRefusal';
import { useT } from '../../shared/useT';
import { LinkForm } from './links/LinkForm';
import { Surface } from '../../shared/Surface';

/** Takes a link out of what is offered for new messages, or back into it. */
const Archive = ({ link }: { link: LinkView }) => {
  const t = useT();
  const refuse = useRefusal();
  const [change, changing] = useWhatsappChangeLinkMutation();
  const press = async () => {
    const { id, name, archived } = link;
    try {
      await change({ id, body: { name, archived: !archived } }).unwrap();
    } catch (error) {
      refuse(error);
    }
  };
  const word = t(link.archived ? 'links.restore' : 'links.archive');
  return (
    <Button
      variant="tertiary"
      size="S"
      loading={changing.isLoading}
      aria-label={`${word}: ${link.name}`}
      onClick={() => void press()}
    >
      {word}
    </Button>
  );
};

const useColumns = (): Column<LinkView>[] => {
  const t = useT();
  const { can } = useCan();
  const { full } = useMoments();
  return [
    {
      key: 'name',
      label: t('links.field.name'),
      isTitle: true,
      render: (link) => (
        <Box maxWidth="36rem">
          <Typography fontWeight="bold" tag="p">
            {link.name}
          </Typography>
          <CellText variant="pi" tag="p" style={{ overflowWrap: 'anywhere' }} dir="ltr">
            {link.target}
          </CellText>
        </Box>
      ),
    },
    {
      key: 'clicks',
      label: t('links.clicks'),
      render: ({ clicks, people }) => <CellText>{t('links.counts', { clicks, people })}</CellText>,
    },
    {
      key: 'last',
      label: t('links.last'),
      render: ({ lastClickAt }) => (
        <CellText>{lastClickAt === null ? t('links.never') : full(lastClickAt)}</CellText>
      ),
    },
    {
      key: 'actions',
      label: t('tasks.column.actions'),
      hideLabel: true,
      render: (link) =>
        can.templateManage ? (
          <Flex justifyContent="flex-end">
            <Archive link={link} />
          </Flex>
        ) : null,
    },
  ];
};

type ContentProps = {
  query: ReturnType<typeof useWhatsappListLinksQuery>;
  onNew: (() => void) | null;
};

const Content = ({ query, onNew }: ContentProps) => {
  const t = useT();
  const columns = useColumns();
  if (query.isLoading) return <RowSkeletons />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { links, buttonUrl } = query.data;
  if (links.length === 0)
    return (
      <EmptyState
        content={t('links.empty')}
        action={
          onNew ? (
            <Button variant="secondary" startIcon={<Plus />} onClick={onNew}>
              {t('links.new')}
            </Button>
          ) : undefined
        }
      />
    );
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      <Surface padding={5}>
        <Flex direction="column" alignItems="stretch" gap={3}>
          <Typography tag="p">{t('links.how')}</Typography>
          <CopyValue label={t('links.button-url')} value={buttonUrl} />
        </Flex>
      </Surface>
      <ResponsiveTable
        rows={links}
        columns={columns}
        rowKey={(link) => link.id}
        label={t('links.title')}
        testId="link-row"
      />
      <Typography variant="pi" textColor="neutral600">
        {t('links.consent')}
      </Typography>
    </Flex>
  );
};

const LinksSettings = () => {
  const t = useT();
  const { can } = useCan();
  const query = useWhatsappListLinksQuery();
  const [isOpen, setOpen] = useState(false);
  const onNew = can.templateManage ? () => setOpen(true) : null;
  return (
    <Page.Main aria-busy={query.isFetching}>
      <Page.Title>{t('links.title')}</Page.Title>
      <Layouts.Header
        title={t('links.title')}
        subtitle={t('links.subtitle')}
        primaryAction={
          onNew ? (
            <Button startIcon={<Plus />} onClick={onNew} data-testid="new-link">
              {t('links.new')}
            </Button>
          ) : null
        }
      />
      <Layouts.Content>
        <Content query={query} onNew={onNew} />
      </Layouts.Content>
      {isOpen ? <LinkForm onClose={() => setOpen(false)} /> : null}
    </Page.Main>
  );
};

const LinksPage = () => (
  <Page.Protect permissions={[permission('templateList')]}>
    <LinksSettings />
  </Page.Protect>
);

export default LinksPage;
