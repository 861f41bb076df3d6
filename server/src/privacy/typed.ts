import type { Knex } from 'knex';
import { forgetViews } from '../audience/public';
import { peopleWithFormer, type ContactRow } from '../contacts/public';
import { fold } from '../contracts/fold';
import { isAboutSomebody, keysOf } from './domain/keys';

const plain = (text: string): string => fold(text).trim().replace(/\s+/g, ' ');

/** Full names only: a given name alone is that of many. */
const namesOf = ({ name, profileName, givenName, familyName, username }: ContactRow): string[] => [
  ...[name, profileName, `${givenName ?? ''} ${familyName ?? ''}`]
    .map((one) => plain(one ?? ''))
    .filter((one) => one.includes(' ')),
  ...(username ? [plain(username)] : []),
];

/**
 * For `contactsService.removeEffects`, before the rows go: saved filters into which somebody typed a name, number or e-mail
 * of these people go with them. Without the word such a filter would mean everybody.
 */
export const forgetTyped = (trx: Knex.Transaction, contactIds: readonly number[]): Promise<void> =>
  forgetViews(trx, async () => {
    const people = await peopleWithFormer(trx, contactIds);
    const names = new Set(people.flatMap(namesOf));
    const isAbout = isAboutSomebody(new Set(people.flatMap(keysOf)));
    return (text) => names.has(plain(text)) || isAbout([text]);
  });
