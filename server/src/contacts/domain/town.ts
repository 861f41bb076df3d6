import { keyOf } from '../../kernel/hash';
import { fold } from '../../contracts/fold';

/** By which a town is found, however it was typed: `İSTANBUL` and `istanbul` are one. */
export const townKeyOf = (town: string | null | undefined): string | null => {
  const folded = fold((town ?? '').replace(/\s+/g, ' ').trim());
  return folded === '' ? null : keyOf(folded);
};
