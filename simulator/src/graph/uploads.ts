import type { Sim } from '../sim';
import { bodyOf, fieldOf, ok, type GraphCall, type GraphReply } from './call';
import { invalid, isRefusal, required, unknownObject, type Refusal } from './refusal';

/** A session lives about an hour. */
const SESSION_MS = 3600_000;

const TYPES = ['application/pdf', 'image/jpeg', 'image/jpg', 'image/png', 'video/mp4'];

/** `POST /{APP}/uploads`: opens a resumable upload session. */
export const openUpload = (sim: Sim, call: GraphCall): GraphReply | Refusal => {
  const body = bodyOf(call);
  if (isRefusal(body)) return body;
  const length = Number(fieldOf(call, body, 'file_length'));
  const fileType = fieldOf(call, body, 'file_type');
  if (!Number.isInteger(length) || length <= 0) return required('file_length');
  if (!fileType) return required('file_type');
  if (!TYPES.includes(fileType))
    return invalid(`Param file_type must be one of {${TYPES.join(', ')}}.`);
  const id = `upload:${Buffer.from(`1:attachment:${sim.ids.token(16)}`).toString('base64url')}`;
  sim.uploads.set(id, {
    id,
    fileType,
    length,
    bytes: Buffer.alloc(0),
    handle: null,
    until: sim.clock.now() + SESSION_MS,
  });
  return ok({ id: `${id}?sig=AR${sim.ids.token(12)}` });
};

/** `POST /upload:…`: bytes from `file_offset` on; the last byte yields the handle. */
export const continueUpload = (sim: Sim, call: GraphCall): GraphReply | Refusal => {
  const session = sim.uploads.get(call.id);
  if (!session || session.until < sim.clock.now()) return unknownObject(call.method, call.id);
  if (call.method === 'GET') return ok({ id: session.id, file_offset: session.bytes.length });
  const offset = Number(call.headers['file_offset'] ?? NaN);
  if (offset !== session.bytes.length)
    return invalid(`The file_offset header must be ${session.bytes.length}.`);
  if (session.bytes.length + call.bytes.length > session.length)
    return invalid(`More bytes than the announced file_length of ${session.length}.`);
  session.bytes = Buffer.concat([session.bytes, call.bytes]);
  if (session.bytes.length < session.length)
    return ok({ id: session.id, file_offset: session.bytes.length });
  session.handle ??= `4::${Buffer.from(session.fileType).toString('base64')}:ARa${sim.ids.token(40)}`;
  return ok({ h: session.handle });
};
