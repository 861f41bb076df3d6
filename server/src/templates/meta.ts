import type { Knex } from 'knex';
import type { LogEvent } from '../contracts/log-events';
import type { LogsService } from '../logs/public';
import { categoryLines } from './category-news';
import { changeTemplate } from './history';
import { readTemplateChange, type TemplateChange } from './domain/meta-update';
import type { TemplateElement, TemplateFacts } from './public';
import { findByMetaId, findByName } from './store';
import type { TemplateRow } from './tables';
import { byWord } from '../kernel/words';

export interface TemplateMetaDeps {
  now(): number;
  logs(): LogsService;
}

const concerned = async (
  trx: Knex.Transaction,
  { metaId, name, language }: TemplateChange,
  wabaId: string | null
): Promise<TemplateRow | null> => {
  const byId = metaId ? await findByMetaId(trx, metaId, wabaId) : null;
  if (byId || !name || !language || !wabaId) return byId;
  const namesake = await findByName(trx, { wabaId, name, language });
  // Deleted and made again under its name: which of the two lives, only a list tells.
  return metaId && namesake?.metaId && namesake.metaId !== metaId ? null : namesake;
};

const TOLD = [
  'template-status',
  'template-quality',
  'template-components',
] as const satisfies readonly LogEvent<'template'>[];

const LEVELS = byWord<'warn' | 'error'>({
  PAUSED: 'error',
  DISABLED: 'error',
  REJECTED: 'error',
  MISSING: 'warn',
});

/** What other rooms do about it. */
const factsOf = (row: TemplateRow, { columns, reread }: TemplateChange): TemplateFacts => {
  const stopped =
    row.status === 'APPROVED' && columns.status !== undefined && columns.status !== 'APPROVED';
  return {
    templateId: row.id,
    ...(columns.status ? { status: columns.status } : {}),
    ...(stopped ? { stopped: true } : {}),
    ...(columns.status === 'PAUSED' ? { paused: true } : {}),
    ...(columns.category && columns.category !== row.category
      ? { categoryChanged: { from: row.category, to: columns.category } }
      : {}),
    ...(reread ? { reread: true } : {}),
  };
};

/** Applies a template change of a webhook; the same change again does the same. */
export const applyTemplateChange = async (
  { now, logs }: TemplateMetaDeps,
  trx: Knex.Transaction,
  element: TemplateElement
): Promise<TemplateFacts> => {
  const change = readTemplateChange(element.kind, element.value);
  const row = change ? await concerned(trx, change, element.wabaId) : null;
  if (!change || !row) return { templateId: null, reread: change !== null };
  const { columns, text, reason, said, effectiveAt } = change;
  const changed = await changeTemplate(trx, row, {
    change: {
      ...columns,
      ...(columns.status === 'PENDING' && row.status !== 'PENDING' ? { pendingSince: now() } : {}),
    },
    at: now(),
    // Meta repeats for a week what we did not take.
    toldAt: Math.min(element.at ?? now(), now()),
    cause: {
      via: 'webhook',
      reason,
      ...(said ? { said } : {}),
      ...(effectiveAt === undefined ? {} : { effectiveAt }),
    },
  });
  for (const line of categoryLines(row, changed)) logs().write(line);
  const event = TOLD.find((one) => one === element.kind);
  if (text && event) {
    logs().write({
      area: 'template',
      level: LEVELS.get(columns.status ?? '') ?? 'info',
      event,
      text: `Template ${row.name} (${row.language}): ${text}`,
      details: {
        templateId: row.id,
        name: row.name,
        language: row.language,
        why: reason,
        status: columns.status ?? said?.to ?? null,
        quality: columns.quality ?? null,
      },
    });
  }
  return factsOf(row, change);
};
