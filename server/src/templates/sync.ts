import type { CloudApi } from '../cloud-api/client';
import type { GraphTemplate } from '../cloud-api/graph-shapes';
import { asGraphTime } from '../cloud-api/webhook-element';
import type { SyncResult } from '../contracts/templates';
import { withSample } from './domain/bound-files';
import { inPlaceOf } from './domain/in-place-of';
import { optOutTextsOf } from './domain/opt-out-texts';
import { keyOf } from '../kernel/hash';
import { stableStringify } from '../kernel/json';
import type { Db } from '../strapi/db';
import type { FeedEntry } from '../realtime/public';
import type { Knex } from 'knex';
import { maxPriceOf } from './domain/max-price';
import { languageOf, qualityOf, reasonOf, statusOf } from './domain/status';
import { changeTemplate, meetTemplate } from './history';
import { NEW_CLOCKS, NEW_ROW } from './new-row';
import { deleteTemplateRow, listOfWabas, markSynced } from './store';
import type { Recategorised } from './public';
import type { TemplateRow } from './tables';

export interface SyncDeps {
  db: Db;
  now(): number;
  append(trx: Knex.Transaction, entries: FeedEntry[]): Promise<void>;
  /** What follows when a template became marketing. */
  recategorised?: Recategorised | null;
  /** Hears of each template that changed: as it was, and what changed. */
  changed?(row: TemplateRow, change: Partial<TemplateRow>): void;
}

type Read = { ok: true; templates: GraphTemplate[] } | { ok: false; error: string };

/** All pages or nothing: what came before a failed page is not the whole list, and would mark the rest as missing. */
export const readAllTemplates = async (api: CloudApi, wabaId: string): Promise<Read> => {
  const templates: GraphTemplate[] = [];
  let unreadable = 0;
  for await (const page of api.listTemplates(wabaId)) {
    if (!page.ok)
      return {
        ok: false,
        error: [page.error.title, page.error.details].filter(Boolean).join(': '),
      };
    templates.push(...page.value.templates);
    unreadable += page.value.unreadable;
  }
  return unreadable > 0
    ? { ok: false, error: `${unreadable} templates could not be read` }
    : { ok: true, templates };
};

/** The columns that Meta decides; ours (bindings) are not among them, so a sync keeps them (T-26). */
const columnsOf = (template: GraphTemplate, wabaId: string) => ({
  wabaId,
  metaId: template.id.slice(0, 40),
  name: template.name.slice(0, 512),
  nameKey: keyOf(template.name.slice(0, 512)),
  language: languageOf(template.language),
  // Unknown counts as the category with the strictest consent.
  category: template.category.slice(0, 24) || 'MARKETING',
  status: statusOf(template.status),
  statusText: template.status.slice(0, 40),
  quality: qualityOf(template.quality_score?.score),
  rejectedReason: reasonOf(template.rejected_reason),
  parameterFormat:
    template.parameter_format?.toUpperCase() === 'NAMED'
      ? ('NAMED' as const)
      : ('POSITIONAL' as const),
  components: template.components,
  maxPrice: maxPriceOf(template.optimization_spec),
});

type Columns = ReturnType<typeof columnsOf>;

/** What Meta's list says beside the columns; what it leaves out stays as we know it. */
interface ListedFacts {
  createdAt: number | null;
  /** A category that it will get. */
  coming: string | null;
}

const listedOf = ({ created_time, correct_category, category }: GraphTemplate): ListedFacts => ({
  createdAt: asGraphTime(created_time),
  coming: correct_category && correct_category !== category ? correct_category.slice(0, 24) : null,
});

/** An announced category that the list names no more was taken back, once its day went by; one without a day, at once. */
const clocksOf = (row: TemplateRow, { createdAt, coming }: ListedFacts, at: number) => ({
  ...(createdAt !== null && row.metaCreatedAt === null ? { metaCreatedAt: createdAt } : {}),
  ...(coming === null && row.comingCategory !== null && (row.comingAt === null || row.comingAt < at)
    ? {
        comingCategory: null,
        comingAt: null,
        ...(row.noticeKind === 'coming' ? { noticeKind: null, noticeAt: null } : {}),
      }
    : {}),
});

/** Another template under the same name: what was known was of the one that is deleted. */
const isRemade = ({ metaId }: TemplateRow, next: Columns): boolean =>
  metaId !== null && metaId !== next.metaId;

/** A category that was announced before we knew the template gets a notice like any other; its day is not known. */
const announcedOf = (
  { coming }: ListedFacts,
  at: number
): Pick<TemplateRow, 'comingCategory' | 'noticeKind' | 'noticeAt'> => ({
  comingCategory: coming,
  noticeKind: coming === null ? null : 'coming',
  noticeAt: coming === null ? null : at,
});

const remade = (facts: ListedFacts, at: number): Partial<TemplateRow> => ({
  ...NEW_CLOCKS,
  previousCategory: null,
  origin: 'manager',
  metaCreatedAt: facts.createdAt,
  ...announcedOf(facts, at),
});

const placeOf = ({ nameKey, language }: Pick<TemplateRow, 'nameKey' | 'language'>): string =>
  `${nameKey} ${language}`;

