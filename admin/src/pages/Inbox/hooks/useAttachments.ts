import { useCallback, useEffect, useRef } from 'react';
import { useAuth } from '@strapi/strapi/admin';
import type { ConversationView } from '../../../../../server/src/contracts/conversations';
import {
  HEAD_BYTES,
  judgeDeclared,
  judgeFile,
} from '../../../../../server/src/contracts/media-rules';
import { isReady, isRefused, nameOfPasted, type Attachment } from '../model/attachment';
import { useBegun } from './useBegun';
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

const NO_FILES: readonly Attachment[] = [];
const forgetPicture = ({ previewUrl }: Pick<Attachment, 'previewUrl'>) => {
  if (previewUrl) URL.revokeObjectURL(previewUrl);
};

/** What leaving the conversation interrupted: it is there, but neither with the server nor refused. */
const isUnfinished = (one: Attachment): boolean =>
  !isReady(one) && !isRefused(one) && one.upload !== 'failed';

/**
 * Files that are to go with the next message: judged at once, uploaded at once, sent when the person says so. They stay
 * while another conversation is looked at.
 */
export const useAttachments = ({ id, accountId }: Pick<ConversationView, 'id' | 'accountId'>) => {
  const token = useAuth('WhatsappFiles', (auth) => auth.token);
  const [list, setList] = useBegun(`files.${id}`, NO_FILES);
  const latest = useRef({ list, token });
  latest.current = { list, token };
  const aborts = useRef(new Map<string, AbortController>());

  const change = useCallback(
    (key: string, part: Partial<Attachment>) =>
      setList((old) => old.map((one) => (one.key === key ? { ...one, ...part } : one))),
    [setList]
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
    [examine, setList]
  );

  const remove = useCallback(
    (key: string) => {
      aborts.current.get(key)?.abort();
      latest.current.list.filter((one) => one.key === key).forEach(forgetPicture);
      setList((old) => {
        const left = old.filter((one) => one.key !== key);
        return left.length === 0 ? NO_FILES : left;
      });
    },
    [setList]
  );

  const shrink = useCallback(
    async (key: string) => {
      const one = latest.current.list.find((other) => other.key === key);
      if (!one?.file) return;
      change(key, { verdict: null });
      const smaller = await shrinkPicture(one.file);
      if (!smaller) return change(key, { verdict: one.verdict });
      forgetPicture(one);
      change(key, { previewUrl: null, file: smaller, name: smaller.name, sizeBytes: smaller.size });
      await examine(key, smaller, smaller.name);
    },
    [change, examine]
  );

  const start = useRef((one: Attachment) => {
    if (!one.file) return;
    void (one.verdict ? upload : examine)(one.key, one.file, one.name);
  });
  useEffect(() => {
    latest.current.list.filter(isUnfinished).forEach(start.current);
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
      if (!one.verdict) change(key, { upload: 'waiting' });
      start.current(one);
    },
    /** Empties the list and keeps the preview addresses: the sent message shows the same pictures and revokes them. */
    handOver: () => setList(NO_FILES),
    clear: () => {
      list.forEach(forgetPicture);
      setList(NO_FILES);
    },
  };
};
export type Attachments = ReturnType<typeof useAttachments>;
