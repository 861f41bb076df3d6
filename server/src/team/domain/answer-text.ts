import type { AnswerTexts } from '../../contracts/team';
import { unknownVariables } from '../../contracts/text-variables';

const OPENS = /\{\{\s*opens\s*(?:\|([^{}|]{0,200}))?\}\}/gi;

/** Puts in when it opens again: `{{opens}}`, or `{{opens|soon}}` for a time that nobody knows. */
export const withOpens = (text: string, opens: string): string =>
  text.replace(OPENS, (_all, fallback: string | undefined) => opens || (fallback ?? '').trim());

/** What nobody could fill is left out rather than sent as braces. */
export const withoutOpenVariables = (text: string): string =>
  text
    .replace(/\{\{[^{}]*\}\}/g, '')
    .replace(/ {2,}/g, ' ')
    .replace(/ ([,.!?])/g, '$1')
    .trim();

/** Names in the text that are no variables of automatic answers. */
export const unknownInAnswer = (text: string): string[] =>
  unknownVariables(text.replace(OPENS, '')).concat(
    /\{\{\s*agent_/i.test(text) ? ['agent_name'] : []
  );

type Language = keyof AnswerTexts;

/** The language of the text that goes out: the wanted one, or the other where only that is written. */
export const writtenLanguage = (texts: AnswerTexts, wanted: Language): Language => {
  const other = wanted === 'tr' ? 'en' : 'tr';
  return texts[wanted] === '' && texts[other] !== '' ? other : wanted;
};
