import { useEffect, useState } from 'react';
import { TAKE_BACK_MS } from '../../../../../server/src/contracts/team';

/** How long "Undo" stands (ms). */
const UNDO_FOR = 6_000;
/** Of an assignment: as long as the server takes it back, less the way of the press. */
export const TAKE_BACK_FOR = TAKE_BACK_MS - 500;

export interface Undo {
  readonly word:
    | 'closed'
    | 'reopened'
    | 'snoozed'
    | 'assigned'
    | 'taken'
    | 'handed'
    | 'unassigned'
    | 'bots-active'
    | 'bots-paused'
    | 'many';
  /** Of one: the conversation that was changed. */
  readonly of?: number;
  /** Whose it became. */
  readonly name?: string;
  /** How long it stands, where not as long as others (ms). */
  readonly lasts?: number;
  /** Of many: how many were changed. */
  readonly count?: number;
  readonly back: () => void;
}

/** The way back, for some seconds. */
export const useUndo = () => {
  const [undo, setUndo] = useState<Undo | null>(null);
  useEffect(() => {
    if (!undo) return undefined;
    const timer = setTimeout(() => setUndo(null), undo.lasts ?? UNDO_FOR);
    return () => clearTimeout(timer);
  }, [undo]);
  return [undo, setUndo] as const;
};
