import type { AutomationCondition, AutomationConditions } from '../../contracts/automations';
import { leavesIn, type ConditionNode } from '../../contracts/condition-tree';
import type { SegmentCondition } from '../../contracts/segments';

const OF_NO_CONTACT: ReadonlySet<string> = new Set(['entry', 'clock', 'open']);

const isAboutContact = (node: ConditionNode<AutomationCondition>): boolean =>
  leavesIn<AutomationCondition>(node).every(({ kind }) => !OF_NO_CONTACT.has(kind));

/**
 * The conditions that ask about the contact alone and must all hold, so that one count tells for how many they do. Those that
 * ask about the entry or the hour are left out: without them the count is no smaller than the truth.
 */
export const aboutContacts = (
  tree: AutomationConditions | null
): ConditionNode<SegmentCondition>[] => {
  if (!tree) return [];
  // Of alternatives, and of what must not hold, a part left out would make the count smaller.
  const parts = tree.match === 'all' && !tree.not ? tree.nodes : [tree];
  return parts.filter(isAboutContact) as ConditionNode<SegmentCondition>[];
};
