import type { WorldClock } from './kernel/clock';

/** What changed since the last push; the page then asks for the parts it shows. */
export type LiveChange = { people: string[]; state: boolean };

export type LiveFeed = {
  person(id: string): void;
  state(): void;
  listen(listener: (change: LiveChange) => void): () => void;
  listeners(): number;
};

const GATHER_MS = 60;

/** Gathers changes for a moment and tells listeners once, so heavy traffic does not flood the page. */
export const createLiveFeed = (clock: WorldClock): LiveFeed => {
  const listeners = new Set<(change: LiveChange) => void>();
  let people = new Set<string>();
  let stateChanged = false;
  let armed = false;

  const flush = (): void => {
    armed = false;
    const change = { people: [...people], state: stateChanged };
    people = new Set();
    stateChanged = false;
    for (const listener of listeners) listener(change);
  };
  const arm = (): void => {
    if (armed) return;
    armed = true;
    clock.after(GATHER_MS, flush);
  };

  return {
    person: (id) => {
      if (listeners.size === 0) return;
      people.add(id);
      arm();
    },
    state: () => {
      if (listeners.size === 0) return;
      stateChanged = true;
      arm();
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    listeners: () => listeners.size,
  };
};
