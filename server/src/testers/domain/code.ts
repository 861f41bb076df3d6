import { timingSafeEqual } from 'node:crypto';
import type { TesterState } from '../../contracts/testers';
import { sameNumber } from '../../kernel/phone';
import { HOUR_MS } from '../../kernel/time';

export const CODE_LIVES_MS = 24 * HOUR_MS;
/** Wrong codes from the tester's own number; then a new one has to be made. */
export const MOST_TRIES = 5;

/** Signs of a code without its hyphen. */
const LENGTH = 8;

/**
 * The code that a message is, in its written form (`K7F3-9Q2M`), however it was typed; null for a message that says anything
 * else.
 */
export const codeOf = (text: string | null, codesIn: (text: string) => string[]): string | null => {
  if (text === null || text.length > 2 * LENGTH) return null;
  const bare = text.replace(/[\s\p{Pd}]/gu, '');
  if (bare.length !== LENGTH) return null;
  return codesIn(`${bare.slice(0, LENGTH / 2)}-${bare.slice(LENGTH / 2)}`)[0] ?? null;
};

/** Takes as long for a wrong key as for the right one. */
const sameKey = (a: string | null, b: string): boolean =>
  a !== null && a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

interface Waiting {
  phone: string;
  codeKey: string | null;
  codeUntil: number | null;
  tries: number;
  confirmedAt: number | null;
}

/** How far a tester is at this time. */
export const stateOf = (
  { codeKey, codeUntil, tries, confirmedAt }: Waiting,
  at: number
): TesterState => {
  if (confirmedAt !== null) return 'confirmed';
  const works = codeKey !== null && (codeUntil ?? 0) > at && tries < MOST_TRIES;
  return works ? 'waiting' : 'expired';
};

interface Sender {
  waId: string | null;
  phone: string | null;
}

/** Does this sender write from the tester's number? */
export const isFrom = ({ phone }: Pick<Waiting, 'phone'>, sender: Sender): boolean =>
  [sender.waId, sender.phone].some((number) => sameNumber(phone, number));

/**
 * The one of those who wait whose code this sender may have sent. A number must be the one that was typed. Who writes by a
 * user id alone shows no number: then the code, of which there are 25⁸, says who it is.
 */
export const senderOf = <T extends Waiting>(
  waiting: readonly T[],
  sender: Sender,
  key: string
): T | null => {
  const shows = Boolean(sender.waId ?? sender.phone);
  const those = shows ? waiting.filter((one) => isFrom(one, sender)) : waiting;
  return those.find(({ codeKey }) => sameKey(codeKey, key)) ?? null;
};
