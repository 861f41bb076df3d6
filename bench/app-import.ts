import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { Core } from '@strapi/types';
import { parse } from 'csv-parse';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { importsService } from '../server/src/imports/public';

/** Who imports. */
export const IMPORTER = { id: 1, name: 'Bench' };
const LINES_AT_ONCE = 1_000;
const PROBE = 'whatsapp_bench_people';

const line = (n: number): string => `Person ${n};0${5_400_000_000 + n};person${n}@example.com\n`;

/** A list as a shop exports it, written while it is read: it never stands in memory as a whole. */
function* list(rows: number): Generator<Buffer> {
  yield Buffer.from('Name;Phone;E-mail\n');
  for (let from = 1; from <= rows; from += LINES_AT_ONCE) {
    const size = Math.min(LINES_AT_ONCE, rows - from + 1);
    yield Buffer.from(Array.from({ length: size }, (_, i) => line(from + i)).join(''));
  }
}

const file = (rows: number): Readable => Readable.from(list(rows));

/** Uploads a list with consent; answers the import's id. */
export const uploadList = async (strapi: Core.Strapi, rows: number): Promise<number> => {
  const imports = importsService(strapi);
  const { id, rules } = await imports.upload(file(rows), { name: 'bench.csv' }, IMPORTER);
  const consent = {
    kind: 'given' as const,
    categories: ['marketing' as const],
    source: 'Form on the site',
    wording: 'Yes, send me offers on WhatsApp.',
  };
  await imports.update(id, { rules: { ...rules, country: 'TR', consent } }, IMPORTER);
  return id;
};

const rssMb = (): number => process.memoryUsage().rss / 1_048_576;

/**
 * Uploads a workbook from the disk; answers its columns and how far the memory rose above what it was. Looked at every 20 ms:
 * the highest memory of the process so far is that of its start.
 */
export const uploadWorkbook = async (
  strapi: Core.Strapi,
  file: string
): Promise<{ columns: number; grownMb: number }> => {
  const before = rssMb();
  let most = before;
  const timer = setInterval(() => (most = Math.max(most, rssMb())), 20);
  try {
    const body = createReadStream(file);
    const { header } = await importsService(strapi).upload(body, { name: 'bench.xlsx' }, IMPORTER);
    return { columns: header.length, grownMb: Math.max(most, rssMb()) - before };
  } finally {
    clearInterval(timer);
  }
};

/** The least that any import has to do: read each row, understand its number, write it. Answers rows per second. */
export const naiveImport = async (strapi: Core.Strapi, rows: number): Promise<number> => {
  const knex = strapi.db.connection;
  await knex.schema.createTable(PROBE, (table) => {
    table.increments('id');
    table.string('name', 255);
    table.string('phone', 20).unique();
    table.string('email', 255);
  });
  const started = performance.now();
  let batch: Record<string, unknown>[] = [];
  const write = async () => {
    const full = batch;
    batch = [];
    if (full.length > 0) await knex(PROBE).insert(full);
  };
  for await (const cells of file(rows).pipe(parse({ delimiter: ';', fromLine: 2 }))) {
    const [name, phone, email] = cells as string[];
    const number = parsePhoneNumberFromString(phone ?? '', 'TR');
    if (number?.isValid()) batch.push({ name, phone: number.number, email });
    if (batch.length === 200) await write();
  }
  await write();
  const seconds = (performance.now() - started) / 1000;
  await knex.schema.dropTable(PROBE);
  return rows / seconds;
};
