import { fold } from './fold';
import { holdsVariable } from './open-variable';

/** A name of spaces, joiners, marks and fillers (U+200B, U+3164) or of Braille's blank (U+2800) shows nothing. */
const SHOWN = /[^\p{Z}\p{Cc}\p{Cf}\p{Cs}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u;
const LETTER = /(?!\p{Default_Ignorable_Code_Point})\p{L}/u;

/** Whether a reader sees anything of the text. */
export const isVisible = (text: string): boolean => SHOWN.test(text);

/** The first of these that a reader sees, without spaces at its ends; empty when there is none. */
export const shownFirst = (...texts: (string | null | undefined)[]): string =>
  texts.find((text) => text && isVisible(text))?.trim() ?? '';

/** A number, an @name, or a WhatsApp user id (`TR.13491208655302741918`): what lists show of somebody nameless. */
const ADDRESS = /^\s*(?:[@+]|[A-Z]{2}\.(?=\w*\d)\w+\s*$)/;

const isSpoken = (text: string): boolean =>
  LETTER.test(text) && !ADDRESS.test(text) && !holdsVariable(text);

/**
 * The first of these by which somebody can be addressed; null when there is none. Addresses, emojis and dots tell people
 * apart in lists, but are nothing to greet with; nor is what somebody hostile calls themselves, `{{1}}`.
 */
const spokenName = (...texts: (string | null | undefined)[]): string | null =>
  texts.find((text) => text && isSpoken(text))?.trim() ?? null;

const setOf = (words: string): ReadonlySet<string> => new Set(fold(words).split(/\s+/));

/** Before a surname alone: who is called `Herr Müller` has no first name that we know. With or without a dot. */
const FORMAL =
  setOf(`mr mrs ms miss mx mister herr frau monsieur madame mme mlle señor señora señorita sr sra srta
  senhor senhora signor signora signore sigra dhr mevr mevrouw meneer господин госпожа г-н г-жа κύριος κυρία κος κα`);
/** The same, but names or initials without their dot. */
const FORMAL_WITH_DOT = setOf('m hr fr sig κ');
/** Titles before a name or a first name; Arabic and Hindi say Mr. and Mrs. to first names too. */
const TITLES =
  setOf(`dr prof professor doktor doçent doç doc uzm ecz av avukat sayın sn dott dottor dottore dottoressa dottssa avv
  bay bayan doña dña md mohd
  доктор д-р профессор δρ السيد السيدة الدكتور الدكتورة دكتور دكتورة श्री श्रीमती डॉ डा सुश्री डॉक्टर ডা ডঃ`);
/** The same, but names or words without their dot. */
const TITLES_WITH_DOT = setOf(
  'op yrd arş gör öğr dt müh ing dipl mag med dent rer nat phil hon st д د أ م'
);
/** Behind a name. */
const AFTER = setOf('bey hanım hanımefendi beyefendi efendi jr phd md msc mba');

type Title = 'formal' | 'title' | null;
const titleOf = (word: string): Title => {
  const isDotted = word.endsWith('.');
  const bare = fold(word.replaceAll('.', ''));
  if (FORMAL.has(bare) || (isDotted && FORMAL_WITH_DOT.has(bare))) return 'formal';
  return TITLES.has(bare) || (isDotted && TITLES_WITH_DOT.has(bare)) ? 'title' : null;
};

/** `Prof.Dr.Ayşe` is three words; `J.R.R.` and `ayse.kaya` are one, since no title stands in front. */
const parted = (word: string): string[] => {
  if (titleOf(word) !== null) return [word];
  const at = word.indexOf('.') + 1;
  const front = word.slice(0, at);
  return at > 0 && at < word.length && titleOf(front) !== null
    ? [front, ...parted(word.slice(at))]
    : [word];
};

/** Without brackets, commas, tildes and emojis around it; the dot of an initial stays. */
const trimmed = (word: string): string =>
  word.replace(/^[^\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}.'’]+$/gu, '');

interface Words {
  words: string[];
  /** The title in front belongs to a surname. */
  isFormal: boolean;
}

const isAfter = (word: string): boolean => AFTER.has(fold(word).replace(/\.$/, ''));

/** `Kaya, Ayşe Nur` of a list that is sorted by surnames; `Kaya, PhD` and `Ayşe Kaya, Demir Ltd.` are as they are said. */
const SURNAME_FIRST = /^\s*([^\s,]+), *(\p{L}[^\s,]*(?: \p{L}[^\s,]*)?)\s*$/u;
const asSaid = (name: string): string => {
  const [, surname = '', given = ''] = SURNAME_FIRST.exec(name) ?? [];
  const isSurname = given !== '' && titleOf(surname) === null && !given.split(' ').some(isAfter);
  return isSurname ? `${given} ${surname}` : name;
};

/** The words of a name that have letters, without titles. */
const wordsOf = (name: string): Words => {
  const all = asSaid(name)
    .split(/\s+/)
    .flatMap(parted)
    .map(trimmed)
    .filter((word) => LETTER.test(word));
  const from = all.findIndex((word) => titleOf(word) === null);
  const titles = from < 0 ? all : all.slice(0, from);
  const words = from < 0 ? [] : all.slice(from);
  while (words.length > 1 && isAfter(words.at(-1) ?? '')) words.pop();
  return { words, isFormal: titles.some((word) => titleOf(word) === 'formal') };
};

/**
 * The first name in a whole name: the first word with a letter that is no title, in the languages of our markets. `+90` and
 * `Dr.` are none, and `Herr Müller` has none. Null when there is none: the fallback of the message stands in.
 */
export const firstNameOf = (name: string | null | undefined): string | null => {
  const { words, isFormal } = wordsOf(spokenName(name) ?? '');
  return isFormal && words.length === 1 ? null : (words[0] ?? null);
};

/** The last word of a name of several words, or the one behind `Mrs`; titles and `Bey` do not count. */
const lastNameOf = (name: string | null | undefined): string | null => {
  const { words, isFormal } = wordsOf(spokenName(name) ?? '');
  return words.length > 1 || isFormal ? (words.at(-1) ?? null) : null;
};

/** A given name as its field has it, all of its words but the titles: `Dr. Ayşe Nur` is `Ayşe Nur`. Null when none is left. */
const givenNameOf = (given: string | null | undefined): string | null => {
  const spoken = spokenName(given);
  if (spoken === null) return null;
  const words = spoken.split(/\s+/).flatMap(parted);
  const from = words.findIndex((word) => titleOf(word) === null && LETTER.test(word));
  return from < 0 ? null : words.slice(from).join(' ');
};

interface Named {
  name: string;
  givenName?: string | null | undefined;
  familyName?: string | null | undefined;
  profileName?: string | null | undefined;
}

/** What messages call somebody: as saved, else as WhatsApp shows them. Null: there is nothing to greet with. */
export const namesOf = ({
  name,
  givenName,
  familyName,
  profileName,
}: Named): Record<'name' | 'firstName' | 'lastName', string | null> => {
  const whole = spokenName(name, profileName);
  return {
    name: whole,
    firstName: givenNameOf(givenName) ?? firstNameOf(whole),
    lastName: spokenName(familyName) ?? lastNameOf(whole),
  };
};
