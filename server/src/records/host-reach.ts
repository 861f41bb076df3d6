import type { Core } from '@strapi/strapi';
import type { ReachField } from '../contracts/records';
import { isSensitive } from './domain/guess';
import { labelIn } from './host-labels';
import {
  isHostType,
  metadataOf,
  scalarsOf,
  type Attribute,
  type ContentType,
  type HostType,
} from './host-types';

/*
 * What an entry relates to, for segments: "ordered a product of the category Sofas". Relations of every kind, from either
 * side, and components. A path goes through at most three of them and never through the same type twice.
 */

/** From one row to the rows that it relates to. */
export interface Step {
  uid: string;
  table: string;
  hasDrafts: boolean;
  localized: boolean;
  /** Join table with its columns; `field` tells the rows of a component apart. Null = `column` of the row itself. */
  link: { table: string; from: string; to: string; field: string | null } | null;
  column: string;
}

/** A field of a related entry, and the way to it. */
export interface ReachedField extends ReachField {
  /** Column of the last step's table. */
  column: string;
  steps: Step[];
}

const MOST_STEPS = 3;
/** Offered for one type: the nearest first. */
const MOST_FIELDS = 300;

/** A type on the way: of the host, or a component. */
interface Place {
  uid: string;
  attributes: Record<string, Attribute>;
}

const placeOf = (strapi: Core.Strapi, uid: string): (Place & Partial<ContentType>) | null => {
  const types = strapi.contentTypes as unknown as Record<string, ContentType>;
  const components = strapi.components as unknown as Record<string, ContentType>;
  const isOpen = isHostType(types, uid) || uid in components;
  return isOpen ? (types[uid] ?? components[uid] ?? null) : null;
};

/** The step over one attribute; null when it leads nowhere that may be asked of. */
const stepOf = (strapi: Core.Strapi, from: Place, name: string): Step | null => {
  const attribute = from.attributes[name];
  const full = metadataOf(strapi, from.uid).attributes[name];
  const isWay = attribute?.type === 'relation' || attribute?.type === 'component';
  if (!attribute || !isWay || !full?.target) return null;
  if (isSensitive(name, attribute.private === true)) return null;
  const target = placeOf(strapi, full.target);
  const { joinTable, joinColumn } = full;
  // The far side of a relation without a join table has no column here.
  if (!target || (!joinTable && !joinColumn)) return null;
  return {
    uid: full.target,
    table: metadataOf(strapi, full.target).tableName,
    hasDrafts: target.options?.draftAndPublish === true,
    localized: target.pluginOptions?.i18n?.localized === true,
    link: joinTable
      ? {
          table: joinTable.name,
          from: joinTable.joinColumn.name,
          to: joinTable.inverseJoinColumn.name,
          field: joinTable.on?.field ?? null,
        }
      : null,
    column: joinColumn?.name ?? '',
  };
};

interface Way {
  place: Place;
  names: string[];
  steps: Step[];
}

const next = (strapi: Core.Strapi, start: string, way: Way): Way[] =>
  Object.keys(way.place.attributes).flatMap((name) => {
    const step = stepOf(strapi, way.place, name);
    const seen = new Set([start, ...way.steps.map(({ uid }) => uid)]);
    const place = step && !seen.has(step.uid) ? placeOf(strapi, step.uid) : null;
    return step && place
      ? [{ place, names: [...way.names, name], steps: [...way.steps, step] }]
      : [];
  });

const fieldsOf = (
  strapi: Core.Strapi,
  start: string,
  { place, names, steps }: Way
): ReachedField[] => {
  const relations = names.map((name, i) => labelIn(strapi, steps[i - 1]?.uid ?? start, name));
  return scalarsOf(strapi, place as ContentType, null)
    .filter(({ name, sensitive }) => !sensitive && name !== 'createdAt')
    .map(({ name, label, type, choices, column }) => ({
      path: [...names, name].join('.'),
      label: [...relations, label].join(' › '),
      type,
      choices,
      column,
      steps,
    }))
    .filter(({ path }) => path.length <= 120);
};

const search = (strapi: Core.Strapi, type: HostType): ReachedField[] => {
  const start = placeOf(strapi, type.uid);
  if (!start) return [];
  const found: ReachedField[] = [];
  let ways: Way[] = [{ place: start, names: [], steps: [] }];
  for (let depth = 1; depth <= MOST_STEPS && found.length < MOST_FIELDS; depth += 1) {
    ways = ways.flatMap((way) => next(strapi, type.uid, way));
    found.push(...ways.flatMap((way) => fieldsOf(strapi, type.uid, way)));
  }
  return found.slice(0, MOST_FIELDS);
};

const known = new WeakMap<HostType, ReachedField[]>();

/** Fields of related entries that segments may ask of, if the administrator exposes them. Sensitive ones are none. */
export const reachOf = (strapi: Core.Strapi, type: HostType): ReachedField[] => {
  const before = known.get(type);
  if (before) return before;
  const found = search(strapi, type);
  known.set(type, found);
  return found;
};

/** The field at the end of a path as `markedRecords` names it: type and field. */
export const reachedTarget = ({ path, steps }: ReachedField): { uid: string; key: string } => ({
  uid: steps.at(-1)?.uid ?? '',
  key: path.split('.').at(-1) ?? '',
});
