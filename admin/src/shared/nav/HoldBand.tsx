import { useState } from 'react';
import { Box, Button, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { useWhatsappGetHoldQuery, useWhatsappReleaseMutation } from '../../api/moving';
import { ConfirmAction } from '../ConfirmAction';
import { Notice } from '../Notice';
import { useCan } from '../permissions';
import { useApiError } from '../useApiError';
import { useT } from '../useT';

/** After an import nothing is sent until a person has seen what came: the server that it came from may still run. */
export const HoldBand = () => {
  const t = useT();
  const { can } = useCan();
  const apiError = useApiError();
  const { toggleNotification } = useNotification();
  const hold = useWhatsappGetHoldQuery();
  const [release] = useWhatsappReleaseMutation();
  const [asks, setAsks] = useState(false);
  if (!hold.data?.onHold) return null;
  const confirm = async () => {
    try {
      await release().unwrap();
    } catch (error) {
      toggleNotification({ type: 'danger', message: apiError(error).message });
      throw error;
    }
  };
  const press = can.settingsConfigure ? (
    <Button size="S" variant="secondary" onClick={() => setAsks(true)}>
      {t('shell.hold.release')}
    </Button>
  ) : null;
  return (
    <Box padding={4} role="status">
      <Notice variant="warning" title={t('shell.hold.title')} action={press} testId="hold-band">
        <Typography>{t(can.settingsConfigure ? 'shell.hold.body' : 'shell.hold.ask')}</Typography>
      </Notice>
      <ConfirmAction
        open={asks}
        onClose={() => setAsks(false)}
        title={t('shell.hold.askTitle')}
        confirmLabel={t('shell.hold.release')}
        onConfirm={confirm}
      >
        {t('shell.hold.askBody')}
      </ConfirmAction>
    </Box>
  );
};
