import { useCallback, useEffect, useState } from 'react';
import { getFetchClient } from '@strapi/strapi/admin';

export type MediaFile =
  | { state: 'idle' | 'loading' | 'failed' | 'gone' }
  | { state: 'ready'; src: string; bytes: number };

/** Only our own admin routes: the person's token must never travel to another address. */
const isOurs = (url: string) => url.startsWith('/whatsapp/') && !url.includes('..');

const statusOf = (thrown: unknown): unknown =>
  typeof thrown === 'object' && thrown !== null ? (thrown as { status?: unknown }).status : null;

/** Streams a file of a message with the person's token and gives it as an address the browser can draw. */
export const useMediaFile = (url: string) => {
  const [file, setFile] = useState<MediaFile>({ state: isOurs(url) ? 'idle' : 'failed' });
  const [wanted, setWanted] = useState(0);

  useEffect(() => {
    if (wanted === 0 || !isOurs(url)) return undefined;
    const abort = new AbortController();
    let src: string | null = null;
    setFile({ state: 'loading' });
    getFetchClient()
      .get<Blob>(url, { responseType: 'blob', signal: abort.signal })
      .then(({ data }) => {
        if (abort.signal.aborted) return;
        src = URL.createObjectURL(data);
        setFile({ state: 'ready', src, bytes: data.size });
      })
      .catch((thrown: unknown) => {
        // 404 = WhatsApp keeps files for some days only: trying again cannot help.
        if (!abort.signal.aborted) setFile({ state: statusOf(thrown) === 404 ? 'gone' : 'failed' });
      });
    return () => {
      abort.abort();
      if (src) URL.revokeObjectURL(src);
    };
  }, [url, wanted]);

  const load = useCallback(() => setWanted((times) => times + 1), []);
  return { file, load };
};
