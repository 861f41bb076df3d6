import type { FormatNumberOptions } from 'react-intl';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** What `formatNumber` needs for a size as people read it: 2 345 678 → 2.3 MB, 16 → 16 bytes. */
export const sizeOf = (bytes: number): [value: number, how: FormatNumberOptions] => {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const unit = UNITS[power] ?? 'byte';
  // The short form of a byte has no plural in English.
  const unitDisplay = unit === 'byte' ? 'long' : 'short';
  return [bytes / 1000 ** power, { style: 'unit', unit, unitDisplay, maximumFractionDigits: 1 }];
};
