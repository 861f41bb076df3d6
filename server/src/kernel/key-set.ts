/** A small set of keys in a text column, as `,news,offers,`: a row carries it, and LIKE finds one of them. */
export const readKeys = (column: string): string[] => column.split(',').filter(Boolean);

/** Sorted, so that equal sets are equal text. Keys have no comma. */
export const keysColumn = (keys: readonly string[]): string =>
  keys.length === 0 ? '' : `,${[...new Set(keys)].sort().join(',')},`;

export const hasKey = (column: string, key: string): boolean => column.includes(`,${key},`);
