/** A customer. `phone` is digits only; a person who hides it behind a username has none. */
export type Person = {
  id: string;
  name: string;
  phone: string | null;
  waId: string | null;
  username: string | null;
  bsuid: string;
  language: string;
  country: string;
  onWhatsApp: boolean;
  online: boolean;
  receipts: boolean;
  blocked: boolean;
  marketingStopped: boolean;
  /** Made on the fly by a send to an unknown number. */
  walkIn: boolean;
  /** Grows when the person changes the device: the identity key hash changes with it. */
  device: number;
  relations: Map<string, Relation>;
};

/** What lies between a person and one business number. Times in milliseconds, 0 = never. */
export type Relation = {
  lastInboundAt: number;
  phoneContactAt: number;
  pairTat: number;
  burstStart: number;
  burstCount: number;
  /** Messages of the number to the person that were accepted. */
  accepted: number;
  /** Until when the phone shows "typing…". */
  typingUntil: number;
  /** When the person came from an ad; an answer within 24 hours opens the free entry point. */
  referralAt: number;
  freeEntryUntil: number;
  /** The last template that arrived: who blocks now, blocks because of it. */
  lastTemplate: string | null;
};

export type PersonInput = Partial<
  Omit<Person, 'id' | 'relations' | 'walkIn' | 'bsuid' | 'device'> & {
    bsuid: string;
    walkIn: boolean;
  }
> & { name: string };

export type PeopleStore = {
  add(input: PersonInput): Person;
  /** By id, phone digits, wa_id, BSUID or username (with or without @). */
  find(key: string): Person | undefined;
  byPhone(digits: string): Person | undefined;
  byBsuid(bsuid: string): Person | undefined;
  update(person: Person, patch: Partial<PersonInput>): void;
  remove(person: Person): void;
  all(): IterableIterator<Person>;
  count(): number;
  /** How many were ever made: ids count on from here. */
  serial(): number;
  /** Into an empty store. */
  restore(kept: { serial: number; all: readonly Person[] }): void;
};

export const BSUID = /^[A-Z]{2}\.(ENT\.)?[0-9A-Za-z]{1,128}$/;

export const digitsOf = (phone: string): string => phone.replace(/\D/g, '');

export const relationOf = (person: Person, phoneNumberId: string): Relation => {
  let relation = person.relations.get(phoneNumberId);
  if (!relation) {
    relation = {
      lastInboundAt: 0,
      phoneContactAt: 0,
      pairTat: 0,
      burstStart: 0,
      burstCount: 0,
      accepted: 0,
      typingUntil: 0,
      referralAt: 0,
      freeEntryUntil: 0,
      lastTemplate: null,
    };
    person.relations.set(phoneNumberId, relation);
  }
  return relation;
};

const COUNTRY_BY_PREFIX: readonly (readonly [string, string])[] = [
  ['90', 'TR'],
  ['49', 'DE'],
  ['44', 'GB'],
  ['43', 'AT'],
  ['41', 'CH'],
  ['33', 'FR'],
  ['31', 'NL'],
  ['1', 'US'],
];

export const countryAndPrefixOf = (
  digits: string
): { country: string; prefix: string } | undefined => {
  const found = COUNTRY_BY_PREFIX.find(([prefix]) => digits.startsWith(prefix));
  return found && { prefix: found[0], country: found[1] };
};

export const countryOf = (digits: string): string => countryAndPrefixOf(digits)?.country ?? 'ZZ';

const usernameOf = (username: string | null | undefined): string | null =>
  username ? username.replace(/^@/, '') : null;

const createPerson = (
  id: string,
  input: PersonInput,
  newDigits: (length: number) => string
): Person => {
  const phone = input.phone ? digitsOf(input.phone) : null;
  const country = input.country ?? (phone ? countryOf(phone) : 'TR');
  return {
    id,
    name: input.name,
    phone,
    waId: input.waId ?? phone,
    username: usernameOf(input.username),
    bsuid: input.bsuid ?? `${country === 'ZZ' ? 'XX' : country}.${newDigits(17)}`,
    language: input.language ?? 'en',
    country,
    onWhatsApp: input.onWhatsApp ?? true,
    online: input.online ?? true,
    receipts: input.receipts ?? true,
    blocked: input.blocked ?? false,
    marketingStopped: input.marketingStopped ?? false,
    walkIn: input.walkIn ?? false,
    device: 1,
    relations: new Map(),
  };
};

const applyPatch = (person: Person, patch: Partial<PersonInput>): void => {
  const { phone, username, ...rest } = patch;
  Object.assign(person, rest);
  if (phone !== undefined) {
    person.phone = phone ? digitsOf(phone) : null;
    person.waId = patch.waId ?? person.phone;
  }
  if (username !== undefined) person.username = usernameOf(username);
};

type Index = {
  add(person: Person): void;
  remove(person: Person): void;
  phones: Map<string, Person>;
  bsuids: Map<string, Person>;
  usernames: Map<string, Person>;
};

const createIndex = (): Index => {
  const phones = new Map<string, Person>();
  const bsuids = new Map<string, Person>();
  const usernames = new Map<string, Person>();
  return {
    phones,
    bsuids,
    usernames,
    add: (person) => {
      if (person.phone) phones.set(person.phone, person);
      if (person.waId) phones.set(person.waId, person);
      bsuids.set(person.bsuid, person);
      if (person.username) usernames.set(person.username.toLowerCase(), person);
    },
    remove: (person) => {
      if (person.phone) phones.delete(person.phone);
      if (person.waId) phones.delete(person.waId);
      bsuids.delete(person.bsuid);
      if (person.username) usernames.delete(person.username.toLowerCase());
    },
  };
};

export const createPeopleStore = (newDigits: (length: number) => string): PeopleStore => {
  const people = new Map<string, Person>();
  const index = createIndex();
  let serial = 0;
  return {
    add: (input) => {
      const person = createPerson(`p${(serial += 1)}`, input, newDigits);
      people.set(person.id, person);
      index.add(person);
      return person;
    },
    find: (key) =>
      people.get(key) ??
      index.bsuids.get(key) ??
      index.usernames.get(key.replace(/^@/, '').toLowerCase()) ??
      (/^\+?[\d\s()-]+$/.test(key) ? index.phones.get(digitsOf(key)) : undefined),
    byPhone: (digits) => index.phones.get(digits),
    byBsuid: (bsuid) => index.bsuids.get(bsuid),
    update: (person, patch) => {
      index.remove(person);
      applyPatch(person, patch);
      index.add(person);
    },
    remove: (person) => {
      index.remove(person);
      people.delete(person.id);
    },
    all: () => people.values(),
    count: () => people.size,
    serial: () => serial,
    restore: (kept) => {
      serial = kept.serial;
      for (const person of kept.all) {
        people.set(person.id, person);
        index.add(person);
      }
    },
  };
};

const THIRTY_DAYS = 30 * 24 * 3600_000;

/** Whether webhooks of this number may carry the person's phone: always without a username, else after contact by phone. */
export const showsPhone = (person: Person, phoneNumberId: string, now: number): boolean => {
  if (!person.phone) return false;
  if (!person.username) return true;
  const last = person.relations.get(phoneNumberId)?.phoneContactAt ?? 0;
  return last > 0 && now - last <= THIRTY_DAYS;
};
