import type { ErrorRow, ErrorWords, GraphErrorClass, Locale, RateScope } from './error-row';
import { accountRows } from './error-rows-account';
import { deliveryRows } from './error-rows-delivery';
import { generalRows } from './error-rows-general';
import { templateRows } from './error-rows-template';
import type { NoAnswerReason } from './transport';

/** What Meta said, out of its envelope, a status's `errors[]` or a message's `errors[]`. `status` 0 = not an HTTP answer. */
export type GraphErrorInput = {
  status: number;
  code: number | null;
  subcode?: number | null;
  message?: string | null;
  details?: string | null;
  userTitle?: string | null;
  userMessage?: string | null;
  fbtraceId?: string | null;
  transient?: boolean;
  retryAfterMs?: number | null;
};

export type ClassifyContext = {
  /** What the call was about: an unknown number stops the account, an unknown template or file only this call. */
  target?: 'number' | 'waba' | 'template' | 'media';
  /** How often this person was undeliverable in the last seven days, this time not counted. */
  undeliverableBefore?: number;
  /** The message names its file by link, and this is its first try. */
  mediaByLinkFirstTry?: boolean;
};

/** A refusal, understood. Holds no token and no text of ours. */
export type GraphError = {
  class: GraphErrorClass;
  scope: RateScope | null;
  status: number;
  code: number | null;
  subcode: number | null;
  title: string;
  /** Meta's own words for logs and for the field of a form; null when it gave none. */
  details: string | null;
  fbtraceId: string | null;
  /** Wait at least so long, from Meta's headers or the table; null = by policy of the class. */
  retryAfterMs: number | null;
  /** True when a retry by a person can help. */
  retryable: boolean;
  /** False for a code that is not in the table. */
  known: boolean;
  /** Why nothing came back, where nothing did. */
  noAnswer?: NoAnswerReason;
};

const rows: readonly ErrorRow[] = [
  ...generalRows,
  ...deliveryRows,
  ...accountRows,
  ...templateRows,
];
const exact = new Map(rows.filter((r) => r.to === undefined).map((r) => [r.code, r]));
const families = rows.filter((r) => r.to !== undefined);

/** Every row of the table, for documentation and for the simulator's list of faults. */
export const errorTable: readonly ErrorRow[] = rows;

/** The row of a code, or of a family of codes; undefined when unknown. */
export const errorRowOf = (code: number | null): ErrorRow | undefined => {
  if (code === null) return undefined;
  return exact.get(code) ?? families.find((r) => code >= r.code && code <= (r.to ?? r.code));
};

/** Subcodes say something only below the wide codes; elsewhere Meta uses them without a documented meaning. */
const WIDE_CODES = new Set([100, 190, 102, 0, 1, 2]);

const rowFor = (code: number | null, subcode: number | null): ErrorRow | undefined => {
  const wide = code === null || WIDE_CODES.has(code);
  return (wide && subcode !== null ? exact.get(subcode) : undefined) ?? errorRowOf(code);
};

/** Total: every code, known or not, gets a class. */
export const classifyGraphError = (
  input: GraphErrorInput,
  context: ClassifyContext = {}
): GraphError => {
  const subcode = input.subcode ?? null;
  const row =
    subcode === 33 && input.code === 100 ? missingObjectRow(context) : rowFor(input.code, subcode);
  const cls = classOf(row, input, context);
  return {
    class: cls,
    scope: cls === 'rate' ? (row?.scope ?? 'number') : null,
    status: input.status,
    code: input.code,
    subcode,
    title: row?.title ?? input.userTitle ?? input.message ?? `HTTP ${input.status}`,
    details: input.details ?? input.userMessage ?? input.message ?? null,
    fbtraceId: input.fbtraceId ?? null,
    retryAfterMs:
      input.retryAfterMs ?? (row?.waitSeconds === undefined ? null : row.waitSeconds * 1000),
    retryable: row?.retryHelps ?? (cls === 'transient' || cls === 'rate'),
    known: row !== undefined,
  };
};

/** Code 100 with subcode 33 means "no such object": for the sending number that is code 33, else a plain bad request. */
const missingObjectRow = (context: ClassifyContext): ErrorRow | undefined =>
  errorRowOf(context.target === 'number' || context.target === 'waba' ? 33 : 100);

const classOf = (
  row: ErrorRow | undefined,
  input: GraphErrorInput,
  context: ClassifyContext
): GraphErrorClass => {
  if (!row) return classByStatus(input);
  if (row.code === 131026 && (context.undeliverableBefore ?? 0) > 0) return 'recipient-permanent';
  if (row.code === 131052 && context.mediaByLinkFirstTry) return 'transient';
  return row.class;
};

const classByStatus = ({ status, transient }: GraphErrorInput): GraphErrorClass => {
  if (status === 429) return 'rate';
  if (status === 401) return 'auth';
  if (status === 403) return 'account';
  if (transient || status >= 500 || status === 408) return 'transient';
  return 'request';
};

const unknownWords: Record<Locale, ErrorWords> = {
  en: {
    text: 'Meta refused this for a reason that is not documented.',
    advice: 'See the details of the error.',
  },
  tr: {
    text: 'Meta bunu belgelenmemiş bir nedenle reddetti.',
    advice: 'Hatanın ayrıntılarına bakın.',
  },
};

/** Plain words for a code (subcodes first where they say more); null and unknown codes get a general sentence. */
export const explainError = (
  code: number | null,
  locale: Locale,
  subcode: number | null = null
): ErrorWords & { title: string } => {
  const row = rowFor(code, subcode);
  return {
    title: row?.title ?? (code === null ? 'Error' : `Error ${code}`),
    ...(row?.[locale] ?? unknownWords[locale]),
  };
};

/** The same in every language of the admin, for an answer whose reader is not known here. */
export const explainForAdmin = (
  code: number | null,
  subcode: number | null = null
): Record<Locale, ErrorWords & { title: string }> => ({
  en: explainError(code, 'en', subcode),
  tr: explainError(code, 'tr', subcode),
});
