import {
  callingCodeOf,
  countryOf,
  hasMobileLength,
  isMobile,
  knownCountry,
  libRead,
  libValid,
  type LibPhone,
} from './lib-phone';
import { canonicalDigits } from './number-spellings';
import { beforeEndings, countDigits, readPasted } from './pasted-phone';
import { isBsuid, phoneFromWaId, type ParsedPhone } from './phone';
import { err, ok, type Result } from './result';
import { sideBySide } from './side-by-side';

/** What somebody should know of a number that was read. */
export type PhoneRemark =
  /** It has the length of a mobile number of its country; the numbering plan does not name its range. */
  | 'unknown-range'
  /** The letter O was written for a zero. */
  | 'letter-o'
  /** The text held several numbers: this is the first mobile number of them. */
  | 'first-of-several';

export type PhoneProblem =
  | 'empty'
  | 'too-long'
  | 'user-id'
  | 'not-a-number'
  | 'country-missing'
  | 'extension'
  /** Digits that are no number of the chosen country, but one elsewhere: `proposals` says which. */
  | 'other-country'
  | 'not-valid';

/** A number that may have been meant. `shown` is how it is written so that it is read as this one. */
export interface PhoneProposal {
  e164: string;
  country: string | null;
  shown: string;
}

export type PhoneReading =
  | { kind: 'read'; phone: ParsedPhone; remarks: readonly PhoneRemark[] }
  | { kind: 'unread'; problem: PhoneProblem; proposals: readonly PhoneProposal[] };

export type Country = NonNullable<ReturnType<typeof knownCountry>>;

/** Countries whose numbers WhatsApp still knows under a spelling of before. */
const RESPELLED = new Set<string>(['BR', 'MX', 'AR', 'CI', 'BJ']);
/** More digits, or more signs, are no number. */
const MAX_INPUT = 60;
const MOST_PROPOSALS = 3;

interface Found {
  phone: ParsedPhone;
  remarks: readonly PhoneRemark[];
  isMobile: boolean;
}

const foundIn = (phone: LibPhone, ...remarks: PhoneRemark[]): Found => ({
  phone: { e164: phone.number, waId: phone.number.slice(1), country: phone.country ?? null },
  remarks,
  isMobile: isMobile(phone),
});

const unknownRange = (phone: LibPhone): Found => {
  const { phone: parsed } = foundIn(phone);
  // Without a range nobody knows which of the countries with this calling code it is: the main one.
  const country = parsed.country ?? countryOf(phone);
  return { phone: { ...parsed, country }, remarks: ['unknown-range'], isMobile: true };
};

/** A number as WhatsApp spells it and the plan of today does not: kept as it is, since WhatsApp knows it so. */
const oldSpelling = (digits: string): Found | null => {
  const form = canonicalDigits(digits);
  const parsed = form === digits || !libValid(form) ? null : phoneFromWaId(digits);
  return parsed && { phone: parsed, remarks: [], isMobile: true };
};

/** Digits with their calling code, as after `+`. */
const international = (digits: string): Found | null => {
  const phone = libRead(`+${digits}`);
  if (phone?.isValid()) return foundIn(phone);
  const old = oldSpelling(digits);
  if (old) return old;
  return phone && hasMobileLength(phone) ? unknownRange(phone) : null;
};

/** A national number as it was written before its country changed its plan: the number of today. */
const oldNational = (digits: string, home: Country): Found | null => {
  if (!RESPELLED.has(home)) return null;
  // Until 2019 mobiles of Mexico were dialled with 044 or 045 before them.
  const mexican = home === 'MX' ? [digits.replace(/^04[45]/, '1')] : [];
  for (const national of [digits, digits.replace(/^0/, ''), ...mexican]) {
    const old = `${callingCodeOf(home)}${national}`;
    const form = canonicalDigits(old);
    const phone = form === old ? null : libValid(form);
    if (phone) return foundIn(phone);
  }
  return null;
};

