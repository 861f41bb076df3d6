import type { FlowStep } from '../../contracts/flow-graph';
import type { Value } from './answer';

type HttpStep = Extract<FlowStep, { kind: 'http' }>;

/** Of one value that is kept of an answer. */
const VALUE_MOST = 4_096;

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

const partOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;

const asValue = (found: unknown): Value | null => {
  if (typeof found === 'number' && Number.isFinite(found)) return found;
  if (typeof found === 'boolean') return String(found);
  if (typeof found !== 'string' || found.trim() === '') return null;
  return found.slice(0, VALUE_MOST);
};

/** What a path names in an answer: `order.items.0.name`; empty: the whole text. Null: nothing that can be said. */
const valueAt = (answer: { text: string; json: unknown }, path: string): Value | null =>
  asValue(path === '' ? answer.text : path.split('.').reduce(partOf, answer.json));

/** The values that the step takes out of an answer, by name. What is not there is left out. */
export const savedOf = ({ saves }: HttpStep, text: string): Record<string, Value> => {
  const answer = { text, json: readJson(text) };
  return Object.fromEntries(
    saves.flatMap(({ path, saveAs }) => {
      const value = valueAt(answer, path);
      return value === null ? [] : [[saveAs, value]];
    })
  );
};

/** Text as it is written inside a string of JSON. */
export const inJson = (value: string): string => JSON.stringify(value).slice(1, -1);

/** A value in a header is one line. */
export const inHeader = (value: string): string =>
  value.replace(/[^\x20-\x7e\xa0-\xff]+/g, ' ').trim();

/** May a repeat do no harm? */
export const isSafe = ({ method }: Pick<HttpStep, 'method'>): boolean => method === 'GET';

export const hasBody = ({ method }: Pick<HttpStep, 'method'>): boolean =>
  method === 'POST' || method === 'PUT' || method === 'PATCH';
