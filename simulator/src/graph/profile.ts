import type { Sim } from '../sim';
import type { BusinessNumber } from '../world/accounts';
import { isHttpUrl } from '../checks/limits';
import type { JsonObject } from '../kernel/json';
import { bodyOf, ok, success, unfolded, type GraphCall, type GraphReply } from './call';
import { askedFields, cutTo, PROFILE } from './fields';
import { invalid, isRefusal, required, type Refusal } from './refusal';

const EDITABLE = ['about', 'address', 'description', 'email', 'websites', 'vertical'];
const PICTURES = ['image/jpeg', 'image/jpg', 'image/png'];
const LIMITS: Readonly<Record<string, number>> = {
  about: 139,
  address: 256,
  description: 512,
  email: 128,
};
const VERTICALS = [
  '',
  'UNDEFINED',
  'OTHER',
  'AUTO',
  'BEAUTY',
  'APPAREL',
  'EDU',
  'ENTERTAIN',
  'EVENT_PLAN',
  'FINANCE',
  'GROCERY',
  'GOVT',
  'HOTEL',
  'HEALTH',
  'NONPROFIT',
  'PROF_SERVICES',
  'RETAIL',
  'TRAVEL',
  'RESTAURANT',
  'ALCOHOL',
  'ONLINE_GAMBLING',
  'PHYSICAL_GAMBLING',
  'OTC_DRUGS',
];

/** `GET /{PNID}/whatsapp_business_profile`: the fields asked for, all when none is named. */
export const getProfile = (number: BusinessNumber, call: GraphCall): GraphReply | Refusal => {
  const asked = askedFields(call.query.get('fields'), PROFILE);
  if (isRefusal(asked)) return asked;
  return ok({ data: [{ messaging_product: 'whatsapp', ...cutTo(number.profile, asked) }] });
};

const WRITABLE = ['messaging_product', 'profile_picture_handle', ...EDITABLE];

const problemIn = (body: JsonObject): Refusal | null => {
  const unknown = Object.keys(body).find((field) => !WRITABLE.includes(field));
  if (unknown !== undefined) return invalid(`Param ${unknown} is not a field of the profile.`);
  for (const [field, max] of Object.entries(LIMITS)) {
    const value = body[field];
    if (value === undefined) continue;
    if (typeof value !== 'string') return invalid(`Param ${field} must be a string.`);
    if (value.length > max)
      return invalid(`Param ${field} must be at most ${max} characters long.`);
    if (field === 'about' && value === '')
      return invalid('Param about must be at least 1 characters long.');
  }
  const { websites, vertical, email } = body;
  if (typeof email === 'string' && email !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    return invalid('Param email must be a valid email address.');
  if (
    websites !== undefined &&
    !(
      Array.isArray(websites) &&
      websites.length <= 2 &&
      websites.every((w) => isHttpUrl(w) && w.length <= 256)
    )
  )
    return invalid(
      'Param websites must be at most 2 addresses that start with http:// or https://.'
    );
  if (vertical !== undefined && !(typeof vertical === 'string' && VERTICALS.includes(vertical)))
    return invalid(`Param vertical must be one of {${VERTICALS.filter(Boolean).join(', ')}}.`);
  return null;
};

/** `POST /{PNID}/whatsapp_business_profile`: changes the given fields. */
export const editProfile = (
  sim: Sim,
  number: BusinessNumber,
  call: GraphCall
): GraphReply | Refusal => {
  const given = bodyOf(call);
  if (isRefusal(given)) return given;
  const body = unfolded(given, ['websites']);
  if (body['messaging_product'] !== 'whatsapp') return required('messaging_product');
  const problem = problemIn(body);
  if (problem) return problem;
  const handle = body['profile_picture_handle'];
  if (handle !== undefined) {
    const session = [...sim.uploads.values()].find((one) => one.handle === handle);
    if (handle === null || !session)
      return invalid('Param profile_picture_handle is not a handle of the resumable upload API.');
    if (!PICTURES.includes(session.fileType))
      return invalid('Param profile_picture_handle must be of an image/jpeg or image/png file.');
    number.profile['profile_picture_url'] =
      `https://pps.whatsapp.net/v/t61/${sim.ids.token(12)}.jpg`;
  }
  for (const field of EDITABLE) if (body[field] !== undefined) number.profile[field] = body[field];
  return success();
};
