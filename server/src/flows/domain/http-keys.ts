import type { FlowStep } from '../../contracts/flow-graph';
import { keyPieces, keysIn } from '../../contracts/system-keys';
import { inHeader, inJson, type Mask } from './http-answer';

type HttpStep = Extract<FlowStep, { kind: 'http' }>;
type Header = HttpStep['headers'][number];

/** Names of the keys that a step sends, each once. */
export const keyNames = ({ headers }: Pick<HttpStep, 'headers'>): string[] => [
  ...new Set(headers.flatMap(({ value }) => keysIn(value))),
];

/**
 * The value of a header as it is sent. Only the text of the step can name keys; the value of a variable, which a person or
 * another system wrote, cannot.
 */
export const headerOf = (
  value: string,
  { fill, keys }: { fill: (text: string) => string; keys: ReadonlyMap<string, string> }
): string =>
  inHeader(
    keyPieces(value)
      .map((piece) => ('key' in piece ? (keys.get(piece.key) ?? '') : fill(piece.text)))
      .join('')
  );

const HIDDEN = '•••';

/** Hides these values of keys in what another system answers, also as JSON and addresses write them. */
export const maskOf = (values: Iterable<string>): Mask => {
  const forms = [...values].flatMap((value) => [value, inJson(value), encodeURIComponent(value)]);
  // The longest first: one value may be a part of another.
  const all = [...new Set(forms)].sort((a, b) => b.length - a.length);
  return (text) => all.reduce((masked, form) => masked.replaceAll(form, HIDDEN), text);
};

/** Headers that carry keys and passwords, by their names. */
const CARRIES = /^(?:authorization|cookie)$|(?:^|-)(?:api-?key|key|token|secret|password|auth)$/i;
const SCHEME = /^(?:basic|bearer|token|apikey)\s+/i;
const VARIABLE = /\{\{[^{}]*\}\}/g;

/** Is a key or password written into this header, where everybody reads it who sees bots? */
export const hasLiteralKey = ({ name, value }: Header): boolean =>
  CARRIES.test(name) &&
  keysIn(value).length === 0 &&
  value.replace(SCHEME, '').replace(VARIABLE, '').trim() !== '';
