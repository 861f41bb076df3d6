import type { SensitiveUse } from '../contracts/sensitive';
import { defineTable, maybe, must, type RowOf } from '../strapi/table';

/** Who allowed which sensitive field for what, and why. Rows are only added to, and closed when withdrawn. */
export const sensitiveUseTable = defineTable({
  name: 'sensitive-use',
  kind: 'content-type',
  description: 'A sensitive field that was allowed for a use, with the reason',
  columns: {
    /** See `nameOf`. */
    fieldName: must.string<string>(undefined, 255),
    purpose: must.string<SensitiveUse>(undefined, 16),
    reason: must.text<string>(),
    actorId: maybe.int(),
    actor: must.string<string>('', 160),
    at: must.big(),
    withdrawnBy: maybe.string(160),
    withdrawnAt: maybe.big(),
  },
  indexes: [{ columns: ['purpose', 'withdrawnAt'] }, { columns: ['fieldName'] }],
});
export type SensitiveUseRow = RowOf<typeof sensitiveUseTable>;
