const letters = (text: string): string =>
  text
    .trim()
    .replace(/\s+/g, ' ')
    .toLocaleLowerCase('tr')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ı', 'i');

/** Of somebody nameless the number is typed, spaced as it is shown or not. */
const plain = (text: string): string => {
  const folded = letters(text);
  return /^\+?[\d ]+$/.test(folded) ? folded.replace(/[+ ]/g, '') : folded;
};

/** Whether the name was typed, whatever its capitals and accents; the server has the last word. */
export const isSameName = (typed: string, name: string): boolean =>
  typed.trim() !== '' && plain(typed) === plain(name);
