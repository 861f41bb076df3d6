import type { Knex } from 'knex';
import { DomainError } from '../kernel/errors';
import { spellings } from '../kernel/number-spellings';
import { sameNumber } from '../kernel/phone';
import { isUniqueViolation, type Db, type Sql } from '../strapi/db';
import { addressKeysOf } from './domain/address';
import { derivedColumns, isBeforeIds, readIdentity, type Identity } from './domain/identity';
import { findMerged, follow } from './former';
import { mergedColumns, survivorOf } from './domain/merge';
import { changedExtras, learnedFields } from './domain/profile-change';
import { extrasOf } from './extras';
import { moveValues } from './fields';
import type { InboundIdentity, MergeEffect, ProfileEffect, Resolved } from './public';
import { IDS, saveAddresses, saveLearned } from './save';
import {
  findByBsuid,
  findByNumber,
  findContact,
  insertContact,
  lockContact,
  updateContact,
} from './store';
import { forgetLeft, moveLeft, rememberLeft, withSuppression } from './suppression';
import { moveTags } from './tags';
import type { ContactRow } from './tables';

export interface ResolveDeps {
  db: Db;
  random(): number;
  mergeEffects: readonly MergeEffect[];
  tellProfiles: ProfileEffect;
  /** True when numbers of more than one business portfolio are connected. */
  severalPortfolios(sql: Sql): Promise<boolean>;
}

/** Nothing by which WhatsApp knows somebody. */
const NO_IDS = {
  phone: null,
  waId: null,
  waKey: null,
  bsuid: null,
  bsuidKey: null,
  groupKey: null,
  parentUserId: null,
  username: null,
  profileName: null,
};

/** The columns of a new person. */
export const newContact = (
  given: Partial<ContactRow> & Pick<ContactRow, 'source' | 'addedAt'>,
  random: () => number
): Omit<ContactRow, 'id'> => {
  const row = {
    name: '',
    givenName: null,
    familyName: null,
    nameSearch: '',
    ...NO_IDS,
    email: null,
    language: null,
    country: null,
    timezone: null,
    town: null,
    townKey: null,
    ownerId: null,
    addressKey: null,
    marketing: 'none' as const,
    utility: 'none' as const,
    marketingRefusedAt: null,
    utilityRefusedAt: null,
    pausedUntil: null,
    topicsOut: '',
    dataIn: '',
    channels: '',
    frequency: null,
    blocked: false,
    lastInboundAt: null,
    lastOutboundAt: null,
    askedStopAt: null,
    askedStop: null,
    moveAskedAt: null,
    positionAt: null,
    positionLat: null,
    positionLng: null,
    positionName: null,
    bestHour: null,
    bucket: Math.floor(random() * 10_000),
    mergedInto: null,
    sample: false,
    idsAt: null,
    leftFor: null,
    leftBy: null,
    changedAt: given.addedAt,
    ...given,
  };
  return { ...row, ...derivedColumns(row) };
};

/** Locks both rows, the lower id first, and makes one person of them (engine 15). Answers the survivor. */
export const mergeContacts = async (
  trx: Knex.Transaction,
  deps: ResolveDeps,
  { ids, at }: { ids: [number, number]; at: number }
): Promise<ContactRow> => {
  const [low, high] = ids[0] < ids[1] ? ids : [ids[1], ids[0]];
  const first = await lockContact(trx, low);
  const second = await lockContact(trx, high);
  if (!first || !second) throw new Error('a contact vanished during a merge');
  // Somebody merged them meanwhile: follow instead of merging a row that is no person any more.
  if (first.mergedInto !== null || second.mergedInto !== null || first.id === second.id) {
    return first.mergedInto === null
      ? first
      : second.mergedInto === null
        ? second
        : follow(trx, first);
  }
  const { winner, loser } = survivorOf(first, second);
  const extras = await extrasOf(trx, winner.id);
  // The loser keeps its ids as text (history) and gives up the keys, which are unique.
  await updateContact(trx, loser.id, {
    waKey: null,
    bsuidKey: null,
    addressKey: null,
    mergedInto: winner.id,
    changedAt: at,
  });
  const columns = mergedColumns(winner, loser);
  await keepFormerIds(trx, winner, { next: { ...winner, ...columns }, at, random: deps.random });
  const survivor = await saveAddresses(trx, winner, {
    change: { ...columns, changedAt: at },
    isTaken: true,
  });
  await moveTags(deps.db, trx, { from: loser.id, to: winner.id });
  await moveValues(deps.db, trx, { from: loser.id, to: winner.id });
  for (const effect of deps.mergeEffects)
    await effect(trx, { winner: survivor, loser, before: winner });
  const gained = changedExtras(extras, await extrasOf(trx, winner.id));
  const fields = [...learnedFields(winner, survivor), ...gained];
  await deps.tellProfiles(trx, [{ contactId: winner.id, fields }]);
  const one = (await findContact(trx, survivor.id)) ?? survivor;
  // A contact has one number, so that a merge frees the other addresses of both. What they refuse is known only now.
  await moveLeft(trx, { from: loser.id, to: winner.id });
  await forgetLeft(trx, { contactId: one.id, keys: addressKeysOf(one) });
  const before = [winner, loser].flatMap(addressKeysOf);
  await rememberLeft(trx, { person: one, before, at });
  return one;
};

