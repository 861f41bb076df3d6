import type { TemplateEventKind, TemplateEventVia } from '../../contracts/template-history';
import { stableStringify } from '../../kernel/json';
import type { TemplateRow } from '../tables';

/** Why a row changes: who told it, and what the columns alone do not say. */
export interface Cause {
  via: TemplateEventVia;
  /** Name of the person. */
  by?: string;
  reason?: string | null;
  /** What was done, where the changed columns would read as something else. */
  kind?: 'submitted' | 'edited' | 'deleted' | 'opt-out-button';
  /** Of the button, when a tap on it ends marketing from now on. */
  text?: string;
  /** Said by Meta without a change of ours; `effectiveAt`: from when it will hold. */
  said?: { kind: 'category-coming' | 'notice'; to: string; effectiveAt?: number };
  /** When a change of the category took effect, where Meta says it. */
  effectiveAt?: number;
}

export interface Happened {
  kind: TemplateEventKind;
  from: string | null;
  to: string | null;
  reason: string | null;
}

const happened = (
  kind: TemplateEventKind,
  { from = null, to = null, reason = null }: Partial<Happened> = {}
): Happened => ({ kind, from, to, reason });

type Column =
  | 'status'
  | 'category'
  | 'quality'
  | 'components'
  | 'bindings'
  | 'reviewAskedAt'
  | 'reviewResult';

const differs = (row: TemplateRow, change: Partial<TemplateRow>, column: Column): boolean =>
  change[column] !== undefined && stableStringify(change[column]) !== stableStringify(row[column]);

const ofWord = (
  row: TemplateRow,
  change: Partial<TemplateRow>,
  { column, reason }: { column: 'status' | 'category' | 'quality'; reason: string | null }
): Happened[] =>
  differs(row, change, column)
    ? [happened(column, { from: row[column], to: change[column] ?? null, reason })]
    : [];

/** A review that was asked for, and its answer. A request that is taken back shows in what was done instead. */
const ofReview = (row: TemplateRow, change: Partial<TemplateRow>): Happened[] => [
  ...(differs(row, change, 'reviewAskedAt') && change.reviewAskedAt !== null
    ? [happened('review-asked', { to: change.reviewAbout ?? null })]
    : []),
  ...(differs(row, change, 'reviewResult') && change.reviewResult
    ? [happened('review-result', { to: change.reviewResult })]
    : []),
];

/**
 * What a change of a template's row means for its history. A draft has none before it is handed in, and what a person
 * hands in is one event, whatever columns it moves.
 */
export const happenings = (
  row: TemplateRow,
  change: Partial<TemplateRow>,
  cause: Cause
): Happened[] => {
  const reason = cause.reason ?? change.rejectedReason ?? null;
  if (cause.kind === 'opt-out-button') return [happened(cause.kind, { to: cause.text ?? null })];
  if (cause.kind)
    return [
      happened(
        cause.kind,
        cause.kind === 'deleted' ? { from: row.status } : { to: change.status ?? null }
      ),
      // Meta took it under another category than was asked for (T-18).
      ...(cause.kind !== 'deleted' &&
      change.statedCategory &&
      change.category !== change.statedCategory
        ? [happened('category', { from: change.statedCategory, to: change.category ?? null })]
        : []),
    ];
  if (row.status === 'DRAFT' && (change.status ?? 'DRAFT') === 'DRAFT') return [];
  const onlyContent = !differs(row, change, 'status') && differs(row, change, 'components');
  return [
    ...ofWord(row, change, { column: 'status', reason }),
    ...ofWord(row, change, { column: 'category', reason: null }),
    ...ofWord(row, change, { column: 'quality', reason: null }),
    ...(onlyContent ? [happened('content')] : []),
    // What a draft has already comes with it.
    ...(row.status !== 'DRAFT' && differs(row, change, 'bindings') ? [happened('bindings')] : []),
    ...ofReview(row, change),
    ...(cause.said ? [happened(cause.said.kind, { to: cause.said.to, reason })] : []),
  ];
};
