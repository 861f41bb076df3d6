import { keyOf } from '../../kernel/hash';
import { wellFormed, withoutNul } from '../../kernel/json';
import { isBsuid, phoneFromWaId } from '../../kernel/phone';
import { isVisible } from '../../contracts/person-names';
import type { ContactRow } from '../tables';
import { addressKeyOf } from './address';
import { fold } from '../../contracts/fold';
import { townKeyOf } from './town';

/**
 * Text from outside, fit for a column: no NUL and no half of an emoji (PostgreSQL refuses them), no surrounding space, not too
 * long. One of which nobody would see anything is none: WhatsApp profiles are called U+3164 so as to have no name.
 */
export const cleanText = (text: string | null | undefined, most = 255): string | null => {
  const clean = wellFormed(withoutNul(text ?? '')).trim();
  return isVisible(clean) ? [...clean].slice(0, most).join('').trim() : null;
};

export interface Identity {
  waId: string | null;
  e164: string | null;
  bsuid: string | null;
  parentUserId: string | null;
  username: string | null;
  profileName: string | null;
  country: string | null;
}

/**
 * Ids of a webhook. A user id must have Meta's form, and is never normalised: its digits would make a plausible but wrong
 * number.
 */
export const readIdentity = (who: {
  waId?: string | null;
  bsuid?: string | null;
  parentUserId?: string | null;
  username?: string | null;
  profileName?: string | null;
}): Identity => {
  const phone = who.waId ? phoneFromWaId(who.waId) : null;
  const userId = cleanText(who.bsuid, 160);
  const bsuid = userId !== null && isBsuid(userId) ? userId : null;
  return {
    waId: phone?.waId ?? null,
    e164: phone?.e164 ?? null,
    bsuid,
    parentUserId: cleanText(who.parentUserId, 160),
    username: cleanText(who.username, 80),
    profileName: cleanText(who.profileName),
    country: phone?.country ?? /^([A-Z]{2})\./.exec(bsuid ?? '')?.[1] ?? null,
  };
};

/** Meta tells whole seconds. */
const SECOND_MS = 1_000;

/** Did this happen before the last change of an id? Then it says nothing of the ids of now. */
export const isBeforeIds = ({ idsAt }: Pick<ContactRow, 'idsAt'>, at: number): boolean =>
  idsAt !== null && at + SECOND_MS < idsAt;

type Searched = Pick<ContactRow, 'name' | 'username' | 'email' | 'profileName'>;

/** What the search looks through. */
export const searchTextOf = ({ name, username, email, profileName }: Searched): string =>
  [
    ...fold(
      [name, profileName === name ? null : profileName, username, email].filter(Boolean).join(' ')
    ),
  ]
    .slice(0, 255)
    .join('');

/**
 * Columns that follow from others; written with every change of them. `waKey` is of the wa_id or, until WhatsApp
 * told it, of the number as typed, so that two people adding one number at once make one contact.
 */
export const derivedColumns = (
  row: Searched & Pick<ContactRow, 'waId' | 'phone' | 'bsuid' | 'town'>
): Pick<ContactRow, 'nameSearch' | 'waKey' | 'bsuidKey' | 'addressKey' | 'townKey'> => {
  const digits = row.waId ?? row.phone?.replace(/\D/g, '') ?? null;
  return {
    nameSearch: searchTextOf(row),
    waKey: digits ? keyOf(digits) : null,
    bsuidKey: row.bsuid ? keyOf(row.bsuid) : null,
    addressKey: addressKeyOf(row),
    townKey: townKeyOf(row.town),
  };
};