/** What the library makes of national digits, if it stays in the country. It also takes exit codes for the way abroad. */
const atHome = (digits: string, home: Country): LibPhone | null => {
  const phone = libRead(digits, home);
  return phone?.countryCallingCode === callingCodeOf(home) ? phone : null;
};

/** Exit codes other than `00`: 011 in North America, 010 in Japan, 0011 in Australia, 00 with a carrier in Brazil. */
const EXIT = /^0(?:0|1[01])/;
/** Behind `00` no number begins with 11: `0011 65 …` of Australia is none of the United States. */
const ONLY_EXIT = '0011';
const dialledAbroad = (digits: string, home: Country): Found | null => {
  const phone = EXIT.test(digits) ? libRead(digits, home) : null;
  return phone?.isValid() && phone.countryCallingCode !== callingCodeOf(home)
    ? foundIn(phone)
    : null;
};

/** National digits with the 0 that is dialled before them, or that is part of them. */
const withZero = (digits: string, home: Country): Found | null => {
  const phone = atHome(digits, home);
  if (phone?.isValid()) return foundIn(phone);
  const other = dialledAbroad(digits, home) ?? oldNational(digits, home);
  if (other || !phone || phone.nationalNumber.startsWith('0')) return other;
  return hasMobileLength(phone) ? unknownRange(phone) : null;
};

/**
 * Digits without a 0: national, else with the country's own calling code. German lines of Leer begin with 49, as the code
 * does: where both readings exist, the one that is a mobile number counts, else the national one.
 */
const withoutZero = (digits: string, home: Country): Found | null => {
  const code = callingCodeOf(home);
  const phone = atHome(digits, home);
  const national = phone?.isValid() ? foundIn(phone) : null;
  const isCoded = digits.startsWith(code) && national?.phone.waId !== digits;
  const own = isCoded ? libValid(digits) : null;
  const coded = own && foundIn(own);
  if (national && coded) return coded.isMobile && !national.isMobile ? coded : national;
  if (national ?? coded) return national ?? coded;
  const old = digits.startsWith(code) && RESPELLED.has(home) ? oldSpelling(digits) : null;
  return old ?? oldNational(digits, home);
};

/** In North America all numbers have one length: it does not show that one of them was meant. */
const hasOwnLength = (phone: LibPhone): boolean =>
  phone.countryCallingCode !== '1' && hasMobileLength(phone);

/** Numbers that the digits would be, read otherwise than they may be: nothing becomes foreign unasked. */
const proposalsFor = (
  digits: string,
  home: Country | null,
  also: readonly Country[]
): PhoneProposal[] => {
  // After a 0 only the country's own calling code can have been meant: 0 90 532 …
  const isCoded = home !== null && digits.startsWith(`0${callingCodeOf(home)}`);
  const bare = digits.replace(/^0/, '');
  const abroad = digits.startsWith('0') && !isCoded ? null : international(bare);
  // A 0 too many, where the country dials none: what it is depends on whose number it is, so it is asked.
  const here = home && !isCoded ? atHome(bare, home) : null;
  const own = here && (here.isValid() || hasOwnLength(here)) ? [here] : [];
  const others = also.flatMap((country) => {
    const phone = country === home ? null : atHome(digits, country);
    return phone?.isValid() && isMobile(phone) ? phone : [];
  });
  const all = [
    ...(abroad && !abroad.remarks.includes('unknown-range') ? [proposalOf(abroad.phone)] : []),
    ...own.map((phone) => ({ ...proposalOf(foundIn(phone).phone), shown: shownAtHome(phone) })),
    ...others.map((phone) => proposalOf(foundIn(phone).phone)),
  ];
  const once = new Map(all.map((one) => [one.e164, one]));
  return [...once.values()].slice(0, MOST_PROPOSALS);
};

/** A range that the plan does not name is read after a 0 or a plus sign only. */
const shownAtHome = (phone: LibPhone): string => {
  const national = phone.formatNational();
  return phone.isValid() || national.startsWith('0') ? national : phone.formatInternational();
};

const proposalOf = ({ e164, country }: ParsedPhone): PhoneProposal => ({
  e164,
  country,
  shown: libRead(e164)?.formatInternational() ?? e164,
});

