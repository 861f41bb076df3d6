import type { TemplateDraft } from '../template-draft';
import { leadsOut, marksOf, namedWords } from '../template-rules';
import { adviceWhen, type Advice } from './advice';
import { ACTION, AFTER_VERB, ENGLISH_NOUNS_TOO, ENGLISH_VERBS } from './lexicon';
import { adviceLanguage, allTexts, type AdviceLanguage } from './parts';
import { blanked, countPhrases, tokensOf, type Mark, type Token } from './spans';

/** About what a phone shows without scrolling: three sentences of 25 words. */
const MOST_WORDS = 75;
const MOST_IN_SENTENCE = 25;
const MOST_EMOJI = 5;
/** From this length on a word is long; Turkish builds whole clauses into one word. */
const LONG_WORD = { en: 13, tr: 18 } as const;
const FEWEST_LONG = 3;
const LONG_SHARE = 0.1;

interface Sentence {
  text: string;
  start: number;
}

const sentencesOf = (text: string): Sentence[] =>
  [...text.matchAll(/[^.!?…؟\n]+[.!?…؟]?/gu)].map(({ 0: found, index }) => ({
    text: found,
    start: index,
  }));

/** Variables count: each becomes a word or two. */
const wordCount = (text: string): number => tokensOf(text).length + marksOf(text).length;

/** What is before a verb that asks: the start, a sign, or one of these words. */
const BEFORE_VERB: ReadonlySet<string> = new Set(['please', 'and', 'or', 'then', 'just', 'now']);

const isVerb = (tokens: readonly Token[], at: number): boolean => {
  const word = tokens[at]?.word ?? '';
  const after = tokens[at + 1]?.word ?? '';
  return ENGLISH_VERBS.has(word) || (ENGLISH_NOUNS_TOO.has(word) && AFTER_VERB.has(after));
};

const asksInEnglish = (text: string): boolean => {
  const tokens = tokensOf(text);
  const signs = blanked(text);
  return tokens.some(({ start }, at) => {
    if (!isVerb(tokens, at)) return false;
    const before = tokens[at - 1];
    if (!before || BEFORE_VERB.has(before.word)) return true;
    return signs.slice(before.end, start).trim() !== '';
  });
};

const asksFor = (text: string, language: AdviceLanguage): boolean =>
  countPhrases(text, ACTION[language]) > 0 || (language === 'en' && asksInEnglish(text));

/** A sentence that only names the way out asks for nothing else. */
const hasRequest = (body: string, language: AdviceLanguage): boolean =>
  sentencesOf(body).some(({ text }) => namedWords(text).length === 0 && asksFor(text, language));

/** A text that asks for nothing: no button, no question, no link, no request (T-40). */
export const adviseAction = (draft: TemplateDraft, isOptOut: boolean): Advice[] => {
  const language = adviceLanguage(draft.language);
  // Requests of other languages are not known here. Who has just left is asked for nothing.
  if (language === null || isOptOut) return [];
  const isClear =
    draft.buttons.some((button) => !leadsOut(button, draft)) ||
    /[?？]|https?:\/\//i.test(draft.body) ||
    hasRequest(draft.body, language);
  return adviceWhen(!isClear, { code: 'action.missing', field: 'body' });
};

const longSentences = (body: string): Advice[] => {
  const long = sentencesOf(body).filter(({ text }) => wordCount(text) > MOST_IN_SENTENCE);
  const marks: Mark[] = long.map(({ text, start }) => ({
    field: 'body',
    start: start + (text.length - text.trimStart().length),
    end: start + text.trimEnd().length,
  }));
  const words = Math.max(0, ...long.map(({ text }) => wordCount(text)));
  return adviceWhen(long.length > 0, {
    code: 'sentence.long',
    field: 'body',
    marks,
    values: { words, limit: MOST_IN_SENTENCE },
  });
};

const denseText = (body: string, language: AdviceLanguage | null): Advice[] => {
  if (language === null) return [];
  const tokens = tokensOf(body);
  const long = tokens.filter(({ word }) => word.length >= LONG_WORD[language]);
  return adviceWhen(long.length >= FEWEST_LONG && long.length >= tokens.length * LONG_SHARE, {
    code: 'text.dense',
    field: 'body',
    marks: long.map(({ start, end }) => ({ field: 'body', start, end })),
    values: { count: long.length },
  });
};

/** A flag is two signs, a family several that are joined; © and ™ are no emoji. */
const EMOJI =
  /\p{Regional_Indicator}{2}|(?![©®™])\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier}|\u200D\p{Extended_Pictographic})*/gu;

const manyEmoji = (draft: TemplateDraft): Advice[] => {
  const counts = allTexts(draft).map(({ field, text }) => ({
    field,
    count: [...text.matchAll(EMOJI)].length,
  }));
  const count = counts.reduce((sum, one) => sum + one.count, 0);
  const field = counts.find((one) => one.count > 0)?.field ?? 'body';
  return adviceWhen(count > MOST_EMOJI, {
    code: 'emoji.many',
    field,
    values: { count, limit: MOST_EMOJI },
  });
};

const MEDIA_ADDRESS =
  /\.(?:jpe?g|png|gif|webp|mp4|mov|pdf)(?:[?#]|$)|^https?:\/\/(?:www\.|m\.)?(?:youtube\.com|youtu\.be|vimeo\.com)\//i;

const manyMedia = ({ header, body, buttons }: TemplateDraft): Advice[] => {
  const addresses = [
    ...(body.match(/https?:\/\/[^\s{}]+/gi) ?? []),
    ...buttons.flatMap((button) => (button.type === 'URL' ? [button.url] : [])),
  ];
  const count =
    ('file' in header ? 1 : 0) + addresses.filter((one) => MEDIA_ADDRESS.test(one)).length;
  return adviceWhen(count > 1, { code: 'media.many', field: 'body', values: { count } });
};

/** Too long, too dense, too colourful for a phone (T-41). */
export const adviseReading = (draft: TemplateDraft): Advice[] => {
  const words = wordCount(draft.body);
  return [
    ...adviceWhen(words > MOST_WORDS, {
      code: 'text.long',
      field: 'body',
      values: { words, limit: MOST_WORDS },
    }),
    ...longSentences(draft.body),
    ...denseText(draft.body, adviceLanguage(draft.language)),
    ...manyEmoji(draft),
    ...manyMedia(draft),
  ];
};
