import { useState } from 'react';
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import type { SetupResult } from '../../../../../server/src/contracts/setup';
import { useWhatsappRemoveUploadRightsMutation } from '../../../api/setup';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { CopyValue } from '../../../shared/CopyValue';
import { Notice } from '../../../shared/Notice';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';
import { deniedTypesLine } from '../model';

type Library = NonNullable<SetupResult['library']>;

const RoleList = ({ roles }: Pick<Library, 'roles'>) => {
  const t = useT();
  return (
    <Box tag="ul" paddingLeft={5} style={{ listStyle: 'disc' }}>
      {roles.map(({ id, name, people }) => (
        <Typography key={id} tag="li" textColor="neutral800">
          {t('setup.upload.role', { name, people })}
        </Typography>
      ))}
    </Box>
  );
};

const RemoveRights = ({ roles }: Pick<Library, 'roles'>) => {
  const t = useT();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [open, setOpen] = useState(false);
  const [remove] = useWhatsappRemoveUploadRightsMutation();
  const count = roles.length;
  const onConfirm = async () => {
    try {
      await remove({ roleIds: roles.map(({ id }) => id) }).unwrap();
      toggleNotification({ type: 'success', message: t('setup.upload.removed', { count }) });
    } catch (error) {
      refuse(error);
      throw error;
    }
  };
  return (
    <>
      <Button variant="danger-light" onClick={() => setOpen(true)}>
        {t('setup.upload.remove')}
      </Button>
      <ConfirmAction
        open={open}
        onClose={() => setOpen(false)}
        title={t('setup.upload.remove.title', { count })}
        confirmLabel={t('setup.upload.remove.confirm', { count })}
        onConfirm={onConfirm}
        variant="danger"
      >
        <RoleList roles={roles} />
        <Typography>{t('setup.upload.remove.body')}</Typography>
      </ConfirmAction>
    </>
  );
};

/** Names the roles made for WhatsApp that may upload anything, and takes that from them. Absent when there are none. */
export const UploadRights = ({ library }: { readonly library: Library }) => {
  const t = useT();
  const { roles, allowed, roleEditors } = library;
  if (roles.length === 0) return null;
  return (
    <Notice
      variant="danger"
      title={t('setup.upload.title', { count: roles.length })}
      titleAs="h2"
      testId="upload-rights"
      action={allowed ? <RemoveRights roles={roles} /> : undefined}
    >
      <Flex direction="column" alignItems="stretch" gap={2}>
        <RoleList roles={roles} />
        <p>{t('setup.upload.why')}</p>
        {allowed ? null : <p>{t('setup.upload.ask', { names: roleEditors.join(', ') })}</p>}
      </Flex>
    </Notice>
  );
};

/** The line of configuration by which Strapi's library refuses what runs in a browser. */
export const DeniedTypes = ({ types }: { readonly types: readonly string[] }) => {
  const t = useT();
  return (
    <Notice
      variant="warning"
      title={t('setup.denied.title')}
      titleAs="h2"
      testId="denied-types"
      action={
        <Box width="100%">
          <CopyValue label={t('setup.denied.line')} value={deniedTypesLine(types)} />
        </Box>
      }
    >
      {t('setup.denied.body')}
    </Notice>
  );
};
