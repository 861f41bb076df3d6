import { segmentsOf } from '../audience/public';
import { addTo } from '../kernel/lists';
import type { SegmentUse } from '../segments/public';
import type { Sql } from '../strapi/db';
import { campaignsIn } from './store';

/** Campaigns that still have to ask who is in which segment: not yet started, or being prepared. */
export const segmentsOfCampaigns = async (sql: Sql): Promise<ReadonlyMap<number, SegmentUse[]>> => {
  const uses = new Map<number, SegmentUse[]>();
  for (const { id, name, audience } of await campaignsIn(sql, [
    'draft',
    'scheduled',
    'overdue',
    'preparing',
  ]))
    for (const segment of segmentsOf(audience))
      addTo(uses, segment, { kind: 'campaign', id, name });
  return uses;
};
