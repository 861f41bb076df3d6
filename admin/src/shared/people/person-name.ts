import type { ContactView } from '../../../../server/src/contracts/contacts';
import { spacedPhone } from '../spaced-phone';

type Person = Pick<ContactView, 'name' | 'profileName' | 'phone' | 'username'>;

/** Name, else WhatsApp's profile name, else the number, else the user name, else `nobody`. */
export const personName = (person: Person, nobody: string): string => {
  const named = person.name.trim() || (person.profileName ?? '').trim();
  if (named && !/^\+?\d+$/.test(named)) return named;
  if (person.phone) return spacedPhone(person.phone);
  return person.username ? `@${person.username}` : named || nobody;
};
