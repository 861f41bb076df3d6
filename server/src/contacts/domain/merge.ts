import type { ConsentState, Frequency } from '../../contracts/contacts';
import { keysColumn, readKeys } from '../../kernel/key-set';
import { sameNumber } from '../../kernel/phone';
import type { ContactRow } from '../tables';

/** A refusal beats everything, a yes beats not knowing. Times of the records are weighed by the consent room. */
export const stricter = (a: ConsentState, b: ConsentState): ConsentState =>
  a === 'out' || b === 'out' ? 'out' : a === 'in' || b === 'in' ? 'in' : 'none';

const rarer = (a: Frequency | null, b: Frequency | null): Frequency | null =>
  a === 'monthly' || b === 'monthly' ? 'monthly' : (a ?? b);

const later = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.max(a, b);

/** The older row stays, so that links to it keep their meaning. */
export const survivorOf = (
  a: ContactRow,
  b: ContactRow
): { winner: ContactRow; loser: ContactRow } => {
  const aFirst = a.addedAt < b.addedAt || (a.addedAt === b.addedAt && a.id < b.id);
  return aFirst ? { winner: a, loser: b } : { winner: b, loser: a };
};

/** The older of two questions that the team has not decided. */
const askedStopOf = (a: ContactRow, b: ContactRow): Partial<ContactRow> => {
  const isOthers =
    b.askedStopAt !== null && (a.askedStopAt === null || b.askedStopAt < a.askedStopAt);
  const { askedStopAt, askedStop } = isOthers ? b : a;
  return { askedStopAt, askedStop };
};

/** The newer of two positions, whole. */
const positionOf = (a: ContactRow, b: ContactRow): Partial<ContactRow> => {
  const { positionAt, positionLat, positionLng, positionName } =
    (b.positionAt ?? 0) > (a.positionAt ?? 0) ? b : a;
  return { positionAt, positionLat, positionLng, positionName };
};

type Ids = Pick<ContactRow, 'phone' | 'waId' | 'bsuid' | 'country'>;

/** Whose number stays: one that WhatsApp knows before one that was only typed, the survivor's before the other's. */
const ownerOfNumber = (winner: ContactRow, loser: ContactRow): ContactRow => {
  if (winner.waId) return winner;
  if (loser.waId) return loser;
  return winner.phone ? winner : loser;
};

/**
 * The ids of one WhatsApp account, never the number of one with the wa_id or the user id of another: messages would go to
 * somebody else than the page shows. The other's ids complete them only where they can be of the same account.
 */
const idsOf = (winner: ContactRow, loser: ContactRow): Ids => {
  const main = ownerOfNumber(winner, loser);
  const other = main === winner ? loser : winner;
  const number = main.waId ?? main.phone;
  const isNumber = (own: string | null): boolean => sameNumber(own, number);
  const mayBeSame = other.waId === null || isNumber(other.waId);
  return {
    waId: main.waId,
    phone: main.phone ?? (isNumber(other.phone) ? other.phone : null),
    bsuid: main.bsuid ?? (mayBeSame ? other.bsuid : null),
    country: number === null ? (winner.country ?? loser.country) : (main.country ?? other.country),
  };
};

/** The survivor's columns: its own values, completed by the other's; nothing that protects the person gets weaker. */
export const mergedColumns = (winner: ContactRow, loser: ContactRow): Partial<ContactRow> => ({
  name: winner.name || loser.name,
  ...(winner.givenName || winner.familyName
    ? {}
    : { givenName: loser.givenName, familyName: loser.familyName }),
  ownerId: winner.ownerId ?? loser.ownerId,
  ...idsOf(winner, loser),
  idsAt: later(winner.idsAt, loser.idsAt),
  username: winner.username ?? loser.username,
  profileName: winner.profileName ?? loser.profileName,
  email: winner.email ?? loser.email,
  language: winner.language ?? loser.language,
  timezone: winner.timezone ?? loser.timezone,
  town: winner.town ?? loser.town,
  marketing: stricter(winner.marketing, loser.marketing),
  utility: stricter(winner.utility, loser.utility),
  marketingRefusedAt: later(winner.marketingRefusedAt, loser.marketingRefusedAt),
  utilityRefusedAt: later(winner.utilityRefusedAt, loser.utilityRefusedAt),
  ...askedStopOf(winner, loser),
  pausedUntil: later(winner.pausedUntil, loser.pausedUntil),
  // What either refused stays refused.
  topicsOut: keysColumn([...readKeys(winner.topicsOut), ...readKeys(loser.topicsOut)]),
  // A choice of channel is a wish and no refusal: that of the survivor, else the other's.
  channels: winner.channels || loser.channels,
  frequency: rarer(winner.frequency, loser.frequency),
  blocked: winner.blocked || loser.blocked,
  // The ledger of both decides behind this; what it takes away is gone then.
  moveAskedAt: later(winner.moveAskedAt, loser.moveAskedAt),
  ...positionOf(winner, loser),
  lastInboundAt: later(winner.lastInboundAt, loser.lastInboundAt),
  lastOutboundAt: later(winner.lastOutboundAt, loser.lastOutboundAt),
  sample: winner.sample && loser.sample,
});
