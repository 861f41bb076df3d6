import { useEffect, useState } from 'react';

/** How long "Undo" stands (ms). */
const UNDO_FOR = 6_000;

export interface Undo {
  readonly word:
    | 'closed'
    | 'reopened'
    | 'snoozed'
    | 'assigned'
    | 'unassigned'
    | 'bots-active'
    | 'bots-paused'
    | 'many';
  /** Of one: the conversation that was changed. */
  readonly of?: number;
  /** Of many: how many were changed. */
  readonly count?: number;
  readonly back: () => void;
}

/** The way back, for six seconds. */
export const useUndo = () => {
  const [undo, setUndo] = useState<Undo | null>(null);
  useEffect(() => {
    if (!undo) return undefined;
    const timer = setTimeout(() => setUndo(null), UNDO_FOR);
    return () => clearTimeout(timer);
  }, [undo]);
  return [undo, setUndo] as const;
};
