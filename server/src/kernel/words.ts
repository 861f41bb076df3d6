/**
 * A table that is asked with words from outside. Unlike an object it knows nothing of `constructor` and `__proto__`,
 * which would answer with a function.
 */
export const byWord = <T>(entries: Readonly<Record<string, T>>): ReadonlyMap<string, T> =>
  new Map(Object.entries(entries));
