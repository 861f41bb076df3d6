import type { Sim } from '../sim';
import type { BusinessNumber } from '../world/accounts';
import { isHttpUrl } from '../checks/limits';
import type { JsonObject } from '../kernel/json';
import { bodyOf, ok, success, type GraphCall, type GraphReply } from './call';
import { invalid, isRefusal, required, type Refusal } from './refusal';

const FIELDS = [
  'about',
  'address',
  'description',
  'email',
  'profile_picture_url',
  'websites',
  'vertical',
];
const EDITABLE = FIELDS.filter((field) => field !== 'profile_picture_url');
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

export const getProfile = (number: BusinessNumber, call: GraphCall): GraphReply => {
  const wanted = (call.query.get('fields') ?? '')
    .split(',')
    .filter((field) => FIELDS.includes(field));
  const data: JsonObject = { messaging_product: 'whatsapp' };
  for (const field of wanted)
    if (number.profile[field] !== undefined) data[field] = number.profile[field];
  return ok({ data: [data] });
};

const problemIn = (body: JsonObject): Refusal | null => {
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
  if (vertical !== undefined && !VERTICALS.includes(String(vertical)))
    return invalid(`Param vertical must be one of {${VERTICALS.filter(Boolean).join(', ')}}.`);
  return null;
};

/** `POST /{PNID}/whatsapp_business_profile`: changes the given fields. */
export const editProfile = (
  sim: Sim,
  number: BusinessNumber,
  call: GraphCall
): GraphReply | Refusal => {
  const body = bodyOf(call);
  if (isRefusal(body)) return body;
  if (body['messaging_product'] !== 'whatsapp') return required('messaging_product');
  const problem = problemIn(body);
  if (problem) return problem;
  const handle = body['profile_picture_handle'];
  if (handle !== undefined) {
    if (![...sim.uploads.values()].some((session) => session.handle === handle))
      return invalid('Param profile_picture_handle is not a handle of the resumable upload API.');
    number.profile['profile_picture_url'] =
      `https://pps.whatsapp.net/v/t61/${sim.ids.token(12)}.jpg`;
  }
  for (const field of EDITABLE) if (body[field] !== undefined) number.profile[field] = body[field];
  return success();
};
