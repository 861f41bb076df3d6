import type { DataPurpose } from '../../contracts/consent';
import type { SegmentCondition, SegmentNode } from '../../contracts/segments';

/** What became of a campaign because the person did something; that it went out is a fact of ours. */
const BEHAVIOUR = new Set(['read', 'not-read', 'answered']);
const POSITION_TYPE = 'location';

const ofMessages = (types: readonly string[] | undefined): DataPurpose[] => {
  if (!types?.includes(POSITION_TYPE)) return ['tracking'];
  return types.length === 1 ? ['position'] : ['position', 'tracking'];
};

/**
 * The data that a condition looks at: `position` = messages with a position, `tracking` = what somebody did (wrote,
 * read, answered, opened a link, bought), `profile` = profile fields and linked records. Tags, groups, language and consent are none of them.
 */
export const purposesOf = (condition: SegmentCondition): DataPurpose[] => {
  switch (condition.kind) {
    case 'engagement':
    case 'clicked':
    case 'converted':
      return ['tracking'];
    case 'messages':
      return condition.direction === 'in' ? ofMessages(condition.types) : [];
    case 'campaign':
      return BEHAVIOUR.has(condition.outcome) ? ['tracking'] : [];
    case 'time':
      return condition.fact === 'last-inbound' ? ['tracking'] : [];
    case 'records':
      return ['profile'];
    case 'people':
      return [
        ...((condition.filter.fields ?? []).length > 0 ? (['profile'] as const) : []),
        ...(condition.filter.lastInbound ? (['tracking'] as const) : []),
      ];
  }
};

/** Of a whole tree, each once. */
export const purposesIn = (node: SegmentNode): DataPurpose[] => [
  ...new Set(node.kind === 'group' ? node.nodes.flatMap(purposesIn) : purposesOf(node)),
];
