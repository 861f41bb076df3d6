import { useState } from 'react';
import { Button, Flex, Modal } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { Layouts, Page, useNotification } from '@strapi/strapi/admin';
import { useSearchParams } from 'react-router-dom';
import { focusWindow } from '../../shared/dialog-focus';
import type { AccountView, ListAccountsResult } from '../../../../server/src/contracts/accounts';
import {
  useWhatsappDeleteAccountMutation,
  useWhatsappListAccountsQuery,
  useWhatsappTestAccountMutation,
  useWhatsappUpdateAccountMutation,
} from '../../api/accounts';
import { useWhatsappSyncTemplatesMutation } from '../../api/templates';
import { ConfirmAction } from '../../shared/ConfirmAction';
import { EncryptionKeyMissing } from '../../shared/EncryptionKeyMissing';
import { permission, useCan } from '../../shared/permissions';
import { ScrollBody } from '../../shared/ScrollBody';
import { EmptyState, ErrorState, RowSkeletons } from '../../shared/states';
import { UnclaimedNumbers } from '../../shared/UnclaimedNumbers';
import { useRefusal } from '../../shared/useRefusal';
import { useLive } from '../../shared/useLive';
import { useT } from '../../shared/useT';
import { ConnectModal } from './components/ConnectModal';
import { EditModal } from './components/EditModal';
import { NumberCard, type NumberDeeds } from './components/NumberCard';
import { ProcessesPanel } from './components/ProcessesPanel';
import { useProblemWords } from './components/useProblemWords';
import { WebhookPanel } from './components/WebhookPanel';
import { sharersOf } from './model';
import { ProfileModal } from './profile/ProfileModal';

type Open =
  | { what: 'connect'; wabaId?: string; phoneNumberId?: string }
  | { what: 'edit'; account: AccountView; replaceToken: boolean }
  | { what: 'webhook'; account: AccountView }
  | { what: 'profile'; account: AccountView }
  | { what: 'remove'; account: AccountView };

const useDeeds = () => {
  const t = useT();
  const refuse = useRefusal();
  const { explain } = useProblemWords();
  const { toggleNotification } = useNotification();
  const [test] = useWhatsappTestAccountMutation();
  const [remove] = useWhatsappDeleteAccountMutation();
  const [update] = useWhatsappUpdateAccountMutation();
  const [testing, setTesting] = useState<number | null>(null);
  const onTest = async (account: AccountView) => {
    setTesting(account.id);
    try {
      const result = await test(account.id).unwrap();
      const trouble = result.problem && explain(result.problem);
      toggleNotification({
        type: trouble ? 'danger' : 'success',
        message: trouble
          ? `${trouble.message} ${trouble.remedy}`
          : t('settings.test.works', { name: account.name }),
      });
    } catch (error) {
      refuse(error);
    } finally {
      setTesting(null);
    }
  };
  /** Throws after telling why, so that the dialog stays open. */
  const onRemove = async (account: AccountView) => {
    try {
      await remove(account.id).unwrap();
      toggleNotification({
        type: 'success',
        message: t('settings.removed', { name: account.name }),
      });
    } catch (error) {
      refuse(error);
      throw error;
    }
  };
  const onDefault = async ({ id, name }: AccountView) => {
    try {
      await update({ id, body: { isDefault: true } }).unwrap();
      toggleNotification({ type: 'success', message: t('settings.default.done', { name }) });
    } catch (error) {
      refuse(error);
    }
  };
  return { testing, onTest, onRemove, onDefault };
};

/** Reads the templates of one number from Meta (T-25); absent where the person may not. */
const useTemplateSync = () => {
  const t = useT();
  const { can } = useCan();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [sync] = useWhatsappSyncTemplatesMutation();
  if (!can.templateManage) return undefined;
  return async (account: AccountView) => {
    try {
      const { ok, error, ...numbers } = await sync({ accountId: account.id }).unwrap();
      toggleNotification(
        ok
          ? { type: 'success', message: t('templates.sync.result', numbers) }
          : { type: 'danger', message: [t('templates.sync.failed'), error].join(': ') }
      );
    } catch (error) {
      refuse(error);
    }
  };
};

interface DialogsProps {
  readonly open: Open | null;
  readonly list: ListAccountsResult;
  readonly onClose: () => void;
  readonly onRemove: (account: AccountView) => Promise<void>;
}

const WebhookModal = ({
  account,
  list,
  onClose,
}: { account: AccountView } & Omit<DialogsProps, 'open' | 'onRemove'>) => {
  const t = useT();
  return (
    <Modal.Root open onOpenChange={(next) => (next ? undefined : onClose())}>
      <Modal.Content aria-describedby={undefined} onOpenAutoFocus={focusWindow}>
        <Modal.Header closeLabel={t('shell.drawer.close')}>
          <Modal.Title>{t('settings.webhook.title', { name: account.name })}</Modal.Title>
        </Modal.Header>
        <ScrollBody>
          <WebhookPanel
            account={list.accounts.find((one) => one.id === account.id) ?? account}
            address={list}
          />
        </ScrollBody>
      </Modal.Content>
    </Modal.Root>
  );
};

