import { useState } from 'react';
import { Badge, Button, Flex, IconButton, Typography } from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';
import {
  MOST_TESTERS,
  type TesterCode,
  type TesterView,
} from '../../../../server/src/contracts/testers';
import {
  useWhatsappListTestersQuery,
  useWhatsappRemoveTesterMutation,
  useWhatsappRenewTesterCodeMutation,
} from '../../api/testers';
import { CellText } from '../../shared/CellText';
import { DeleteDialog } from '../../shared/DeleteDialog';
import { permission } from '../../shared/permissions';
import { PhoneText } from '../../shared/PhoneText';
import { ResponsiveTable, type Column } from '../../shared/ResponsiveTable';
import { EmptyState, ErrorState, RowSkeletons } from '../../shared/states';
import { StatusWord } from '../../shared/StatusWord';
import { CodeOnce } from '../../shared/test-send/CodeOnce';
import { TesterForm } from '../../shared/test-send/TesterForm';
import { useMoments } from '../../shared/useMoments';
import { useRefusal } from '../../shared/useRefusal';
import { useT } from '../../shared/useT';

/** A code is sent from a phone: the page sees it soon after. */
const LOOK_MS = 3_000;

type Open =
  | { what: 'new' }
  | { what: 'code'; made: TesterCode }
  | { what: 'remove'; tester: TesterView }
  | null;
type OnOpen = (open: Open) => void;

const NewCode = ({ tester, onOpen }: { tester: TesterView; onOpen: OnOpen }) => {
  const t = useT();
  const refuse = useRefusal();
  const [renew, renewing] = useWhatsappRenewTesterCodeMutation();
  const press = async () => {
    try {
      onOpen({ what: 'code', made: await renew(tester.id).unwrap() });
    } catch (error) {
      refuse(error);
    }
  };
  return (
    <Button
      variant="tertiary"
      size="S"
      loading={renewing.isLoading}
      aria-label={t('testers.new-code-of', { name: tester.name })}
      onClick={() => void press()}
      data-testid="tester-new-code"
    >
      {t('testers.new-code')}
    </Button>
  );
};

const State = ({ tester }: { tester: TesterView }) => {
  const t = useT();
  const { full } = useMoments();
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <StatusWord of="tester" state={tester.state} />
      {tester.confirmedAt === null ? null : (
        <CellText variant="pi">{t('testers.confirmed', { at: full(tester.confirmedAt) })}</CellText>
      )}
      {tester.state === 'waiting' && tester.codeUntil !== null ? (
        <CellText variant="pi">{t('testers.until', { at: full(tester.codeUntil) })}</CellText>
      ) : null}
    </Flex>
  );
};

const useColumns = (onOpen: OnOpen): Column<TesterView>[] => {
  const t = useT();
  return [
    {
      key: 'name',
      label: t('testers.field.name'),
      isTitle: true,
      render: ({ name, isMe }) => (
        <Flex gap={2} wrap="wrap">
          <Typography fontWeight="bold" dir="auto">
            {name}
          </Typography>
          {isMe ? <Badge>{t('testers.me')}</Badge> : null}
        </Flex>
      ),
    },
    {
      key: 'phone',
      label: t('testers.field.phone'),
      render: ({ phone }) => <PhoneText phone={phone} textColor="neutral800" />,
    },
    { key: 'state', label: t('testers.state'), render: (tester) => <State tester={tester} /> },
    {
      key: 'actions',
      label: t('tasks.column.actions'),
      hideLabel: true,
      render: (tester) => (
        <Flex gap={1} justifyContent="flex-end">
          {tester.state === 'confirmed' ? null : <NewCode tester={tester} onOpen={onOpen} />}
          <IconButton
            variant="ghost"
            label={t('testers.remove-of', { name: tester.name })}
            onClick={() => onOpen({ what: 'remove', tester })}
          >
            <Trash />
          </IconButton>
        </Flex>
      ),
    },
  ];
};

type Query = ReturnType<typeof useWhatsappListTestersQuery>;

const List = ({ query, onOpen }: { query: Query; onOpen: OnOpen }) => {
  const t = useT();
  const columns = useColumns(onOpen);
  if (query.isLoading) return <RowSkeletons />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data.testers.length === 0)
    return (
      <EmptyState
        content={t('testers.empty')}
        action={
          <Button variant="secondary" startIcon={<Plus />} onClick={() => onOpen({ what: 'new' })}>
            {t('testers.add')}
          </Button>
        }
      />
    );
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <ResponsiveTable
        rows={query.data.testers}
        columns={columns}
        rowKey={({ id }) => id}
        label={t('testers.title')}
        testId="tester-row"
      />
      <Typography variant="pi" textColor="neutral600">
        {t('testers.rules')}
      </Typography>
    </Flex>
  );
};

const Opened = ({
  open,
  testers,
  onOpen,
}: {
  open: Open;
  testers: readonly TesterView[];
  onOpen: OnOpen;
}) => {
  const t = useT();
  const [remove] = useWhatsappRemoveTesterMutation();
  const onClose = () => onOpen(null);
  if (open?.what === 'new')
    return <TesterForm onMade={(made) => onOpen({ what: 'code', made })} onClose={onClose} />;
  if (open?.what === 'code') {
    const now = testers.find(({ id }) => id === open.made.tester.id) ?? open.made.tester;
    return <CodeOnce made={open.made} state={now.state} onClose={onClose} />;
  }
  if (open?.what !== 'remove') return null;
  const { id, name } = open.tester;
  return (
    <DeleteDialog
      title={t('testers.remove.title', { name })}
      confirmLabel={t('testers.remove.do')}
      confirmTestId="tester-remove"
      onDelete={() => remove(id).unwrap()}
      onClose={onClose}
    >
      {t('testers.remove.body')}
    </DeleteDialog>
  );
};

const TestersSettings = () => {
  const t = useT();
  const [open, setOpen] = useState<Open>(null);
  const [isWaiting, setWaiting] = useState(false);
  const query = useWhatsappListTestersQuery(undefined, {
    pollingInterval: isWaiting ? LOOK_MS : 0,
  });
  const testers = query.data?.testers ?? [];
  const waits = testers.some(({ state }) => state === 'waiting');
  if (waits !== isWaiting) setWaiting(waits);
  return (
    <Page.Main aria-busy={query.isFetching}>
      <Page.Title>{t('testers.title')}</Page.Title>
      <Layouts.Header
        title={t('testers.title')}
        subtitle={t('testers.subtitle', { count: testers.length, most: MOST_TESTERS })}
        primaryAction={
          <Button
            startIcon={<Plus />}
            disabled={testers.length >= MOST_TESTERS}
            onClick={() => setOpen({ what: 'new' })}
            data-testid="new-tester"
          >
            {t('testers.add')}
          </Button>
        }
      />
      <Layouts.Content>
        <List query={query} onOpen={setOpen} />
      </Layouts.Content>
      <Opened open={open} testers={testers} onOpen={setOpen} />
    </Page.Main>
  );
};

const TestersPage = () => (
  <Page.Protect permissions={[permission('settingsConfigure')]}>
    <TestersSettings />
  </Page.Protect>
);

export default TestersPage;
