import { keyOf } from '../../kernel/hash';
import { fold, formerFold } from '../../contracts/fold';

const keyBy =
  (folding: (text: string) => string) =>
  (town: string | null | undefined): string | null => {
    const folded = folding((town ?? '').replace(/\s+/g, ' ').trim());
    return folded === '' ? null : keyOf(folded);
  };

/** By which a town is found, however it was typed: `İSTANBUL` and `istanbul` are one. */
export const townKeyOf = keyBy(fold);
/** That of people who were not written again since the fold changed. */
export const formerTownKeyOf = keyBy(formerFold);
