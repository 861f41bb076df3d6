import { isObject, parseJson, type JsonObject } from '../kernel/json';
import { invalid, type Refusal } from './refusal';

/** One condition of `filtering`, ready to be asked. */
export type Filter = { field: string; fits: (value: string) => boolean };

type Test = (wanted: readonly string[]) => (value: string) => boolean;

const OPERATORS: Readonly<Record<string, { list: boolean; test: Test }>> = {
  EQUAL: { list: false, test: (wanted) => (value) => value === wanted[0] },
  NOT_EQUAL: { list: false, test: (wanted) => (value) => value !== wanted[0] },
  IN: { list: true, test: (wanted) => (value) => wanted.includes(value) },
  NOT_IN: { list: true, test: (wanted) => (value) => !wanted.includes(value) },
};

const isPlain = (value: unknown): boolean =>
  typeof value === 'string' || typeof value === 'boolean';

const filterOf = (given: unknown, fields: readonly string[]): Filter | string => {
  if (!isObject(given)) return 'each filter must be an object of field, operator and value';
  const { field, operator, value } = given;
  if (typeof field !== 'string' || !fields.includes(field))
    return `field must be one of {${fields.join(', ')}}`;
  const known =
    typeof operator === 'string' && Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : null;
  if (!known) return `operator must be one of {${Object.keys(OPERATORS).join(', ')}}`;
  const wanted: unknown[] = Array.isArray(value) ? value : [value];
  if (Array.isArray(value) !== known.list || !wanted.every(isPlain))
    return known.list ? `value of ${field} must be a list` : `value of ${field} must be one value`;
  return { field, fits: known.test(wanted.map(String)) };
};

/**
 * `filtering=[{"field":"account_mode","operator":"EQUAL","value":"LIVE"}]`, as the Graph API takes it for lists. A
 * refusal has code 100. Source: Meta's OpenAPI document, "Get WhatsApp Business Account Phone Numbers".
 */
export const filtersOf = (text: string | null, fields: readonly string[]): Filter[] | Refusal => {
  if (!text) return [];
  const given = parseJson(text);
  if (given === undefined) return invalid('Invalid parameter: filtering must be valid JSON');
  if (!Array.isArray(given)) return invalid('Invalid parameter: filtering must be a list');
  const filters: Filter[] = [];
  for (const one of given) {
    const filter = filterOf(one, fields);
    if (typeof filter === 'string') return invalid(`Invalid parameter: filtering: ${filter}`);
    filters.push(filter);
  }
  return filters;
};

/** Whether a node fulfils all conditions. */
export const passes = (node: JsonObject, filters: readonly Filter[]): boolean =>
  filters.every(({ field, fits }) => fits(String(node[field])));
