import type { PreflightResult } from '../contracts/campaigns';

/** What hinders a start, or deserves a look before it. */
export type Problem = PreflightResult['problems'][number];

export const problem = (
  kind: string,
  field: string | null,
  detail: string | null = null
): Problem => ({
  kind,
  blocking: true,
  field,
  detail,
});
/** Deserves a look; does not hinder the start. */
export const hint = (kind: string, field: string | null, detail: string | null): Problem => ({
  kind,
  blocking: false,
  field,
  detail,
});
