/** Signs between the values of one cell, as people type them. */
const SIGNS = /[,;|]/;
/** As Google Contacts writes them. */
const GOOGLE = ':::';
/** The next value with the sign behind it: in quotation marks, or up to a sign. */
const VALUE = /\s*(?:"((?:[^"]|"")*)"\s*(?=[,;|]|$)|([^,;|]*))(?:[,;|]|$)/y;

/** Several values in one cell, `vip, "Bursa, merkez"`; one with a sign in it is quoted, so that `splitList` gives back the same. */
export const joinList = (values: readonly string[]): string =>
  values
    .map((value) =>
      SIGNS.test(value) || value.includes('"') || value.includes(GOOGLE)
        ? `"${value.replaceAll('"', '""')}"`
        : value
    )
    .join(', ');

/** The values of a cell: with commas, semicolons or bars between them, or as Google Contacts writes them. Not trimmed. */
export const splitList = (cell: string): string[] => {
  if (!cell.includes('"')) return cell.split(cell.includes(GOOGLE) ? GOOGLE : SIGNS);
  const values: string[] = [];
  for (let at = 0; at < cell.length;) {
    VALUE.lastIndex = at;
    const found = VALUE.exec(cell);
    if (!found) break;
    values.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    at += Math.max(1, found[0].length);
  }
  return values;
};
