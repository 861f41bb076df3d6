import type { Core } from '@strapi/strapi';
import { isSensitive } from './domain/guess';
import { labelIn, labelsOf } from './host-labels';

/** How a related entry is reached: the join table of the relation, or a column of the row itself. */
export interface Hop {
  relation: string;
  table: string;
  /** Join table with its columns to this row and to the related one; null = `column` of this row. */
  link: { table: string; from: string; to: string } | null;
  column: string;
  targetUid: string;
}

export interface HostColumn {
  /** `phone`, or `customer.phone` of the related entry. */
  path: string;
  name: string;
  label: string;
  type: string;
  column: string;
  hop: Hop | null;
  sensitive: boolean;
  required: boolean;
  choices: string[];
}

/** A content type of the host as our SQL sees it. */
export interface HostType {
  uid: string;
  label: string;
  table: string;
  hasDrafts: boolean;
  localized: boolean;
  fields: HostColumn[];
  /** Relations to one entry of another type, by attribute. */
  hops: Hop[];
  /** First text of the type: what an entry is called. */
  titleField: string | null;
}

export interface Attribute {
  type: string;
  columnName?: string;
  private?: boolean;
  required?: boolean;
  enum?: string[];
  relation?: string;
  target?: string;
  joinTable?: {
    name: string;
    joinColumn: { name: string };
    inverseJoinColumn: { name: string };
    /** Components: the attribute whose rows these are. */
    on?: { field?: string };
  };
  joinColumn?: { name: string };
  pluginOptions?: { i18n?: { localized?: boolean } };
}

export interface ContentType {
  uid: string;
  kind?: string;
  info: { displayName: string };
  options?: { draftAndPublish?: boolean };
  pluginOptions?: { i18n?: { localized?: boolean } };
  attributes: Record<string, Attribute & { default?: unknown }>;
}

interface Metadata {
  tableName: string;
  attributes: Record<string, Attribute>;
}

const SCALARS = new Set([
  'string',
  'text',
  'email',
  'uid',
  'integer',
  'biginteger',
  'decimal',
  'float',
  'boolean',
  'date',
  'datetime',
  'timestamp',
  'time',
  'enumeration',
]);
const OF_STRAPI = new Set(['documentId', 'publishedAt', 'firstPublishedAt', 'locale', 'updatedAt']);

export const metadataOf = (strapi: Core.Strapi, uid: string): Metadata =>
  strapi.db.metadata.get(uid) as unknown as Metadata;

export const scalarsOf = (
  strapi: Core.Strapi,
  type: ContentType,
  hop: Hop | null
): HostColumn[] => {
  const { attributes } = metadataOf(strapi, type.uid);
  return Object.entries(type.attributes).flatMap(([name, attribute]) => {
    const column = attributes[name]?.columnName;
    if (!SCALARS.has(attribute.type) || OF_STRAPI.has(name) || !column) return [];
    return [
      {
        path: hop ? `${hop.relation}.${name}` : name,
        name,
        label: labelIn(strapi, type.uid, name),
        type: attribute.type,
        column,
        hop,
        sensitive: isSensitive(name, attribute.private === true),
        required: attribute.required === true && attribute.default === undefined,
        choices: attribute.enum ?? [],
      },
    ];
  });
};

const hopOf = (strapi: Core.Strapi, name: string, attribute: Attribute): Hop | null => {
  const isToOne = attribute.relation === 'oneToOne' || attribute.relation === 'manyToOne';
  if (!isToOne || !attribute.target || !isHostType(strapi.contentTypes, attribute.target))
    return null;
  const { joinTable, joinColumn } = attribute;
  if (!joinTable && !joinColumn) return null;
  return {
    relation: name,
    table: metadataOf(strapi, attribute.target).tableName,
    link: joinTable
      ? {
          table: joinTable.name,
          from: joinTable.joinColumn.name,
          to: joinTable.inverseJoinColumn.name,
        }
      : null,
    column: joinColumn?.name ?? '',
    targetUid: attribute.target,
  };
};

/** Types of the host's own and of other plugins' people; never Strapi's administrators and never ours. */
export const isHostType = (all: unknown, uid: string): boolean =>
  uid in (all as Record<string, unknown>) &&
  (uid.startsWith('api::') || uid === 'plugin::users-permissions.user');

const describe = (strapi: Core.Strapi, type: ContentType): HostType => {
  const metadata = metadataOf(strapi, type.uid);
  const hops = Object.entries(type.attributes).flatMap(([name, attribute]) => {
    const full = metadata.attributes[name];
    const hop = attribute.type === 'relation' && full ? hopOf(strapi, name, full) : null;
    return hop ? [hop] : [];
  });
  const own = scalarsOf(strapi, type, null);
  const all = strapi.contentTypes as unknown as Record<string, ContentType>;
  const related = hops.flatMap((hop) => {
    const target = all[hop.targetUid];
    if (!target) return [];
    const relation = labelIn(strapi, type.uid, hop.relation);
    return scalarsOf(strapi, target, hop)
      .filter(({ name }) => name !== 'createdAt')
      .map((field) => ({ ...field, label: `${relation} › ${field.label}` }));
  });
  return {
    uid: type.uid,
    label: type.info.displayName,
    table: metadata.tableName,
    hasDrafts: type.options?.draftAndPublish === true,
    localized: type.pluginOptions?.i18n?.localized === true,
    fields: [...own, ...related],
    hops,
    titleField:
      own.find(({ type: kind, sensitive }) => kind === 'string' && !sensitive)?.path ?? null,
  };
};

const catalogues = new WeakMap<object, { labels: object; types: Map<string, HostType> }>();

/** Collection types that may be mapped, by uid. Of a content type only labels change while Strapi runs. */
export const hostTypes = (strapi: Core.Strapi): Map<string, HostType> => {
  const labels = labelsOf(strapi);
  const known = catalogues.get(strapi);
  if (known?.labels === labels) return known.types;
  const all = Object.values(strapi.contentTypes) as unknown as ContentType[];
  const types = new Map(
    all
      .filter((type) => type.kind !== 'singleType' && isHostType(strapi.contentTypes, type.uid))
      .map((type) => [type.uid, describe(strapi, type)])
  );
  catalogues.set(strapi, { labels, types });
  return types;
};

export const hostColumn = (type: HostType, path: string): HostColumn | null =>
  type.fields.find((field) => field.path === path) ?? null;
