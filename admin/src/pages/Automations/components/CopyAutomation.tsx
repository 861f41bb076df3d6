import { IconButton } from '@strapi/design-system';
import { Duplicate } from '@strapi/icons';
import { useNotification } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';
import type { AutomationView } from '../../../../../server/src/contracts/automation-desk';
import { shortName } from '../../../../../server/src/contracts/free-name';
import { useWhatsappCopyAutomationsMutation } from '../../../api/automations';
import { PLUGIN_ID } from '../../../pluginId';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';

/** Of the copied name: with what is added it stays below the 120 of a name. */
const NAME_KEPT = 100;

/** Makes a copy of an automation, and opens it. */
export const CopyAutomation = ({ automation }: { automation: AutomationView }) => {
  const t = useT();
  const refuse = useRefusal();
  const navigate = useNavigate();
  const { toggleNotification } = useNotification();
  const [copy, { isLoading }] = useWhatsappCopyAutomationsMutation();
  const make = async () => {
    const name = t('bots.copy.name', { name: shortName(automation.name, NAME_KEPT) });
    try {
      const made = await copy({ id: automation.id, body: { name } }).unwrap();
      toggleNotification({ type: 'success', message: t('bots.copy.made', { name: made.name }) });
      void navigate(`/plugins/${PLUGIN_ID}/automations/${made.id}`);
    } catch (error) {
      refuse(error);
    }
  };
  return (
    <IconButton
      variant="ghost"
      label={t('automations.copyOf', { name: automation.name })}
      disabled={isLoading}
      onClick={() => void make()}
    >
      <Duplicate />
    </IconButton>
  );
};
