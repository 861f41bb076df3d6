export interface ReadRefusal {
  readonly kind: string | null;
  readonly field: string | null;
  /** What the refusal is about, as people call it. */
  readonly label: string | null;
  readonly remedy: string | null;
  readonly message: string | null;
  readonly status: number | null;
  readonly requestId: string | null;
}

/** Is the refusal about this field of a form, or about a part of it? */
export const isAbout = <T extends { readonly field: string | null }>(
  refused: T | null,
  field: string
): refused is T => refused?.field === field || refused?.field?.startsWith(`${field}.`) === true;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const text = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;
const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);

const partsOf = (thrown: unknown) => {
  const outer = isRecord(thrown) ? thrown : {};
  const response =
    isRecord(outer.response) && isRecord(outer.response.data) ? outer.response.data : outer;
  const error = isRecord(response.error) ? response.error : response;
  return { outer, error, details: isRecord(error.details) ? error.details : {} };
};

/** A list that a refusal gives beside its kind (what is wrong with which field…). */
export const refusedList = (thrown: unknown, key: string): unknown[] => {
  const list = partsOf(thrown).details[key];
  return Array.isArray(list) ? list : [];
};

/** What happened and what to do, in one of the languages in which the server wrote both; null = it wrote none. */
export const refusedWords = (
  thrown: unknown,
  locale: string
): { message: string; remedy: string | null } | null => {
  const { words } = partsOf(thrown).details;
  const one = isRecord(words) ? words[locale.startsWith('tr') ? 'tr' : 'en'] : null;
  const message = isRecord(one) ? text(one.text) : null;
  return isRecord(one) && message !== null ? { message, remedy: text(one.advice) } : null;
};

/** A number that a refusal names beside its kind (the contact that exists already…). */
export const refusedNumber = (thrown: unknown, key: string): number | null =>
  number(partsOf(thrown).details[key]);

/**
 * Reads what Strapi's base query, its fetch client or the browser threw. `kind` is ours (`details.kind`),
 * or `offline` when no answer came, `forbidden` and `server` by status.
 */
export const readRefusal = (thrown: unknown): ReadRefusal => {
  const { outer, error, details } = partsOf(thrown);
  const status = number(error.status) ?? number(outer.status);
  const message = text(error.message) ?? text(outer.message);
  return {
    kind: text(details.kind) ?? kindByStatus(status, message),
    field: text(details.field),
    label: text(details.label),
    remedy: text(details.remedy),
    message,
    status,
    requestId: text(details.requestId),
  };
};

const kindByStatus = (status: number | null, message: string | null): string | null => {
  if (status === null)
    return message !== null && /fetch|network|load failed/i.test(message) ? 'offline' : null;
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  if (status === 429) return 'too-many-requests';
  return status >= 500 ? 'server' : null;
};
