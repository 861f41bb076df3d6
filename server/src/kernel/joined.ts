/** Runs `work` unless its last run is still going: then everybody who asks gets that one's outcome. */
export const joined = <T>(work: () => Promise<T>): (() => Promise<T>) => {
  let going: Promise<T> | null = null;
  return () => (going ??= work().finally(() => (going = null)));
};
