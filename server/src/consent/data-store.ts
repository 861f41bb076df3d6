import {
  dataPurpose,
  type DataPurpose,
  type DataPurposeRule,
  type DataPurposes,
} from '../contracts/consent';
import { insertRow, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import type { AskedPurpose } from './data';
import { dataPurposeTable, type DataPurposeRow } from './tables';

const TABLE = dataPurposeTable.table;
type Raw = Record<string, unknown>;
const read = (raw: Raw): DataPurposeRow => readRow(dataPurposeTable, raw);

/** The newest wording of each purpose that was ever written. A handful of rows. */
export const currentPurposes = async (sql: Sql): Promise<Map<DataPurpose, DataPurposeRow>> =>
  new Map(
    ((await sql(TABLE).orderBy('version')) as Raw[]).map(read).map((row) => [row.purpose, row])
  );

/** A wording as somebody read it; null when there is no such version. */
export const purposeVersion = async (
  sql: Sql,
  purpose: DataPurpose,
  version: number
): Promise<AskedPurpose | null> => {
  const raw = await sql(TABLE).where({ purpose, version }).first<Raw | undefined>();
  return raw ? askedOf(read(raw)) : null;
};

const askedOf = ({ purpose, version, textTr: tr, textEn: en }: DataPurposeRow): AskedPurpose => ({
  purpose,
  version,
  texts: { tr, en },
});

/**
 * What people are asked now, in a fixed order; with `agreed`, also what this person agreed to before it was switched off: it
 * can be taken back all the same.
 */
export const askedPurposes = async (
  sql: Sql,
  agreed: readonly DataPurpose[] = []
): Promise<AskedPurpose[]> => {
  const rows = await currentPurposes(sql);
  return dataPurpose.options.flatMap((purpose) => {
    const row = rows.get(purpose);
    return row && (row.asked || agreed.includes(purpose)) ? [askedOf(row)] : [];
  });
};

/** Purposes whose facts are looked at only of people who agreed. Awaits nothing but `sql`. */
export const requiredPurposes = async (sql: Sql): Promise<ReadonlySet<DataPurpose>> => {
  const rows = [...(await currentPurposes(sql)).values()];
  return new Set(rows.flatMap((row) => (row.onlyWithConsent ? [row.purpose] : [])));
};

const NOTHING: DataPurposeRule = {
  asked: false,
  onlyWithConsent: false,
  texts: { tr: '', en: '' },
};

const ruleOf = (row: DataPurposeRow | undefined): DataPurposeRule =>
  row
    ? {
        asked: row.asked,
        onlyWithConsent: row.onlyWithConsent,
        texts: { tr: row.textTr, en: row.textEn },
      }
    : NOTHING;

const byPurpose = <T>(of: (purpose: DataPurpose) => T): Record<DataPurpose, T> => ({
  tracking: of('tracking'),
  position: of('position'),
  profile: of('profile'),
});

/** As the settings show them. */
export const purposeSettings = async (
  sql: Sql
): Promise<{ dataPurposes: DataPurposes; dataVersions: Record<DataPurpose, number> }> => {
  const rows = await currentPurposes(sql);
  return {
    dataPurposes: byPurpose((purpose) => ruleOf(rows.get(purpose))),
    dataVersions: byPurpose((purpose) => rows.get(purpose)?.version ?? 0),
  };
};

/** Saves the rules; other words are a new version, the old ones stay as what people agreed to then. */
export const savePurposes = async (
  sql: Sql,
  given: DataPurposes,
  { by, at }: { by: string; at: number }
): Promise<void> => {
  const rows = await currentPurposes(sql);
  for (const purpose of dataPurpose.options) {
    const { asked, onlyWithConsent, texts } = given[purpose];
    const row = rows.get(purpose);
    const before = ruleOf(row);
    // Without any words the last ones stay: somebody may have agreed to them.
    const isNone = texts.tr === '' && texts.en === '';
    const isSame = isNone || (before.texts.tr === texts.tr && before.texts.en === texts.en);
    if (row && isSame)
      await sql(TABLE)
        .where({ id: row.id })
        .update(writeRow(dataPurposeTable, { asked, onlyWithConsent }));
    else if (!isSame || asked || onlyWithConsent)
      await insertRow(
        sql,
        TABLE,
        writeRow(dataPurposeTable, {
          purpose,
          version: (row?.version ?? 0) + 1,
          asked,
          onlyWithConsent,
          textTr: texts.tr,
          textEn: texts.en,
          actor: by.slice(0, 160),
          at,
        })
      );
  }
};
