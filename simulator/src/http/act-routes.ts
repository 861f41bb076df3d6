import type Router from '@koa/router';
import type { ActOptions } from '../control/acts';
import type { Control } from '../control/control';
import { ControlError } from '../control/control-error';
import { PAYMENT_METHODS, PAYMENT_STATES, type PaymentInput } from '../control/pay';
import { isObject, objectAt, textAt, type JsonObject } from '../kernel/json';
import type { Sim } from '../sim';
import { jsonOf } from './control-input';
import { showMedia } from './media-bytes';

type Deed = (control: Control, key: string, body: JsonObject) => unknown;

const need = (body: JsonObject, key: string): string => {
  const value = body[key];
  if (typeof value !== 'string') throw new ControlError(400, `${key} is required.`);
  return value;
};

const REFERRAL = [
  ...['source_url', 'source_id', 'source_type', 'headline', 'body', 'media_type'],
  ...['image_url', 'video_url', 'thumbnail_url', 'ctwa_clid'],
];

/** The ad behind a message, in the words of the webhook. */
const referralOf = (referral: unknown): JsonObject => {
  if (!isObject(referral)) throw new ControlError(400, 'referral must be an object.');
  for (const [key, value] of Object.entries(referral))
    if (key !== 'welcome_message' && !(REFERRAL.includes(key) && typeof value === 'string'))
      throw new ControlError(
        400,
        `referral.${key.slice(0, 40)} is not known or not a text. Use ${REFERRAL.join(', ')}.`
      );
  return referral;
};

const options = (body: JsonObject): ActOptions => ({
  ...(textAt(body, 'phoneNumberId') ? { phoneNumberId: textAt(body, 'phoneNumberId') ?? '' } : {}),
  ...(textAt(body, 'quoted') ? { quoted: textAt(body, 'quoted') ?? '' } : {}),
  ...(body['forwarded'] === true ? { forwarded: true } : {}),
  ...(body['referral'] === undefined ? {} : { referral: referralOf(body['referral']) }),
});

const coordinate = (body: JsonObject, key: string, limit: number): number => {
  const value = Number(body[key] ?? NaN);
  if (!(Math.abs(value) <= limit))
    throw new ControlError(400, `${key} must be a number between -${limit} and ${limit}.`);
  return value;
};

const media: Deed = (control, key, body) => {
  const filename = textAt(body, 'filename');
  const caption = textAt(body, 'caption');
  return control.act.media(
    key,
    {
      bytes: Buffer.from(need(body, 'base64'), 'base64'),
      mimeType: need(body, 'mimeType'),
      ...(filename ? { filename } : {}),
      ...(caption ? { caption } : {}),
      ...(body['voice'] === true ? { voice: true } : {}),
      ...(body['as'] === 'document' ? { as: 'document' as const } : {}),
    },
    options(body)
  );
};

const oneOf = <T extends string>(body: JsonObject, key: string, words: readonly T[]): T => {
  const word = words.find((known) => known === body[key]);
  if (!word) throw new ControlError(400, `${key} must be one of ${words.join(', ')}.`);
  return word;
};

const paymentOf = (body: JsonObject): PaymentInput => {
  const error = objectAt(body, 'error');
  return {
    status: oneOf(body, 'status', PAYMENT_STATES),
    ...(body['method'] === undefined ? {} : { method: oneOf(body, 'method', PAYMENT_METHODS) }),
    ...(error ? { error: { code: need(error, 'code'), reason: need(error, 'reason') } } : {}),
  };
};

/** What a person can do, by the last word of POST /_sim/people/:key/act/<word>. */
const DEEDS: Readonly<Record<string, Deed>> = {
  text: (control, key, body) => control.act.text(key, need(body, 'body'), options(body)),
  media,
  location: (control, key, body) =>
    control.act.location(
      key,
      {
        latitude: coordinate(body, 'latitude', 90),
        longitude: coordinate(body, 'longitude', 180),
        ...(textAt(body, 'name') ? { name: textAt(body, 'name') ?? '' } : {}),
        ...(textAt(body, 'address') ? { address: textAt(body, 'address') ?? '' } : {}),
      },
      options(body)
    ),
  contact: (control, key, body) =>
    control.act.contact(
      key,
      { name: need(body, 'name'), phone: need(body, 'phone') },
      options(body)
    ),
  'share-number': (control, key, body) => control.act.shareNumber(key, need(body, 'wamid')),
  react: (control, key, body) => control.act.react(key, need(body, 'wamid'), need(body, 'emoji')),
  edit: (control, key, body) => control.act.edit(key, need(body, 'wamid'), need(body, 'body')),
  revoke: (control, key, body) => control.act.revoke(key, need(body, 'wamid')),
  press: (control, key, body) =>
    control.act.press(
      key,
      need(body, 'wamid'),
      typeof body['button'] === 'number' ? body['button'] : need(body, 'button')
    ),
  choose: (control, key, body) => control.act.choose(key, need(body, 'wamid'), need(body, 'rowId')),
  read: (control, key, body) => control.act.read(key, textAt(body, 'phoneNumberId')),
  play: (control, key, body) => control.act.play(key, need(body, 'wamid')),
  pay: (control, key, body) => control.act.pay(key, need(body, 'wamid'), paymentOf(body)),
  'stop-marketing': (control, key, body) =>
    control.act.stopMarketing(key, textAt(body, 'phoneNumberId')),
  'resume-marketing': (control, key, body) =>
    control.act.resumeMarketing(key, textAt(body, 'phoneNumberId')),
  block: (control, key) => control.act.block(key, true),
  unblock: (control, key) => control.act.block(key, false),
  online: (control, key) => control.act.setOnline(key, true),
  offline: (control, key) => control.act.setOnline(key, false),
  'receipts-on': (control, key) => control.act.setReceipts(key, true),
  'receipts-off': (control, key) => control.act.setReceipts(key, false),
  raw: (control, key, body) =>
    control.act.raw(key, { type: need(body, 'type'), node: body['node'] }, options(body)),
};

export const actRoutes = (router: Router, sim: Sim, control: Control): void => {
  router.post('/people/:key/act/:deed', async (ctx) => {
    const deed = DEEDS[String(ctx.params['deed'])];
    if (!deed)
      throw new ControlError(404, `Unknown action. Use one of ${Object.keys(DEEDS).join(', ')}.`);
    ctx.body = { result: deed(control, String(ctx.params['key']), await jsonOf(ctx)) ?? null };
  });
  router.get('/media/:id', (ctx) => showMedia(sim, ctx));
};
