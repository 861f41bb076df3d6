import type { ContactView } from '../../../../server/src/contracts/contacts';
import { shownFirst } from '../../../../server/src/contracts/person-names';
import { spacedPhone } from '../spaced-phone';

export type Person = Pick<ContactView, 'name' | 'profileName' | 'phone' | 'username'> &
  Partial<Pick<ContactView, 'waId' | 'bsuid'>>;
/** A number alone: what the server gives as the name of somebody nameless. */
const NUMBER = /^\+?\d{6,}$/;

/** A name that came without its person, as `shownName` of the server gives it: a number is written as elsewhere. */
export const shownName = (name: string, nobody: string): string => {
  const plain = shownFirst(name);
  return NUMBER.test(plain) ? spacedPhone(plain) : plain || nobody;
};

/** Name, else WhatsApp's profile name, else the number, else the user name, else the id at WhatsApp, else `nobody`. */
export const personName = (person: Person, nobody: string): string => {
  const named = shownFirst(person.name, person.profileName);
  if (named && !/^\+?\d+$/.test(named)) return named;
  const number = person.phone ?? person.waId;
  if (number) return spacedPhone(number);
  return person.username ? `@${person.username}` : shownName(named || (person.bsuid ?? ''), nobody);
};
