import { lazy, Suspense } from 'react';
import { useMay } from '../shared/permissions';
import { RowSkeletons } from '../shared/states';
import type { Panel } from './strapi';
import { withWords } from '../shared/with-words';
import { useMappedRole } from './useMappedRole';

const EntryPanel = lazy(withWords(() => import('./panel/EntryPanel')));

/** The panel beside an entry that is about a person. Its code and data load after the form is there. */
export const WhatsAppPanel: Panel = ({ model, collectionType, document }) => {
  const mayRead = useMay('chatRead');
  const role = useMappedRole(model, mayRead && collectionType === 'collection-types');
  if (role === null) return null;
  const documentId = document?.documentId ?? null;
  return {
    title: 'WhatsApp',
    content: (
      <Suspense fallback={<RowSkeletons rows={1} />}>
        <EntryPanel
          key={documentId ?? 'new'}
          uid={model}
          documentId={documentId}
          savedAt={document?.updatedAt ?? null}
        />
      </Suspense>
    ),
  };
};
