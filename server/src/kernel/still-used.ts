import { both, type InputWords } from './input-words';

/** What uses something, by name. */
export interface NamedUse {
  name: string;
  /** Only an earlier version does, and people are still in that one. */
  earlier?: true | undefined;
}

/** A kind of thing in English, in Turkish, and in Turkish as the object of a sentence. */
interface ThingWords {
  en: string;
  tr: string;
  object: string;
}

/** More names than this help nobody to find them. */
const NAMED = 10;

interface ListWords {
  earlier: string;
  more: (count: number) => string;
}
const EN: ListWords = {
  earlier: 'contacts are still in an earlier version',
  more: (count) => `and ${count} more`,
};
const TR: ListWords = {
  earlier: 'önceki bir sürümde hâlâ kişiler var',
  more: (count) => `ve ${count} kullanım daha`,
};

const listed = (uses: readonly NamedUse[], words: ListWords): string => {
  // An automation may ask by itself and in its own flow.
  const once = [...new Map(uses.map((use) => [use.name, use])).values()];
  const names = once
    .slice(0, NAMED)
    .map(({ name, earlier }) => (earlier ? `“${name}” (${words.earlier})` : `“${name}”`));
  const rest = once.length - names.length;
  return [names.join(', '), ...(rest > 0 ? [words.more(rest)] : [])].join(' ');
};

/** Why something that is used cannot be deleted; the advice names what uses it. */
export const stillUsed = (uses: readonly NamedUse[], { en, tr, object }: ThingWords): InputWords =>
  both(
    [`This ${en} is in use.`, `Remove this ${en} first from: ${listed(uses, EN)}.`],
    [`Bu ${tr} kullanımda.`, `Önce bu ${object} şuradan kaldırın: ${listed(uses, TR)}.`]
  );
