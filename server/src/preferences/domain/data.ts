import type { DataPurpose } from '../../contracts/consent';
import type { ReadPurpose } from '../../contracts/data-boxes';

/**
 * What a form changes of what was agreed to. A box that was never ticked and stays empty says nothing; a purpose
 * that the page did not show stays as it is.
 */
export const answersOf = (
  agreed: readonly DataPurpose[],
  { shown, ticked }: { shown: readonly ReadPurpose[]; ticked: readonly ReadPurpose[] }
): (ReadPurpose & { action: 'opt-in' | 'opt-out' })[] =>
  shown.flatMap((one) => {
    const isWanted = ticked.some(({ purpose }) => purpose === one.purpose);
    if (isWanted === agreed.includes(one.purpose)) return [];
    return [{ ...one, action: isWanted ? ('opt-in' as const) : ('opt-out' as const) }];
  });
