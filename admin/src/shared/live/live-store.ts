import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { LiveSignal, LiveStatus } from './connection';

/** One per tab: the connection writes, pages read. */
let status: LiveStatus = 'connecting';
const statusListeners = new Set<() => void>();
const signalListeners = new Set<(signal: LiveSignal) => void>();

export const setLiveStatus = (next: LiveStatus) => {
  if (next === status) return;
  status = next;
  statusListeners.forEach((listener) => listener());
};

export const publishSignal = (signal: LiveSignal) =>
  signalListeners.forEach((listener) => listener(signal));

const subscribeStatus = (listener: () => void) => {
  statusListeners.add(listener);
  return () => {
    statusListeners.delete(listener);
  };
};

/** `live`, `reconnecting` when the stream is gone for more than 5 s, or why it does not come: data on screen may be stale. */
export const useLiveStatus = (): LiveStatus => useSyncExternalStore(subscribeStatus, () => status);

/** Calls back on every signal of the stream; for pages that keep more than the query cache (threads, lists). */
export const useLiveSignals = (onSignal: (signal: LiveSignal) => void) => {
  const latest = useRef(onSignal);
  latest.current = onSignal;
  useEffect(() => {
    const listener = (signal: LiveSignal) => latest.current(signal);
    signalListeners.add(listener);
    return () => {
      signalListeners.delete(listener);
    };
  }, []);
};
