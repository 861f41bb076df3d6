import { useState } from 'react';
import { Button, Flex } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { Layouts, Page, useNotification } from '@strapi/strapi/admin';
import { KEYS_MOST, type SystemKeyView } from '../../../../server/src/contracts/system-keys';
import { useWhatsappListSystemKeysQuery } from '../../api/system-keys';
import { EncryptionKeyMissing } from '../../shared/EncryptionKeyMissing';
import { permission } from '../../shared/permissions';
import { EmptyState, ErrorState, RowSkeletons } from '../../shared/states';
import { useT } from '../../shared/useT';
import { DeleteKey } from './keys/DeleteKey';
import { KeyForm } from './keys/KeyForm';
import { KeyTable, type Doing } from './keys/KeyTable';

type Open = { what: 'new' } | { what: Doing; id: number } | null;

interface Panels {
  readonly open: Open;
  readonly keys: readonly SystemKeyView[];
  readonly onOpen: (open: Open) => void;
}

/** What is open over the list: the form, or the question before a deletion. */
const Opened = ({ open, keys, onOpen }: Panels) => {
  const t = useT();
  const { toggleNotification } = useNotification();
  const onClose = () => onOpen(null);
  if (open === null) return null;
  const kept = open.what === 'new' ? null : (keys.find(({ id }) => id === open.id) ?? null);
  if (open.what === 'delete') return kept ? <DeleteKey kept={kept} onClose={onClose} /> : null;
  if (open.what === 'edit' && !kept) return null;
  return (
    <KeyForm
      kept={kept}
      onClose={onClose}
      onSaved={() => {
        toggleNotification({ type: 'success', message: t('keys.saved') });
        onClose();
      }}
    />
  );
};

interface ListProps {
  readonly query: ReturnType<typeof useWhatsappListSystemKeysQuery>;
  readonly canKeep: boolean;
  readonly onOpen: (open: Open) => void;
}

const List = ({ query, canKeep, onOpen }: ListProps) => {
  const t = useT();
  if (query.isLoading) return <RowSkeletons />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { keys } = query.data;
  if (keys.length === 0)
    return (
      <EmptyState
        content={t('keys.empty')}
        action={
          canKeep ? (
            <Button
              variant="secondary"
              startIcon={<Plus />}
              onClick={() => onOpen({ what: 'new' })}
            >
              {t('keys.new')}
            </Button>
          ) : undefined
        }
      />
    );
  return <KeyTable keys={keys} onDo={(what, { id }) => onOpen({ what, id })} />;
};

const KeysSettings = () => {
  const t = useT();
  const query = useWhatsappListSystemKeysQuery();
  const [open, setOpen] = useState<Open>(null);
  const keys = query.data?.keys ?? [];
  const hasNoEncryption = query.data?.encryptionKey === 'missing';
  return (
    <Page.Main aria-busy={query.isFetching && !query.data}>
      <Page.Title>{t('keys.title')}</Page.Title>
      <Layouts.Header
        title={t('keys.title')}
        subtitle={t('keys.subtitle')}
        primaryAction={
          <Button
            startIcon={<Plus />}
            disabled={!query.data || hasNoEncryption || keys.length >= KEYS_MOST}
            onClick={() => setOpen({ what: 'new' })}
            data-testid="new-key"
          >
            {t('keys.new')}
          </Button>
        }
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={4}>
          {hasNoEncryption ? (
            <EncryptionKeyMissing title={t('keys.no-encryption')} isForNumber={false} />
          ) : null}
          <List query={query} canKeep={!hasNoEncryption} onOpen={setOpen} />
        </Flex>
      </Layouts.Content>
      <Opened open={open} keys={keys} onOpen={setOpen} />
    </Page.Main>
  );
};

const KeysPage = () => (
  <Page.Protect permissions={[permission('systemKeyKeep')]}>
    <KeysSettings />
  </Page.Protect>
);

export default KeysPage;
