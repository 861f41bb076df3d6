import { useState } from 'react';
import {
  openConsent,
  withTarget,
  type ColumnTarget,
  type ConsentColumn,
  type ImportView,
} from './model';

export type ConsentUse = ConsentColumn | 'leave';

interface Step {
  readonly columns: ColumnTarget[];
  readonly setColumns: (columns: ColumnTarget[]) => void;
  /** Leaves the step with these columns: those of the last answer are not on the page yet. */
  readonly goOn: (columns: ColumnTarget[]) => Promise<void>;
}

/** Next asks about each column that looks like consent and would be left out, one after the other. */
export const useConsentQuestion = (view: ImportView, { columns, setColumns, goOn }: Step) => {
  const [leftOut, setLeftOut] = useState<readonly number[]>([]);
  /** The column that is asked about; null: none. */
  const [asked, setAsked] = useState<number | null>(null);
  const askFirst = async (chosen: ColumnTarget[], left: readonly number[]): Promise<void> => {
    const [first] = openConsent(view, chosen, left);
    setLeftOut(left);
    if (first === undefined) await goOn(chosen);
    else setAsked(first);
  };
  const answer = async (index: number, use: ConsentUse): Promise<void> => {
    if (use === 'leave') return askFirst(columns, [...leftOut, index]);
    const chosen = withTarget(columns, index, use);
    setColumns(chosen);
    return askFirst(chosen, leftOut);
  };
  return {
    asked,
    ask: () => askFirst(columns, []),
    answer,
    /** The question about this column is over; that about another one stays. */
    close: (index: number) => setAsked((current) => (current === index ? null : current)),
  };
};
