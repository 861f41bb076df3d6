import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import type { Readable } from 'node:stream';
import { accountsService } from '../accounts/public';
import type { GraphError } from '../cloud-api/errors';
import { DomainError, notFound, refusedInWords } from '../kernel/errors';
import { both } from '../kernel/input-words';
import { contextOf } from '../strapi/context';
import {
  INBOUND_MAX_BYTES,
  mediaService,
  readRange,
  safeFilename,
  servedAs,
  storedMedia,
  type StoredFileRow,
} from '../media/public';
import { fileOf } from './domain/file-of';
import type { Conversations, Viewer } from './service';
import { messageByKey } from './store';
import type { MessageRow } from './tables';

export interface MediaFile {
  /** Bytes of the whole file that the stream is; null = all of them. */
  part: { start: number; end: number } | null;
  /** Parts can be asked for. */
  hasParts: boolean;
  /** Ends with an error when more than the cap comes, or when Meta breaks off. */
  stream: Readable;
  type: string;
  inline: boolean;
  filename: string | null;
  sizeBytes: number | null;
}

const gone = (): DomainError =>
  new DomainError('media-gone', 'WhatsApp no longer has this file', {
    status: 404,
    remedy: 'Ask the customer to send the file again. WhatsApp keeps files for a few days only.',
  });

const CHECK_TOKEN = both(
  ['WhatsApp did not return the file.', 'Check the access token of the number.'],
  ['WhatsApp dosyayı vermedi.', 'Numaranın erişim anahtarını (token) kontrol edin.']
);
const AGAIN = both(
  ['WhatsApp did not return the file.', 'Try again.'],
  ['WhatsApp dosyayı vermedi.', 'Yeniden deneyin.']
);

const beyondEnd = (size: number) =>
  both(
    ['The file ends before this part.', `Ask for bytes below ${size}.`],
    ['Dosya bu bölümden önce bitiyor.', `${size} bayttan önceki bir bölümü isteyin.`]
  );

/** Meta says "no such object" for an id that ran out; everything else may pass or can be mended. */
const refusalOf = (error: GraphError): DomainError => {
  if (/larger than/.test(error.title))
    return new DomainError('media-too-large', error.title, {
      status: 413,
      remedy: 'Ask the customer for a smaller file.',
    });
  if (error.status === 404 || error.status === 410 || error.class === 'request') return gone();
  return new DomainError('media-not-fetched', 'WhatsApp did not return the file', {
    status: 503,
    remedy: error.class === 'auth' ? 'Check the access token of the number.' : 'Try again.',
    words: error.class === 'auth' ? CHECK_TOKEN : AGAIN,
    reason: error.title,
  });
};

/** A file that we keep: whole, or the part that a player asks for. */
const fromVault = async (
  strapi: Core.Strapi,
  file: StoredFileRow,
  range: string | undefined
): Promise<MediaFile> => {
  const size = file.sizeBytes ?? 0;
  const part = readRange(range, size);
  if (part === 'none')
    throw refusedInWords('range', beyondEnd(size), { status: 416, field: 'Range', size });
  return {
    stream: await mediaService(strapi).open(file, part ?? undefined),
    ...servedAs([file.mime]),
    filename: safeFilename(file.name),
    sizeBytes: size,
    part,
    hasParts: true,
  };
};

/** Straight from Meta: while it is not kept yet, or was not fetched. */
const fromMeta = async (strapi: Core.Strapi, message: MessageRow): Promise<MediaFile> => {
  const media = storedMedia(message.payload);
  if (!media) throw notFound('a file of this message');
  const account = await accountsService(strapi).get(message.accountId);
  const opened = await accountsService(strapi).cloudApi(account).downloadMedia({
    mediaId: media.id,
    phoneNumberId: account.phoneNumberId,
    maxBytes: INBOUND_MAX_BYTES,
  });
  if (!opened.ok) throw refusalOf(opened.error);
  const { stream, mime, sizeBytes } = opened.value;
  return {
    stream,
    ...servedAs([mime, media.mime]),
    filename: safeFilename(media.filename),
    sizeBytes,
    part: null,
    hasParts: false,
  };
};

/** What we sent: the attached file, or the one of the media library as it is now. */
const fromSource = async (strapi: Core.Strapi, message: MessageRow): Promise<MediaFile | null> => {
  const ref = fileOf(message.payload);
  if (!ref) return null;
  const file = await mediaService(strapi).describe(ref);
  return {
    stream: await file.open(),
    ...servedAs([file.mime]),
    filename: safeFilename(message.body?.media?.filename ?? file.name),
    // The media library knows sizes in rounded kilobytes only.
    sizeBytes: ref.from === 'attached' ? file.sizeBytes : null,
    part: null,
    hasParts: false,
  };
};

/** Opens the file of one message, for somebody who may see its conversation. */
export const openMedia = async (
  strapi: Core.Strapi,
  conversations: Conversations,
  { viewer, messageId, range }: { viewer: Viewer; messageId: number; range?: string | undefined }
): Promise<MediaFile> => {
  const message = await messageByKey(contextOf(strapi).db.knex, { id: messageId });
  if (!message) throw notFound('the message');
  await conversations.row(viewer, message.conversationId); // throws for what this person may not see
  const ours = await fromSource(strapi, message);
  if (ours) return ours;
  const kept = (await mediaService(strapi).filesOf([messageId])).get(messageId);
  if (kept?.state === 'stored') return fromVault(strapi, kept, range);
  if (kept?.state === 'gone') throw gone();
  const direct = await fromMeta(strapi, message);
  // It can be had again: now it is kept too.
  if (kept?.state === 'failed') await mediaService(strapi).again(kept);
  return direct;
};

/** Answers with the file. The headers make sure that nothing of a customer's file runs as our page. */
export const answerMedia = (ctx: Context, file: MediaFile): void => {
  ctx.attachment(file.filename ?? undefined, {
    type: file.inline ? 'inline' : 'attachment',
  });
  ctx.set('Content-Type', file.type);
  ctx.set('X-Content-Type-Options', 'nosniff');
  ctx.set('Content-Security-Policy', "default-src 'none'; sandbox");
  // A private file: kept by this browser for a while, by no proxy, and for this sign-in only.
  ctx.set('Cache-Control', 'private, max-age=300');
  ctx.vary('Authorization');
  if (file.hasParts) ctx.set('Accept-Ranges', 'bytes');
  ctx.body = file.stream;
  const { part, sizeBytes } = file;
  if (part) {
    ctx.status = 206;
    ctx.set('Content-Range', `bytes ${part.start}-${part.end}/${sizeBytes ?? '*'}`);
    ctx.length = part.end - part.start + 1;
  } else if (sizeBytes !== null) ctx.length = sizeBytes;
};
