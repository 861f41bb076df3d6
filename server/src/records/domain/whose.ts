import type { EntryPerson } from './entry';

/** What an entry says of its person itself. `phoneKeys`: of its number, all under which contacts may keep theirs. */
export type NamedPerson = Pick<EntryPerson, 'phone' | 'phoneText' | 'email' | 'emailText'> & {
  phoneKeys: readonly string[];
};

/** An entry to which a relation leads. */
export interface RelatedEntry {
  /** The relation says whose the entry is: fields of the person are read over it. */
  isPerson: boolean;
  /** With whom that entry is linked; null: with nobody. */
  contactId: number | null;
}

interface Asker {
  id: number;
  addressKey: string | null;
  email: string | null;
}

/** Its number decides, and without one its e-mail; one that cannot be read may be anybody's. */
const claimOf = (named: NamedPerson, contact: Asker): 'theirs' | 'others' | 'unsaid' => {
  const { phone, phoneText, phoneKeys, email, emailText } = named;
  if (phoneText !== '')
    return phone !== null && phoneKeys.includes(contact.addressKey ?? '') ? 'theirs' : 'others';
  if (emailText === '') return 'unsaid';
  return email !== null && email === contact.email?.toLowerCase() ? 'theirs' : 'others';
};

/**
 * Does an entry that nobody is linked with name no other person? A relation over which the person is read names somebody, also
 * where number and e-mail are empty there: then only who is linked with that entry may have this one.
 */
export const namesNobodyElse = (
  { named, related }: { named: NamedPerson; related: readonly RelatedEntry[] },
  contact: Asker
): boolean => {
  const claim = claimOf(named, contact);
  const isOthers = ({ contactId }: RelatedEntry): boolean =>
    contactId !== null && contactId !== contact.id;
  const persons = related.filter(({ isPerson }) => isPerson);
  if (claim === 'others' || persons.some(isOthers)) return false;
  if (claim === 'theirs') return true;
  return persons.every(({ contactId }) => contactId === contact.id) && !related.some(isOthers);
};