const unread = (
  problem: PhoneProblem,
  proposals: readonly PhoneProposal[] = []
): Extract<PhoneReading, { kind: 'unread' }> => ({ kind: 'unread', problem, proposals });

/** Letters and signs that no number has; an extension has some of them. */
const ODD = /[\p{L}\p{Sc}#,;~%@]/u;
const problemOf = (text: string, country: Country | null): PhoneProblem | null => {
  if (text.length > MAX_INPUT) return 'too-long';
  if (countDigits(text) === 0) return 'not-a-number';
  if (!ODD.test(text)) return null;
  return libRead(text, country ?? undefined)?.ext ? 'extension' : 'not-a-number';
};

interface Where {
  home: Country | null;
  also: readonly Country[];
}

const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** The text says by itself that it is an international number. */
export const isDialled = (text: string): boolean =>
  /^[\s([]*\+/.test(text) || digitsOf(text).startsWith('00');

/** `+39 (0)333 …`: a 0 in brackets behind the calling code, which is dialled within the country only. */
const TRUNK_ZERO = /^([^\d(]*\d{1,5}[^\d(]*)\(0\)/;
/** The international number of digits that were dialled. The 0 of `+39 (0)6 …` is part of it: it counts where the plan has it. */
const dialled = (text: string): Found | null => {
  const found = international(digitsOf(text).replace(/^00/, ''));
  const without = text.replace(TRUNK_ZERO, '$1');
  if (without === text || found?.remarks.length === 0) return found;
  const other = dialled(without);
  return found && other?.remarks.length !== 0 ? found : other;
};

/** The number that these digits are, by the order that `readPhone` tells; null: none. */
const numberOf = (text: string, home: Country | null): Found | null => {
  const digits = digitsOf(text);
  if (!isDialled(text))
    return home && (digits.startsWith('0') ? withZero : withoutZero)(digits, home);
  const abroad = home && dialledAbroad(digits, home);
  if (abroad && digits.startsWith(ONLY_EXIT)) return abroad;
  return dialled(text) ?? abroad;
};

/** One number, by the order that `readPhone` tells. */
const readOne = (text: string, { home, also }: Where): Found | ReturnType<typeof unread> => {
  const problem = problemOf(text, home);
  if (problem) return unread(problem);
  const found = numberOf(text, home);
  if (found) return found;
  if (isDialled(text)) return unread('not-valid');
  const digits = digitsOf(text);
  const proposals = proposalsFor(digits, home, also);
  if (!home) return unread('country-missing', proposals);
  return unread(proposals.length > 0 ? 'other-country' : 'not-valid', proposals);
};

const isUnread = (one: Found | ReturnType<typeof unread>): one is ReturnType<typeof unread> =>
  'kind' in one;

const read = ({ phone, remarks }: Found, ...more: PhoneRemark[]): PhoneReading => ({
  kind: 'read',
  phone,
  remarks: [...more, ...remarks],
});

/** Numbers beside each other, each of which its plan names: what may be one number only by its length parts nothing. */
const numbersBeside = (text: string, { home }: Where): Found[] =>
  sideBySide(text, (part) => {
    const found = numberOf(part, home);
    return found && found.remarks.length === 0 ? found : null;
  });

/** What a part of a text holds: one number, several beside each other, or none. */
const numbersIn = (part: string, where: Where): Found[] => {
  const one = readOne(part, where);
  return isUnread(one) ? numbersBeside(part, where) : [one];
};

/** The first mobile number of several, else the first, as it is read; null: there is none. One written twice is one. */
const firstOf = (found: readonly Found[], seen: readonly PhoneRemark[]): PhoneReading | null => {
  const first = found.find((one) => one.isMobile) ?? found[0];
  if (!first) return null;
  const isOne = found.length > 1 && found.every(({ phone }) => phone.e164 === first.phone.e164);
  return isOne ? read(first, ...seen) : read(first, ...seen, 'first-of-several');
};

/** The number before the last digits of others: read before the whole, whose digits might be a number of somebody else. */
const withoutEndings = (whole: string, where: Where): Found | null => {
  const head = beforeEndings(whole);
  const one = head === null ? null : readOne(head, where);
  return one && !isUnread(one) ? one : null;
};

/** A number of WhatsApp's own, in digits: trusted whatever its range. It begins with a calling code, so never with 0. */
const waIdReading = (digits: string): PhoneReading => {
  const phone = digits.startsWith('0') ? null : phoneFromWaId(digits);
  return phone ? { kind: 'read', phone, remarks: [] } : unread('not-valid');
};

/**
 * Reads a phone number however a person typed or pasted it, in one order, so that no number becomes foreign unasked: ids and
 * links of WhatsApp; `+` and `00` as international numbers; a leading 0, then digits, as national numbers of the chosen
 * country; digits with its own calling code; WhatsApp's old spellings of it. Anything else is unread, with proposals. A number
 * of the right length in a range that the plan does not name is read where `+`, `00` or 0 say what it is.
 * @param country ISO 3166 alpha-2; empty or missing: national numbers cannot be read.
 * @param also Countries in which the digits may have been meant too, for proposals: those of other numbers of ours.
 */
export const readPhone = (
  input: string,
  country?: string | null,
  also: readonly string[] = []
): PhoneReading => {
  if (input.trim() === '') return unread('empty');
  if (isBsuid(input.trim())) return unread('user-id');
  const pasted = readPasted(input);
  if (pasted.kind === 'too-long') return unread('too-long');
  if (pasted.kind === 'wa-id') return waIdReading(pasted.digits);
  const where = {
    home: knownCountry(country),
    also: also.flatMap((one) => knownCountry(one) ?? []),
  };
  const [whole = '', ...parts] = pasted.numbers;
  if (whole === '') return unread(/\p{L}|\p{N}/u.test(input) ? 'not-a-number' : 'empty');
  const seen: PhoneRemark[] = pasted.hasLetterO ? ['letter-o'] : [];
  const head = withoutEndings(whole, where);
  if (head) return read(head, ...seen, 'first-of-several');
  const one = readOne(whole, where);
  if (!isUnread(one)) return read(one, ...seen);
  const several =
    parts.length > 0
      ? parts.flatMap((part) => numbersIn(part, where))
      : numbersBeside(whole, where);
  return firstOf(several, seen) ?? one;
};

/** The same where one number is asked for: which of several is meant, only who wrote them can say. */
export const onlyNumber = (reading: PhoneReading): PhoneReading =>
  reading.kind === 'read' && reading.remarks.includes('first-of-several')
    ? unread('too-long')
    : reading;

/** Reads what is known to be a `wa_id`, as in a column of a list: always international, never refused for its range. */
export const readWaId = (input: string): PhoneReading => {
  if (input.trim() === '') return unread('empty');
  if (isBsuid(input.trim())) return unread('user-id');
  const pasted = readPasted(input);
  if (pasted.kind === 'too-long') return unread('too-long');
  if (pasted.kind === 'wa-id') return waIdReading(pasted.digits);
  const [whole = ''] = pasted.numbers;
  if (ODD.test(whole) || countDigits(whole) === 0) return unread('not-a-number');
  return waIdReading(whole.replace(/\D/g, '').replace(/^00/, ''));
};

/** The number alone, or why there is none, for those who need no remarks and no proposals. */
export const parsePhone = (
  input: string,
  country?: string | null
): Result<ParsedPhone, PhoneProblem> => {
  const reading = readPhone(input, country);
  return reading.kind === 'read' ? ok(reading.phone) : err(reading.problem);
};

/** The country of these digits with a plus sign before them; null: they are no international number, or of no country. */
export const countryAbroad = (text: string): string | null => {
  const digits = text.replace(/\D/g, '');
  return digits.startsWith('0') ? null : (international(digits)?.phone.country ?? null);
};

/** Are these digits a mobile number of the country, as they are dialled there? */
export const isMobileIn = (text: string, country: Country): boolean => {
  const phone = atHome(text.replace(/\D/g, ''), country);
  return phone !== null && phone.isValid() && isMobile(phone);
};
