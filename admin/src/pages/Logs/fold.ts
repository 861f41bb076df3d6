import type { LogLine } from './model';

/** Equal lines in a row, newest first; one alone is a fold of one. */
export interface Fold {
  readonly key: string;
  readonly lines: readonly [LogLine, ...LogLine[]];
}

export const keyOf = ({ source, id }: LogLine): string => `${source}-${id}`;

/** The text of a log line as the page shows it. */
type TextOf = (line: LogLine) => string;

/** Who reads takes them for the same: details that are not in the sentence, and times, may differ. */
const isEqual = (a: LogLine, b: LogLine, textOf: TextOf): boolean =>
  a.source === 'log' &&
  b.source === 'log' &&
  a.area === b.area &&
  a.event === b.event &&
  a.level === b.level &&
  textOf(a) === textOf(b) &&
  (['contact', 'campaign', 'bot'] as const).every((what) => a[what]?.id === b[what]?.id);

/** A fold keeps its key while newer lines join it: it is named by its oldest line. */
const foldsOf = (lines: readonly LogLine[], textOf: TextOf): Fold[] => {
  const folds: [LogLine, ...LogLine[]][] = [];
  for (const line of lines) {
    const last = folds.at(-1);
    if (last && isEqual(last[0], line, textOf)) last.push(line);
    else folds.push([line]);
  }
  return folds.map((all) => ({ key: keyOf(all.at(-1) ?? all[0]), lines: all }));
};

/** How often it happened: a line may itself stand for several. */
export const timesIn = ({ lines }: Fold): number =>
  lines.reduce((sum, { times }) => sum + times, 0);

/** What the table shows: a fold is one row, and an open one has its lines below it. */
export type LogRow =
  | { readonly kind: 'line'; readonly line: LogLine }
  | {
      readonly kind: 'fold';
      readonly line: LogLine;
      readonly fold: Fold;
      readonly isOpen: boolean;
    };

export const rowsOf = (
  lines: readonly LogLine[],
  { open, textOf }: { open: ReadonlySet<string>; textOf: TextOf }
): LogRow[] =>
  foldsOf(lines, textOf).flatMap((fold): LogRow[] => {
    const [line] = fold.lines;
    if (fold.lines.length === 1) return [{ kind: 'line', line }];
    const isOpen = open.has(fold.key);
    const below = isOpen ? fold.lines.map((one) => ({ kind: 'line' as const, line: one })) : [];
    return [{ kind: 'fold', line, fold, isOpen }, ...below];
  });
