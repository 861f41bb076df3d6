import { useMemo, useState } from 'react';
import type { FlowKey } from '../../../../../server/src/contracts/flow-graph';
import { hitsOf } from './model/find';
import { allItems } from './model/outline';
import type { OutlineHands } from './useOutline';

/** Finds steps by text or number, and moves through the results. */
export const useFind = ({ outline, words }: Pick<OutlineHands, 'outline' | 'words'>) => {
  const [typed, setTyped] = useState('');
  /** Which of the hits is shown; null: none yet. */
  const [at, setAt] = useState<number | null>(null);
  const items = useMemo(() => allItems(outline), [outline]);
  const hits = hitsOf(items, typed, ({ node, number }) => words.step(node.step, number));
  const { length } = hits;
  const shown = at === null || length === 0 ? null : at % length;
  const type = (text: string) => {
    setTyped(text);
    setAt(null);
  };
  return {
    typed,
    type,
    count: length,
    /** From 1; null while none is shown. */
    place: shown === null ? null : shown + 1,
    hit: (shown === null ? null : (hits[shown] ?? null)) as FlowKey | null,
    next: (by: 1 | -1) => {
      if (length === 0) return;
      const first = by === 1 ? 0 : length - 1;
      setAt(shown === null ? first : (shown + by + length) % length);
    },
  };
};
export type Find = ReturnType<typeof useFind>;