const followLocked = async (trx: Knex.Transaction, row: ContactRow): Promise<ContactRow> =>
  (await lockContact(trx, (await follow(trx, row)).id)) ?? row;

/**
 * Messages go to the number that WhatsApp told, so a typed one that is another goes: the page shows where they go. A message
 * from before the last change of a number says nothing of it.
 */
const numbersOf = (row: ContactRow, who: Identity, at: number): Partial<ContactRow> => {
  if (who.waId === null || who.e164 === null || isBeforeIds(row, at)) return {};
  return {
    ...(row.waId === who.waId ? {} : { waId: who.waId }),
    ...(sameNumber(row.phone, who.waId) ? {} : { phone: who.e164 }),
  };
};

const learned = (row: ContactRow, who: Identity, at: number): Partial<ContactRow> => {
  const known: Partial<ContactRow> = {
    ...numbersOf(row, who, at),
    ...(who.bsuid && !row.bsuid ? { bsuid: who.bsuid } : {}),
    ...(who.parentUserId && row.parentUserId !== who.parentUserId
      ? { parentUserId: who.parentUserId }
      : {}),
    ...(who.username && row.username !== who.username ? { username: who.username } : {}),
    ...(who.profileName && row.profileName !== who.profileName
      ? { profileName: who.profileName }
      : {}),
    ...(who.country && !row.country ? { country: who.country } : {}),
    ...(!row.name && who.profileName ? { name: who.profileName } : {}),
  };
  return Object.keys(known).length > 0 ? { ...known, changedAt: at } : {};
};

export const findBoth = async (trx: Knex.Transaction, who: Identity) => ({
  byBsuid: who.bsuid ? await findByBsuid(trx, who.bsuid) : null,
  byNumber: who.waId ? await findByNumber(trx, spellings(who.waId)) : null,
});

/**
 * True when this number went to a new owner: its contact has another user id. User ids are made per portfolio, so
 * with numbers of several portfolios one person rightly has several, and the number decides.
 */
export const isReassigned = async (
  trx: Knex.Transaction,
  deps: ResolveDeps,
  { byNumber, who }: { byNumber: ContactRow; who: Identity }
): Promise<boolean> =>
  Boolean(who.bsuid && byNumber.bsuid && byNumber.bsuid !== who.bsuid) &&
  !(await deps.severalPortfolios(trx));

/**
 * Finds the person by what is known, merges two rows that turn out to be one; null when nobody is known. `isFormer`: these
 * are ids that the person leaves, so anyone who has the number by now keeps it. `onRetired` hears who had the number before.
 */
export const findPerson = async (
  trx: Knex.Transaction,
  deps: ResolveDeps,
  {
    who,
    at,
    isFormer = false,
    onRetired,
  }: { who: Identity; at: number; isFormer?: boolean; onRetired?: (row: ContactRow) => void }
): Promise<ContactRow | null> => {
  const { byBsuid, byNumber } = await findBoth(trx, who);
  if (!byNumber || byBsuid?.id === byNumber.id) return byBsuid ?? byNumber;
  if (await isReassigned(trx, deps, { byNumber, who })) {
    if (isFormer) return byBsuid;
    await retireNumber(trx, deps, { row: byNumber, number: who.waId, at });
    onRetired?.(byNumber);
    return byBsuid;
  }
  return byBsuid ? mergeContacts(trx, deps, { ids: [byBsuid.id, byNumber.id], at }) : byNumber;
};