const Dialogs = ({ open, list, onClose, onRemove }: DialogsProps) => {
  const t = useT();
  switch (open?.what) {
    case 'connect':
      return (
        <ConnectModal
          list={list}
          ids={{ wabaId: open.wabaId ?? '', phoneNumberId: open.phoneNumberId ?? '' }}
          onClose={onClose}
        />
      );
    case 'edit':
      return (
        <EditModal
          account={list.accounts.find(({ id }) => id === open.account.id) ?? open.account}
          encryptionKey={list.encryptionKey}
          replaceToken={open.replaceToken}
          onClose={onClose}
        />
      );
    case 'webhook':
      return <WebhookModal account={open.account} list={list} onClose={onClose} />;
    case 'profile':
      return <ProfileModal account={open.account} onClose={onClose} />;
    case 'remove':
      return (
        <ConfirmAction
          open
          onClose={onClose}
          variant="danger"
          title={t('settings.remove.title', { name: open.account.name })}
          confirmLabel={t('settings.remove.confirm', { name: open.account.name })}
          confirmTestId="confirm-remove"
          onConfirm={() => onRemove(open.account)}
        >
          {t('settings.remove.body')}
        </ConfirmAction>
      );
    case undefined:
      return null;
  }
};

interface ContentProps {
  readonly list: ListAccountsResult;
  readonly deeds: ReturnType<typeof useDeeds>;
  readonly setOpen: (open: Open) => void;
}

const Cards = ({ list, deeds, setOpen }: ContentProps) => {
  const t = useT();
  const sync = useTemplateSync();
  const { can } = useCan();
  const { accounts } = list;
  const open = (what: Exclude<Open['what'], 'connect' | 'edit'>, account: AccountView) => () =>
    setOpen({ what, account });
  const configuring = (account: AccountView): NumberDeeds => ({
    onTest: () => void deeds.onTest(account),
    onEdit: () => setOpen({ what: 'edit', account, replaceToken: false }),
    onNewToken: () => setOpen({ what: 'edit', account, replaceToken: true }),
    onWebhook: open('webhook', account),
    onDefault: account.isDefault ? undefined : () => void deeds.onDefault(account),
    onRemove: open('remove', account),
  });
  if (accounts.length === 0) {
    return (
      <EmptyState
        content={t('settings.empty')}
        action={
          can.settingsConfigure ? (
            <Button startIcon={<Plus />} onClick={() => setOpen({ what: 'connect' })}>
              {t('settings.connect')}
            </Button>
          ) : undefined
        }
      />
    );
  }
  return (
    <Flex tag="ul" direction="column" alignItems="stretch" gap={4} padding={0} margin={0}>
      {accounts.map((account) => (
        <NumberCard
          key={account.id}
          account={account}
          sharers={sharersOf(account, accounts)}
          isTesting={deeds.testing === account.id}
          isOneOfSeveral={accounts.length > 1}
          deeds={{
            ...(can.settingsConfigure ? configuring(account) : {}),
            ...(can.numberProfile ? { onProfile: open('profile', account) } : {}),
            onSync: sync && (() => void sync(account)),
          }}
        />
      ))}
    </Flex>
  );
};

/**
 * Opens what the address asks for (`?connect=1`, from Get started or for a number that webhooks came for) and forgets it when
 * it is closed.
 */
const useOpen = () => {
  const [params, setParams] = useSearchParams();
  const [chosen, setChosen] = useState<Open | null>(null);
  const asked: Open | null =
    params.get('connect') === '1'
      ? {
          what: 'connect',
          phoneNumberId: params.get('phoneNumberId') ?? '',
          wabaId: params.get('wabaId') ?? '',
        }
      : null;
  const close = () => {
    setChosen(null);
    if (asked) setParams({}, { replace: true });
  };
  return { open: chosen ?? asked, setOpen: setChosen, close };
};

const Numbers = () => {
  const t = useT();
  const { open, setOpen, close } = useOpen();
  useLive();
  const { can } = useCan();
  const isWaiting = open?.what === 'connect' || open?.what === 'webhook';
  const query = useWhatsappListAccountsQuery(undefined, { pollingInterval: isWaiting ? 3000 : 0 });
  const deeds = useDeeds();
  const list = query.data;
  return (
    <Page.Main aria-busy={query.isFetching && !list}>
      <Page.Title>{t('settings.title')}</Page.Title>
      <Layouts.Header
        title={t('settings.title')}
        subtitle={t('settings.subtitle')}
        primaryAction={
          can.settingsConfigure && list && list.accounts.length > 0 ? (
            <Button
              startIcon={<Plus />}
              onClick={() => setOpen({ what: 'connect' })}
              data-testid="connect-number"
            >
              {t('settings.connect')}
            </Button>
          ) : undefined
        }
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={4}>
          {list?.encryptionKey === 'missing' ? <EncryptionKeyMissing /> : null}
          {query.isLoading ? <RowSkeletons rows={2} height="12rem" /> : null}
          {query.isError && !list ? (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          ) : null}
          <UnclaimedNumbers examples />
          {list ? <Cards list={list} deeds={deeds} setOpen={setOpen} /> : null}
          {can.settingsConfigure ? <ProcessesPanel /> : null}
        </Flex>
      </Layouts.Content>
      {list ? <Dialogs open={open} list={list} onClose={close} onRemove={deeds.onRemove} /> : null}
    </Page.Main>
  );
};

const NumbersPage = () => (
  <Page.Protect permissions={[permission('settingsConfigure'), permission('numberProfile')]}>
    <Numbers />
  </Page.Protect>
);

export default NumbersPage;
