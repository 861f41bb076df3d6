import { useCallback, useRef } from 'react';
import { atNewest, holds, withAround } from '../model/segment';
import type { ThreadSource } from './thread-source';
import type { ThreadStore } from './thread-state';

/** What became of going to a message: `overtaken` by going somewhere else meanwhile. */
export type Arrival = 'here' | 'missing' | 'failed' | 'overtaken';

/** To any message of the thread by one page around it, and back to the newest. */
export const useThreadLeaps = (source: ThreadSource, { latest, set }: ThreadStore) => {
  const turn = useRef(0);
  const toNewest = useCallback(() => {
    turn.current += 1;
    set((old) => ({ ...old, place: atNewest(old.place) }));
  }, [set]);
  const goTo = useCallback(
    async (id: number): Promise<Arrival> => {
      turn.current += 1;
      const mine = turn.current;
      const { newest, old: shown } = latest.current.place;
      if (holds(shown ?? newest, id)) return 'here';
      if (holds(newest, id)) {
        set((old) => ({ ...old, place: atNewest(old.place) }));
        return 'here';
      }
      const page = await source.around(id).catch(() => 'failed' as const);
      // Where one wants to be by now decides, not which answer comes last.
      if (mine !== turn.current) return 'overtaken';
      if (page === 'failed') return 'failed';
      if (!page?.messages.some((message) => message.id === id)) return 'missing';
      set((old) => ({ ...old, place: withAround(old.place, page) }));
      return 'here';
    },
    [latest, set, source]
  );
  return { goTo, toNewest };
};
