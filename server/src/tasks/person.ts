import type { Knex } from 'knex';
import type { Sql } from '../strapi/db';
import { readRow } from '../strapi/table';
import { taskTable, type TaskRow } from './tables';

const TABLE = taskTable.table;

/** All tasks about a person, for the export of one person. */
export const tasksOfPerson = async (sql: Sql, contactId: number): Promise<TaskRow[]> =>
  (
    (await sql(TABLE).where({ contact_id: contactId }).orderBy('id')) as Record<string, unknown>[]
  ).map((raw) => readRow(taskTable, raw));

/** For `contactsService.removeEffects`: what was to be done for deleted people. */
export const removeTasksOf = async (
  trx: Knex.Transaction,
  contactIds: readonly number[]
): Promise<void> => {
  await trx(TABLE).whereIn('contact_id', contactIds).delete();
};
