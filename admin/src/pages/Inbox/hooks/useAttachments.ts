import { useCallback, useEffect, useRef, useState } from 'react';
import { useAuth } from '@strapi/strapi/admin';
import {
  HEAD_BYTES,
  judgeDeclared,
  judgeFile,
} from '../../../../../server/src/contracts/media-rules';
import { isReady, nameOfPasted, type Attachment } from '../model/attachment';
import { newClientId } from './useOutbox';
import { shrinkPicture } from './shrink-picture';
import { uploadFile } from './upload-file';

/** More at once would only stand in each other's way; WhatsApp takes one file a message. */
export const MOST_FILES = 10;

/** A file of the media library, as its dialog gives it; `size` in kilobytes. */
export interface LibraryAsset {
  readonly id: number;
  readonly name: string;
  readonly mime?: string | undefined;
  readonly size?: number | undefined;
  readonly url?: string | undefined;
}

const fresh = (part: Pick<Attachment, 'name' | 'sizeBytes' | 'file'>): Attachment => ({
  key: newClientId(),
  verdict: null,
  asDocument: false,
  voice: false,
  upload: 'waiting',
  progress: 0,
  ref: null,
  error: null,
  previewUrl: null,
  ...part,
});

const fromLibrary = (asset: LibraryAsset): Attachment => {
  const sizeBytes = Math.round((asset.size ?? 0) * 1000);
  return {
    ...fresh({ name: asset.name, sizeBytes, file: null }),
    verdict: judgeDeclared({ sizeBytes: Math.max(1, sizeBytes), mime: asset.mime ?? '' }),
    upload: 'done',
    progress: 1,
    ref: { from: 'library', id: asset.id },
  };
};

const look = async (file: File, name: string) =>
  judgeFile({
    name,
    sizeBytes: file.size,
    head: new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()),
  });

/** Files that are to go with the next message: judged at once, uploaded at once, sent when the person says so. */
export const useAttachments = (accountId: number) => {
  const token = useAuth('WhatsappFiles', (auth) => auth.token);
  const [list, setList] = useState<readonly Attachment[]>([]);
  const latest = useRef({ list, token });
  latest.current = { list, token };
  const aborts = useRef(new Map<string, AbortController>());

  const change = useCallback(
    (key: string, part: Partial<Attachment>) =>
      setList((old) => old.map((one) => (one.key === key ? { ...one, ...part } : one))),
    []
  );

  const upload = useCallback(
    async (key: string, file: File, name: string) => {
      const abort = new AbortController();
      aborts.current.set(key, abort);
      change(key, { upload: 'running', progress: 0, error: null });
      try {
        const kept = await uploadFile({
          file,
          name,
          accountId,
          token: latest.current.token ?? '',
          signal: abort.signal,
          onProgress: (progress) => change(key, { progress }),
        });
        change(key, { upload: 'done', progress: 1, ref: { from: 'attached', id: kept.id } });
      } catch (error) {
        if (!abort.signal.aborted) change(key, { upload: 'failed', error });
      } finally {
        aborts.current.delete(key);
      }
    },
    [accountId, change]
  );

  const examine = useCallback(
    async (key: string, file: File, name: string) => {
      const verdict = await look(file, name).catch(() => null);
      // It was moved, changed or taken away since it was chosen.
      if (verdict === null) return change(key, { upload: 'failed' });
      const previewUrl =
        verdict.ok && verdict.kind !== 'document' ? URL.createObjectURL(file) : null;
      change(key, { verdict, previewUrl });
      if (verdict.ok) await upload(key, file, name);
    },
    [change, upload]
  );

  const add = useCallback(
    (files: readonly File[], voice = false) => {
      const room = MOST_FILES - latest.current.list.length;
      const made = files.slice(0, Math.max(0, room)).map((file) => ({
        ...fresh({ name: nameOfPasted(file, new Date()), sizeBytes: file.size, file }),
        voice,
      }));
      setList((old) => [...old, ...made]);
      for (const one of made) if (one.file) void examine(one.key, one.file, one.name);
    },
    [examine]
  );

  const remove = useCallback((key: string) => {
    aborts.current.get(key)?.abort();
    setList((old) => old.filter((one) => one.key !== key));
  }, []);

  const shrink = useCallback(
    async (key: string) => {
      const one = latest.current.list.find((other) => other.key === key);
      if (!one?.file) return;
      change(key, { verdict: null });
      const smaller = await shrinkPicture(one.file);
      if (!smaller) return change(key, { verdict: one.verdict });
      change(key, { file: smaller, name: smaller.name, sizeBytes: smaller.size });
      await examine(key, smaller, smaller.name);
    },
    [change, examine]
  );

  useEffect(() => {
    const running = aborts.current;
    return () => running.forEach((abort) => abort.abort());
  }, []);

  return {
    list,
    add,
    remove,
    shrink: (key: string) => void shrink(key),
    addFromLibrary: (assets: readonly LibraryAsset[]) =>
      setList((old) => [...old, ...assets.map(fromLibrary)].slice(0, MOST_FILES)),
    setAsDocument: (key: string, asDocument: boolean) => change(key, { asDocument }),
    retry: (key: string) => {
      const one = latest.current.list.find((other) => other.key === key);
      if (!one?.file || isReady(one)) return;
      if (one.verdict) return void upload(key, one.file, one.name);
      change(key, { upload: 'waiting' });
      void examine(key, one.file, one.name);
    },
    clear: () => setList([]),
  };
};
export type Attachments = ReturnType<typeof useAttachments>;
