import { OPT_OUT_WORDS } from '../opt-out-words';
import type { DraftButton, TemplateDraft } from '../template-draft';
import type { SlotBindings } from '../templates';

/** One form of a word: without case, marks and signs; the four i of Turkish and English are one letter. */
const plain = (text: string): string =>
  text
    .toLocaleLowerCase('tr')
    .replaceAll('ı', 'i')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Phrases that mean leaving wherever they stand. Words like "end" or "dur" mean it only when they are named as a word. */
const PHRASES = ['unsubscribe', 'opt out', 'optout', 'stop', 'abonelikten', 'listeden cik'];

const hasPhrase = (text: string, phrase: string): boolean => ` ${text} `.includes(` ${phrase} `);

/** "Write END to leave": a word in capitals or quotes, in a text that is not all capitals itself. */
const named = (text: string): string[] => {
  const quoted = [...text.matchAll(/["“”„'‘’«»]([^"“”„'‘’«»]{2,40})["“”„'‘’«»]/gu)].map(
    ([, word = '']) => word
  );
  const capitals = /\p{Ll}/u.test(text) ? (text.match(/\p{Lu}{2,}(?: \p{Lu}{2,})*/gu) ?? []) : [];
  return [...quoted, ...capitals].map(plain);
};

export interface WayOutKnown {
  bindings?: SlotBindings | null;
  /** The business's own words, beside those that always work. */
  words?: readonly string[];
}

/** A button that ends marketing by a tap: marked so, or its text is a word that does (O-18). */
export const leadsOut = (button: DraftButton, words: readonly string[] = []): boolean => {
  if (button.type !== 'QUICK_REPLY') return false;
  const all = [...OPT_OUT_WORDS.tr, ...OPT_OUT_WORDS.en, ...words].map(plain);
  return button.optOut === true || all.includes(plain(button.text));
};

/** Does the template say how to leave: by a button, by a word in text or footer, by a link to the preference page (O-26)? */
export const mentionsWayOut = (
  { body, footer, buttons }: Pick<TemplateDraft, 'body' | 'footer' | 'buttons'>,
  { bindings = null, words = [] }: WayOutKnown = {}
): boolean => {
  if (buttons.some((button) => leadsOut(button, words))) return true;
  if (Object.values(bindings ?? {}).some(({ source }) => source.kind === 'preferences'))
    return true;
  const all = new Set([...OPT_OUT_WORDS.tr, ...OPT_OUT_WORDS.en, ...words].map(plain));
  return [body, footer].some(
    (text) =>
      PHRASES.some((phrase) => hasPhrase(plain(text), phrase)) ||
      named(text).some((word) => all.has(word))
  );
};

/** What a button for leaving says, in the language of the template. */
export const wayOutText = (language: string): string =>
  language.toLowerCase().startsWith('tr') ? 'Abonelikten çık' : 'Unsubscribe';
