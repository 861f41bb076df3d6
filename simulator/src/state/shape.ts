import { isObject, listAt, objectAt, parseJson, type JsonObject } from '../kernel/json';
import { STATE_VERSION, type Kept } from './kept';

/** Lists of the file, and the texts without which an entry is of no use. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  wabas: ['id'],
  numbers: ['id', 'wabaId', 'phone'],
  media: ['id', 'phoneNumberId', 'mimeType'],
  clicks: ['wamid'],
  ledger: ['wamid', 'personId', 'phoneNumberId'],
  orders: ['wamid', 'reference'],
  threads: ['wamid', 'personId', 'type'],
};
/** Maps, written as pairs of a key and what belongs to it. */
const PAIRS = ['books', 'feedback', 'marketing', 'reached'];

const isRow = (row: unknown, texts: readonly string[]): boolean =>
  isObject(row) && texts.every((key) => typeof row[key] === 'string');

const badRows = (list: unknown, texts: readonly string[]): boolean =>
  !Array.isArray(list) || !list.every((row) => isRow(row, texts));

const badPairs = (list: unknown): boolean =>
  !Array.isArray(list) ||
  !list.every((pair) => Array.isArray(pair) && pair.length === 2 && typeof pair[0] === 'string');

/** Stores with parts of their own. */
const badStore = (state: JsonObject): string | undefined => {
  const people = objectAt(state, 'people') ?? {};
  if (typeof people['serial'] !== 'number' || badRows(people['all'], ['id', 'name', 'bsuid']))
    return 'people';
  if ((listAt(people, 'all') ?? []).some((one) => badPairs((one as JsonObject)['relations'])))
    return 'people';
  const templates = objectAt(state, 'templates') ?? {};
  const names = ['id', 'wabaId', 'name', 'language'];
  if (badRows(templates['all'], names) || badPairs(templates['locks'])) return 'templates';
  if (badPairs(templates['creations'])) return 'templates';
  const webhooks = objectAt(state, 'webhooks') ?? {};
  if (badRows(webhooks['items'], []) || badRows(webhooks['deliveries'], ['body']))
    return 'webhooks';
  return undefined;
};

const problemIn = (state: unknown): string | null => {
  if (!isObject(state)) return 'it is not JSON';
  const { version } = state;
  if (version !== STATE_VERSION)
    return `its version is ${String(version)}, this simulator reads ${STATE_VERSION}`;
  const bad =
    ['startedAt', 'clockOffsetMs'].find((key) => typeof state[key] !== 'number') ??
    ['begunAt'].find((key) => !['number', 'undefined'].includes(typeof state[key])) ??
    Object.keys(LISTS).find((key) => badRows(state[key], LISTS[key] ?? [])) ??
    PAIRS.find((key) => badPairs(state[key])) ??
    badStore(state);
  return bad === undefined ? null : `"${bad}" is not what it should be`;
};

/** Reads the text of a state file; a text back is what is wrong with it. */
export const readKept = (text: string): Kept | string => {
  const state = parseJson(text);
  return problemIn(state) ?? (state as Kept);
};
