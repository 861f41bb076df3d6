import { textAt, type JsonObject } from '../kernel/json';
import type { Sim } from '../sim';
import type { BusinessNumber } from '../world/accounts';
import { bookOf, type QrCode } from '../world/number-book';
import { deepLinkOf } from '../world/qr-codes';
import { bodyOf, fieldOf, ok, success, type GraphCall, type GraphReply } from './call';
import { askedFields, QR_CODE } from './fields';
import { pageOf } from './paging';
import { badValue, invalid, isRefusal, required, unknownObject, type Refusal } from './refusal';

const MOST = 2000;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const IMAGES = ['PNG', 'SVG'];

const newCode = (sim: Sim): string =>
  Array.from({ length: 14 }, () => LETTERS[sim.ids.below(LETTERS.length)]).join('');

const nodeOf = (sim: Sim, qr: QrCode): JsonObject => ({
  code: qr.code,
  prefilled_message: qr.message,
  deep_link_url: deepLinkOf(qr.code),
  ...(qr.image ? { qr_image_url: `${sim.baseUrl}/_qr/${qr.code}.${qr.image.toLowerCase()}` } : {}),
});

const saved = (sim: Sim, qr: QrCode): GraphReply => {
  sim.live.state();
  return ok(nodeOf(sim, qr));
};

/** `POST /{PNID}/message_qrdls`: with `code` the text changes, without it a code is made. */
export const saveQr = (sim: Sim, number: BusinessNumber, call: GraphCall): GraphReply | Refusal => {
  const body = bodyOf(call);
  if (isRefusal(body)) return body;
  const message = fieldOf(call, body, 'prefilled_message');
  if (!message) return required('prefilled_message');
  if (message.length > 140)
    return invalid('Param prefilled_message must be at most 140 characters long.');
  const image = fieldOf(call, body, 'generate_qr_image') ?? null;
  if (image !== null && !IMAGES.includes(image))
    return invalid(`Param generate_qr_image must be one of {${IMAGES.join(', ')}}.`);
  const { qrCodes } = bookOf(sim.books, number.id);
  const code = fieldOf(call, body, 'code') ?? textAt(body, 'code');
  if (code !== undefined) {
    const known = qrCodes.get(code);
    if (!known) return unknownObject(call.method, code);
    known.message = message;
    if (image) known.image = image;
    return saved(sim, known);
  }
  if (qrCodes.size >= MOST) return badValue(`A phone number has at most ${MOST} QR codes.`);
  const qr: QrCode = { code: newCode(sim), message, image, at: sim.clock.now() };
  qrCodes.set(qr.code, qr);
  return saved(sim, qr);
};

/** `GET /{PNID}/message_qrdls[/CODE]`: the picture only when `fields` asks for it. */
export const listQr = (sim: Sim, number: BusinessNumber, call: GraphCall): GraphReply | Refusal => {
  const { qrCodes } = bookOf(sim.books, number.id);
  const wanted = call.query.get('code') ?? call.rest;
  const found = wanted
    ? [qrCodes.get(wanted)].filter((qr) => qr !== undefined)
    : [...qrCodes.values()];
  const fields = call.query.get('fields') ?? '';
  const asked = askedFields(fields, QR_CODE);
  if (isRefusal(asked)) return asked;
  const format = /qr_image_url\.format\((SVG|PNG)\)/i.exec(fields)?.[1]?.toUpperCase();
  const show = (qr: QrCode): JsonObject => ({
    ...nodeOf(sim, format ? { ...qr, image: format } : qr),
    ...(fields.includes('creation_time') ? { creation_time: Math.floor(qr.at / 1000) } : {}),
  });
  return pageOf(sim, call, { found, show });
};

/** `DELETE /{PNID}/message_qrdls/CODE`. */
export const deleteQr = (
  sim: Sim,
  number: BusinessNumber,
  call: GraphCall
): GraphReply | Refusal => {
  const code = call.rest;
  if (!bookOf(sim.books, number.id).qrCodes.delete(code)) return unknownObject(call.method, code);
  sim.live.state();
  return success();
};
