import type { Knex } from 'knex';
import { readIdentity, type Identity } from './domain/identity';
import {
  findBoth,
  findPerson,
  isReassigned,
  keepFormerIds,
  mergeContacts,
  retireNumber,
  type ResolveDeps,
} from './resolve';
import { saveLearned } from './save';
import { holdContacts, lockContact } from './store';
import type { ContactRow } from './tables';

type InboundIds = { waId?: string | null; bsuid?: string | null };

interface Change {
  old: ContactRow;
  next: Identity;
  at: number;
}

/** Whether the contact with the new number is its former owner, another person. The number has then been reassigned. */
const isFormerOwner = async (
  trx: Knex.Transaction,
  deps: ResolveDeps,
  { byNumber, old, next, at }: Change & { byNumber: ContactRow }
): Promise<boolean> => {
  if (next.bsuid) return isReassigned(trx, deps, { byNumber, who: next });
  // The notice names no new user id. Who was known under the number before the change is not who changed; who appeared since is.
  const isOther = byNumber.bsuid !== null && byNumber.bsuid !== old.bsuid && byNumber.addedAt < at;
  return isOther && !(await deps.severalPortfolios(trx));
};

/** Whether the contact was made, or wrote, after the change: the notice is late and the number has been reassigned since. */
export const hasItSince = ({ addedAt, lastInboundAt }: ContactRow, at: number): boolean =>
  addedAt >= at || (lastInboundAt ?? 0) >= at;

interface Joined {
  person: ContactRow;
  /** Somebody else has the new number by now. */
  isTaken: boolean;
}

/** Makes one person of those who have the new ids, and frees the number where a former owner still has it. */
const joinNew = async (
  trx: Knex.Transaction,
  deps: ResolveDeps,
  change: Change
): Promise<Joined> => {
  const { old, next, at } = change;
  const { byBsuid, byNumber } = await findBoth(trx, next);
  const others = [byNumber, byBsuid].flatMap((row) => (row && row.id !== old.id ? [row] : []));
  if (others.length > 0) await holdContacts(trx, [old.id, ...others.map(({ id }) => id)]);
  let person = old;
  let isTaken = false;
  if (byNumber && byNumber.id !== old.id) {
    if (await isFormerOwner(trx, deps, { ...change, byNumber })) {
      isTaken = hasItSince(byNumber, at);
      if (!isTaken) await retireNumber(trx, deps, { row: byNumber, number: next.waId, at });
    } else person = await mergeContacts(trx, deps, { ids: [old.id, byNumber.id], at });
  }
  if (byBsuid && byBsuid.id !== old.id && byBsuid.id !== byNumber?.id)
    person = await mergeContacts(trx, deps, { ids: [person.id, byBsuid.id], at });
  return { person: (await lockContact(trx, person.id)) ?? person, isTaken };
};

/** See ContactsService.changeIdentity. */
export const changeIdentity = async (
  trx: Knex.Transaction,
  deps: ResolveDeps,
  { from, to, at }: { from: InboundIds; to: InboundIds; at: number }
): Promise<ContactRow | null> => {
  const next = readIdentity(to);
  // A notice that names no old id is about the user id alone: the number stayed.
  const isNamed = Boolean(from.waId ?? from.bsuid);
  const who = readIdentity(isNamed ? from : { waId: to.waId ?? null });
  const old = await findPerson(trx, deps, { who, at, isFormer: true });
  // WhatsApp tells of one change in two ways: the other one may have been applied before.
  if (!old) return findPerson(trx, deps, { who: next, at });
  const { person, isTaken } = await joinNew(trx, deps, { old, next, at });
  const change = {
    ...(next.waId && !isTaken
      ? { waId: next.waId, phone: next.e164, country: next.country ?? person.country }
      : {}),
    ...(next.bsuid ? { bsuid: next.bsuid } : {}),
    changedAt: at,
  };
  await keepFormerIds(trx, person, {
    next: { ...person, ...change },
    at,
    random: deps.random,
    hasMoved: true,
  });
  return saveLearned(trx, deps, { row: person, change });
};
