import { contactFieldTable, contactValueTable } from '../contacts/public';
import type { ContactField } from '../contracts/templates';
import { linkedFieldSql, type LinkedTypes } from '../records/public';
import { neededFields } from '../sending/public';
import type { Dialect } from '../strapi/db';
import { sameKey } from '../strapi/folded-sql';
import type { CampaignRow } from './tables';
import type { Frozen } from './frozen';

/** What a person has under a field, as SQL over `c` (templates/domain/values). */
const FIELD_SQL: Record<ContactField, string> = {
  name: `COALESCE(NULLIF(c.name, ''), c.profile_name)`,
  firstName: `COALESCE(NULLIF(c.name, ''), c.profile_name)`,
  // Anyone who has one word for a name has no last name, and `Dr.` or an emoji is no first name; the permit sees that.
  lastName: `COALESCE(NULLIF(c.name, ''), c.profile_name)`,
  phone: 'COALESCE(c.phone, c.wa_id)',
  email: 'c.email',
  language: 'c.language',
  country: 'c.country',
  town: 'c.town',
  username: 'c.username',
};

/** In SQL text: keys and uids are words that need no quoting; others are never found. */
const literal = (value: unknown): string =>
  typeof value === 'string' && /^[\w:.-]*$/.test(value) ? `'${value}'` : 'NULL';

const withValues = ({ sql, bindings }: { sql: string; bindings: readonly unknown[] }): string => {
  let i = 0;
  return sql.replace(/\?/g, () => literal(bindings[i++]));
};

/** What a message takes its values from. */
interface Source {
  frozen: Frozen;
  bindings: CampaignRow['bindings'];
  linked: LinkedTypes;
}

/** People without a profile field or a linked record with a value there, as SQL over `c`. */
const boundElsewhere = (dialect: Dialect, { bindings, linked }: Source): string[] =>
  Object.values(bindings ?? {}).flatMap(({ source, fallback }) => {
    if (fallback?.trim()) return [];
    if (source.kind === 'custom')
      return [
        `NOT EXISTS (SELECT 1 FROM ${contactValueTable.table} mv JOIN ${contactFieldTable.table} mf ON mf.id = mv.field_id WHERE mv.contact_id = c.id AND ${sameKey(dialect, 'mf.field_key', literal(source.key))} AND mv.value <> '')`,
      ];
    if (source.kind !== 'record') return [];
    const filled = { on: 'record' as const, operator: 'is-filled' as const, exclude: false };
    const condition = { ...filled, type: source.type, key: source.field };
    return [`NOT (${withValues(linkedFieldSql(dialect, { alias: 'c', linked }, condition))})`];
  });

const boundFields = (bindings: CampaignRow['bindings']): ContactField[] =>
  Object.values(bindings ?? {}).flatMap(({ source, fallback }) =>
    source.kind === 'contact' && !fallback?.trim() ? [source.field] : []
  );

/**
 * True in SQL for somebody without a value that the message needs (T-34). The permit judges each person again, by the
 * newest record. Null when the message needs none.
 */
export const missingValueSql = (dialect: Dialect, source: Source): string | null => {
  const { frozen, bindings } = source;
  const fields =
    frozen.kind === 'text'
      ? neededFields(frozen.text)
      : frozen.kind === 'template'
        ? boundFields(bindings)
        : [];
  const tests = [...new Set(fields.map((field) => FIELD_SQL[field]))].map(
    (value) => `TRIM(COALESCE(${value}, '')) = ''`
  );
  if (frozen.kind === 'template') tests.push(...boundElsewhere(dialect, source));
  return tests.length === 0 ? null : `(${tests.join(' OR ')})`;
};
