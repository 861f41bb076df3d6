import type { FlowKey } from '../../../../../../server/src/contracts/flow-graph';
import type { Flow } from '../useFlow';
import type { OutlineHands } from '../useOutline';

export interface CanvasProps {
  readonly flow: Flow;
  readonly hands: OutlineHands;
  /** The step that one was looking for. */
  readonly hit: FlowKey | null;
  /** Puts the keyboard where steps are looked for. */
  readonly onFind: () => void;
  /** Loads it again where it could not be loaded. */
  readonly onRetry: () => void;
}
