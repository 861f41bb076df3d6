import { useState } from 'react';

/**
 * Walks a keyset list forth and back: the server gives only the next cursor, so the way back is remembered.
 * `resetKey` = what the list depends on (filters); another one starts at the first page.
 */
export const useCursorPages = (resetKey: string) => {
  const [walk, setWalk] = useState<{ key: string; cursors: string[] }>({
    key: resetKey,
    cursors: [],
  });
  const cursors = walk.key === resetKey ? walk.cursors : [];
  const to = (next: string[]) => setWalk({ key: resetKey, cursors: next });
  return {
    cursor: cursors.at(-1),
    page: cursors.length + 1,
    hasPrevious: cursors.length > 0,
    next: (cursor: string) => to([...cursors, cursor]),
    previous: () => to(cursors.slice(0, -1)),
    reset: () => to([]),
  };
};
export type CursorPages = ReturnType<typeof useCursorPages>;
