/** JSON with sorted keys: equal content gives equal text, so bodies can be compared by hash. */
export const stableStringify = (value: unknown): string => {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(stableStringify).join(',')}]`;
  const entries = Object.entries(value as Record<string, unknown>)
    .filter(([, v]) => v !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${stableStringify(v)}`).join(',')}}`;
};

/** Parses JSON of unknown origin; undefined when it is none. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // not JSON: the caller decides what that means
  }
};

/** All texts of a JSON value, keys left out, in no order. Without recursion: values from outside may be as deep as they like. */
export function* textsOf(value: unknown): Generator<string> {
  const open: unknown[] = [value];
  while (open.length > 0) {
    const one = open.pop();
    if (typeof one === 'string') yield one;
    // Not pushed all at once by spread: a list may be longer than a call takes arguments.
    else if (typeof one === 'object' && one !== null)
      for (const inner of Object.values(one)) open.push(inner);
  }
}

/** Does the value have more than `most` objects and lists in each other? */
export const isDeeperThan = (most: number, value: unknown): boolean => {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > most) return true;
    level = level.flatMap((one) =>
      typeof one === 'object' && one !== null ? Object.values(one as object) : []
    );
  }
  return false;
};

/** A json column comes back as text on SQLite and PostgreSQL and parsed on MySQL; null stays null. */
export const fromJsonColumn = (value: unknown): unknown =>
  typeof value === 'string' ? parseJson(value) : (value ?? null);

/** PostgreSQL refuses NUL in text and json columns; one such text would park a webhook for ever. */
export const withoutNul = (text: string): string => text.replaceAll('\u0000', '');

/** Half of an emoji, as a cut leaves it, is refused by PostgreSQL inside JSON: it becomes the sign for what is unreadable. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');

/** JSON for a column of any database: without NUL and halves of emojis, which PostgreSQL refuses in it. */
export const toJsonColumn = (value: unknown): string => {
  const json = JSON.stringify(value);
  // Both are escaped there; so is a text that only says so, which is no harm.
  return /\\u(?:0000|d[89a-f])/.test(json)
    ? JSON.stringify(value, (_key, one: unknown) =>
        typeof one === 'string' ? wellFormed(withoutNul(one)) : one
      )
    : json;
};
