import { useCallback, useEffect, useState } from 'react';
import { getFetchClient } from '@strapi/strapi/admin';

export type MediaFile = { state: 'idle' | 'loading' | 'failed' } | { state: 'ready'; src: string };

/** Only our own admin routes: the person's token must never travel to another address. */
const isOurs = (url: string) => url.startsWith('/whatsapp/') && !url.includes('..');

/** Streams a file of a message with the person's token and gives it as an address the browser can draw. */
export const useMediaFile = (url: string, atOnce: boolean) => {
  const [file, setFile] = useState<MediaFile>({ state: 'idle' });
  const [wanted, setWanted] = useState(atOnce ? 1 : 0);

  useEffect(() => {
    if (wanted === 0) return undefined;
    if (!isOurs(url)) {
      setFile({ state: 'failed' });
      return undefined;
    }
    const abort = new AbortController();
    let src: string | null = null;
    setFile({ state: 'loading' });
    getFetchClient()
      .get(url, { responseType: 'blob', signal: abort.signal })
      .then(({ data }) => {
        if (abort.signal.aborted) return;
        src = URL.createObjectURL(data);
        setFile({ state: 'ready', src });
      })
      .catch(() => {
        if (!abort.signal.aborted) setFile({ state: 'failed' });
      });
    return () => {
      abort.abort();
      if (src) URL.revokeObjectURL(src);
    };
  }, [url, wanted]);

  const load = useCallback(() => setWanted((times) => times + 1), []);
  return { file, load };
};
