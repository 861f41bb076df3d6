import type { Core } from '@strapi/strapi';
import type { z } from 'zod';
import { turnOfTheLoop } from '../kernel/turn';
import { contactTable } from '../contacts/public';
import type { checkBody, CheckResult, MappingFields } from '../contracts/records';
import { contextOf } from '../strapi/context';
import { pieces } from '../strapi/db';
import { personOf, personPaths, type EntryPerson } from './domain/entry';
import { countEntries, readEntries, type Entry } from './entries';
import { phoneKeyOf, phoneKeysOf } from './follow';
import type { HostType } from './host-types';

const PIECE = 500;
/** With more entries the newest are looked at: an answer in seconds tells enough. */
const MOST = 20_000;
const EXAMPLES = 5;

const REASONS = new Set([
  'not-valid',
  'country-missing',
  'other-country',
  'extension',
  'not-a-number',
]);
type Reason = CheckResult['problems'][number]['reason'];
const reasonOf = ({ phoneProblem }: EntryPerson): Reason => {
  if (phoneProblem === null || phoneProblem === 'empty') return 'empty';
  return REASONS.has(phoneProblem) ? (phoneProblem as Reason) : 'not-a-number';
};

/** How many of these numbers are those of contacts. */
const knownAmong = async (strapi: Core.Strapi, waIds: readonly string[]): Promise<number> => {
  const { db } = contextOf(strapi);
  const byKey = new Map(
    waIds.flatMap((waId) => phoneKeysOf(waId).map((key) => [key, waId] as const))
  );
  const known = new Set<string>();
  for (const piece of pieces([...byKey.keys()], 400)) {
    const keys = (await db
      .knex(contactTable.table)
      .whereIn('address_key', piece)
      .whereNull('merged_into')
      .pluck('address_key')) as string[];
    for (const key of keys) known.add(phoneKeyOf(byKey.get(key) ?? ''));
  }
  return known.size;
};

interface Asked {
  type: HostType;
  fields: MappingFields;
  country: string;
}

const pieceOf = (
  strapi: Core.Strapi,
  { type, fields }: Asked,
  before: number | null
): Promise<Entry[]> => {
  const { db } = contextOf(strapi);
  const paths = [...personPaths(fields), ...(type.titleField ? [type.titleField] : [])];
  const under = before === null ? '' : 'AND e.id < ?';
  return readEntries(strapi, db.knex, {
    type,
    paths,
    rest: {
      sql: `${under} ORDER BY e.id DESC LIMIT ${PIECE}`,
      bindings: before === null ? [] : [before],
    },
  });
};

/** "Works for 1,912 of 1,940 entries", with examples of the rest. Reads in pieces, changes nothing. */
export const checkMapping = async (
  strapi: Core.Strapi,
  type: HostType,
  { body, home }: { body: z.output<typeof checkBody>; home: string }
): Promise<CheckResult> => {
  const { db } = contextOf(strapi);
  const { fields } = body;
  const asked: Asked = { type, fields, country: body.country ?? home };
  const result: CheckResult = {
    total: await countEntries(strapi, db.knex, type),
    checked: 0,
    works: 0,
    withPhone: 0,
    byEmail: 0,
    known: 0,
    problems: [],
    counts: {},
  };
  for (let before: number | null = null; result.checked < MOST;) {
    const entries: Entry[] = await pieceOf(strapi, asked, before);
    const waIds: string[] = [];
    for (const entry of entries) {
      result.checked += 1;
      const person = personOf(entry.values, fields, asked.country);
      if (person.phone) {
        result.withPhone += 1;
        waIds.push(person.phone.waId);
      } else if (person.email) result.byEmail += 1;
      if (person.phone || person.email) continue;
      const reason = reasonOf(person);
      result.counts[reason] = (result.counts[reason] ?? 0) + 1;
      const title = type.titleField ? entry.values[type.titleField] : null;
      // One example of each reason before a second of any.
      const isEnough = result.problems.filter((one) => one.reason === reason).length >= 2;
      if (result.problems.length < EXAMPLES && !isEnough)
        result.problems.push({
          documentId: entry.documentId,
          title: typeof title === 'string' && title !== '' ? title : entry.documentId,
          value: person.phoneText,
          reason,
        });
    }
    result.known += await knownAmong(strapi, waIds);
    const last = entries.at(-1);
    if (!last || entries.length < PIECE) break;
    before = last.entryId;
    await turnOfTheLoop();
  }
  result.works = result.withPhone + result.byEmail;
  return result;
};