/**
 * The person keeps their history and user id, but this number is somebody else's now. A typed number that stands beside it
 * goes with it: it may be one that they left before, and messages would go there.
 */
export const retireNumber = async (
  trx: Knex.Transaction,
  deps: ResolveDeps,
  { row, number, at }: { row: ContactRow; number: string | null; at: number }
): Promise<void> => {
  const locked = await lockContact(trx, row.id);
  if (!locked || number === null) return;
  const isIt = (own: string | null): boolean => sameNumber(own, number);
  const gone = isIt(locked.waId) ? { waId: null, phone: null } : { phone: null };
  const change = { ...(isIt(locked.waId) || isIt(locked.phone) ? gone : {}), changedAt: at };
  await saveLearned(trx, deps, { row: locked, change, isTaken: true });
};

const insertPerson = async (
  trx: Knex.Transaction,
  deps: ResolveDeps,
  { who, at }: { who: Identity; at: number }
): Promise<ContactRow | null> => {
  const made = newContact(
    {
      name: who.profileName ?? '',
      phone: who.e164,
      waId: who.waId,
      bsuid: who.bsuid,
      parentUserId: who.parentUserId,
      username: who.username,
      profileName: who.profileName,
      country: who.country,
      source: 'inbound',
      addedAt: at,
    },
    deps.random
  );
  const row = await withSuppression(trx, made, { isShown: true });
  try {
    // A savepoint: on PostgreSQL a refused insert would end the whole transaction.
    return await trx.transaction(async (save) => ({ ...row, id: await insertContact(save, row) }));
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return null; // somebody else made the same person in this moment
  }
};

/** See ContactsService.resolveInbound. Throws only when the event names nobody. */
export const resolveInbound = async (
  trx: Knex.Transaction,
  deps: ResolveDeps,
  event: InboundIdentity
): Promise<Resolved> => {
  const who = readIdentity(event);
  if (!who.waId && !who.bsuid) throw new DomainError('no-person', 'the event names no person');
  const before: ContactRow[] = [];
  const sought = { who, at: event.at, onRetired: (row: ContactRow) => void before.push(row) };
  const found = (await findPerson(trx, deps, sought)) ?? (await findMerged(trx, who));
  const [hadNumber = null] = before;
  if (!found) {
    const made = await insertPerson(trx, deps, { who, at: event.at });
    if (made) return { contact: made, created: true, hadNumber };
  }
  const known = found ?? (await findPerson(trx, deps, { who, at: event.at }));
  if (!known) throw new Error('a contact is neither new nor known');
  // Locked before their threads, as everybody takes them; and whom somebody merged meanwhile is found again.
  const locked = (await lockContact(trx, known.id)) ?? known;
  const person = locked.mergedInto === null ? locked : await followLocked(trx, locked);
  const change = learned(person, who, event.at);
  if (Object.keys(change).length === 0) return { contact: person, created: false, hadNumber };
  const own = person.waId ?? person.phone;
  const hasOther = own && change.waId && !sameNumber(own, change.waId);
  if (hasOther) {
    const next = { ...person, ...change };
    await keepFormerIds(trx, person, { next, at: event.at, random: deps.random });
  }
  const contact = await saveLearned(trx, deps, { row: person, change });
  return { contact, created: false, hadNumber };
};

/**
 * Keeps ids that a contact loses in a merged row, without their keys. `hasMoved`: the person changed to other ids, so a message
 * from the old ones is from somebody else.
 */
export const keepFormerIds = async (
  trx: Knex.Transaction,
  row: ContactRow,
  {
    next,
    at,
    random,
    hasMoved = false,
    by = null,
  }: {
    next: ContactRow;
    at: number;
    random: () => number;
    hasMoved?: boolean;
    /** Who typed the other number. */
    by?: string | null;
  }
): Promise<void> => {
  if (IDS.every((id) => row[id] === null || row[id] === next[id])) return;
  const { waId, phone, bsuid, name, source } = row;
  const addedAt = hasMoved ? at : row.addedAt;
  const left = { leftFor: next.phone, leftBy: by?.slice(0, 160) ?? null };
  const former = newContact(
    { waId, phone, bsuid, name, source, addedAt, changedAt: at, ...left },
    random
  );
  const noKeys = { waKey: null, bsuidKey: null, addressKey: null };
  const idsAt = hasMoved ? at : null;
  await insertContact(trx, { ...former, ...noKeys, idsAt, mergedInto: row.id });
};
