import type { ContactRow } from '../../contacts/public';
import type { ImportConsent, ImportRules } from '../../contracts/imports';
import { isVisible, shownFirst } from '../../contracts/person-names';
import type { RowPerson } from './person';

const NAMES = ['name', 'givenName', 'familyName'] as const;
/** Fields that an empty cell may empty, where the importer wants so. */
const OTHERS = ['email', 'language', 'timezone', 'town'] as const;
const FIELDS = [...NAMES, ...OTHERS] as const;
type Field = (typeof FIELDS)[number];

type Profile = Pick<ContactRow, Field>;
/** Somebody who is known; `profileName` is what WhatsApp calls them. */
type Known = Profile & Pick<ContactRow, 'profileName'>;

/** What the importer wants of people who are known. */
type Again = Pick<ImportRules, 'duplicates' | 'replacesNames' | 'erasesBlanks'>;

/**
 * What the file says, without its empty cells and those in which nobody sees anything; the shown name follows given name and
 * surname when there is no other.
 */
const said = (person: RowPerson): Partial<Profile> => {
  const parts = [person.givenName, person.familyName].filter(Boolean).join(' ');
  const whole = shownFirst(person.name, parts);
  const all = { ...person, name: whole };
  return Object.fromEntries(
    FIELDS.flatMap((field) => {
      const value = all[field];
      return value && isVisible(value) ? [[field, value]] : [];
    })
  );
};

/** The profile of a new person. */
export const newProfile = (person: RowPerson): Partial<Profile> => said(person);

/** Somebody of the team or a list gave them their name; one that WhatsApp shows corrects nothing. */
const hasGivenName = ({ name, givenName, familyName, profileName }: Known): boolean =>
  Boolean(givenName || familyName) || (name !== '' && name !== profileName);

const isName = (field: string): boolean => NAMES.some((one) => one === field);

/** The file has another name than the one that they were given. */
export const hasOtherName = (known: Known, person: RowPerson): boolean =>
  hasGivenName(known) &&
  Object.entries(said(person)).some(
    ([field, value]) =>
      isName(field) && Boolean(known[field as Field]) && known[field as Field] !== value
  );

/** Fields that the person has and of which the row's cell is empty. */
export const blankFields = (known: Profile, person: RowPerson): (typeof OTHERS)[number][] =>
  OTHERS.filter((field) => person[field] === null && known[field]);

/**
 * What changes of a person who is known. `fill` leaves what is there, `skip` everything; `update` leaves a given name, and what the
 * row has no value for, unless the importer wants otherwise. Null = nothing changes.
 */
export const changedProfile = (
  known: Known,
  person: RowPerson,
  { duplicates, replacesNames = false, erasesBlanks = false }: Again
): Partial<Profile> | null => {
  if (duplicates === 'skip') return null;
  const keepsNames = duplicates === 'fill' || (!replacesNames && hasGivenName(known));
  const taken = Object.entries(said(person)).filter(([field, value]) => {
    const has = known[field as Field];
    const isKept = duplicates === 'fill' || (keepsNames && isName(field));
    return isKept ? !has : has !== value;
  });
  const emptied =
    duplicates === 'update' && erasesBlanks
      ? blankFields(known, person).map((field) => [field, null] as const)
      : [];
  const change = Object.fromEntries([...taken, ...emptied]);
  return Object.keys(change).length > 0 ? change : null;
};

type Consent = Pick<ContactRow, 'marketing' | 'utility'>;

/** The person refused before, and the import changes nothing about it (P-11). */
export const staysOut = (known: Consent, consent: ImportConsent): boolean => {
  const asked = consent.kind === 'given' ? consent.categories : (['marketing', 'utility'] as const);
  return asked.some((category) => known[category] === 'out');
};

/** The import makes this person opted in: nothing was known of a category that the file's people agreed to. */
export const becomesIn = (known: Consent, consent: ImportConsent): boolean =>
  consent.kind === 'given' && consent.categories.some((category) => known[category] === 'none');
