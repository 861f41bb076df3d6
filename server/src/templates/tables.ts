import { defineTable, maybe, must, type RowOf } from '../strapi/table';
import type { SlotBindings, TemplateStatus } from '../contracts/templates';

/** One row per WABA, name and language, as Meta keeps them. */
export const templateTable = defineTable({
  name: 'template',
  kind: 'content-type',
  description: 'A message template',
  columns: {
    wabaId: must.string<string>(undefined, 40),
    metaId: maybe.string(40),
    name: must.string<string>(undefined, 512),
    /** sha256 of the name: MySQL cannot index 512 characters beside others. */
    nameKey: must.string<string>(undefined, 64),
    language: must.string<string>(undefined, 12),
    category: must.string<string>('UTILITY', 24),
    previousCategory: maybe.string(24),
    status: must.string<TemplateStatus>('PENDING', 16),
    /** Meta's own word. */
    statusText: must.string<string>('PENDING', 40),
    quality: must.string<string>('UNKNOWN', 12),
    rejectedReason: maybe.text(),
    parameterFormat: must.string<'POSITIONAL' | 'NAMED'>('POSITIONAL', 12),
    components: maybe.json<unknown[]>(),
    bindings: maybe.json<SlotBindings>(),
    syncedAt: maybe.big(),
    changedAt: must.big(),
  },
  indexes: [{ columns: ['wabaId', 'nameKey', 'language'], unique: true }, { columns: ['metaId'] }],
});
export type TemplateRow = RowOf<typeof templateTable>;
