import { useCallback, useEffect, useRef, useState } from 'react';
import { loadPeople, loadState } from './api';
import type { Person, SimState } from './types';

export type Live = {
  state: SimState | null;
  people: Person[];
  /** Grows when the person's thread changed. */
  version: (personId: string) => number;
  connected: boolean;
  refresh: () => void;
};

type Change = { people: string[]; state: boolean };

/** State, people and thread versions, kept fresh by the live stream. */
export const useLive = (search: string): Live => {
  const [state, setState] = useState<SimState | null>(null);
  const [people, setPeople] = useState<Person[]>([]);
  const [versions, setVersions] = useState<Readonly<Record<string, number>>>({});
  const [base, setBase] = useState(0);
  const [connected, setConnected] = useState(true);
  const searchRef = useRef(search);

  const refresh = useCallback((): void => {
    loadState().then(setState, () => setConnected(false));
    loadPeople(searchRef.current).then(setPeople, () => setConnected(false));
  }, []);

  useEffect(() => {
    searchRef.current = search;
    refresh();
  }, [search, refresh]);

  useEffect(() => {
    const stream = new EventSource('/_sim/live');
    stream.onopen = () => {
      setConnected(true);
      setBase((n) => n + 1); // whatever was missed meanwhile is read again
      refresh();
    };
    stream.onerror = () => setConnected(false);
    stream.onmessage = (event: MessageEvent<string>) => {
      const change = JSON.parse(event.data) as Change;
      refresh();
      if (change.people.length > 0)
        setVersions((old) => ({
          ...old,
          ...Object.fromEntries(change.people.map((id) => [id, (old[id] ?? 0) + 1])),
        }));
    };
    return () => stream.close();
  }, [refresh]);

  const version = useCallback(
    (id: string): number => base * 1e6 + (versions[id] ?? 0),
    [base, versions]
  );
  return { state, people, version, connected, refresh };
};
