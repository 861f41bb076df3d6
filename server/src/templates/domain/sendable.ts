import type { TemplateRow } from '../tables';

export type SendableVerdict =
  | { ok: true; reason: null }
  | {
      ok: false;
      reason: 'not-approved' | 'paused' | 'disabled' | 'missing' | 'unsupported-component';
    };

/** Only an approved template whose every part we can fill may be sent (T-15, T-16, T-35). */
export const isSendable = (
  row: Pick<TemplateRow, 'status'>,
  unsupported: readonly string[] = []
): SendableVerdict => {
  if (row.status === 'PAUSED') return { ok: false, reason: 'paused' };
  if (row.status === 'DISABLED') return { ok: false, reason: 'disabled' };
  if (row.status === 'MISSING') return { ok: false, reason: 'missing' };
  if (row.status !== 'APPROVED') return { ok: false, reason: 'not-approved' };
  return unsupported.length > 0
    ? { ok: false, reason: 'unsupported-component' }
    : { ok: true, reason: null };
};
