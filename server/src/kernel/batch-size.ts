export interface BatchLimits {
  readonly least: number;
  readonly most: number;
  /** How long one batch may take, ms. */
  readonly targetMs: number;
}

/**
 * How many rows the next batch gets so that it takes about `targetMs`, from how long the last one took: SQLite's driver
 * stops the whole process for a batch, and a busy machine needs several times as long for the same rows. Grows to the
 * double at most, so that one lucky batch does not bring a long one.
 */
export const nextBatchSize = (
  { least, most, targetMs }: BatchLimits,
  { size, rows, tookMs }: { size: number; rows: number; tookMs: number }
): number => {
  if (rows === 0) return size;
  const fitting = Math.floor((rows * targetMs) / Math.max(tookMs, 0.1));
  // A batch that was not full says little about a larger one.
  const grown = rows < size ? Math.min(fitting, size) : Math.min(fitting, size * 2);
  return Math.min(most, Math.max(least, grown));
};
