/** The pure part of the count of unwanted words: what a text holds, and how that compares with what is allowed. */

const literal = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Finds a word or phrase as a whole, whatever the case; a name such as `tryOut` only as written. `open`: its end may go
 * on, as Turkish adds endings.
 */
const finder = (word, { open = false } = {}) =>
  new RegExp(
    `(?<![\\p{L}\\p{N}_])${literal(word)}${open ? '' : '(?![\\p{L}\\p{N}_])'}`,
    /\p{Lu}/u.test(word) ? 'gu' : 'giu'
  );

const plain = (text, locale) => {
  const straight = text.replaceAll('’', "'");
  return locale ? straight.toLocaleLowerCase(locale) : straight;
};

/** How often each word is in each text: `{ word: [{ file, count }] }`, only where it is. */
export const countWords = (words, texts, { locale, open } = {}) => {
  const finders = words.map((word) => [word, finder(word, { open })]);
  const found = Object.fromEntries(words.map((word) => [word, []]));
  for (const { file, text } of texts) {
    const read = plain(text, locale);
    for (const [word, pattern] of finders) {
      const count = read.match(pattern)?.length ?? 0;
      if (count > 0) found[word].push({ file, count });
    }
  }
  return found;
};

/** One line for each word whose count is not the allowed one. */
export const complaints = (allowed, found) =>
  Object.entries(allowed).flatMap(([word, limit]) => {
    const count = found[word].reduce((sum, one) => sum + one.count, 0);
    if (count < limit) return [`"${word}": ${count}, lower the list from ${limit} to ${count}.`];
    if (count === limit) return [];
    const places = found[word].map((one) => `${one.file} (${one.count})`);
    const shown = places.length > 12 ? [...places.slice(0, 12), '…'] : places;
    return [
      `"${word}": ${count}, and ${limit} are allowed. Write plainly, see docs/voice.md: ${shown.join(', ')}`,
    ];
  });
