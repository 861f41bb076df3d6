import { useState, type ReactNode } from 'react';
import { Button, Flex, Modal, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import type { AccountView } from '../../../../../server/src/contracts/accounts';
import type { ProfileView } from '../../../../../server/src/contracts/business-profile';
import { useWhatsappBusinessProfileQuery } from '../../../api/business-profile';
import { focusWindow } from '../../../shared/dialog-focus';
import { LeaveForm } from '../../../shared/LeaveForm';
import { ScrollBody } from '../../../shared/ScrollBody';
import { ErrorState, RowSkeletons } from '../../../shared/states';
import { useT } from '../../../shared/useT';
import { Trouble } from '../components/Trouble';
import { ProfileFields } from './ProfileFields';
import { useProfileForm } from './useProfileForm';

interface Props {
  readonly account: AccountView;
  readonly onClose: () => void;
}

/** The window; what is in it depends on what Meta answered. */
const Window = ({ account, onClose, children }: Props & { readonly children: ReactNode }) => {
  const t = useT();
  return (
    <Modal.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Modal.Content aria-describedby={undefined} onOpenAutoFocus={focusWindow}>
        <Modal.Header closeLabel={t('shell.drawer.close')}>
          <Modal.Title>{t('profile.title', { name: account.name })}</Modal.Title>
        </Modal.Header>
        {children}
      </Modal.Content>
    </Modal.Root>
  );
};

const Form = ({ account, profile, onClose }: Props & { readonly profile: ProfileView }) => {
  const t = useT();
  const { toggleNotification } = useNotification();
  const [isLeaving, setLeaving] = useState(false);
  const form = useProfileForm(account.id, profile);
  const save = async () => {
    if (!(await form.save())) return;
    toggleNotification({ type: 'success', message: t('profile.saved', { name: account.name }) });
    onClose();
  };
  return (
    <>
      <Window account={account} onClose={() => (form.isDirty ? setLeaving(true) : onClose())}>
        <ScrollBody>
          <Flex direction="column" alignItems="stretch" gap={5}>
            <Typography textColor="neutral600">{t('profile.intro')}</Typography>
            <Trouble trouble={form.trouble} />
            <ProfileFields form={form} />
          </Flex>
        </ScrollBody>
        <Modal.Footer>
          <Button variant="tertiary" onClick={onClose}>
            {t('shell.dialog.dismiss')}
          </Button>
          <Button
            loading={form.isSaving}
            disabled={!form.isDirty}
            onClick={() => void save()}
            data-testid="profile-save"
          >
            {t('settings.save')}
          </Button>
        </Modal.Footer>
      </Window>
      <LeaveForm open={isLeaving} onStay={() => setLeaving(false)} onLeave={onClose} />
    </>
  );
};

/** How customers see the business in WhatsApp, read from Meta when it opens and written there by "Save". */
export const ProfileModal = ({ account, onClose }: Props) => {
  const { data, error, isFetching, refetch } = useWhatsappBusinessProfileQuery(account.id, {
    refetchOnMountOrArgChange: true,
  });
  if (data && !isFetching) return <Form account={account} profile={data} onClose={onClose} />;
  return (
    <Window account={account} onClose={onClose}>
      <ScrollBody>
        {error && !isFetching ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <RowSkeletons rows={4} height="4rem" />
        )}
      </ScrollBody>
    </Window>
  );
};
