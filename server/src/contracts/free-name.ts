/** `Welcome`, else `Welcome (2)`, `Welcome (3)` …: entries of a list need different names. */
export const freeName = (name: string, taken: Iterable<string>): string => {
  const names = new Set(taken);
  let free = name;
  for (let next = 2; names.has(free); next += 1) free = `${name} (${next})`;
  return free;
};
