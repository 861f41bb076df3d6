import { useState } from 'react';
import { useAuth, useNotification } from '@strapi/strapi/admin';
import type { PeopleChoice } from '../../../../../server/src/contracts/audience';
import { backendUrl } from '../../../shared/backend-url';
import { inPageLanguage, saveFile } from '../../../shared/useDownloadFile';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';

/** Downloads people as CSV. A plain fetch: Strapi's client reads every answer as JSON. */
export const useExport = () => {
  const t = useT();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const token = useAuth('WhatsappExport', (auth) => auth.token);
  const [busy, setBusy] = useState(false);
  const start = async (choice: PeopleChoice) => {
    setBusy(true);
    toggleNotification({ type: 'info', message: t('people.export.started') });
    try {
      const answer = await fetch(`${backendUrl()}${inPageLanguage('/whatsapp/people/export')}`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${token ?? ''}`,
          'Content-Type': 'application/json',
        },
        body: JSON.stringify({ choice }),
      });
      if (!answer.ok) throw (await answer.json()) as Error;
      saveFile(await answer.blob(), 'contacts.csv');
    } catch (error) {
      refuse(error);
    } finally {
      setBusy(false);
    }
  };
  return { start, busy };
};
