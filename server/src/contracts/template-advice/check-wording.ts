import type { TemplateDraft } from '../template-draft';
import type { TemplatePurpose } from '../template-purpose';
import type { Advice, AdviceKnown } from './advice';
import { MARKETING, PRICE, UPSELL } from './lexicon';
import { adviceLanguage, allTexts, messageTexts, type PartText } from './parts';
import type { KnownPurpose } from './purpose';
import { blanked, marksIn, phrases, tokensOf, type Mark, type Phrases } from './spans';

const ACCOUNT: readonly TemplatePurpose[] = ['account', 'security', 'payment'];
/** They say what people will get, which may be offers. */
const CHOICES: readonly TemplatePurpose[] = ['opt-in', 'opt-out'];

const marksOfAll = (texts: readonly PartText[], of: Phrases): Mark[] =>
  texts.flatMap((text) => marksIn(text, of));

/** A code to copy is a coupon. */
const couponMarks = ({ buttons }: TemplateDraft): Mark[] =>
  buttons.flatMap((button, index) =>
    button.type === 'COPY_CODE' ? [{ field: `buttons.${index}`, start: 0, end: 0 }] : []
  );

const adviceAt = (code: Advice['code'], marks: readonly Mark[]): Advice[] => {
  const [first] = marks;
  return first ? [{ code, field: first.field, marks }] : [];
};

/** Words that sell, in an account alert (T-38) or a survey (T-39). */
export const adviseUpsell = (draft: TemplateDraft, known: KnownPurpose | null): Advice[] => {
  const language = adviceLanguage(draft.language);
  if (language === null || known === null || draft.category !== 'UTILITY') return [];
  const isSurvey = known.purpose === 'survey';
  if (!isSurvey && !ACCOUNT.includes(known.purpose)) return [];
  const marks = [...marksOfAll(allTexts(draft), UPSELL[language]), ...couponMarks(draft)];
  return adviceAt(isSurvey ? 'upsell.survey' : 'upsell.account', marks);
};

const signMarks = (texts: readonly PartText[], sign: RegExp): Mark[] =>
  texts.flatMap(({ field, text }) =>
    [...blanked(text).matchAll(sign)].map(({ 0: found, index }) => ({
      field,
      start: index,
      end: index + found.length,
    }))
  );

const PERCENT = /\p{N}{1,3} ?%|% ?\p{N}{1,3}/gu;
const EXCLAMATION = /!/g;

/** Names of topics as phrases; a name of one short word would be found everywhere. */
const topicPhrases = (names: readonly string[]): Phrases =>
  phrases(
    ...names
      .map((name) => tokensOf(name).map(({ word }) => word))
      .filter((words) => words.join('').length > 4)
      .map((words) => words.join(' '))
  );

/** Marks that are enough by themselves, and those of which it takes two kinds. */
const signsOf = (draft: TemplateDraft, language: 'en' | 'tr', known: AdviceKnown) => {
  const said = messageTexts(draft);
  const sure = [
    ...marksOfAll(allTexts(draft), MARKETING[language]),
    ...marksOfAll(said, topicPhrases(known.topicNames ?? [])),
    ...couponMarks(draft),
  ];
  const exclamations = signMarks(said, EXCLAMATION);
  const kinds = [
    marksOfAll(said, PRICE[language]),
    signMarks(said, PERCENT),
    exclamations.length > 1 ? exclamations : [],
  ].filter((marks) => marks.length > 0);
  return { sure, kinds };
};

/** A utility text that reads as marketing, with the words that make it so. */
export const adviseCategory = (
  draft: TemplateDraft,
  known: AdviceKnown,
  purpose: KnownPurpose | null
): Advice[] => {
  const language = adviceLanguage(draft.language);
  if (language === null || draft.category !== 'UTILITY') return [];
  if (purpose && CHOICES.includes(purpose.purpose)) return [];
  const { sure, kinds } = signsOf(draft, language, known);
  if (sure.length === 0 && kinds.length < 2) return [];
  return adviceAt('category.marketing', [...sure, ...kinds.flat()]);
};
