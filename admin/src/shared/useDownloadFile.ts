import { useCallback, useState } from 'react';
import { getFetchClient } from '@strapi/strapi/admin';
import { useRefusal } from './useRefusal';

/** Gives a file to the browser as a download under this name. */
export const saveFile = (blob: Blob, name: string) => {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
};

/** With the language of the page: a CSV is parted as spreadsheets of that language want it. */
export const inPageLanguage = (url: string): string => {
  const { lang } = document.documentElement;
  if (lang === '' || /[?&]locale=/.test(url)) return url;
  return `${url}${url.includes('?') ? '&' : '?'}locale=${encodeURIComponent(lang)}`;
};

/** Fetches a file of our admin routes with the person's token and saves it; a failure is said in words. */
export const useDownloadFile = () => {
  const [isBusy, setBusy] = useState(false);
  const refuse = useRefusal();
  const download = useCallback(
    async (url: string, name: string) => {
      setBusy(true);
      try {
        const { data } = await getFetchClient().get<Blob>(inPageLanguage(url), {
          responseType: 'blob',
        });
        saveFile(data, name);
      } catch (error) {
        refuse(error);
      } finally {
        setBusy(false);
      }
    },
    [refuse]
  );
  return { download, isBusy };
};
