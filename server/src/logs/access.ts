import type { Knex } from 'knex';
import type { LogEvent } from '../contracts/log-events';
import type { Clock } from '../kernel/clock';
import { countOf, type Keeping } from '../strapi/keeping';
import type { LogLine } from './public';
import { logTable } from './tables';

/** Who looked at, took away or erased what is known of one person. */
export interface PersonAccess {
  event: LogEvent<'access'>;
  contactId: number;
  by: { id: number; name: string };
  details?: Record<string, unknown>;
}

const AGAIN_MS = 15 * 60_000;
/** Pairs of user and person that are remembered; beyond them the oldest is told once more. */
const MOST = 5_000;
const PIECE = 1_000;

const SENTENCE: Record<LogEvent<'access'>, string> = {
  'person-opened': 'opened a contact',
  'person-exported': 'exported everything about a contact',
  'consent-proved': 'created a proof of consent',
  'person-erased': 'erased a contact',
};

/** The line of an access. The id of the user keeps two people of one name apart. */
export const accessLine = ({ event, contactId, by, details }: PersonAccess): LogLine => ({
  area: 'access',
  level: 'info',
  event,
  text: `${by.name} (user ${by.id}) ${SENTENCE[event]}`,
  contactId,
  details: { ...details, by: by.name, userId: by.id },
});

/** Tells whether this opening is news: the same person by the same user is written once in 15 minutes. */
export const createAccessWatch = (clock: Clock, againMs = AGAIN_MS) => {
  const seen = new Map<string, number>();
  return ({ by, contactId }: Pick<PersonAccess, 'by' | 'contactId'>): boolean => {
    const key = `${by.id}:${contactId}`;
    const now = clock.monotonic();
    const last = seen.get(key);
    if (last !== undefined && now - last < againMs) return false;
    seen.delete(key);
    seen.set(key, now);
    const oldest = seen.keys().next();
    if (seen.size > MOST && !oldest.done) seen.delete(oldest.value);
    return true;
  };
};

const older = (sql: Knex | Knex.Transaction, before: number) =>
  sql(logTable.table).where({ area: 'access' }).where('at', '<', before);

/** The lines of accesses have a time of their own: they are not deleted with the rest of the log. */
export const accessKeeping: Keeping = {
  count: (sql, before) => countOf(older(sql, before)),
  purge: async (trx, before) => {
    const ids = (await older(trx, before).limit(PIECE).select('id')) as { id: number }[];
    if (ids.length === 0) return 0;
    await trx(logTable.table)
      .whereIn(
        'id',
        ids.map(({ id }) => id)
      )
      .delete();
    return ids.length;
  },
};

/** For `contactsService.removeEffects`: lines about deleted people go; who accessed them stays, by number. */
export const removeLogsOf = async (
  trx: Knex.Transaction,
  contactIds: readonly number[]
): Promise<void> => {
  await trx(logTable.table).whereIn('contact_id', contactIds).whereNot({ area: 'access' }).delete();
};
