import { fold } from '../../../../server/src/contracts/fold';

/** Of somebody nameless the number is typed, spaced as it is shown or not. */
const plain = (text: string): string => {
  const folded = fold(text).replace(/\s+/g, ' ').trim();
  return /^\+?[\d ]+$/.test(folded) ? folded.replace(/[+ ]/g, '') : folded;
};

/** Whether the name was typed, whatever its capitals and accents; the server has the last word. */
export const isSameName = (typed: string, name: string): boolean =>
  typed.trim() !== '' && plain(typed) === plain(name);
