import { boundaryOf, parseMultipart, type Part } from '../http/multipart';
import type { Sim } from '../sim';
import { maxBytesOf, mediaKindOf } from '../traffic/media-use';
import type { BusinessNumber } from '../world/accounts';
import { UPLOADED_MS, type MediaRecord } from '../world/media';
import { ok, success, type GraphCall, type GraphReply } from './call';
import {
  badValue,
  invalid,
  isRefusal,
  refuse,
  required,
  unknownObject,
  type Refusal,
} from './refusal';

const TICKET_MS = 5 * 60_000;

const textPart = (parts: readonly Part[], name: string): string | undefined =>
  parts.find((part) => part.name === name && part.filename === null)?.bytes.toString('utf8');

/** `POST /{PNID}/media` → `{ id }`. Type and size are checked here, content at send time. */
export const uploadMedia = (
  sim: Sim,
  number: BusinessNumber,
  call: GraphCall
): GraphReply | Refusal => {
  const boundary = boundaryOf(call.contentType);
  const parts = boundary ? parseMultipart(call.bytes, boundary) : null;
  if (!parts) return invalid('The request must be multipart/form-data with a file.');
  // Graph takes plain fields from the query too, and there are clients that put this one there.
  const product = textPart(parts, 'messaging_product') ?? call.query.get('messaging_product');
  if (product !== 'whatsapp') return required('messaging_product');
  const file = parts.find((part) => part.name === 'file');
  if (!file) return required('file');
  const mimeType = (textPart(parts, 'type') ?? file.contentType ?? '').trim();
  const kind = mediaKindOf(mimeType);
  if (!kind)
    return invalid(
      `Param file must be a file with one of the following types: audio/aac, audio/mp4, audio/mpeg, audio/amr, audio/ogg, image/jpeg, image/png, image/webp, video/mp4, video/3gpp, application/pdf, text/plain and office documents. Received file of type '${mimeType.slice(0, 100)}'.`
    );
  if (file.bytes.length === 0) return badValue('The file is empty.');
  if (file.bytes.length > maxBytesOf(kind))
    return refuse(
      131053,
      `The file is larger than the ${maxBytesOf(kind)} bytes allowed for ${kind}.`
    );
  const record = sim.media.put({
    phoneNumberId: number.id,
    mimeType,
    filename: file.filename,
    bytes: Buffer.from(file.bytes),
    expiresAt: sim.clock.now() + UPLOADED_MS,
    isReceived: false,
  });
  return ok({ id: record.id });
};

/** A direct address for the bytes, good for five minutes and only with the token. */
export const mediaUrl = (sim: Sim, record: MediaRecord): string => {
  const ticket = sim.ids.token(24);
  const now = sim.clock.now();
  for (const [old, { until }] of sim.tickets) {
    if (until > now) break; // tickets are kept in order of age
    sim.tickets.delete(old);
  }
  sim.tickets.set(ticket, { mediaId: record.id, until: now + TICKET_MS });
  return `${sim.baseUrl}/_media/?mid=${record.id}&ext=${Math.floor((now + TICKET_MS) / 1000)}&hash=${ticket}`;
};

const owned = (sim: Sim, call: GraphCall): MediaRecord | Refusal => {
  const record = sim.media.get(call.id, sim.clock.now());
  if (!record) return unknownObject(call.method, call.id);
  const asker = call.query.get('phone_number_id');
  const isRefused = record.isReceived && sim.config.media.numberParameter === 'refused';
  if (asker && (isRefused || asker !== record.phoneNumberId))
    return unknownObject(call.method, call.id);
  return record;
};

/** `GET /{media-id}` → url, mime type, hash, size. */
export const getMedia = (sim: Sim, call: GraphCall): GraphReply | Refusal => {
  const record = owned(sim, call);
  if (isRefusal(record)) return record;
  return ok({
    messaging_product: 'whatsapp',
    url: mediaUrl(sim, record),
    mime_type: record.mimeType,
    sha256: record.sha256.toString('hex'),
    file_size: String(record.bytes.length),
    id: record.id,
  });
};

export const deleteMedia = (sim: Sim, call: GraphCall): GraphReply | Refusal => {
  const record = owned(sim, call);
  if (isRefusal(record)) return record;
  sim.media.remove(record.id);
  return success();
};

/** The bytes behind a media address; null = gone or never there. */
export const ticketedMedia = (sim: Sim, query: URLSearchParams): MediaRecord | null => {
  const ticket = sim.tickets.get(query.get('hash') ?? '');
  if (!ticket || ticket.mediaId !== query.get('mid') || ticket.until < sim.clock.now()) return null;
  return sim.media.get(ticket.mediaId, sim.clock.now()) ?? null;
};
