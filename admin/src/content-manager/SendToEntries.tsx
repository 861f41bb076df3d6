import { lazy, Suspense } from 'react';
import { useMay } from '../shared/permissions';
import { RowSkeletons } from '../shared/states';
import { useT } from '../shared/useT';
import { withWords } from '../shared/with-words';
import { WhatsAppIcon } from '../shared/WhatsAppIcon';
import type { BulkAction } from './strapi';
import { useMappedRole } from './useMappedRole';

const BulkDraft = lazy(withWords(() => import('./bulk/BulkDraft')));

/** "Send WhatsApp" over chosen entries: who they are, then a campaign draft for exactly these people. */
export const SendToEntries: BulkAction = ({ model, collectionType, documents }) => {
  const t = useT();
  const mayPrepare = useMay('campaignPrepare');
  const role = useMappedRole(model, mayPrepare && collectionType === 'collection-types');
  if (role === null) return null;
  return {
    label: t('content-manager.bulk.label'),
    icon: <WhatsAppIcon />,
    variant: 'secondary',
    dialog: {
      type: 'modal',
      title: t('content-manager.bulk.title'),
      content: (
        <Suspense fallback={<RowSkeletons rows={2} />}>
          <BulkDraft uid={model} documentIds={documents.map(({ documentId }) => documentId)} />
        </Suspense>
      ),
    },
  };
};
