import type {
  AutomationStart,
  AutomationStartsQuery,
} from '../../../../../server/src/contracts/automation-watch';
import { skipReason, type SkipReason } from '../../../../../server/src/contracts/automations';

export const RESULTS = [
  'started',
  'skipped',
  'held',
] as const satisfies readonly AutomationStart['result'][];
export const REASONS: readonly SkipReason[] = skipReason.options;

export interface StartsFilter {
  readonly result: AutomationStart['result'] | null;
  readonly reason: SkipReason | null;
}
export const NO_FILTER: StartsFilter = { result: null, reason: null };

/** Only what was skipped has a reason. */
export const withResult = (
  { reason }: StartsFilter,
  result: StartsFilter['result']
): StartsFilter => ({ result, reason: result === 'started' || result === 'held' ? null : reason });

export const withReason = (
  { result }: StartsFilter,
  reason: StartsFilter['reason']
): StartsFilter => ({ result: reason === null ? result : 'skipped', reason });

export const queryOf = (
  { result, reason }: StartsFilter,
  cursor: string | undefined
): AutomationStartsQuery => ({
  ...(result === null ? {} : { result }),
  ...(reason === null ? {} : { reason }),
  ...(cursor === undefined ? {} : { cursor }),
});
