import type { Knex } from 'knex';
import type { LogsService } from '../logs/public';
import { readTemplateChange, type TemplateChange } from './domain/meta-update';
import type { TemplateElement, TemplateFacts } from './public';
import { findByMetaId, findByName, updateTemplate } from './store';
import type { TemplateRow } from './tables';

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
  return byId ?? (name && language && wabaId ? findByName(trx, { wabaId, name, language }) : null);
};

const LEVELS: Record<string, 'warn' | 'error'> = {
  PAUSED: 'error',
  DISABLED: 'error',
  REJECTED: 'error',
  MISSING: 'warn',
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
  const { columns, text } = change;
  if (Object.keys(columns).length > 0)
    await updateTemplate(trx, row.id, { ...columns, changedAt: now() });
  if (text) {
    logs().write({
      area: 'account',
      level: LEVELS[columns.status ?? ''] ?? 'info',
      event: element.kind,
      text: `Template ${row.name} (${row.language}): ${text}`,
      details: { templateId: row.id },
    });
  }
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
    ...(change.reread ? { reread: true } : {}),
  };
};
