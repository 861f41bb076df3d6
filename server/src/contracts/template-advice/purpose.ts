import type { TemplateDraft } from '../template-draft';
import type { TemplatePurpose } from '../template-purpose';
import { adviceLanguage, messageTexts, type AdviceLanguage } from './parts';
import { MARKETING_PURPOSES, UTILITY_PURPOSES, type PurposeWords } from './purpose-words';
import { countPhrases } from './spans';

/** What a template is for, and whether somebody said so. */
export interface KnownPurpose {
  purpose: TemplatePurpose;
  isGuess: boolean;
}

/** Names of templates are English or Turkish in whatever language the text is. */
const inName = (name: string, words: PurposeWords): number =>
  Math.max(countPhrases(name, words.en), countPhrases(name, words.tr));

const pointsOf = (draft: TemplateDraft, words: PurposeWords, language: AdviceLanguage | null) => {
  const text = messageTexts(draft)
    .map((one) => one.text)
    .join('\n');
  const said = language === null ? 0 : countPhrases(text, words[language]);
  return words.weight * (said + inName(draft.name, words));
};

/** What the words of a draft and its name speak for; null when they speak for nothing. */
export const guessPurpose = (draft: TemplateDraft): TemplatePurpose | null => {
  if (draft.category === 'AUTHENTICATION') return null;
  const language = adviceLanguage(draft.language);
  const known = draft.category === 'MARKETING' ? MARKETING_PURPOSES : UTILITY_PURPOSES;
  let best: { purpose: TemplatePurpose | null; points: number } = { purpose: null, points: 0 };
  for (const words of known) {
    const points = pointsOf(draft, words, language);
    if (points > best.points) best = { purpose: words.purpose, points };
  }
  return best.purpose;
};

/** What somebody said the draft is for, else the guess. */
export const purposeOf = (draft: TemplateDraft): KnownPurpose | null => {
  if (draft.purpose) return { purpose: draft.purpose, isGuess: false };
  const purpose = guessPurpose(draft);
  return purpose && { purpose, isGuess: true };
};
