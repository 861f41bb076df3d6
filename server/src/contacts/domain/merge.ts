import type { ConsentState } from '../../contracts/contacts';
import type { ContactRow } from '../tables';

/** A refusal beats everything, a yes beats not knowing. Times of the records are weighed by the consent room. */
export const stricter = (a: ConsentState, b: ConsentState): ConsentState =>
  a === 'out' || b === 'out' ? 'out' : a === 'in' || b === 'in' ? 'in' : 'none';

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

/** The survivor's columns: its own values, completed by the other's; nothing that protects the person gets weaker. */
export const mergedColumns = (winner: ContactRow, loser: ContactRow): Partial<ContactRow> => ({
  name: winner.name || loser.name,
  phone: winner.phone ?? loser.phone,
  waId: winner.waId ?? loser.waId,
  bsuid: winner.bsuid ?? loser.bsuid,
  username: winner.username ?? loser.username,
  profileName: winner.profileName ?? loser.profileName,
  email: winner.email ?? loser.email,
  language: winner.language ?? loser.language,
  country: winner.country ?? loser.country,
  timezone: winner.timezone ?? loser.timezone,
  tags: [...new Set([...(winner.tags ?? []), ...(loser.tags ?? [])])],
  custom: winner.custom || loser.custom ? { ...loser.custom, ...winner.custom } : null,
  marketing: stricter(winner.marketing, loser.marketing),
  utility: stricter(winner.utility, loser.utility),
  pausedUntil: later(winner.pausedUntil, loser.pausedUntil),
  blocked: winner.blocked || loser.blocked,
  lastInboundAt: later(winner.lastInboundAt, loser.lastInboundAt),
  lastOutboundAt: later(winner.lastOutboundAt, loser.lastOutboundAt),
  sample: winner.sample && loser.sample,
});
