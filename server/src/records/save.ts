import type { Core } from '@strapi/strapi';
import type {
  HostTypeView,
  MappingBody,
  MappingView,
  ReachResult,
  RecordTypes,
} from '../contracts/records';
import type { ConversionRule } from '../contracts/conversions';
import { canBeWritten, mappingBody } from '../contracts/records';
import { DomainError, notFound } from '../kernel/errors';
import type { InputWords } from '../kernel/input-words';
import { stableStringify } from '../kernel/json';
import { logsService } from '../logs/public';
import { sensitiveForbidden, sensitiveService } from '../sensitive/public';
import { contextOf } from '../strapi/context';
import { ensureBirthdayField } from './birthday';
import { namedPaths, personPaths } from './domain/entry';
import { canMean, guessFields } from './domain/guess';
import { mappingWords } from './domain/mapping-words';
import { loadLocale } from './entries';
import { hostColumn, hostTypes, type HostColumn, type HostType } from './host-types';
import { dropJobs, failingJobs } from './job-store';
import { deleteMapping, mappingRows, openReach, upsertMapping, type Mappings } from './mappings';
import { createMoved } from './moved-list';
import { contactLinkTable, recordKeyTable, type MappingRow } from './tables';

const fieldView = ({ path, label, type, sensitive, required, hop, choices }: HostColumn) => ({
  path,
  label,
  type,
  sensitive,
  required,
  related: hop !== null,
  choices,
});

export const typeView = (type: HostType): HostTypeView => {
  const fields = type.fields.map(fieldView);
  const { uid, label, hasDrafts, localized } = type;
  return { uid, label, hasDrafts, localized, fields, guess: guessFields(fields) };
};

/** Refuses a field of a mapping, in the reader's language. */
export const refuse = (field: string, words: InputWords): DomainError =>
  new DomainError('invalid', words.en.text, { field, remedy: words.en.advice, words });

/** What the Content Manager calls a field. */
const fieldLabel = (type: HostType, path: string): string => hostColumn(type, path)?.label ?? path;

const checkMeanings = (type: HostType, body: MappingBody): void => {
  for (const [meaning, path] of Object.entries(body.fields)) {
    const column = path === null ? null : hostColumn(type, path);
    if (column && !canMean(meaning as keyof MappingBody['fields'], column))
      throw refuse(`fields.${meaning}`, mappingWords.wrongKind(column.label));
  }
  if (!body.fields.phone && !body.fields.email)
    throw refuse('fields.phone', mappingWords.nobodyFound());
};

/** What flows write, messages may read: a field of the type itself that is no secret and does not say whose the entry is. */
const mayBeWritten = (type: HostType, body: MappingBody, path: string): boolean => {
  const column = hostColumn(type, path);
  return column !== null && body.usable.includes(path) && canBeWritten(column, body);
};

/** A mapping is refused with the field that is wrong and what to do; nothing of it is saved then. */
export const checkBody = (type: HostType, body: MappingBody): void => {
  for (const { path, field } of namedPaths(body))
    if (!hostColumn(type, path)) throw refuse(field, mappingWords.noField(path));
  checkMeanings(type, body);
  const own = [...body.shown, ...body.usable, ...Object.keys(body.defaults)];
  const related = own.find((path) => path.includes('.'));
  if (related) throw refuse('shown', mappingWords.otherType(fieldLabel(type, related)));
  const secret = body.usable.find(
    (path) => hostColumn(type, path)?.sensitive && !body.marks[path] && !body.reasons[path]
  );
  if (secret) throw refuse(`reasons.${secret}`, mappingWords.noReason(fieldLabel(type, secret)));
  const unwritable = body.writable.find((path) => !mayBeWritten(type, body, path));
  if (unwritable !== undefined)
    throw refuse('writable', mappingWords.unwritable(fieldLabel(type, unwritable)));
  // What says something of the person is copied into the contact, where the mark would not follow.
  const copied = personPaths(body.fields).find((path) => body.marks[path]);
  if (copied) throw refuse(`marks.${copied}`, mappingWords.copied(fieldLabel(type, copied)));
  if (body.conversion) checkConversion(type, body.conversion, body.marks);
  if (body.writesConsent && (!body.fields.consent || body.fields.consent.includes('.')))
    throw refuse('fields.consent', mappingWords.consentElsewhere());
  if (body.makesEntries) checkLead(type, body);
};

const NUMBERS = ['integer', 'biginteger', 'decimal', 'float'];
const MOMENTS = ['datetime', 'timestamp'];

