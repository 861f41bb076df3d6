import { useEffect, useRef } from 'react';
import type { useShowMessage } from '../thread/useShowMessage';

/** The message that a link or a search hit names. */
export interface Target {
  readonly messageId: number;
  /** It is shown, or not to be found: the thread is free again. */
  readonly onReached: (found: boolean) => void;
}

/** Goes to the message that is named from outside once the thread is there. */
export const useTarget = (
  target: Target | null,
  isReady: boolean,
  show: ReturnType<typeof useShowMessage>['show']
) => {
  const begun = useRef<number | null>(null);
  const latest = useRef(target);
  latest.current = target;
  const id = target?.messageId ?? null;
  useEffect(() => {
    if (id === null) begun.current = null;
    if (id === null || !isReady || begun.current === id) return;
    begun.current = id;
    void show(id).then(({ bubble }) => {
      // Another one may be wanted by now, whose way is its own.
      if (latest.current?.messageId === id) latest.current.onReached(bubble !== null);
    });
  }, [id, isReady, show]);
};
