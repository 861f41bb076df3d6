import type { AutomationView } from '../../../../../server/src/contracts/automation-desk';
import { useWhatsappCopyAutomationsMutation } from '../../../api/automations';
import { CopyButton } from '../../../shared/CopyButton';
import { useT } from '../../../shared/useT';

/** Makes a copy of an automation, and opens it. */
export const CopyAutomation = ({ automation: { id, name } }: { automation: AutomationView }) => {
  const t = useT();
  const [copy, { isLoading }] = useWhatsappCopyAutomationsMutation();
  return (
    <CopyButton
      label={t('automations.copyOf', { name })}
      name={name}
      pages="automations"
      isCopying={isLoading}
      onCopy={(wanted) => copy({ id, body: { name: wanted } }).unwrap()}
    />
  );
};
