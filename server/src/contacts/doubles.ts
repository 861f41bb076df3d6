import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { severalPortfolios } from '../accounts/public';
import { actions } from '../contracts/permissions';
import { addTo } from '../kernel/lists';
import { canonicalDigits, spellings } from '../kernel/number-spellings';
import {
  defineOperationKind,
  operationsService,
  type OperationKind,
  type OperationProblem,
  type OperationStep,
} from '../operations/public';
import { leaseTable, rewriteRows, runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import { addressKeyOf, shownAddress } from './domain/address';
import type { ContactsService } from './public';
import { holdContacts, readContact, withNumber } from './store';
import { contactTable, type ContactRow } from './tables';

const KIND = 'number-doubles';
/** The row that keeps that this database was asked; it does not travel, so a database that arrives is asked again. */
const ONCE = `once:${KIND}`;
const TABLE = contactTable.table;
/** Ids that one statement looks through, however few of them have such a number: the number of WhatsApp is in no index. */
const SPAN = 20_000;
/** Contacts of one step that get their key, in one statement. */
const KEYS_PIECE = 500;
/** Contacts of one step, and how many of them are merged at most: a merge moves what a dozen rooms keep of a person. */
const PIECE = 100;
const MOST_MERGES = 5;

/** Ivory Coast and Benin: each spelling of a number was a contact of its own before. */
const CODES = ['225', '229'];

interface Cursor {
  /** All get their keys before the first two are merged: campaigns compare people by them. */
  phase: 'keys' | 'merges';
  /** The id behind which the next step begins. */
  after: number;
}
const START: Cursor = { phase: 'keys', after: 0 };

type Raw = Record<string, unknown>;

const digitsOf = ({ waId, phone }: ContactRow): string => waId ?? phone?.slice(1) ?? '';
const keyOfNumber = (row: ContactRow): string => canonicalDigits(digitsOf(row));

/** Narrows to people whose messages go to such a number: the one that WhatsApp gave, else the typed one (`addressKeyOf`). */
const ofThoseCountries = (query: Knex.QueryBuilder): void => {
  void query.whereNull('merged_into').where((any) => {
    for (const code of CODES)
      void any
        .orWhere('wa_id', 'like', `${code}%`)
        .orWhere((typed) => void typed.whereNull('wa_id').where('phone', 'like', `+${code}%`));
  });
};

/** The next contacts behind an id, of the span that begins there. */
const nextContacts = async (sql: Sql, after: number, limit: number): Promise<Raw[]> =>
  (await sql(TABLE)
    .where('id', '>', after)
    .where('id', '<=', after + SPAN)
    .where(ofThoseCountries)
    .orderBy('id')
    .limit(limit)) as Raw[];

/** Where to go on when a span has nobody left; null: it was the last one of all. */
const behindSpan = async (sql: Sql, { phase, after }: Cursor): Promise<Cursor | null> => {
  const last = (await sql(TABLE).max({ id: 'id' }).first()) as Raw | undefined;
  if (after + SPAN < Number(last?.id ?? 0)) return { phase, after: after + SPAN };
  return phase === 'keys' ? { phase: 'merges', after: 0 } : null;
};

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Gives the next contacts the key that their number has today. */
const renewKeys = async (trx: Knex.Transaction, at: Cursor): Promise<Cursor | null> => {
  const rows = await nextContacts(trx, at.after, KEYS_PIECE);
  const last = rows.at(-1);
  if (!last) return behindSpan(trx, at);
  await rewriteRows(
    trx,
    {
      table: TABLE,
      set: [{ name: 'address_key', type: 'text' }],
      columns: ['address_key', 'wa_id', 'phone', 'bsuid', 'merged_into'],
      valuesOf: ({ wa_id, phone, bsuid, merged_into }) => {
        const ids = { waId: textOf(wa_id), phone: textOf(phone), bsuid: textOf(bsuid) };
        // Somebody may have merged them since they were read: a merged row has no key.
        return { address_key: merged_into === null ? addressKeyOf(ids) : null };
      },
    },
    rows
  );
  return { ...at, after: Number(last.id) };
};

/** Everybody who has one of these people's numbers in any spelling, themselves included, the lowest id first. */
const sharers = async (sql: Sql, rows: readonly ContactRow[]): Promise<ContactRow[]> => {
  const numbers = [...new Set(rows.flatMap((row) => spellings(digitsOf(row))))];
  const raw = (await sql(TABLE)
    .whereNull('merged_into')
    .where(withNumber(numbers))
    .orderBy('id')) as Raw[];
  return raw.map(readContact);
};

/** Two user ids of one portfolio are two people: the number went to a new owner, and stays with both until WhatsApp says whose it is. */
const areTwo = async (sql: Sql, a: ContactRow, b: ContactRow): Promise<boolean> =>
  a.bsuid !== null && b.bsuid !== null && a.bsuid !== b.bsuid && !(await severalPortfolios(sql));

interface Done {
  merged: number;
  report: Omit<OperationProblem, 'line'>[];
  changed: number[];
}

/** Who stays, and the two numbers as they were: after a merge the other row has none. */
const reportLine = (
  stays: number,
  [one, other]: [ContactRow, ContactRow],
  reason: string
): Done['report'][number] => ({
  reason,
  cells: [String(stays), shownAddress(one), shownAddress(other)],
});

/**
 * Makes one contact of these rows, whose numbers are one. All are locked. Answers who is left. Two that stay two are reported
 * when the scan is at the later one, so once.
 */
const joinRows = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { rows, at, done }: { rows: readonly ContactRow[]; at: ContactRow; done: Done }
): Promise<ContactRow[]> => {
  // Through the service and not the public file, which others import together with this one.
  const people = strapi.plugin('whatsapp').service('contacts') as ContactsService;
  const { clock } = contextOf(strapi);
  const [first, ...others] = rows;
  if (!first) return [];
  let one = first;
  const apart: ContactRow[] = [];
  for (const other of others) {
    if (await areTwo(trx, one, other)) {
      apart.push(other);
      if (other.id === at.id) done.report.push(reportLine(one.id, [one, other], 'two-user-ids'));
      continue;
    }
    const before = one;
    one = await people.merge(trx, [before.id, other.id], clock.now());
    done.merged += 1;
    done.report.push(reportLine(one.id, [before, other], 'merged'));
    done.changed.push(before.id, other.id);
  }
  return [one, ...apart];
};

