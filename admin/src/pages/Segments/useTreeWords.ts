import { useMemo } from 'react';
import type { ConditionGroup } from '../../../../server/src/contracts/condition-tree';
import { useT } from '../../shared/useT';
import type { OfAutomation } from './model-entry';
import { partOf } from './model-words';
import { rootOf, type Askable } from './model';
import { useSegmentFields } from './useSegmentFields';
import { useSegmentWords } from './useSegmentWords';

/** Of a flow: names under which it keeps values. Of an automation: its entry. The same objects each time. */
export interface Asker {
  readonly saved?: readonly string[] | null;
  readonly automation?: OfAutomation | null;
}

/** Conditions as a part of a sentence: "Tags: VIP and Language: Turkish". Reads what their fields are called. */
export const useTreeWords = (
  tree: ConditionGroup<Askable>,
  { saved = null, automation = null }: Asker
): string => {
  const t = useT();
  const root = useMemo(() => rootOf(tree), [tree]);
  const say = useSegmentWords(useSegmentFields(root, saved, automation));
  return partOf(root, { t, say });
};
