import type { CloudApi } from '../cloud-api/client';
import type { GraphTemplate } from '../cloud-api/graph-shapes';
import type { SyncResult } from '../contracts/templates';
import { keyOf } from '../kernel/hash';
import { stableStringify } from '../kernel/json';
import type { Db } from '../strapi/db';
import type { FeedEntry } from '../realtime/public';
import type { Knex } from 'knex';
import { languageOf, qualityOf, reasonOf, statusOf } from './domain/status';
import { insertTemplate, listOfWabas, markSynced, updateTemplate } from './store';
import type { TemplateRow } from './tables';

export interface SyncDeps {
  db: Db;
  now(): number;
  append(trx: Knex.Transaction, entries: FeedEntry[]): Promise<void>;
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
});

type Columns = ReturnType<typeof columnsOf>;

const placeOf = ({ nameKey, language }: Pick<TemplateRow, 'nameKey' | 'language'>): string =>
  `${nameKey} ${language}`;

/** Only what differs, so that `changedAt` and the pages move only then. */
const differences = (row: TemplateRow, next: Columns): Partial<TemplateRow> => {
  // A webhook tells the reason with its explanation; the list has only the bare word.
  const sameReason =
    next.rejectedReason !== null && row.rejectedReason?.startsWith(next.rejectedReason);
  const { rejectedReason, ...others } = next;
  return Object.fromEntries(
    Object.entries(sameReason ? others : { ...others, rejectedReason }).filter(
      ([column, value]) => stableStringify(row[column as keyof Columns]) !== stableStringify(value)
    )
  );
};

interface Plan {
  inserts: Omit<TemplateRow, 'id'>[];
  updates: { id: number; change: Partial<TemplateRow> }[];
  seen: number[];
  vanished: TemplateRow[];
}

/** What a full list of Meta means for the rows that we have. Pure. */
export const planSync = (
  rows: readonly TemplateRow[],
  templates: readonly GraphTemplate[],
  { wabaId, at }: { wabaId: string; at: number }
): Plan => {
  const known = new Map(rows.map((row) => [placeOf(row), row]));
  const listed = new Map(
    templates.map((template) => columnsOf(template, wabaId)).map((next) => [placeOf(next), next])
  );
  const plan: Plan = { inserts: [], updates: [], seen: [], vanished: [] };
  for (const [place, next] of listed) {
    const row = known.get(place);
    if (!row) {
      plan.inserts.push({
        ...next,
        previousCategory: null,
        bindings: null,
        syncedAt: at,
        changedAt: at,
      });
      continue;
    }
    plan.seen.push(row.id);
    const change = differences(row, next);
    if (Object.keys(change).length > 0)
      plan.updates.push({ id: row.id, change: { ...change, changedAt: at } });
  }
  plan.vanished = rows.filter(
    (row) => !listed.has(placeOf(row)) && row.status !== 'MISSING' && row.status !== 'DRAFT'
  );
  return plan;
};

/** Writes a whole list in one transaction: nobody sees half of it. */
export const applySync = async (
  { db, now, append }: SyncDeps,
  wabaId: string,
  templates: readonly GraphTemplate[]
): Promise<SyncResult> =>
  db.tx(async (trx) => {
    const at = now();
    const plan = planSync(await listOfWabas(trx, [wabaId]), templates, { wabaId, at });
    const made: number[] = [];
    for (const row of plan.inserts) made.push(await insertTemplate(trx, row));
    for (const { id, change } of plan.updates) await updateTemplate(trx, id, change);
    for (const row of plan.vanished) {
      await updateTemplate(trx, row.id, {
        status: 'MISSING',
        statusText: 'MISSING',
        changedAt: at,
      });
    }
    await markSynced(trx, plan.seen, at);
    const touched = [
      ...made,
      ...plan.updates.map((one) => one.id),
      ...plan.vanished.map((row) => row.id),
    ];
    await append(
      trx,
      touched.map((id) => ({ type: 'template' as const, id }))
    );
    return {
      at,
      ok: true,
      read: templates.length,
      created: made.length,
      updated: plan.updates.length,
      missing: plan.vanished.length,
      error: null,
    };
  });
