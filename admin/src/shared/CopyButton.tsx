import { IconButton } from '@strapi/design-system';
import { Duplicate } from '@strapi/icons';
import { useNotification } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';
import { shortName } from '../../../server/src/contracts/free-name';
import { PLUGIN_ID } from '../pluginId';
import { useRefusal } from './useRefusal';
import { useT } from './useT';

/** Of the copied name: with what is added it stays below the 120 of a name. */
const NAME_KEPT = 100;

interface Props {
  readonly label: string;
  /** Name of what is copied. */
  readonly name: string;
  /** The pages on which the copy opens. */
  readonly pages: 'automations' | 'bots';
  readonly isCopying: boolean;
  /** Makes the copy, off; throws what the server refused. */
  readonly onCopy: (name: string) => Promise<{ id: number; name: string }>;
}

/** Makes a copy of what goes on and off, and opens it. */
export const CopyButton = ({ label, name, pages, isCopying, onCopy }: Props) => {
  const t = useT();
  const refuse = useRefusal();
  const navigate = useNavigate();
  const { toggleNotification } = useNotification();
  const copy = async () => {
    try {
      const made = await onCopy(t('bots.copy.name', { name: shortName(name, NAME_KEPT) }));
      toggleNotification({ type: 'success', message: t('bots.copy.made', { name: made.name }) });
      void navigate(`/plugins/${PLUGIN_ID}/${pages}/${made.id}`);
    } catch (error) {
      refuse(error);
    }
  };
  return (
    <IconButton variant="ghost" label={label} disabled={isCopying} onClick={() => void copy()}>
      <Duplicate />
    </IconButton>
  );
};
