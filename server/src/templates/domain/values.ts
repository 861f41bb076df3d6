import type { SlotBinding, SlotBindings, TemplateSlot } from '../../contracts/templates';

/** What a value may be taken from. */
export interface ValueContact {
  name: string;
  profileName: string | null;
  phone: string | null;
  waId: string | null;
  email: string | null;
  language: string | null;
  country: string | null;
  username: string | null;
}

export type ResolvedValues =
  | { ok: true; values: Record<string, string>; usedFallback: boolean }
  /** Keys of slots that have no value and no fallback: this person is skipped, never sent a blank (T-34). */
  | { ok: false; missing: string[] };

type Field = Extract<SlotBinding['source'], { kind: 'contact' }>['field'];

const FIELDS: Record<Field, (contact: ValueContact) => string | null> = {
  name: (c) => c.name || c.profileName,
  // A one-word name is a first name.
  firstName: (c) => (c.name || c.profileName || '').trim().split(/\s+/)[0] ?? null,
  phone: (c) => c.phone ?? (c.waId ? `+${c.waId}` : null),
  email: (c) => c.email,
  language: (c) => c.language,
  country: (c) => c.country,
  username: (c) => c.username,
};

/** Meta refuses line breaks, tabs and more than four spaces in a row (cloud-api 2.9): people's data must not fail a send. */
export const cleanValue = (value: string | null | undefined): string =>
  (value ?? '')
    .replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ')
    .replace(/ {5,}/g, '    ')
    .trim();

const valueOf = (binding: SlotBinding | undefined, contact: ValueContact): string => {
  if (!binding) return '';
  const { source } = binding;
  return cleanValue(source.kind === 'text' ? source.text : FIELDS[source.field](contact));
};

/**
 * The value of each slot for one person: bound value, else fallback. Never a blank: what is missing is named.
 */
export const resolveValues = (
  slots: readonly TemplateSlot[],
  bindings: SlotBindings | null,
  contact: ValueContact
): ResolvedValues => {
  const values: Record<string, string> = {};
  const missing: string[] = [];
  let usedFallback = false;
  for (const { key } of slots) {
    const binding = bindings && Object.hasOwn(bindings, key) ? bindings[key] : undefined;
    const value = valueOf(binding, contact);
    const fallback = value ? '' : cleanValue(binding?.fallback);
    if (!value && fallback) usedFallback = true;
    if (value || fallback) values[key] = value || fallback;
    else missing.push(key);
  }
  return missing.length > 0 ? { ok: false, missing } : { ok: true, values, usedFallback };
};
