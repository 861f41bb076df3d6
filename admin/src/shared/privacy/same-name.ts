const plain = (text: string): string =>
  text
    .trim()
    .replace(/\s+/g, ' ')
    .toLocaleLowerCase('tr')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ı', 'i');

/** Whether the name was typed, whatever its capitals and accents; the server has the last word. */
export const isSameName = (typed: string, name: string): boolean =>
  typed.trim() !== '' && plain(typed) === plain(name);