/** A field with a list of values takes one of them. */
const checkChoice = (
  type: HostType,
  at: string,
  [path, value]: readonly [string, unknown]
): void => {
  const choices = hostColumn(type, path)?.choices ?? [];
  if (choices.length > 0 && !choices.includes(String(value)))
    throw refuse(
      at,
      mappingWords.noValue({ label: fieldLabel(type, path), value: String(value) }, choices)
    );
};

const checkConversion = (
  type: HostType,
  rule: ConversionRule,
  marked: MappingBody['marks']
): void => {
  const parts = [
    ['state.field', rule.state?.field, null],
    ['value', rule.value, NUMBERS],
    ['at', rule.at, MOMENTS],
  ] as const;
  for (const [part, path, kinds] of parts) {
    if (!path) continue;
    const at = `conversion.${part}`;
    const label = fieldLabel(type, path);
    if (path.includes('.')) throw refuse(at, mappingWords.otherType(label));
    // What is counted is kept with the conversion, where the mark would not follow.
    if (marked[path]) throw refuse(at, mappingWords.counted(label));
    const kind = hostColumn(type, path)?.type ?? '';
    if (kinds && !kinds.includes(kind)) throw refuse(at, mappingWords.wrongKind(label));
  }
  if (rule.state) checkChoice(type, 'conversion.state.value', [rule.state.field, rule.state.value]);
  if ((rule.value === null) !== (rule.currency === null))
    throw refuse(
      rule.value === null ? 'conversion.value' : 'conversion.currency',
      mappingWords.halfAmount()
    );
};

const checkLead = (type: HostType, body: MappingBody): void => {
  const { fields, defaults } = body;
  if (!fields.phone || fields.phone.includes('.'))
    throw refuse('fields.phone', mappingWords.noPhone());
  const told = new Set([fields.name, fields.surname, fields.phone, ...Object.keys(defaults)]);
  const open = type.fields.find(
    ({ required, hop, path }) => required && hop === null && !told.has(path)
  );
  if (open) throw refuse(`defaults.${open.path}`, mappingWords.required(open.label));
  for (const chosen of Object.entries(defaults)) checkChoice(type, `defaults.${chosen[0]}`, chosen);
};

/** Who sets mappings; `maySensitive` false = may not take a mark away. */
export interface MappingActor {
  id: number;
  name: string;
  maySensitive?: boolean;
}

