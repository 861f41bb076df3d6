import type { Core } from '@strapi/strapi';
import { isSensitive } from './domain/guess';
import { labelIn } from './host-labels';
import { hostTypes, type HostType } from './host-types';

/** A field that may be watched: of the type itself, or a relation to one entry (`relation`). */
export interface WatchableField {
  path: string;
  label: string;
  type: string;
  choices: string[];
  /** It has a value of its own in each language. */
  localized: boolean;
}

export interface WatchableType {
  uid: string;
  label: string;
  hasDrafts: boolean;
  localized: boolean;
  fields: WatchableField[];
}

interface Localizable {
  type: string;
  private?: boolean;
  pluginOptions?: { i18n?: { localized?: boolean } };
}

interface Described {
  attributes: Record<string, Localizable | undefined>;
}

/** As Strapi's i18n decides which fields are copied to the other languages. */
const isLocalized = (type: HostType, attribute: Localizable | undefined): boolean =>
  type.localized &&
  (attribute?.pluginOptions?.i18n?.localized === true ||
    attribute?.type === 'relation' ||
    attribute?.type === 'uid');

/**
 * A content type as automations may watch it; null: there is none of that uid. Its values are remembered beside the entry, so
 * fields that are private or named like a secret are left out, and those of `marked` (sensitive ones).
 */
export const watchableType = (
  strapi: Core.Strapi,
  uid: string,
  marked: ReadonlySet<string>
): WatchableType | null => {
  const type = hostTypes(strapi).get(uid);
  if (!type) return null;
  const all = strapi.contentTypes as unknown as Record<string, Described | undefined>;
  const attributes = all[uid]?.attributes ?? {};
  const own = type.fields
    .filter(({ hop, sensitive }) => hop === null && !sensitive)
    .map(({ path, label, type: kind, choices }) => ({ path, label, type: kind, choices }));
  const relations = type.hops
    .filter(({ relation }) => !isSensitive(relation, attributes[relation]?.private === true))
    .map(({ relation: path }) => ({
      ...{ path, label: labelIn(strapi, uid, path) },
      ...{ type: 'relation', choices: [] },
    }));
  const fields = [...own, ...relations]
    .filter(({ path }) => !marked.has(path))
    .map((field) => ({ ...field, localized: isLocalized(type, attributes[field.path]) }));
  const { label, hasDrafts, localized } = type;
  return { uid, label, hasDrafts, localized, fields };
};
