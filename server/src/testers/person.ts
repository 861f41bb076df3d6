import type { Knex } from 'knex';
import { peopleWithFormer, type ContactRow } from '../contacts/public';
import type { Sql } from '../strapi/db';
import { isFrom } from './domain/code';
import { listTesters } from './store';
import { testerTable, type TesterRow } from './tables';

/** Testers who are these people: by the code that they sent, or by the number that was typed. */
const testersAmong = async (
  sql: Sql,
  people: readonly Pick<ContactRow, 'id' | 'waId' | 'phone'>[]
): Promise<TesterRow[]> =>
  (await listTesters(sql)).filter((tester) =>
    people.some((person) => tester.contactId === person.id || isFrom(tester, person))
  );

/** For `contactsService.removeEffects`, before the rows go: deleted people test nothing. */
export const removeTestersOf = async (
  trx: Knex.Transaction,
  contactIds: readonly number[]
): Promise<void> => {
  const gone = await testersAmong(trx, await peopleWithFormer(trx, contactIds));
  if (gone.length > 0)
    await trx(testerTable.table)
      .whereIn(
        'id',
        gone.map(({ id }) => id)
      )
      .delete();
};

/** That somebody is a tester, for the export of one person. */
export const testersOfPerson = (
  sql: Sql,
  person: Pick<ContactRow, 'id' | 'waId' | 'phone'>
): Promise<TesterRow[]> => testersAmong(sql, [person]);
