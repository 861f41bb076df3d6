import { stopWord, wordKey, wordsOf } from '../opt-out-words';
import type { DraftButton, TemplateDraft } from '../template-draft';
import type { SlotBindings } from '../templates';
import { readSentences } from './named-words';
import { namedWords, optOutMark, type Said } from './opt-out-mark';

/** Phrases that mean leaving on a button too, where "stop" is also a bus stop. */
const BUTTON_PHRASES = ['unsubscribe', 'opt out', 'optout', 'abonelikten', 'listeden cik'];
/** Phrases that mean leaving wherever they are. Words like "end" or "dur" mean it only when they are named as a word. */
const PHRASES = ['stop', ...BUTTON_PHRASES];

const hasPhrase = (words: readonly string[], phrase: string): boolean =>
  ` ${words.join(' ')} `.includes(` ${phrase} `);

export interface WayOutKnown {
  bindings?: SlotBindings | null;
  /** The business's own words, beside those that always work. */
  words?: readonly string[];
}

/** A button that ends marketing by a tap: it is marked so, or its text or the template says so (O-18). */
export const leadsOut = (
  button: DraftButton,
  { words = [], ...said }: Said & Pick<WayOutKnown, 'words'>
): boolean =>
  button.type === 'QUICK_REPLY' &&
  (optOutMark(button, said) !== null || words.map(wordKey).includes(wordKey(button.text)));

/**
 * True when the text has the word, or the first one of several, as an ordinary word: "red or blue?". Where it names the
 * word as the way out does not count.
 */
export const holdsAsOrdinaryWord = (text: string, word: string): boolean => {
  const [first] = wordsOf(word);
  return (
    first !== undefined && readSentences(text).some(({ rest }) => wordsOf(rest).includes(first))
  );
};

/** Does the template say how to leave: by a button, by a word in text or footer, by a link to the preference page (O-26)? */
export const mentionsWayOut = (
  { body, footer, buttons }: Pick<TemplateDraft, 'body' | 'footer' | 'buttons'>,
  { bindings = null, words = [] }: WayOutKnown = {}
): boolean => {
  if (buttons.some((button) => leadsOut(button, { body, footer, words }))) return true;
  if (Object.values(bindings ?? {}).some(({ source }) => source.kind === 'preferences'))
    return true;
  return [body, footer].some(
    (text) =>
      PHRASES.some((phrase) => hasPhrase(wordsOf(text), phrase)) ||
      namedWords(text, words).length > 0
  );
};

/**
 * Texts of the quick replies by which a person would mean to leave, although a tap ends nothing: their word is also an
 * answer or an order ("Dur", "Cancel"), and nobody said what it means here.
 */
export const unmarkedWayOuts = ({
  buttons,
  ...said
}: Pick<TemplateDraft, 'body' | 'footer' | 'buttons'>): string[] =>
  buttons.flatMap((button) => {
    if (button.type !== 'QUICK_REPLY' || button.optOut === false) return [];
    const { text } = button;
    const meansIt =
      stopWord(text) !== null || BUTTON_PHRASES.some((phrase) => hasPhrase(wordsOf(text), phrase));
    return meansIt && optOutMark(button, said) === null ? [text] : [];
  });

/** What a button for leaving says, in the language of the template. */
export const wayOutText = (language: string): string =>
  language.toLowerCase().startsWith('tr') ? 'Abonelikten çık' : 'Unsubscribe';
