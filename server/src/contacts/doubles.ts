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
} from '../operations/public';
import { leaseTable, runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import { addressKeyOf, shownAddress } from './domain/address';
import type { ContactsService } from './public';
import { holdContacts, readContact, updateContact, withNumber } from './store';
import { contactTable, type ContactRow } from './tables';

const KIND = 'number-doubles';
/** The row that keeps that it was started in this database; it does not travel, so a database that arrives is looked at again. */
const ONCE = `once:${KIND}`;
const TABLE = contactTable.table;
/** Contacts of one step, and how many of them are merged at most: a merge moves what a dozen rooms keep of a person. */
const PIECE = 100;
const MOST_MERGES = 5;

/** Numbers of Ivory Coast and Benin: each spelling was a contact of its own before. */
const RANGES = [
  ['+225', '+226'],
  ['+229', '+23'],
] as const;

interface Cursor {
  range: number;
  phone: string;
  id: number;
}
const START: Cursor = { range: 0, phone: '', id: 0 };

type Raw = Record<string, unknown>;

const digitsOf = ({ waId, phone }: ContactRow): string => waId ?? phone?.slice(1) ?? '';
const keyOfNumber = (row: ContactRow): string => canonicalDigits(digitsOf(row));

/** The next contacts of a range after the cursor. Uses the index on phone. */
const nextContacts = async (sql: Sql, at: Cursor): Promise<ContactRow[]> => {
  const [from, to] = RANGES[at.range] ?? RANGES[0];
  const raw = (await sql(TABLE)
    .where('phone', '>=', from)
    .where('phone', '<', to)
    .where((q) => {
      void q
        .where('phone', '>', at.phone)
        .orWhere((same) => void same.where({ phone: at.phone }).where('id', '>', at.id));
    })
    .whereNull('merged_into')
    .orderBy(['phone', 'id'])
    .limit(PIECE)) as Raw[];
  return raw.map(readContact);
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
 * Makes one contact of these rows, whose numbers are one, and gives each that is left the key of today. All are locked. Answers
 * who is left. Two that stay two are reported when the scan is at the later one, so once.
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
  const left = [one, ...apart];
  for (const row of left) {
    const addressKey = addressKeyOf(row);
    if (row.addressKey !== addressKey) await updateContact(trx, row.id, { addressKey });
  }
  return left;
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

/**
 * Contacts of Ivory Coast and Benin who are there twice, under the number of before and of after their country's change, become
 * one each, with a report. A refusal of either stays. Each step is one transaction: after a crash it goes on at the next one.
 */
export const doublesKind = (strapi: Core.Strapi): OperationKind =>
  defineOperationKind<null, Cursor>({
    kind: KIND,
    needs: actions.contactErase,
    step: async (trx, { cursor, done: before }) => {
      const at = cursor ?? START;
      const rows = await nextContacts(trx, at);
      const range = at.range + 1;
      if (rows.length === 0) return { cursor: range < RANGES.length ? { ...START, range } : null };
      const done: Done = { merged: 0, report: [], changed: [] };
      const { last, looked } = await lookAt(strapi, trx, { rows, done });
      return {
        cursor: { range: at.range, phone: last?.phone ?? '', id: last?.id ?? 0 },
        done: looked,
        counters: { merged: done.merged, apart: done.report.length - done.merged },
        problems: done.report.map((one, i) => ({ line: before + i + 1, ...one })),
        hints: done.changed.map((id) => ({ type: 'contact' as const, id })),
      };
    },
    problemColumns: () => ['contact_id', 'number', 'other_number'],
    problemText: ({ reason }, language) => REPORT.get(reason)?.[language] ?? reason,
  });

const hasAny = async (sql: Sql): Promise<boolean> => {
  for (const range of RANGES.keys())
    if ((await nextContacts(sql, { ...START, range })).length > 0) return true;
  return false;
};

/** Starts the look once for each database that has such contacts, in whichever process comes first. Answers its id. */
export const startDoubles = async (strapi: Core.Strapi): Promise<number | null> => {
  const { db, clock } = contextOf(strapi);
  if (!(await hasAny(db.knex))) return null;
  await runtimeService(strapi).leases.ensure([ONCE]);
  return db.tx(async (trx) => {
    const kept = () => trx(leaseTable.table).where({ name: ONCE });
    const row = await kept().forUpdate().first<{ data: unknown } | undefined>('data');
    if (row?.data !== null) return null;
    await kept().update({ data: JSON.stringify({ at: clock.now() }) });
    return operationsService(strapi).start({ kind: KIND, title: '' }, trx);
  });
};
