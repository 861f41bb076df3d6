import type { FlowStep } from '../../contracts/flow-graph';
import { placesOf } from '../../contracts/text-variables';
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

/** Hides what must not be kept of an answer. */
export type Mask = (text: string) => string;

const asValue = (found: unknown, mask: Mask): Value | null => {
  if (typeof found === 'number' && Number.isFinite(found)) {
    const digits = String(found);
    const shown = mask(digits);
    return shown === digits ? found : shown;
  }
  if (typeof found === 'boolean') return String(found);
  if (typeof found !== 'string' || found.trim() === '') return null;
  // Masked whole: cut first, a part of a key could be left at the end.
  return mask(found).slice(0, VALUE_MOST);
};

/** What a path names in an answer: `order.items.0.name`; empty: the whole text. */
const partAt = (answer: { text: string; json: unknown }, path: string): unknown =>
  path === '' ? answer.text : path.split('.').reduce(partOf, answer.json);

/** The values that the step takes out of an answer, masked, by name. What is not there is left out. */
export const savedOf = (
  { saves }: HttpStep,
  text: string,
  mask: Mask = (found) => found
): Record<string, Value> => {
  const answer = { text, json: readJson(text) };
  return Object.fromEntries(
    saves.flatMap(({ path, saveAs }) => {
      const value = asValue(partAt(answer, path), mask);
      return value === null ? [] : [[saveAs, value]];
    })
  );
};

/** Text as it is written inside a string of JSON. */
export const inJson = (value: string): string => JSON.stringify(value).slice(1, -1);

/** Names of variables in a body of JSON that are in none of its strings: there a text may become `true`, or a list. */
export const outsideStrings = (body: string): string[] => {
  const found: string[] = [];
  let isInside = false;
  let read = 0;
  for (const { name, from, to } of placesOf(body)) {
    const quotes = body.slice(read, from).match(/\\.|"/gs) ?? [];
    if (quotes.filter((sign) => sign === '"').length % 2 === 1) isInside = !isInside;
    if (!isInside) found.push(name);
    read = to;
  }
  return found;
};

/** The parts of an address between its slashes, without query and fragment. An address reads a backslash as a slash. */
const partsOf = (url: string): string[] => (url.split(/[?#]/)[0] ?? '').split(/[/\\]/);
const isDots = (part: string | undefined): boolean =>
  /^\.{1,2}$/.test((part ?? '').replace(/%2e/gi, '.'));

/**
 * Does a value lead to another path than the flow's own? `..` is not encoded, and an address with it is one level higher.
 * `plain`: the same address with values that lead nowhere.
 */
export const changesPath = (url: string, plain: string): boolean => {
  const own = partsOf(plain);
  return partsOf(url).some((part, i) => isDots(part) && !isDots(own[i]));
};

/** A value in a header is one line. */
export const inHeader = (value: string): string =>
  value.replace(/[^\x20-\x7e\xa0-\xff]+/g, ' ').trim();

/** May a repeat do no harm? */
export const isSafe = ({ method }: Pick<HttpStep, 'method'>): boolean => method === 'GET';

export const hasBody = ({ method }: Pick<HttpStep, 'method'>): boolean =>
  method === 'POST' || method === 'PUT' || method === 'PATCH';
