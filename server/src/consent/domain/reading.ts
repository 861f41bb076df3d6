import {
  messageKeys,
  START_WORDS,
  stopWordOf,
  withoutPoliteness,
  wordKey,
  wordsOf,
} from '../../contracts/opt-out-words';
import { holdsAsOrdinaryWord, namedWords } from '../../contracts/template-rules';
import { NEAR_OPT_OUT } from './near-opt-out';
import type { Reading } from './said';

/** What is longer than this is not folded at all. */
const MOST_TYPED = 4_096;
/** A word or a sentence about leaving is short: letters, digits and the spaces between words. */
const MOST_LETTERS = 160;

type WordLanguage = 'tr' | 'en';
type Lists = Readonly<Record<WordLanguage, readonly string[]>>;
/** Keys of words and the language of the list that has them. */
type Keys = ReadonlyMap<string, WordLanguage>;

/** The business's own words for leaving and for coming back, folded. */
export interface OwnWords {
  readonly stop: Keys;
  readonly start: Keys;
}

export const NO_OWN_WORDS: OwnWords = { stop: new Map(), start: new Map() };

const LANGUAGES = ['en', 'tr'] as const;

/** A word of both lists is Turkish. */
const keysOf = (lists: Lists): Keys =>
  new Map(
    LANGUAGES.flatMap((language) =>
      lists[language].map((word) => [wordKey(word), language] as const)
    )
  );

/** The words of the settings, folded once for all messages. */
export const foldOwnWords = (settings: { optOutWords: Lists; optInWords: Lists }): OwnWords => ({
  stop: keysOf(settings.optOutWords),
  start: keysOf(settings.optInWords),
});

const startWords: Keys = new Map(
  START_WORDS.map(({ word, language }) => [wordKey(word), language] as const)
);

export interface ReadMessage {
  reading: Reading;
  /** Of the word: the confirmation is in it when nothing better is known of the person. Null for sentences. */
  language: string | null;
}

/** The words of a message that is short enough to be about consent. */
const shortWords = (text: string): string[] => {
  if (text.length > MOST_TYPED) return [];
  const words = wordsOf(text);
  return words.join(' ').length > MOST_LETTERS ? [] : words;
};

const languageIn = (lists: Keys, keys: readonly string[]): WordLanguage | null =>
  keys.map((key) => lists.get(key)).find((language) => language !== undefined) ?? null;

/** What the word is that a whole message consists of. Stop beats start when a word is in both lists. */
const readWord = (keys: readonly string[], own: OwnWords): ReadMessage | null => {
  const known = stopWordOf(keys);
  if (known?.sure) return { reading: 'sure', language: known.language };
  const stop = languageIn(own.stop, keys);
  if (stop) return { reading: 'sure', language: stop };
  if (known) return { reading: 'unsure', language: known.language };
  const start = languageIn(startWords, keys) ?? languageIn(own.start, keys);
  return start ? { reading: 'start', language: start } : null;
};

/**
 * What a whole message asks for (O-17, O-24). `sure`, `unsure` and `start`: the message is one word or phrase and politeness.
 * `near`: a sentence about messages, the list or the subscription.
 */
export const readMessage = (text: string, own: OwnWords = NO_OWN_WORDS): ReadMessage => {
  const words = shortWords(text);
  const word = readWord(messageKeys(words), own);
  if (word) return word;
  const line = ` ${withoutPoliteness(words).join(' ')} `;
  const isNear = NEAR_OPT_OUT.some((phrase) => phrase.test(line));
  return { reading: isNear ? 'near' : null, language: null };
};

/**
 * What the text of the last promotion, and the titles of its buttons and rows, make of a message (said.ts). `names`: the text
 * names the message as the word for leaving. `holds`: text or titles have it as an ordinary word.
 */
export const promotionFacts = (
  promotionText: string,
  messageText: string,
  titles: readonly string[] = []
): { names: boolean; holds: boolean } => {
  const words = shortWords(messageText);
  const keys = messageKeys(words);
  const word = withoutPoliteness(words).join(' ');
  return {
    names: namedWords(promotionText).some((named) => keys.includes(named)),
    holds: [promotionText, ...titles].some((text) => holdsAsOrdinaryWord(text, word)),
  };
};
