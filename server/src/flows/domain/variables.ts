import type { Value } from './answer';

/** All variables of a run are at most this many bytes of UTF-8 as JSON; what would be more is not kept. */
const VARIABLES_MOST = 64_000;

export type Variables = Record<string, Value> | null;

/** The values of a run with one more, under this name; null: it has no name. */
export const kept = (before: Variables, name: string | null, value: Value): Variables => {
  if (name === null) return before;
  const all = { ...before, [name]: value };
  return Buffer.byteLength(JSON.stringify(all)) <= VARIABLES_MOST ? all : before;
};

/** Was there no more room for the value under this name? `all`: what was kept. */
export const isLost = (all: Variables, name: string, value: Value): boolean =>
  !(all && Object.hasOwn(all, name) && all[name] === value);
