import type { ContactRow } from '../../contacts/public';
import type { ImportConsent, ImportRules } from '../../contracts/imports';
import { isVisible, shownFirst } from '../../contracts/person-names';
import type { RowPerson } from './person';

type Profile = Pick<
  ContactRow,
  'name' | 'givenName' | 'familyName' | 'email' | 'language' | 'timezone' | 'town'
>;
const FIELDS = [
  'name',
  'givenName',
  'familyName',
  'email',
  'language',
  'timezone',
  'town',
] as const;

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

/**
 * What changes of a person who is known: an empty cell never erases. `fill` leaves what is there, `skip` everything.
 * Null = nothing changes.
 */
export const changedProfile = (
  known: Profile,
  person: RowPerson,
  duplicates: ImportRules['duplicates']
): Partial<Profile> | null => {
  if (duplicates === 'skip') return null;
  const change = Object.fromEntries(
    Object.entries(said(person)).filter(([field, value]) => {
      const has = known[field as keyof Profile];
      return duplicates === 'fill' ? !has : has !== value;
    })
  );
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