/** Looks at contacts until enough of them are merged; answers the last one looked at. */
const lookAt = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { rows, done }: { rows: readonly ContactRow[]; done: Done }
): Promise<{ last: ContactRow | undefined; looked: number }> => {
  // Locked before anything else of theirs, the lowest id first, and read again: somebody may have changed them.
  await holdContacts(
    trx,
    (await sharers(trx, rows)).map(({ id }) => id)
  );
  const byNumber = new Map<string, ContactRow[]>();
  for (const row of await sharers(trx, rows)) addTo(byNumber, keyOfNumber(row), row);
  let looked = 0;
  for (const row of rows) {
    looked += 1;
    const key = keyOfNumber(row);
    const same = byNumber.get(key) ?? [];
    byNumber.set(key, await joinRows(strapi, trx, { rows: same, at: row, done }));
    if (done.merged >= MOST_MERGES) return { last: row, looked };
  }
  return { last: rows.at(-1), looked };
};

const REPORT: ReadonlyMap<string, { en: string; tr: string }> = new Map([
  [
    'merged',
    {
      en: 'One person under two spellings of the number: one contact now',
      tr: 'Numarası iki ayrı biçimde yazılmış tek kişi: artık tek kayıt',
    },
  ],
  [
    'two-user-ids',
    {
      en: 'Two WhatsApp user ids: both contacts stay',
      tr: 'İki ayrı WhatsApp kullanıcı kimliği: iki kişi de kaldı',
    },
  ],
]);

/** Merges some of the next contacts. */
const mergeSome = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { at, before }: { at: Cursor; before: number }
): Promise<OperationStep<Cursor>> => {
  const rows = (await nextContacts(trx, at.after, PIECE)).map(readContact);
  if (rows.length === 0) return { cursor: await behindSpan(trx, at) };
  const done: Done = { merged: 0, report: [], changed: [] };
  const { last, looked } = await lookAt(strapi, trx, { rows, done });
  return {
    cursor: { ...at, after: last?.id ?? at.after },
    done: looked,
    counters: { merged: done.merged, apart: done.report.length - done.merged },
    problems: done.report.map((one, i) => ({ line: before + i + 1, ...one })),
    hints: done.changed.map((id) => ({ type: 'contact' as const, id })),
  };
};

/**
 * Contacts of Ivory Coast and Benin, kept under the number of before or of after their country's change, get the key of now,
 * and who is there twice becomes one, with a report. A refusal of either stays. Each step is one transaction: after a crash it
 * goes on at the next one.
 */
export const doublesKind = (strapi: Core.Strapi): OperationKind =>
  defineOperationKind<null, Cursor>({
    kind: KIND,
    needs: actions.contactErase,
    step: async (trx, { cursor, done: before }) => {
      const at = cursor ?? START;
      if (at.phase === 'keys') return { cursor: await renewKeys(trx, at) };
      return mergeSome(strapi, trx, { at, before });
    },
    problemColumns: () => ['contact_id', 'number', 'other_number'],
    problemText: ({ reason }, language) => REPORT.get(reason)?.[language] ?? reason,
  });

/**
 * Starts the look, in whichever process comes first, where a database has such contacts. It is asked once in the life of a
 * database: the answer no reads all people through. Answers its id.
 */
export const startDoubles = async (strapi: Core.Strapi): Promise<number | null> => {
  const { db, clock } = contextOf(strapi);
  await runtimeService(strapi).leases.ensure([ONCE]);
  return db.tx(async (trx) => {
    const kept = () => trx(leaseTable.table).where({ name: ONCE });
    const row = await kept().forUpdate().first<{ data: unknown } | undefined>('data');
    if (row?.data !== null) return null;
    await kept().update({ data: JSON.stringify({ at: clock.now() }) });
    const first = await trx(TABLE).where(ofThoseCountries).first<Raw | undefined>('id');
    return first ? operationsService(strapi).start({ kind: KIND, title: '' }, trx) : null;
  });
};
