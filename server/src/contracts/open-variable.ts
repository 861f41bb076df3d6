/**
 * A variable in braces that nobody filled in: `{{1}}`, `{{first_name}}`, `{{ customer name | you }}`. Braces around other
 * things, as in code (`style={{color: 'red'}}`), are none. Bounded, so that looking takes linear time.
 */
const OPEN =
  /\{\{\s{0,5}[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.:# -]{0,150}(?:\|[^{}]{0,200})?\s{0,5}\}\}/gu;

/** Where they are in a text: [from, to) with the braces. */
export const openVariables = (text: string): [number, number][] =>
  text.includes('{{')
    ? [...text.matchAll(OPEN)].map(({ 0: found, index }) => [index, index + found.length])
    : [];

/** Whether the text holds one. Such a text goes to nobody, and a value that holds one counts as missing. */
export const holdsVariable = (text: string): boolean => openVariables(text).length > 0;
