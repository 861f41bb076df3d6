import { addTo } from '../kernel/lists';
import type { Sql } from '../strapi/db';
import { customValueOf } from './domain/custom-value';
import type { Extras } from './domain/profile-change';
import { listFields, valuesOf, type ValueChange } from './fields';
import type { ProfileChange } from './public';
import { tagsOf } from './tags';

/** What other systems may hear of; that a sensitive field changed says something about the person, too. */
export const extrasOf = async (sql: Sql, contactId: number): Promise<Extras> => ({
  tags: (await tagsOf(sql, [contactId])).get(contactId) ?? [],
  custom: (await valuesOf(sql, [contactId], 'plain')).get(contactId) ?? {},
});

/** What these values make another one than it is now, for `tellProfiles`; asked before they are saved. */
export const changedValues = async (
  sql: Sql,
  changes: readonly ValueChange[]
): Promise<ProfileChange[]> => {
  if (changes.length === 0) return [];
  const plain = (await listFields(sql)).filter((one) => !one.archived && one.sensitive === null);
  const fields = new Map(plain.map((field) => [field.id, field]));
  const has = await valuesOf(
    sql,
    changes.map(({ contactId }) => contactId),
    'plain'
  );
  const changed = new Map<number, string[]>();
  for (const { contactId, fieldId, value } of changes) {
    const field = fields.get(fieldId);
    if (!field) continue;
    const { fieldKey, kind } = field;
    const next = value === null ? undefined : customValueOf(kind, value);
    if (has.get(contactId)?.[fieldKey] !== next) addTo(changed, contactId, `custom.${fieldKey}`);
  }
  return [...changed].map(([contactId, names]) => ({ contactId, fields: names }));
};
