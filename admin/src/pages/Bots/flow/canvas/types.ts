import type { FlowKey } from '../../../../../../server/src/contracts/flow-graph';
import type { Flow } from '../useFlow';
import type { OutlineHands } from '../useOutline';

/** How many people came to each step, how many are at it now, and how long they stay. */
export type Figures = ReadonlyMap<
  string,
  { readonly entered: number; readonly waiting: number; readonly medianMs?: number | null }
>;

export interface CanvasProps {
  readonly flow: Flow;
  readonly hands: OutlineHands;
  /** The step that one was looking for. */
  readonly hit: FlowKey | null;
  /** Puts the keyboard where steps are looked for. */
  readonly onFind: () => void;
  /** Loads it again where it could not be loaded. */
  readonly onRetry: () => void;
  /** Shown on each card where they are given. */
  readonly figures?: Figures | undefined;
}