/** Mappings as people set them. */
export const createSaving = (strapi: Core.Strapi, mappings: Mappings) => {
  const { moved, movedCounts } = createMoved(strapi, mappings);
  const { db, clock } = contextOf(strapi);

  /** Entries that are linked, and how many people they are about: one person may have many orders. */
  const linkedCounts = async (): Promise<Map<string, { linked: number; people: number }>> => {
    const rows = (await db
      .knex(contactLinkTable.table)
      .whereNotNull('contact_id')
      .groupBy('uid')
      .select('uid')
      .count({ n: '*' })
      .countDistinct({ people: 'contact_id' })) as { uid: string; n: unknown; people: unknown }[];
    return new Map(
      rows.map(({ uid, n, people }) => [uid, { linked: Number(n), people: Number(people) }])
    );
  };

  const views = async (rows: readonly MappingRow[]): Promise<MappingView[]> => {
    const linked = await linkedCounts();
    const failing = await failingJobs(db.knex);
    const counts = await movedCounts();
    return rows.flatMap((row) => {
      const config = mappingBody.safeParse(row.config);
      if (!config.success) return [];
      const type = hostTypes(strapi).get(row.uid);
      return [
        {
          ...config.data,
          uid: row.uid,
          label: type?.label ?? row.uid,
          exists: type !== undefined,
          ...(linked.get(row.uid) ?? { linked: 0, people: 0 }),
          waiting: failing.get(row.uid) ?? 0,
          moved: config.data.fields.consent === null ? 0 : (counts.get(row.uid) ?? 0),
          carriedVersion: row.carriedVersion,
          syncedAt: row.syncedAt,
          changedAt: row.changedAt,
        },
      ];
    });
  };

  const types = async (): Promise<RecordTypes> => ({
    types: [...hostTypes(strapi).values()].map(typeView),
    mappings: await views(await mappingRows(db.knex)),
  });

  /** The paths that may be exposed now; a mark in this very body counts only for the type's own fields. */
  const checkReach = async (type: HostType, reach: readonly string[]): Promise<void> => {
    if (reach.length === 0) return;
    const open = new Set(
      openReach(strapi, type, await mappingRows(db.knex)).map(({ path }) => path)
    );
    const wrong = reach.find((path) => !open.has(path));
    if (wrong !== undefined)
      throw refuse('reach', mappingWords.unreachable(fieldLabel(type, wrong)));
  };

  const reachable = async (uid: string): Promise<ReachResult> => {
    const type = hostTypes(strapi).get(uid);
    if (!type) throw notFound('the content type');
    const fields = openReach(strapi, type, await mappingRows(db.knex));
    return {
      fields: fields.map(({ path, label, type: kind, choices }) => ({
        path,
        label,
        type: kind,
        choices,
      })),
    };
  };

  const onlyLead = async (uid: string, body: MappingBody): Promise<void> => {
    if (!body.makesEntries) return;
    const rows = await mappingRows(db.knex);
    const other = rows.find((row) => row.uid !== uid && row.config?.makesEntries);
    if (other)
      throw refuse('makesEntries', mappingWords.otherLead(other.config?.role ?? other.uid));
  };

  const savedOf = async (uid: string): Promise<MappingRow | undefined> =>
    (await mappingRows(db.knex)).find((row) => row.uid === uid);
  const marksOf = async (uid: string): Promise<MappingBody['marks']> =>
    (await savedOf(uid))?.config?.marks ?? {};
  /** A rule that did not change is as old as it was. */
  const sinceOf = async (uid: string, { conversion }: MappingBody): Promise<number | null> => {
    const saved = await savedOf(uid);
    const isSame =
      stableStringify(saved?.config?.conversion ?? null) === stableStringify(conversion);
    return isSame ? (saved?.conversionSince ?? null) : clock.now();
  };

  const refuseUnmarking = (type: HostType, gone: readonly string[], actor: MappingActor): void => {
    const [first] = gone;
    if (first === undefined || actor.maySensitive !== false) return;
    throw sensitiveForbidden(`marks.${first}`, hostColumn(type, first)?.label ?? first);
  };
  const tellMarks = async (
    type: HostType,
    { before, after }: Record<'before' | 'after', MappingBody['marks']>,
    actor: MappingActor
  ): Promise<void> => {
    const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
      (key) => before[key] !== after[key]
    );
    if (changed.length === 0) return;
    await db.tx(async (trx) => {
      for (const key of changed)
        await sensitiveService(strapi).marked(trx, {
          field: { on: 'record', type: type.uid, key },
          label: `${type.label}: ${hostColumn(type, key)?.label ?? key}`,
          kind: after[key] ?? null,
          actor,
        });
    });
  };

  const saveMapping = async (
    uid: string,
    body: MappingBody,
    actor: MappingActor
  ): Promise<MappingView> => {
    const type = hostTypes(strapi).get(uid);
    if (!type) throw notFound('the content type');
    checkBody(type, body);
    await checkReach(type, body.reach);
    await onlyLead(uid, body);
    const before = await marksOf(uid);
    refuseUnmarking(
      type,
      Object.keys(before).filter((path) => !body.marks[path]),
      actor
    );
    if (body.fields.birthday) await ensureBirthdayField(db.knex, clock.now());
    const conversionSince = await sinceOf(uid, body);
    await upsertMapping(db.knex, uid, { config: body, conversionSince, at: clock.now() });
    await tellMarks(type, { before, after: body.marks }, actor);
    mappings.forget();
    await loadLocale(strapi);
    await mappings.all();
    logsService(strapi).write({
      area: 'record',
      level: 'info',
      event: 'record-mapping-saved',
      text: `the linked content type ${type.label} was saved`,
      details: { uid, by: actor.name, reasons: body.reasons, type: type.label },
    });
    const [view] = (await views(await mappingRows(db.knex))).filter((one) => one.uid === uid);
    if (!view) throw notFound('the linked content type');
    return view;
  };

  const removeMapping = async (uid: string, actor: MappingActor): Promise<void> => {
    const type = hostTypes(strapi).get(uid);
    const before = await marksOf(uid);
    if (type) refuseUnmarking(type, Object.keys(before), actor);
    await db.tx(async (trx) => {
      if ((await deleteMapping(trx, uid)) === 0) throw notFound('the linked content type');
      // That an entry moved is kept: linked again, its yes is still another person's.
      for (const { table } of [contactLinkTable, recordKeyTable])
        await trx(table).where({ uid }).delete();
      await dropJobs(trx, uid);
    });
    if (type) await tellMarks(type, { before, after: {} }, actor);
    mappings.forget();
    await mappings.all();
  };
  return { types, reachable, saveMapping, removeMapping, moved };
};
