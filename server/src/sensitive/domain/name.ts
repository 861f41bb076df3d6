import type { SensitiveField } from '../../contracts/sensitive';

/** One text for a field, as allowances are kept under: `custom:allergy`, `record:api::patient.patient:diagnosis`. */
export const nameOf = (field: SensitiveField): string =>
  field.on === 'custom' ? `custom:${field.key}` : `record:${field.type}:${field.key}`;

/** The field behind such a text; null for what is none. A uid has colons, a path of a field has none. */
export const fieldOf = (name: string): SensitiveField | null => {
  const custom = /^custom:([^:]+)$/.exec(name);
  if (custom?.[1]) return { on: 'custom', key: custom[1] };
  const record = /^record:(.+):([^:]+)$/.exec(name);
  return record?.[1] && record[2] ? { on: 'record', type: record[1], key: record[2] } : null;
};
