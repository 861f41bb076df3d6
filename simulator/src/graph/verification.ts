import { textAt } from '../kernel/json';
import type { Sim } from '../sim';
import type { BusinessNumber } from '../world/accounts';
import { bookOf } from '../world/number-book';
import { bodyOf, fieldOf, success, type GraphCall, type GraphReply } from './call';
import { invalid, isRefusal, refuse, required, type Refusal } from './refusal';

const HOUR_MS = 3600_000;
const REGISTER_WINDOW_MS = 72 * HOUR_MS;
const CODE_MS = 10 * 60_000;
const REGIONS = [
  'AU',
  'ID',
  'IN',
  'JP',
  'SG',
  'KR',
  'DE',
  'CH',
  'GB',
  'BR',
  'BH',
  'ZA',
  'AE',
  'CA',
];
/** Wrong PINs within an hour until only waiting helps. */
const MOST_WRONG_PINS = 5;
const TOO_FAST_MS = 1000;

const sixDigits = (value: string): boolean => /^\d{6}$/.test(value);

const registerAllowed = (sim: Sim, number: BusinessNumber): boolean => {
  const now = sim.clock.now();
  number.registerCalls = number.registerCalls.filter((at) => now - at < REGISTER_WINDOW_MS);
  if (number.registerCalls.length >= 10) return false;
  number.registerCalls.push(now);
  return true;
};

/** Compares a PIN and remembers a wrong one: too many in an hour, or two within a second, are told apart. */
const checkPin = (sim: Sim, number: BusinessNumber, pin: string): Refusal | null => {
  const book = bookOf(sim.books, number.id);
  const now = sim.clock.now();
  book.wrongPins = book.wrongPins.filter((at) => now - at < HOUR_MS);
  const last = book.wrongPins.at(-1);
  if (book.wrongPins.length >= MOST_WRONG_PINS)
    return refuse(133008, 'Too many PIN guesses. Wait an hour before the next one.');
  if (number.pin === null || number.pin === pin) return null;
  if (last !== undefined && now - last < TOO_FAST_MS)
    return refuse(133009, 'The PIN was entered too fast. Wait a moment before the next one.');
  book.wrongPins.push(now);
  return refuse(133005, 'The PIN does not match the one set for this phone number.');
};

/** `POST /{PNID}/register`. */
export const register = (
  sim: Sim,
  number: BusinessNumber,
  call: GraphCall
): GraphReply | Refusal => {
  const body = bodyOf(call);
  if (isRefusal(body)) return body;
  if (fieldOf(call, body, 'messaging_product') !== 'whatsapp') return required('messaging_product');
  const pin = fieldOf(call, body, 'pin');
  if (pin === undefined) return required('pin');
  if (!sixDigits(pin)) return invalid('Param pin must be exactly 6 digits.');
  const region = fieldOf(call, body, 'data_localization_region');
  if (region !== undefined && !REGIONS.includes(region))
    return invalid(`Param data_localization_region must be one of {${REGIONS.join(', ')}}.`);
  if (!registerAllowed(sim, number)) return refuse(133016);
  if (!bookOf(sim.books, number.id).verified)
    return refuse(133006, 'Verify the phone number with request_code and verify_code first.');
  const wrong = checkPin(sim, number, pin);
  if (wrong) return wrong;
  number.pin = pin;
  number.registered = true;
  sim.live.state();
  return success();
};

export const deregister = (sim: Sim, number: BusinessNumber): GraphReply | Refusal => {
  if (!registerAllowed(sim, number)) return refuse(133016);
  number.registered = false;
  sim.live.state();
  return success();
};

/** `POST /{PNID}/request_code`: the code is in the control API, as nobody is called. */
export const requestCode = (
  sim: Sim,
  number: BusinessNumber,
  call: GraphCall
): GraphReply | Refusal => {
  const body = bodyOf(call);
  if (isRefusal(body)) return body;
  const method = fieldOf(call, body, 'code_method');
  if (method === undefined) return required('code_method');
  if (!['SMS', 'VOICE'].includes(method))
    return invalid('Param code_method must be one of {SMS, VOICE}.');
  const language = fieldOf(call, body, 'language');
  if (language === undefined) return required('language');
  if (!/^[a-z]{2}(_[A-Z]{2})?$/.test(language))
    return invalid('Param language must be a locale such as en_US.');
  const book = bookOf(sim.books, number.id);
  if (number.registered && book.verified)
    return {
      ...refuse(136024),
      userTitle: 'The phone number is already verified',
      userMessage: 'The phone number is verified and registered. No code is needed.',
    };
  const now = sim.clock.now();
  book.codeRequests = book.codeRequests.filter((at) => now - at < HOUR_MS);
  if (book.codeRequests.length >= 5)
    return {
      ...refuse(136024),
      userTitle: "Can't send code",
      userMessage: 'Too many codes were asked for. Try again in an hour.',
    };
  book.codeRequests.push(now);
  book.code = { digits: sim.ids.digits(6), until: now + CODE_MS };
  return success();
};

/** `POST /{PNID}/verify_code`. */
export const verifyCode = (
  sim: Sim,
  number: BusinessNumber,
  call: GraphCall
): GraphReply | Refusal => {
  const body = bodyOf(call);
  if (isRefusal(body)) return body;
  const given = fieldOf(call, body, 'code');
  if (given === undefined) return required('code');
  if (!sixDigits(given)) return invalid('Param code must be exactly 6 digits.');
  const book = bookOf(sim.books, number.id);
  const expected = book.code;
  if (!expected || expected.until < sim.clock.now() || expected.digits !== given)
    return {
      ...refuse(136025),
      userTitle: 'The code is not right',
      userMessage: 'The code is wrong or older than 10 minutes. Ask for a new one.',
    };
  book.code = null;
  book.verified = true;
  sim.live.state();
  return success();
};

/** `POST /{PNID}` with `pin`: sets or changes the two-step PIN. */
export const changePin = (
  number: BusinessNumber,
  body: Record<string, unknown>
): Refusal | null => {
  if (body['pin'] === undefined) return null;
  const pin = textAt(body, 'pin');
  if (pin === undefined || !sixDigits(pin)) return invalid('Param pin must be exactly 6 digits.');
  number.pin = pin;
  return null;
};
