import { useForm } from '@strapi/strapi/admin';
import { useT } from '../../shared/useT';
import { WarningText } from '../../shared/WarningText';

/** While the entry is being changed: a message goes to the person of the saved one, with its values. */
export const UnsavedEntry = ({ name }: { readonly name: string }) => {
  const t = useT();
  const isModified = useForm('WhatsAppPanel', ({ modified }) => modified, false);
  if (!isModified) return null;
  return <WarningText role="status">{t('content-manager.panel.modified', { name })}</WarningText>;
};
