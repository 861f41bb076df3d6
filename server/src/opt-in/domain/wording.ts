import type { OptInTexts, TextProblems, WordingProblem } from '../../contracts/opt-in';
import { fold } from '../../contracts/fold';

/** Words of letters and digits, folded; an apostrophe before a suffix parts it: `Defne Ev'den` → defne, ev, den. */
const wordsOf = (text: string): string[] => fold(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/** Ends of a registered name that nobody says. */
const LEGAL = new Set(['a', 's', 'as', 'ltd', 'sti', 'inc', 'llc', 'gmbh', 'co']);

const spoken = (business: string): string[] => {
  const words = wordsOf(business);
  const last = words.findLastIndex((word) => !LEGAL.has(word));
  return last < 0 ? words : words.slice(0, last + 1);
};

/** Turkish softens a last p, t, k before a vowel: Kitap → Kitabı. Folding has made ç and c, ğ and g one already. */
const SOFT: Readonly<Record<string, string>> = { p: 'b', t: 'd', k: 'g' };

/** A word that carries a Turkish suffix without an apostrophe still names; a very short one could begin any word. */
const isNamed = (word: string, name: string): boolean => {
  if (word === name) return true;
  if (name.length < 3) return false;
  const soft = SOFT[name.slice(-1)];
  return word.startsWith(name) || (soft !== undefined && word.startsWith(name.slice(0, -1) + soft));
};

const namesBusiness = (words: readonly string[], business: string): boolean => {
  const name = spoken(business);
  const last = name.length - 1;
  return (
    name.length > 0 &&
    words.some((_word, from) =>
      name.every((part, at) => {
        const word = words[from + at] ?? '';
        return at === last ? isNamed(word, part) : word === part;
      })
    )
  );
};

const namesWhatsApp = (words: readonly string[]): boolean =>
  words.some(
    (word, at) =>
      word.startsWith('whatsapp') || (word === 'whats' && words[at + 1]?.startsWith('app'))
  );

/**
 * What an opt-in sentence lacks: it must say that the messages come over WhatsApp (O-02) and from whom, by the name under
 * which people see the number (O-03). Case, the four Turkish i and suffixes do not matter. Empty when it is fit.
 */
export const wordingProblems = (sentence: string, business: string): WordingProblem[] => {
  const words = wordsOf(sentence);
  if (words.length === 0) return ['empty'];
  return [
    ...(namesWhatsApp(words) ? [] : (['no-whatsapp'] as const)),
    ...(namesBusiness(words, business) ? [] : (['no-business'] as const)),
  ];
};

const LANGUAGES = ['en', 'tr'] as const;

/** Everything that keeps a form from being published, by field: each language that is offered has a title, a fit sentence and a notice. */
export const problemsOf = (texts: OptInTexts, business: string): TextProblems => {
  const offered = LANGUAGES.filter((language) => texts[language] !== null);
  if (offered.length === 0) return [{ field: 'texts', problem: 'no-language' }];
  return offered.flatMap((language) => {
    const words = texts[language];
    const at = (field: string) => `texts.${language}.${field}`;
    return [
      ...(['title', 'notice'] as const)
        .filter((field) => !words?.[field].trim())
        .map((field) => ({ field: at(field), problem: 'empty' as const })),
      ...wordingProblems(words?.agree ?? '', business).map((problem) => ({
        field: at('agree'),
        problem,
      })),
    ];
  });
};
