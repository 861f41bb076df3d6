import type { LogEvent } from '../contracts/log-events';

/** What test batches, guard rails and tests tell the rest of the room. */
export interface TrialHooks {
  changed(campaignIds: number[]): void;
  /** A number may have new work. */
  released(): void;
  tell(
    level: 'info' | 'warn' | 'error',
    event: LogEvent<'campaign'>,
    line: { campaignId: number; text: string; details?: Record<string, unknown> }
  ): void;
}
