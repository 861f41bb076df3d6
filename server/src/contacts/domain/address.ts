import { keyOf } from '../../kernel/hash';
import { canonicalDigits, comparedForms } from '../../kernel/number-spellings';
import { shownFirst } from '../../contracts/person-names';
import type { ContactRow } from '../tables';

type Ids = Pick<ContactRow, 'waId' | 'phone' | 'bsuid'>;

/** Where a message to this person goes: field `to` with a number, or field `recipient` with a user id. */
export type Address = { kind: 'phone'; to: string } | { kind: 'bsuid'; recipient: string };

const digitsOf = ({ waId, phone }: Pick<Ids, 'waId' | 'phone'>): string | null =>
  (waId ?? phone)?.replace(/\D/g, '') || null;

/** The wa_id that WhatsApp gave is preferred over the number as typed; null when nothing is known. */
export const address = (contact: Ids): Address | null => {
  const digits = digitsOf(contact);
  if (digits) return { kind: 'phone', to: `+${digits}` };
  return contact.bsuid ? { kind: 'bsuid', recipient: contact.bsuid } : null;
};

/** Same for all spellings of one number, so that one address gets one message of a campaign (I6). */
export const addressKeyOf = (contact: Ids): string | null => {
  const digits = digitsOf(contact);
  if (digits) return keyOf(canonicalDigits(digits));
  return contact.bsuid ? keyOf(contact.bsuid) : null;
};

/**
 * Hashes of every address by which somebody may write, in the form of `addressKeyOf` and in that of before, where numbers
 * changed: a person whose number is hidden comes by the user id alone.
 */
export const addressKeysOf = ({ waId, phone, bsuid }: Ids): string[] => {
  const numbers = [waId, phone].flatMap((number) => number?.replace(/\D/g, '') || []);
  const keys = [
    ...numbers.flatMap((digits) => comparedForms(digits).map(keyOf)),
    ...(bsuid ? [keyOf(bsuid)] : []),
  ];
  return [...new Set(keys)];
};

/** The address for people: a number, else the user name, else the user id. */
export const shownAddress = (contact: Ids & Pick<ContactRow, 'username'>): string => {
  const digits = digitsOf(contact);
  if (digits) return `+${digits}`;
  return contact.username ? `@${contact.username.replace(/^@/, '')}` : (contact.bsuid ?? '');
};

type Called = Ids & Pick<ContactRow, 'username' | 'name' | 'profileName'>;

/** What a person is called: the name, else what WhatsApp shows, else the address. */
export const shownName = (contact: Called): string =>
  shownFirst(contact.name, contact.profileName) || shownAddress(contact);
