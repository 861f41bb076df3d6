/** For long work by pieces: after a number of them, the others have their turn. */
export const takingTurns = (every: number, others: () => Promise<void>): (() => Promise<void>) => {
  let pieces = 0;
  return async () => {
    pieces += 1;
    if (pieces % every === 0) await others();
  };
};
