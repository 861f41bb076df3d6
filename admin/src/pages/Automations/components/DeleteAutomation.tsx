import { Typography } from '@strapi/design-system';
import type { AutomationView } from '../../../../../server/src/contracts/automation-desk';
import { useWhatsappRemoveAutomationsMutation } from '../../../api/automations';
import { DeleteDialog } from '../../../shared/DeleteDialog';
import { useT } from '../../../shared/useT';
import { PeopleInside } from './SwitchOff';

/** Asks before an automation is deleted, and says what goes with it. */
export const DeleteAutomation = ({
  automation,
  onClose,
  onDeleted,
}: {
  automation: AutomationView;
  onClose: () => void;
  onDeleted: () => void;
}) => {
  const t = useT();
  const [remove] = useWhatsappRemoveAutomationsMutation();
  const { id, name, flow, waiting } = automation;
  return (
    <DeleteDialog
      title={t('automations.delete.title', { name })}
      confirmLabel={t('automations.delete.confirm')}
      confirmTestId="delete-automation"
      onDelete={async () => {
        await remove(id).unwrap();
        onDeleted();
      }}
      onClose={onClose}
    >
      <Typography>
        {t(flow.isOwn ? 'automations.delete.body-own' : 'automations.delete.body')}
      </Typography>
      <PeopleInside flow={flow} />
      {waiting > 0 ? (
        <Typography>{t('automations.off.dropped', { count: waiting })}</Typography>
      ) : null}
    </DeleteDialog>
  );
};
