import type { LogLine } from '../logs/public';
import type { TemplateRow } from './tables';

type Template = Pick<TemplateRow, 'id' | 'name' | 'language' | 'category'>;

const facts = ({ id, name, language }: Template) => ({ templateId: id, name, language });

/** The calendar day of an instant, as a sentence of the log may name it. */
const dayOf = (at: number | null): string | null =>
  at === null ? null : new Date(at).toISOString().slice(0, 10);

/** Line of the log: Meta will move the template (T-20). */
const comingLine = (row: Template, { to, at }: { to: string; at: number | null }): LogLine => ({
  area: 'template',
  level: 'warn',
  event: 'template-category-coming',
  text: `Template ${row.name} (${row.language}): Meta will change the category from ${row.category} to ${to}`,
  details: { ...facts(row), from: row.category, coming: to, day: dayOf(at) },
});

/** Line of the log: Meta moved the template. `row` is as it was before. */
const movedLine = (row: Template, to: string): LogLine => ({
  area: 'template',
  level: 'warn',
  event: 'template-category',
  text: `Template ${row.name} (${row.language}): category changed from ${row.category} to ${to}`,
  details: { ...facts(row), from: row.category, category: to, coming: null },
});

/** What a change of Meta means for the log, by what the change became; empty where it is no news of the category. */
export const categoryLines = (row: TemplateRow, change: Partial<TemplateRow>): LogLine[] => {
  const { category: to, comingCategory: coming, comingAt = null } = change;
  return [
    ...(to !== undefined && to !== row.category ? [movedLine(row, to)] : []),
    ...(coming ? [comingLine(row, { to: coming, at: comingAt })] : []),
  ];
};
