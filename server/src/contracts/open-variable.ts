/**
 * A variable in braces that nobody filled in: `{{1}}`, `{{first_name}}`, `{{ customer name | you }}`. Braces around other
 * things, as in code (`style={{color: 'red'}}`), are none. Bounded, so that looking takes linear time.
 */
const OPEN =
  /\{\{\s{0,5}[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.:# -]{0,150}(?:\|[^{}]{0,200})?\s{0,5}\}\}/u;

/** Whether the text holds one. Such a text goes to nobody, and a value that holds one counts as missing. */
export const holdsVariable = (text: string): boolean => text.includes('{{') && OPEN.test(text);
