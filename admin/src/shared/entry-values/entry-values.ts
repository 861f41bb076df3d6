import type { AutomationType } from '../../../../server/src/contracts/automation-desk';
import type { HeldValue } from '../../../../server/src/contracts/automations';

/** A field of an entry that automations watch and ask of. */
export type WatchedField = AutomationType['fields'][number];
/** How its values are written and compared. */
export type WatchedKind = 'text' | 'number' | 'date' | 'moment' | 'choice' | 'yes-no' | 'relation';

const NUMBERS: readonly string[] = ['integer', 'biginteger', 'decimal', 'float'];
const MOMENTS: readonly string[] = ['datetime', 'timestamp'];

/** The kind of a field by its type in the schema of the host. */
export const kindOfField = ({ type }: Pick<WatchedField, 'type'>): WatchedKind => {
  if (NUMBERS.includes(type)) return 'number';
  if (MOMENTS.includes(type)) return 'moment';
  switch (type) {
    case 'date':
      return 'date';
    case 'enumeration':
      return 'choice';
    case 'boolean':
      return 'yes-no';
    case 'relation':
      return 'relation';
    default:
      return 'text';
  }
};

/** What may be chosen for a field; null: its values are written. Which entry a relation leads to is no value to choose. */
export const offeredValues = (field: WatchedField): readonly HeldValue[] | null => {
  switch (kindOfField(field)) {
    case 'choice':
      return field.choices;
    case 'yes-no':
      return [true, false];
    case 'moment':
    case 'relation':
      return [];
    default:
      return null;
  }
};

/** What was typed, as the field keeps it; null: it is no value. */
export const typedValue = (kind: WatchedKind, typed: string): HeldValue => {
  const text = typed.trim();
  if (text === '') return null;
  if (kind !== 'number') return text;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
};
