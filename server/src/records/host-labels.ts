import type { Core } from '@strapi/strapi';
import { parseJson } from '../kernel/json';
import type { Sql } from '../strapi/db';

/*
 * What fields are called for people: as the administrator named them in the Content Manager (Configure the view), which is in
 * the language of the company where attributes are English.
 */

const STORE = 'strapi_core_store_settings';
const KEY = 'plugin_content_manager_configuration_content_types::';

/** Labels by content type and attribute, as far as somebody wrote them. */
type Labels = ReadonlyMap<string, ReadonlyMap<string, string>>;
const NONE: Labels = new Map();
const known = new WeakMap<object, { text: string; labels: Labels }>();

/** `firstName` → `First name`. */
const labelOf = (name: string): string => {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** As they were read last: the same object until one of them changes. */
export const labelsOf = (strapi: Core.Strapi): Labels => known.get(strapi)?.labels ?? NONE;

/** What an attribute of a content type is called. */
export const labelIn = (strapi: Core.Strapi, uid: string, name: string): string =>
  labelsOf(strapi).get(uid)?.get(name) ?? labelOf(name);

/** Labels that are no default: Strapi writes the name of the attribute where nobody wrote one. */
export const writtenLabels = (configuration: unknown): Map<string, string> => {
  const { metadatas } = (configuration ?? {}) as {
    metadatas?: Record<string, { edit?: { label?: unknown } } | undefined>;
  };
  return new Map(
    Object.entries(metadatas ?? {}).flatMap(([name, one]) => {
      const label = one?.edit?.label;
      const isWritten = typeof label === 'string' && label.trim() !== '' && label !== name;
      return isWritten ? [[name, label.trim()] as const] : [];
    })
  );
};

/** Reads them; at start, and now and again: another process may have saved a view. */
export const loadLabels = async (
  strapi: Core.Strapi,
  sql: Sql,
  uids: readonly string[]
): Promise<void> => {
  const rows = await sql(STORE)
    .whereIn(
      'key',
      uids.map((uid) => `${KEY}${uid}`)
    )
    .orderBy('key')
    .select<{ key: string; value: unknown }[]>('key', 'value');
  const text = JSON.stringify(rows);
  if (known.get(strapi)?.text === text) return;
  const labels = new Map(
    rows.map(({ key, value }) => [
      key.slice(KEY.length),
      writtenLabels(typeof value === 'string' ? parseJson(value) : value),
    ])
  );
  known.set(strapi, { text, labels });
};
