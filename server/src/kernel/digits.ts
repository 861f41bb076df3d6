/** The digit of a letter that is one in its script. Scripts have their ten digits in a row, zero first. */
const digitOf = (letter: string): string => {
  const code = letter.codePointAt(0) ?? 0;
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String((code - zero) % 10);
};

/**
 * A text with the digits of every script as 0 to 9 (`٣` and `３` as `3`), compatibility forms taken apart, and without marks of
 * direction and other signs that nobody sees.
 */
export const withPlainDigits = (text: string): string =>
  // Most texts have none, and this is asked for each cell of a list.
  /[^\u0020-\u007e]/.test(text)
    ? text
        .normalize('NFKC')
        .replace(/\p{Cf}/gu, '')
        .replace(/[^0-9\P{Nd}]/gu, digitOf)
    : text;
