import { readable } from './readable';

/** A field whose value is made up for a trial. */
export interface MadeUpField {
  readonly path: string;
  readonly label: string;
  readonly type: string;
  readonly choices: readonly string[];
}

const NUMBERS: ReadonlySet<string> = new Set(['integer', 'biginteger', 'decimal', 'float']);
const DAYS: ReadonlySet<string> = new Set(['date', 'datetime', 'timestamp']);

const rawOf = ({ type, choices, label }: MadeUpField, now: number): unknown => {
  if (type === 'enumeration') return choices[0] ?? label;
  if (type === 'boolean') return true;
  if (NUMBERS.has(type)) return 42;
  if (DAYS.has(type)) return new Date(now).toISOString();
  if (type === 'time') return '14:30';
  return type === 'email' ? 'ayse@example.com' : label;
};

/** Values of an entry that exists nowhere, by field and as people read them. */
export const madeUpEntry = (
  fields: readonly MadeUpField[],
  { language, timezone, now }: { language: string | null; timezone: string; now: number }
): Record<string, string> =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const value = readable(rawOf(field, now), field.type, { language, timezone });
      return value === null ? [] : [[field.path, value] as const];
    })
  );
