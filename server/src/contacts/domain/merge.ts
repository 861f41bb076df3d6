import type { ConsentState, Frequency } from '../../contracts/contacts';
import { keysColumn, readKeys } from '../../kernel/key-set';
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

/** The newer of two positions, whole. */
const positionOf = (a: ContactRow, b: ContactRow): Partial<ContactRow> => {
  const { positionAt, positionLat, positionLng, positionName } =
    (b.positionAt ?? 0) > (a.positionAt ?? 0) ? b : a;
  return { positionAt, positionLat, positionLng, positionName };
};

/** The survivor's columns: its own values, completed by the other's; nothing that protects the person gets weaker. */
export const mergedColumns = (winner: ContactRow, loser: ContactRow): Partial<ContactRow> => ({
  name: winner.name || loser.name,
  ...(winner.givenName || winner.familyName
    ? {}
    : { givenName: loser.givenName, familyName: loser.familyName }),
  ownerId: winner.ownerId ?? loser.ownerId,
  phone: winner.phone ?? loser.phone,
  waId: winner.waId ?? loser.waId,
  bsuid: winner.bsuid ?? loser.bsuid,
  username: winner.username ?? loser.username,
  profileName: winner.profileName ?? loser.profileName,
  email: winner.email ?? loser.email,
  language: winner.language ?? loser.language,
  country: winner.country ?? loser.country,
  timezone: winner.timezone ?? loser.timezone,
  marketing: stricter(winner.marketing, loser.marketing),
  utility: stricter(winner.utility, loser.utility),
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
