/** Would segment `id` contain itself, if it named these segments? `named` tells what the others name. */
export const isCircle = (
  id: number,
  names: readonly number[],
  named: ReadonlyMap<number, readonly number[]>
): boolean => {
  const seen = new Set<number>();
  const open = [...names];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === id) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(named.get(next) ?? []));
  }
  return false;
};
