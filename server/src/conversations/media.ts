import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import type { Readable } from 'node:stream';
import { accountsService } from '../accounts/public';
import type { GraphError } from '../cloud-api/errors';
import { DomainError, notFound } from '../kernel/errors';
import { contextOf } from '../strapi/context';
import { MEDIA_MAX_BYTES, safeFilename, servedAs, storedMedia } from './domain/media';
import type { Conversations, Viewer } from './service';
import { messageByKey } from './store';

export interface MediaFile {
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
    remedy: 'ask the customer to send the file again; WhatsApp keeps files for some days only',
  });

/** Meta says "no such object" for an id that ran out; everything else may pass or can be mended. */
const refusalOf = (error: GraphError): DomainError => {
  if (/larger than/.test(error.title))
    return new DomainError('media-too-large', error.title, { status: 413 });
  if (error.status === 404 || error.status === 410 || error.class === 'request') return gone();
  return new DomainError('media-not-fetched', 'WhatsApp did not give the file', {
    status: 503,
    remedy: error.class === 'auth' ? 'check the access token of the number' : 'try again',
    reason: error.title,
  });
};

/** Opens the file of one message at Meta, for somebody who may see its conversation. */
export const openMedia = async (
  strapi: Core.Strapi,
  conversations: Conversations,
  { viewer, messageId }: { viewer: Viewer; messageId: number }
): Promise<MediaFile> => {
  const message = await messageByKey(contextOf(strapi).db.knex, { id: messageId });
  if (!message) throw notFound('the message');
  await conversations.row(viewer, message.conversationId); // throws for what this person may not see
  const media = storedMedia(message.payload);
  if (!media) throw notFound('a file of this message');
  const account = await accountsService(strapi).get(message.accountId);
  const opened = await accountsService(strapi).cloudApi(account).downloadMedia({
    mediaId: media.id,
    phoneNumberId: account.phoneNumberId,
    maxBytes: MEDIA_MAX_BYTES,
  });
  if (!opened.ok) throw refusalOf(opened.error);
  const { stream, mime, sizeBytes } = opened.value;
  return {
    stream,
    ...servedAs([mime, media.mime]),
    filename: safeFilename(media.filename),
    sizeBytes,
  };
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
  ctx.body = file.stream;
  if (file.sizeBytes !== null) ctx.length = file.sizeBytes;
};