/** Only what differs, so that `changedAt` and the pages move only then. */
const differences = (
  row: TemplateRow,
  next: Columns | Omit<TemplateRow, 'changedAt'>
): Partial<TemplateRow> => {
  // A webhook tells the reason with its explanation; the list has only the bare word.
  const sameReason =
    next.rejectedReason !== null && row.rejectedReason?.startsWith(next.rejectedReason);
  const { rejectedReason, ...others } = next;
  return Object.fromEntries(
    Object.entries(sameReason ? others : { ...others, rejectedReason }).filter(
      ([column, value]) =>
        stableStringify(row[column as keyof TemplateRow]) !== stableStringify(value)
    )
  );
};

/** Statuses whose draft is a template of its own, not an edit. */
const awaitsAnswer = (row: TemplateRow): boolean =>
  row.status === 'DRAFT' && row.submittedAt !== null;

const submittedPlace = (row: TemplateRow): string =>
  placeOf({ nameKey: keyOf(row.name), language: row.language });

/** What we wrote is at Meta now, however its answer was lost. */
const adopted = (row: TemplateRow) => ({
  metaCreatedAt: row.submittedAt,
  draft: null,
  draftSavedAt: null,
  submittedAt: null,
  statedCategory: row.category,
  ...(row.draft
    ? {
        ...optOutTextsOf(row, row.draft),
        purpose: row.draft.purpose ?? null,
        bindings: withSample(row, row.draft),
      }
    : {}),
});

/** What all languages of a template have in common. */
type OfItsName = Pick<TemplateRow, 'topic' | 'purpose' | 'languageOrder'>;

/** A template that Meta has and we did not know: made in WhatsApp Manager, or by another system. */
const metRow = (
  next: Columns,
  { facts, ofName, at }: { facts: ListedFacts; ofName: OfItsName; at: number }
): Omit<TemplateRow, 'id'> => ({
  ...NEW_ROW,
  ...next,
  ...ofName,
  pendingSince: next.status === 'PENDING' ? at : null,
  origin: 'manager',
  metaCreatedAt: facts.createdAt,
  ...announcedOf(facts, at),
  syncedAt: at,
  changedAt: at,
});

interface Plan {
  inserts: Omit<TemplateRow, 'id'>[];
  updates: { row: TemplateRow; change: Partial<TemplateRow> }[];
  /** Categories that Meta announces and that were not known; the rows as they are after the updates. */
  coming: { row: TemplateRow; to: string }[];
  seen: number[];
  vanished: TemplateRow[];
  /** Drafts that went into the row of a template that was gone: they have no row of their own any more. */
  absorbed: number[];
  /** Rows of which the list says something else, but which changed while it was read: it may be older than they are. */
  overtaken: number;
}

interface Listed {
  next: Columns;
  facts: ListedFacts;
}

/** What the list newly says of a template that we have. */
const newsOf = (
  row: TemplateRow,
  { next, facts }: Listed,
  at: number
): { change: Partial<TemplateRow>; coming: Plan['coming'] } => {
  const change = {
    ...differences(row, next),
    ...(next.status === 'PENDING' && row.status !== 'PENDING' ? { pendingSince: at } : {}),
    ...(row.status === 'DRAFT' ? adopted(row) : {}),
    ...(row.deletedAt !== null && next.status !== 'MISSING' ? { deletedAt: null } : {}),
    ...(isRemade(row, next) ? remade(facts, at) : clocksOf(row, facts, at)),
  };
  const now = { ...row, ...change };
  const { coming: to } = facts;
  return { change, coming: to !== null && to !== now.comingCategory ? [{ row: now, to }] : [] };
};

/** A draft whose answer was lost, under the name of a template that was gone: the old row takes it in, as a submission does. */
const revived = (
  { own, row }: { own: TemplateRow; row: TemplateRow },
  listed: Listed,
  at: number
): ReturnType<typeof newsOf> => {
  const base = inPlaceOf(own, row);
  const { change, coming } = newsOf(base, listed, at);
  const { changedAt: _changedAt, ...taken } = { ...base, ...change };
  return { change: differences(row, taken), coming };
};

/** What webhooks and people changed here since the rows were `before`. */
const changesSince = (before: readonly TemplateRow[], rows: readonly TemplateRow[]) => {
  const changedAt = new Map(before.map((row) => [row.id, row.changedAt]));
  const left = new Set(rows.map(({ id }) => id));
  const removed = new Set(before.filter(({ id }) => !left.has(id)).map(placeOf));
  return {
    isChanged: (row: TemplateRow): boolean => changedAt.get(row.id) !== row.changedAt,
    isRemoved: (place: string): boolean => removed.has(place),
  };
};

/** A new language of a template is of the same kind, for the same, and in the same order. */
const ofItsName = (rows: readonly TemplateRow[], nameKey: string): OfItsName => {
  const others = rows.filter((row) => row.nameKey === nameKey);
  return {
    topic: others.find(({ topic }) => topic)?.topic ?? null,
    purpose: others.find(({ purpose }) => purpose)?.purpose ?? null,
    languageOrder: others.find((one) => one.languageOrder)?.languageOrder ?? null,
  };
};

