import { EDITS } from '../../contracts/template-rules';

/** Edits of an approved template that Meta still allows at `now` (Meta, "Template management"). */
export const editsLeft = (
  edits: readonly number[] | null,
  now: number
): { day: number; month: number } => {
  const within = (span: number): number =>
    (edits ?? []).filter((at) => at > now - span && at <= now).length;
  return {
    day: Math.max(0, EDITS.perDay - within(EDITS.dayMs)),
    month: Math.max(0, EDITS.perMonth - within(EDITS.monthMs)),
  };
};

/** The list with one more, without those that count for nothing any more. */
export const withEdit = (edits: readonly number[] | null, now: number): number[] => [
  ...(edits ?? []).filter((at) => at > now - EDITS.monthMs),
  now,
];
