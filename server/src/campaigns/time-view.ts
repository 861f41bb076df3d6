import type { CampaignView } from '../contracts/campaigns';
import type { CampaignRow } from './tables';

type Times = Pick<
  CampaignView,
  'when' | 'localAt' | 'ifPast' | 'repeatRule' | 'seriesId' | 'staleAfterHours' | 'staleAt' | 'pace'
>;

/** The time of a campaign as pages show it. */
export const timesShown = (row: CampaignRow): Times => ({
  when: row.whenKind,
  localAt: row.localAt,
  ifPast: row.ifPast,
  repeatRule: row.repeatRule,
  seriesId: row.seriesId,
  staleAfterHours: row.staleAfterHours,
  staleAt: row.staleAt,
  pace: row.pace,
});