interface Reading {
  wabaId: string;
  /** The rows as they were before the list was read. */
  before: readonly TemplateRow[];
}

/**
 * What a full list of Meta means for the rows that we have. Of a row that changed while the list was read it means nothing:
 * only the next list is surely newer. Pure.
 */
export const planSync = (
  rows: readonly TemplateRow[],
  templates: readonly GraphTemplate[],
  { wabaId, before, at }: Reading & { at: number }
): Plan => {
  const known = new Map(rows.map((row) => [placeOf(row), row] as const));
  // Handed to Meta without an answer: what Meta lists under that name is it.
  const waiting = new Map(rows.filter(awaitsAnswer).map((row) => [submittedPlace(row), row]));
  const listed = new Map(
    templates.map((template) => {
      const next = columnsOf(template, wabaId);
      return [placeOf(next), { next, facts: listedOf(template) }] as const;
    })
  );
  const since = changesSince(before, rows);
  const plan: Plan = {
    ...{ inserts: [], updates: [], coming: [], seen: [], vanished: [], absorbed: [] },
    overtaken: 0,
  };
  for (const [place, { next, facts }] of listed) {
    const draft = waiting.get(place);
    const row = known.get(place) ?? draft;
    if (!row) {
      const ofName = ofItsName(rows, next.nameKey);
      if (since.isRemoved(place)) plan.overtaken += 1;
      else plan.inserts.push(metRow(next, { facts, ofName, at }));
      continue;
    }
    const own = draft && row.status === 'MISSING' ? draft : null;
    const { change, coming } = own
      ? revived({ own, row }, { next, facts }, at)
      : newsOf(row, { next, facts }, at);
    const isNews = Object.keys(change).length > 0;
    const isOvertaken = since.isChanged(row) || (own !== null && since.isChanged(own));
    if ((isNews || coming.length > 0) && isOvertaken) {
      plan.overtaken += 1;
      continue;
    }
    if (own) plan.absorbed.push(own.id);
    plan.seen.push(row.id);
    if (isNews) plan.updates.push({ row, change });
    plan.coming.push(...coming);
  }
  const gone = rows.filter(
    (row) => !listed.has(placeOf(row)) && row.status !== 'MISSING' && row.status !== 'DRAFT'
  );
  plan.vanished = gone.filter((row) => !since.isChanged(row));
  plan.overtaken += gone.length - plan.vanished.length;
  return plan;
};

/** Writes down the templates that we did not know; answers their ids. */
const meetAll = async (
  trx: Knex.Transaction,
  inserts: Plan['inserts'],
  { at, changed }: { at: number; changed: SyncDeps['changed'] }
): Promise<number[]> => {
  const made: number[] = [];
  for (const row of inserts) {
    const id = await meetTemplate(trx, row, at);
    made.push(id);
    const { comingCategory } = row;
    if (comingCategory !== null) changed?.({ ...row, id }, { comingCategory });
  }
  return made;
};

export interface Synced {
  result: SyncResult;
  /** Something changed here while the list was read: it has to be read again. */
  isOvertaken: boolean;
}

/** Writes a whole list in one transaction: nobody sees half of it. */
export const applySync = async (
  { db, now, append, recategorised, changed }: SyncDeps,
  reading: Reading,
  templates: readonly GraphTemplate[]
): Promise<Synced> =>
  db.tx(async (trx) => {
    const at = now();
    const rows = await listOfWabas(trx, [reading.wabaId]);
    const plan = planSync(rows, templates, { ...reading, at });
    const made = await meetAll(trx, plan.inserts, { at, changed });
    const cause = { via: 'sync' } as const;
    const followed: FeedEntry[] = [];
    for (const { row, change } of plan.updates) {
      changed?.(row, await changeTemplate(trx, row, { change, at, cause }));
      if (change.category === 'MARKETING')
        followed.push(...((await recategorised?.(trx, row.id)) ?? []));
    }
    for (const { row, to } of plan.coming) {
      const said = { kind: 'category-coming', to } as const;
      changed?.(row, await changeTemplate(trx, row, { change: {}, at, cause: { ...cause, said } }));
    }
    for (const row of plan.vanished)
      await changeTemplate(trx, row, {
        change: { status: 'MISSING', statusText: 'MISSING' },
        at,
        cause,
      });
    for (const id of plan.absorbed) await deleteTemplateRow(trx, id);
    await markSynced(trx, plan.seen, at);
    const touched = new Set([
      ...made,
      ...plan.updates.map(({ row }) => row.id),
      ...plan.coming.map(({ row }) => row.id),
      ...plan.vanished.map((row) => row.id),
      ...plan.absorbed,
    ]);
    const entries = [...touched].map((id) => ({ type: 'template' as const, id }));
    await append(trx, [...entries, ...followed]);
    return {
      result: {
        at,
        ok: true,
        read: templates.length,
        created: made.length,
        updated: plan.updates.length,
        missing: plan.vanished.length,
        error: null,
      },
      isOvertaken: plan.overtaken > 0,
    };
  });
