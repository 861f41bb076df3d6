import { Readable, Transform, type TransformCallback } from 'node:stream';
import { err, ok, type Result } from '../kernel/result';
import type { GraphError } from './errors';
import { isMetaId, mayCarryToken } from './graph-paths';
import { mediaInfoShape, successShape, uploadedShape, type MediaInfo } from './graph-shapes';
import {
  invalidId,
  localError,
  manageCall,
  noAnswerError,
  refusalOf,
  type ManageDeps,
} from './manage-call';
import type { ByteStream, RawResult } from './transport';

export type MediaDownload = {
  /** Ends with an error when more bytes come than allowed: then nothing of it may be kept. */
  stream: Readable;
  mime: string | null;
  sizeBytes: number | null;
};

/** `bytes` as a blob of a file on the disk are streamed. */
export type UploadFile = { bytes: Uint8Array | Blob; mime: string; filename: string };

export type MediaCalls = {
  /** Makes a media id that lives 30 days and belongs to this number. */
  uploadMedia(phoneNumberId: string, file: UploadFile): Promise<Result<{ id: string }, GraphError>>;
  /** Where the file lies for the next five minutes. */
  mediaUrl(mediaId: string, phoneNumberId?: string): Promise<Result<MediaInfo, GraphError>>;
  /**
   * Opens the file; an address that ran out is asked for once more. `url` spares the first question. On some accounts Meta
   * refuses `phone_number_id` for files of customers, so it is named only where Meta refuses the question without it.
   */
  downloadMedia(media: {
    mediaId: string;
    phoneNumberId?: string;
    url?: string;
    maxBytes: number;
  }): Promise<Result<MediaDownload, GraphError>>;
  deleteMedia(mediaId: string): Promise<Result<{ success: boolean }, GraphError>>;
};

/** A large file over a slow line. */
const TRANSFER_TIMEOUT_MS = 120_000;

export const mediaCalls = (deps: ManageDeps): MediaCalls => {
  const mediaUrl: MediaCalls['mediaUrl'] = async (mediaId, phoneNumberId) => {
    if (!isMetaId(mediaId)) return err(invalidId('mediaId'));
    if (phoneNumberId !== undefined && !isMetaId(phoneNumberId))
      return err(invalidId('phoneNumberId'));
    return manageCall(deps, {
      verb: 'mediaUrl',
      method: 'GET',
      path: mediaId,
      query: { phone_number_id: phoneNumberId },
      target: 'media',
      shape: mediaInfoShape,
    });
  };
  return {
    mediaUrl,
    uploadMedia: async (phoneNumberId, file) => {
      if (!isMetaId(phoneNumberId)) return err(invalidId('phoneNumberId'));
      return manageCall(deps, {
        verb: 'uploadMedia',
        method: 'POST',
        path: `${phoneNumberId}/media`,
        form: uploadForm(file),
        timeoutMs: TRANSFER_TIMEOUT_MS,
        target: 'number',
        shape: uploadedShape,
      });
    },
    downloadMedia: (media) => download(deps, mediaUrl, media),
    deleteMedia: async (mediaId) => {
      if (!isMetaId(mediaId)) return err(invalidId('mediaId'));
      return manageCall(deps, {
        verb: 'deleteMedia',
        method: 'DELETE',
        path: mediaId,
        target: 'media',
        shape: successShape,
      });
    },
  };
};

const uploadForm = (file: UploadFile): FormData => {
  const form = new FormData();
  form.append('messaging_product', 'whatsapp');
  form.append('type', file.mime);
  const { bytes, mime, filename } = file;
  const blob = 'byteLength' in bytes ? new Blob([new Uint8Array(bytes)], { type: mime }) : bytes;
  form.append('file', blob, filename);
  return form;
};

type MediaRequest = Parameters<MediaCalls['downloadMedia']>[0];

const addressOf = async (
  mediaUrl: MediaCalls['mediaUrl'],
  { mediaId, phoneNumberId }: MediaRequest
): Promise<Result<MediaInfo, GraphError>> => {
  const info = await mediaUrl(mediaId);
  const isRefused = !info.ok && info.error.class === 'request' && info.error.status === 400;
  return isRefused && phoneNumberId ? mediaUrl(mediaId, phoneNumberId) : info;
};

const download = async (
  deps: ManageDeps,
  mediaUrl: MediaCalls['mediaUrl'],
  media: MediaRequest
): Promise<Result<MediaDownload, GraphError>> => {
  if (media.url !== undefined) {
    const opened = await open(deps, media.url);
    if (opened.kind === 'stream') return take(opened, media.maxBytes);
    // The direct address of a webhook is a shortcut: whatever is wrong with it, the id decides.
  }
  for (let turn = 1; ; turn += 1) {
    const info = await addressOf(mediaUrl, media);
    if (!info.ok) return info;
    const opened = await open(deps, info.value.url);
    if (opened.kind === 'stream') return take(opened, media.maxBytes);
    if (opened.kind === 'refused-address')
      return err(localError('request', 'the media address is not one of Meta'));
    if (opened.kind === 'no-answer') return err(noAnswerError(opened.reason));
    if (opened.status !== 404 || turn === 2) return err(refusalOf(opened, 'media'));
  }
};

const open = async (
  deps: ManageDeps,
  url: string
): Promise<ByteStream | RawResult | { kind: 'refused-address' }> =>
  mayCarryToken(url, deps.base)
    ? deps.transport.stream({ url, token: deps.token, timeoutMs: TRANSFER_TIMEOUT_MS })
    : { kind: 'refused-address' };

const take = (opened: ByteStream, maxBytes: number): Result<MediaDownload, GraphError> => {
  const source = opened.stream instanceof Readable ? opened.stream : Readable.from(opened.stream);
  if (opened.contentLength !== null && opened.contentLength > maxBytes) {
    source.destroy();
    return err(localError('request', `the file is larger than ${maxBytes} bytes`));
  }
  const stream = capped(source, maxBytes);
  return ok({ stream, mime: opened.contentType, sizeBytes: opened.contentLength });
};

/** Passes at most `maxBytes`; both ends are destroyed when more comes, or when either side fails. */
const capped = (source: Readable, maxBytes: number): Readable => {
  let size = 0;
  const cap = new Transform({
    transform: (chunk: Buffer, _encoding, done: TransformCallback) => {
      size += chunk.length;
      if (size > maxBytes) done(new Error(`the file is larger than ${maxBytes} bytes`));
      else done(null, chunk);
    },
  });
  source.on('error', () => cap.destroy(new Error('the download broke off')));
  source.on('aborted', () => cap.destroy(new Error('the download broke off')));
  cap.on('close', () => source.destroy());
  return source.pipe(cap);
};
