/** Guards over parsed JSON: everything that arrives from outside is `unknown` until one of these says otherwise. */
export type JsonObject = Record<string, unknown>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const objectAt = (parent: JsonObject, key: string): JsonObject | undefined => {
  const value = parent[key];
  return isObject(value) ? value : undefined;
};

export const textAt = (parent: JsonObject, key: string): string | undefined => {
  const value = parent[key];
  return typeof value === 'string' ? value : undefined;
};

export const listAt = (parent: JsonObject, key: string): unknown[] | undefined => {
  const value = parent[key];
  return Array.isArray(value) ? value : undefined;
};

/** Parses JSON text; answers undefined for anything that is not JSON. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // the caller answers with its own refusal
  }
};

const NON_ASCII = /[\u0080-\uffff]/g;

/** JSON as Meta writes it: every character above U+007F becomes \uXXXX in lower-case hex. */
export const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    NON_ASCII,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
  );
