import { lazy, Suspense } from 'react';
import { useMay } from '../shared/permissions';
import { RowSkeletons } from '../shared/states';
import { useT } from '../shared/useT';
import { withWords } from '../shared/with-words';
import { WhatsAppIcon } from '../shared/WhatsAppIcon';
import type { RowAction } from './strapi';
import { useMappedRole } from './useMappedRole';

const EntryPanel = lazy(withWords(() => import('./panel/EntryPanel')));

/** "Send WhatsApp message" in the menu of a row: the talk with the entry's person, without leaving the list. */
export const MessageEntry: RowAction = ({ model, collectionType, document }) => {
  const t = useT();
  const mayReply = useMay('chatReply');
  const mayRead = useMay('chatRead');
  const asks = mayReply && mayRead && collectionType === 'collection-types';
  const role = useMappedRole(model, asks);
  if (role === null || !document) return null;
  return {
    label: t('content-manager.row.label'),
    icon: <WhatsAppIcon />,
    position: 'table-row',
    dialog: {
      type: 'modal',
      title: t('content-manager.row.title'),
      content: (
        <Suspense fallback={<RowSkeletons rows={1} />}>
          <EntryPanel uid={model} documentId={document.documentId} savedAt={null} />
        </Suspense>
      ),
    },
  };
};
MessageEntry.position = 'table-row';
