import { useCallback, useRef } from 'react';
import {
  shownOf,
  withNewer,
  withOlder,
  type MessagePage,
  type ThreadPlace,
} from '../model/segment';
import { keyOf, type PageAsk, type ThreadSource } from './thread-source';
import type { ThreadState, ThreadStore } from './thread-state';

const told = (
  { pages, ...state }: ThreadState,
  key: string,
  now: 'loading' | 'failed' | null
): ThreadState => {
  const { [key]: _before, ...others } = pages;
  return { ...state, pages: now === null ? others : { ...others, [key]: now } };
};

/** One page further at either end of what is shown; a second ask for the same one does nothing while it is under way. */
export const useThreadPages = (source: ThreadSource, { latest, set }: ThreadStore) => {
  const busy = useRef(new Set<string>());
  const read = useCallback(
    async (ask: PageAsk, put: (place: ThreadPlace, page: MessagePage) => ThreadPlace) => {
      const key = keyOf(ask);
      if (busy.current.has(key)) return;
      busy.current.add(key);
      set((old) => told(old, key, 'loading'));
      try {
        const page = await source.page(ask);
        set((old) => told({ ...old, place: put(old.place, page) }, key, null));
      } catch {
        set((old) => told(old, key, 'failed'));
      } finally {
        busy.current.delete(key);
      }
    },
    [set, source]
  );
  const older = useCallback(async () => {
    const cursor = shownOf(latest.current.place).olderCursor;
    if (cursor !== null) await read({ cursor }, (place, page) => withOlder(place, cursor, page));
  }, [latest, read]);
  const newer = useCallback(async () => {
    const after = shownOf(latest.current.place).newerCursor;
    if (after !== null) await read({ after }, (place, page) => withNewer(place, after, page));
  }, [latest, read]);
  return { older, newer };
};
