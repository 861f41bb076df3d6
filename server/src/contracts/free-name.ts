/** `Welcome`, else `Welcome (2)`, `Welcome (3)` …: entries of a list need different names. */
export const freeName = (name: string, taken: Iterable<string>): string => {
  const names = new Set(taken);
  let free = name;
  for (let next = 2; names.has(free); next += 1) free = `${name} (${next})`;
  return free;
};

/** The beginning of a name, to add to it: at most `most` UTF-16 code units, and no emoji cut in two. */
export const shortName = (name: string, most: number): string =>
  name.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
