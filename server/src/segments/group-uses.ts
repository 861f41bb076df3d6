import { groupsIn } from '../audience/public';
import { addTo } from '../kernel/lists';
import type { Sql } from '../strapi/db';
import type { SegmentUse } from './public';
import { listSegments } from './store';

/** Segments by the groups that they ask of. For `groupsService.uses`. */
export const groupsOfSegments = async (sql: Sql): Promise<ReadonlyMap<number, SegmentUse[]>> => {
  const uses = new Map<number, SegmentUse[]>();
  for (const { id, name, tree } of await listSegments(sql))
    for (const group of new Set(groupsIn(tree))) addTo(uses, group, { kind: 'segment', id, name });
  return uses;
};
