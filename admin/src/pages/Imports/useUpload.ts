import { useCallback, useEffect, useRef, useState } from 'react';
import { useAuth } from '@strapi/strapi/admin';
import { backendUrl } from '../../shared/backend-url';
import type { ImportView } from './model';

export type Upload =
  | { readonly state: 'idle' }
  /** Share that is sent, 0…100. */
  | { readonly state: 'sending'; readonly share: number }
  | { readonly state: 'failed'; readonly error: unknown };

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return {}; // a proxy's own page: the status says enough
  }
};

/**
 * Sends the file as it is, streamed by the browser from the disk: `fetch` tells no progress of what is sent, and a form
 * would be read into the memory of the server's parser first.
 */
export const useUpload = (onDone: (view: ImportView) => void) => {
  const token = useAuth('WhatsappImport', (auth) => auth.token);
  const [upload, setUpload] = useState<Upload>({ state: 'idle' });
  const request = useRef<XMLHttpRequest | null>(null);
  useEffect(() => () => request.current?.abort(), []);

  const send = useCallback(
    (file: File, groupId: string | null) => {
      const query = new URLSearchParams({ name: file.name, ...(groupId ? { groupId } : {}) });
      const xhr = new XMLHttpRequest();
      request.current = xhr;
      xhr.open('POST', `${backendUrl()}/whatsapp/imports?${query.toString()}`);
      xhr.setRequestHeader('Authorization', `Bearer ${token ?? ''}`);
      xhr.setRequestHeader('Content-Type', 'application/octet-stream');
      xhr.upload.onprogress = ({ loaded, total }) =>
        setUpload({ state: 'sending', share: total > 0 ? (loaded / total) * 100 : 0 });
      xhr.onload = () => {
        const body = parsed(xhr.responseText);
        if (xhr.status === 200) onDone(body as ImportView);
        else setUpload({ state: 'failed', error: { status: xhr.status, ...(body as object) } });
      };
      xhr.onerror = () => setUpload({ state: 'failed', error: { message: 'network error' } });
      setUpload({ state: 'sending', share: 0 });
      xhr.send(file);
    },
    [token, onDone]
  );
  const stop = useCallback(() => {
    request.current?.abort();
    setUpload({ state: 'idle' });
  }, []);
  return { upload, send, stop };
};
