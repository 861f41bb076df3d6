import type { z } from 'zod';
import { id } from '../../server/src/contracts/common';

/** Where ids stand in a request and a request for each way of giving them, worked out from the schema that checks it. */
interface Def {
  type: string;
  shape?: Record<string, z.ZodType>;
  element?: z.ZodType;
  innerType?: z.ZodType;
  options?: z.ZodType[];
  in?: z.ZodType;
  left?: z.ZodType;
  right?: z.ZodType;
  valueType?: z.ZodType;
  getter?: () => z.ZodType;
  entries?: Record<string, unknown>;
  values?: unknown[];
}
const defOf = (schema: z.ZodType): Def => schema.def as unknown as Def;

const DEEPEST = 8;

const children = (schema: z.ZodType): [string, z.ZodType][] => {
  const def = defOf(schema);
  if (def.shape) return Object.entries(def.shape).map(([key, one]) => [`.${key}`, one]);
  if (def.element) return [['[]', def.element]];
  if (def.options) return def.options.map((one) => ['', one]);
  if (def.getter) return [['', def.getter()]];
  const inner = [def.innerType, def.in, def.left, def.right].flatMap((one) => one ?? []);
  if (def.valueType) return [['.*', def.valueType]];
  return inner.map((one) => ['', one]);
};

/** `.message.replyTo`, `.contactIds[]`: every place of a row id. */
export const idPlaces = (schema: z.ZodType, path = '', depth = 0): string[] => {
  if (schema === (id as z.ZodType)) return [path];
  if (depth > DEEPEST * 3) return [];
  const found = children(schema).flatMap(([step, one]) =>
    (path + step).split(/[.[]/).length > DEEPEST ? [] : idPlaces(one, path + step, depth + 1)
  );
  return [...new Set(found)];
};

const TRIED: unknown[] = [
  'abc',
  'a@example.com',
  'https://example.com/a',
  '2026-01-01',
  'Europe/London',
  '+905321112233',
  '09:00',
  '#336699',
  'EUR',
  'TR',
  'api::shop.shop',
  1,
  60,
  0,
  true,
  null,
  {},
  [],
];

let made = 0;
const fitting = (schema: z.ZodType): unknown => {
  const later = Date.now() + 3_600_000;
  made += 1;
  // A text of its own each time: the same `clientId` would be answered as a repeat.
  return [`a-text-${made}`, later, ...TRIED].find((one) => schema.safeParse(one).success);
};

/** One value that leads to `target` (an id place) with `rowId` there; everything else as short as it may be. */
const build = (schema: z.ZodType, target: string, rowId: number): unknown => {
  if (schema === (id as z.ZodType)) return target === '' ? rowId : 1;
  const def = defOf(schema);
  const leads = (one: z.ZodType, rest: string) => rest !== '' && idPlaces(one).includes(rest);
  if (def.shape) {
    const made: Record<string, unknown> = {};
    for (const [key, one] of Object.entries(def.shape)) {
      const rest = target.startsWith(`.${key}`) ? target.slice(key.length + 1) : null;
      const isOnWay = rest !== null && (rest === '' ? hasId(one) : leads(one, rest));
      if (isOnWay) made[key] = build(one, rest, rowId);
      else if (!one.safeParse(undefined).success) made[key] = build(one, '-', rowId);
    }
    return made;
  }
  if (def.element) {
    const rest = target.startsWith('[]') ? target.slice(2) : '-';
    const one = build(def.element, rest, rowId);
    return schema.safeParse([one, one]).success && !schema.safeParse([one]).success
      ? [one, one]
      : [one];
  }
  if (def.options) {
    const isWay = (one: z.ZodType) => (target === '' ? hasId(one) : leads(one, target));
    const way = def.options.find(isWay) ?? def.options[0];
    return way ? build(way, target, rowId) : undefined;
  }
  if (def.getter) return build(def.getter(), target, rowId);
  if (def.entries) return Object.values(def.entries)[0];
  if (def.values) return def.values[0];
  const inner = def.innerType ?? def.in;
  if (inner) return build(inner, target, rowId);
  return fitting(schema);
};

const hasId = (schema: z.ZodType): boolean => idPlaces(schema).includes('');

/** A request in which the row's id stands at the place; null where it cannot be made so. */
export const bodyWith = (schema: z.ZodType, place: string, rowId: number): unknown => {
  const body = build(schema, place, rowId);
  return schema.safeParse(body).success ? body : null;
};
