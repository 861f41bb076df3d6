const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** A size as people read it: 2 345 678 → 2.3 megabytes. */
export const sizeOf = (bytes: number): { value: number; unit: (typeof UNITS)[number] } => {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return { value: bytes / 1000 ** power, unit: UNITS[power] ?? 'byte' };
};
