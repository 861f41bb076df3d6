/** `Welcome`, else `Welcome (2)`, `Welcome (3)` …: two of one name cannot be told apart in a list. */
export const freeName = (name: string, taken: Iterable<string>): string => {
  const names = new Set(taken);
  let free = name;
  for (let next = 2; names.has(free); next += 1) free = `${name} (${next})`;
  return free;
};
