import type { HeldValue, HeldValues } from '../../contracts/automations';

/** A field whose kind was changed in the schema (`5` became `"5"`) has kept its value. */
export const sameValue = (a: HeldValue, b: HeldValue): boolean =>
  a === b || (a !== null && b !== null && String(a) === String(b));

/** Those of these fields whose value is another one. A field of which one side knows nothing has not changed. */
export const changedFields = (
  before: HeldValues,
  after: HeldValues,
  fields: readonly string[]
): string[] =>
  fields.filter((field) => {
    const [old, now] = [before[field], after[field]];
    return old !== undefined && now !== undefined && !sameValue(old, now);
  });

/** The values of these fields alone. */
export const only = (values: HeldValues, fields: readonly string[]): HeldValues =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const value = values[field];
      return value === undefined ? [] : [[field, value] as const];
    })
  );

/** The values without these fields; null: it has none of them. */
export const without = (values: HeldValues, fields: readonly string[]): HeldValues | null => {
  const kept = Object.keys(values).filter((field) => !fields.includes(field));
  return kept.length === Object.keys(values).length ? null : only(values, kept);
};

/** A number, or null for what is none. */
export const numberOf = (value: HeldValue | undefined): number | null => {
  if (value === null || value === undefined || typeof value === 'boolean' || value === '')
    return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
};
