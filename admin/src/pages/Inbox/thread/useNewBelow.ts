import { useCallback, useMemo, useRef, useState } from 'react';
import type { MessageView } from '../../../../../server/src/contracts/conversations';
import { fromOthersSince, latestId } from '../model/thread';

/**
 * How many messages of others came in since the end of the thread was last seen; `seen`: it is seen now; `came`: the
 * last of all.
 */
export const useNewBelow = (messages: readonly MessageView[], me: number | null) => {
  const [seenId, setSeenId] = useState<number | null>(null);
  const newest = useMemo(() => latestId(messages), [messages]);
  const latest = useRef(newest);
  latest.current = newest;
  const seen = useCallback(() => setSeenId(latest.current), []);
  const below = useMemo(
    () => (seenId === null ? 0 : fromOthersSince(messages, seenId, me)),
    [me, messages, seenId]
  );
  return { below, seen, came: newest };
};
