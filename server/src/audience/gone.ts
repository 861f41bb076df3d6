import type { Core } from '@strapi/strapi';
import { listFields } from '../contacts/public';
import { leavesIn } from '../contracts/condition-tree';
import type { SegmentCondition, SegmentGroup } from '../contracts/segments';
import { conversationsService } from '../conversations/public';
import { groupsService } from '../groups/public';
import type { Sql } from '../strapi/db';
import { groupsIn } from './resolve';

interface Known<T> {
  has(one: T): boolean;
}

/** Is one of them gone? Nothing is read where none is named. */
const lacksOne = async <T>(
  named: readonly T[],
  read: () => Known<T> | Promise<Known<T>>
): Promise<boolean> => {
  if (named.length === 0) return false;
  const known = await read();
  return named.some((one) => !known.has(one));
};

const customKeysIn = (condition: SegmentCondition): string[] =>
  condition.kind === 'people'
    ? (condition.filter.fields ?? []).flatMap(({ on, key }) => (on === 'custom' ? [key] : []))
    : [];

const linkedTypesIn = (condition: SegmentCondition): string[] => {
  if (condition.kind !== 'people') return [];
  const { include = [], exclude = [] } = condition.filter.linked ?? {};
  return [...include, ...exclude];
};

const campaignsIn = (condition: SegmentCondition): number[] =>
  'campaignId' in condition && condition.campaignId !== undefined ? [condition.campaignId] : [];

/**
 * Does a condition name a group, custom field, linked content type or campaign that is gone? Its SQL is written all the same:
 * only a look at what exists tells. An archived field is gone, because nobody can fill it any more.
 */
export const namesGone = async (
  strapi: Core.Strapi,
  { tree, linked, sql }: { tree: SegmentGroup; linked: Known<string>; sql: Sql }
): Promise<boolean> => {
  const conditions = leavesIn<SegmentCondition>(tree);
  const groups = conditions.flatMap((one) => groupsIn(one));
  const campaigns = conditions.flatMap(campaignsIn);
  const fields = async () => {
    const open = (await listFields(sql)).filter(({ archived }) => !archived);
    return new Set(open.map(({ fieldKey }) => fieldKey));
  };
  return (
    (await lacksOne(conditions.flatMap(linkedTypesIn), () => linked)) ||
    (await lacksOne(groups, () => groupsService(strapi).names(groups))) ||
    (await lacksOne(conditions.flatMap(customKeysIn), fields)) ||
    (await lacksOne(campaigns, () => conversationsService(strapi).campaignNames(campaigns)))
  );
};
