import { useCallback, useEffect, useRef, useState } from 'react';
import { loadPeople, loadPerson, loadState } from './api';
import type { Person, SimState } from './types';
import { useRetry } from './useRetry';

export type Live = {
  state: SimState | null;
  /** Null until they were read for the first time. */
  people: Person[] | null;
  /** A person of the list, or one whose phone is open beside it. */
  find: (id: string) => Person | undefined;
  /** Grows when the person's thread changed. */
  version: (personId: string) => number;
  connected: boolean;
  failed: boolean;
  /** Reads soon; many calls become few. */
  refresh: () => void;
  /** Reads now: somebody asked for it. */
  retry: () => void;
};

type Change = { people: string[]; state: boolean };

/** Under heavy traffic the page reads this often, not at each change. */
const PAUSE_MS = 300;

/** Runs at once, then at most once per pause; what was asked meanwhile is done at its end. */
const useSpaced = (run: () => void): (() => void) => {
  const timer = useRef<number | undefined>(undefined);
  const again = useRef(false);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return useCallback(() => {
    if (timer.current !== undefined) {
      again.current = true;
      return;
    }
    const open = (): void => {
      timer.current = undefined;
      if (!again.current) return;
      again.current = false;
      run();
      timer.current = window.setTimeout(open, PAUSE_MS);
    };
    run();
    timer.current = window.setTimeout(open, PAUSE_MS);
  }, [run]);
};

type World = { state: SimState | null; people: Person[] | null; beside: Person[] };

const useWorld = (search: string, open: readonly string[]) => {
  const [world, setWorld] = useState<World>({ state: null, people: null, beside: [] });
  const [failed, setFailed] = useState(false);
  const wanted = useRef({ search, open });
  wanted.current = { search, open };
  const turn = useRef(0);
  const read = useCallback((): void => {
    const mine = (turn.current += 1);
    const asked = wanted.current;
    Promise.all([loadState(), loadPeople(asked.search)])
      .then(async ([state, people]) => {
        const missing = asked.open.filter((id) => !people.some((person) => person.id === id));
        const beside = await Promise.all(missing.map((id) => loadPerson(id).catch(() => null)));
        if (mine !== turn.current) return; // a later answer is already shown
        setFailed(false);
        setWorld({ state, people, beside: beside.flatMap((person) => person ?? []) });
      })
      .catch(() => setFailed(true));
  }, []);
  useRetry(failed, read);
  return { world, failed, refresh: useSpaced(read), retry: read };
};

/** State, people and thread versions, kept fresh by the live stream. */
export const useLive = (search: string, open: readonly string[]): Live => {
  const { world, failed, refresh, retry } = useWorld(search, open);
  const [versions, setVersions] = useState<Readonly<Record<string, number>>>({});
  const [base, setBase] = useState(0);
  const [connected, setConnected] = useState(true);

  useEffect(refresh, [search, open, refresh]);

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
  const find = (id: string): Person | undefined =>
    [...(world.people ?? []), ...world.beside].find((person) => person.id === id);
  const { state, people } = world;
  return { state, people, find, version, connected, failed, refresh, retry };
};
