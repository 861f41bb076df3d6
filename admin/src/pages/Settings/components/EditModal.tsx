import { useState } from 'react';
import { Box, Button, Flex, Modal, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import type {
  AccountView,
  ListAccountsResult,
  TestAccountResult,
} from '../../../../../server/src/contracts/accounts';
import { LeaveForm } from '../../../shared/LeaveForm';
import { EncryptionKeyMissing } from '../../../shared/EncryptionKeyMissing';
import { ScrollBody } from '../../../shared/ScrollBody';
import { useT } from '../../../shared/useT';
import { LogoField } from './LogoField';
import { MarksField } from './MarksField';
import { NumberFields } from './NumberFields';
import { ReadFacts } from './NumberFacts';
import { Trouble } from './Trouble';
import { useNumberForm } from './useNumberForm';
import { focusField } from '../../../shared/dialog-focus';

interface Props {
  readonly account: AccountView;
  readonly encryptionKey: ListAccountsResult['encryptionKey'];
  /** One came here to enter a new token. */
  readonly replaceToken: boolean;
  readonly onClose: () => void;
}

const Answer = ({ read }: { read: NonNullable<TestAccountResult['number']> }) => {
  const t = useT();
  return (
    <Box role="status" background="success100" borderColor="success200" hasRadius padding={4}>
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Typography fontWeight="bold" textColor="success700">
          {t('settings.test.ok')}
        </Typography>
        <ReadFacts number={read} />
      </Flex>
    </Box>
  );
};

interface ButtonsProps {
  readonly form: ReturnType<typeof useNumberForm>;
  readonly onTest: () => Promise<void>;
  readonly onSave: () => Promise<void>;
  readonly onClose: () => void;
}

const Buttons = ({ form, onTest, onSave, onClose }: ButtonsProps) => {
  const t = useT();
  return (
    <Flex justifyContent="space-between" gap={2} wrap="wrap">
      <Button variant="tertiary" onClick={onClose}>
        {t('shell.dialog.dismiss')}
      </Button>
      <Flex gap={2} wrap="wrap">
        <Button
          variant="secondary"
          loading={form.isTesting}
          onClick={() => void onTest()}
          data-testid="number-test"
        >
          {t('settings.test')}
        </Button>
        <Button
          loading={form.isSaving}
          disabled={!form.isDirty}
          onClick={() => void onSave()}
          data-testid="number-save"
        >
          {t('settings.save')}
        </Button>
      </Flex>
    </Flex>
  );
};

/** Changes one number. Secrets stay unless they are replaced; nothing typed is lost by a refusal. */
export const EditModal = ({ account, encryptionKey, replaceToken, onClose }: Props) => {
  const t = useT();
  const { toggleNotification } = useNotification();
  const form = useNumberForm(account);
  const [read, setRead] = useState<NonNullable<TestAccountResult['number']> | null>(null);
  const [isLeaving, setLeaving] = useState(false);
  const leave = () => (form.isDirty ? setLeaving(true) : onClose());
  const test = async () => setRead(await form.test());
  const save = async () => {
    const saved = await form.save();
    if (!saved) return;
    toggleNotification({ type: 'success', message: t('settings.saved', { name: saved.name }) });
    onClose();
  };
  return (
    <>
      <Modal.Root open onOpenChange={(open) => (open ? undefined : leave())}>
        <Modal.Content
          aria-describedby={undefined}
          onOpenAutoFocus={focusField}
          onInteractOutside={(event) => event.preventDefault()}
        >
          <Modal.Header closeLabel={t('shell.drawer.close')}>
            <Modal.Title>{t('settings.edit.title', { name: account.name })}</Modal.Title>
          </Modal.Header>
          <ScrollBody>
            <Flex direction="column" alignItems="stretch" gap={5}>
              {encryptionKey === 'missing' ? <EncryptionKeyMissing /> : null}
              {read ? <Answer read={read} /> : null}
              <LogoField accountId={account.id} />
              <MarksField account={account} />
              <NumberFields
                form={form}
                canKeepSecrets={encryptionKey === 'present'}
                replaceToken={replaceToken}
              />
            </Flex>
          </ScrollBody>
          <Modal.Footer>
            <Flex direction="column" alignItems="stretch" gap={4} flex="1">
              <Trouble trouble={form.trouble} />
              <Buttons form={form} onTest={test} onSave={save} onClose={onClose} />
            </Flex>
          </Modal.Footer>
        </Modal.Content>
      </Modal.Root>
      <LeaveForm open={isLeaving} onStay={() => setLeaving(false)} onLeave={onClose} />
    </>
  );
};
