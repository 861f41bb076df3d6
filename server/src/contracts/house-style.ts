import { z } from 'zod';
import { draftButton, emptyDraft, type DraftButton, type TemplateDraft } from './template-draft';
import {
  checkDraft,
  leadsOut,
  LIMITS,
  mentionsWayOut,
  placeButton,
  type TemplateProblem,
} from './template-rules';
import { templateCategory } from './template-words';

const houseButtons = z.array(draftButton).max(10);

/** With what new templates of one language begin. */
export const houseLanguage = z.object({
  language: z.string().min(2).max(12),
  footer: z.string().trim().max(400),
  /** By category; codes have no buttons of their own. */
  buttons: z.object({ MARKETING: houseButtons, UTILITY: houseButtons }),
});
export type HouseLanguage = z.infer<typeof houseLanguage>;

/** GET, PUT /template-style: how the business writes (T-44). */
export const houseStyle = z.object({
  /** As it is written everywhere; empty = not said. It goes into texts and footers, where braces would be a variable. */
  businessName: z
    .string()
    .trim()
    .max(60)
    .refine((name) => !/[{}\r\n]/.test(name), 'Write the name on one line, without braces.'),
  /** Shown beside the text while somebody writes. */
  toneNotes: z.string().trim().max(2000),
  /** Messages end with the name of the business. */
  signOff: z.boolean(),
  languages: z
    .array(houseLanguage)
    .max(20)
    .refine(
      (all) => new Set(all.map(({ language }) => language)).size === all.length,
      'Use each language only once.'
    ),
});
export type HouseStyle = z.infer<typeof houseStyle>;

export const emptyHouseStyle: HouseStyle = {
  businessName: '',
  toneNotes: '',
  signOff: false,
  languages: [],
};

/** What was set for this language: of `en_GB` its own, else that of `en`. */
export const houseFor = ({ languages }: HouseStyle, language: string): HouseLanguage | null =>
  languages.find((one) => one.language === language) ??
  languages.find((one) => one.language === language.split('_')[0]) ??
  null;

/** The footer of new templates: the one of the language, else the name where messages end with it. */
export const houseFooter = (style: HouseStyle, language: string): string =>
  houseFor(style, language)?.footer || (style.signOff ? style.businessName : '');

/** The buttons of new templates of this category and language. */
export const houseButtonsFor = (
  style: HouseStyle,
  { category, language }: Pick<TemplateDraft, 'category' | 'language'>
): readonly DraftButton[] =>
  category === 'AUTHENTICATION' ? [] : (houseFor(style, language)?.buttons[category] ?? []);

const keyOf = (button: DraftButton): string => {
  switch (button.type) {
    case 'QUICK_REPLY':
      return `reply ${button.text.trim()}`;
    case 'URL':
      return `url ${button.url.trim()}`;
    case 'PHONE_NUMBER':
      return `phone ${button.phone.trim()}`;
    case 'COPY_CODE':
      return 'code';
  }
};

/** Buttons of the house style that the draft lacks. Another way out of marketing serves as well as the usual one. */
export const missingHouseButtons = (style: HouseStyle, draft: TemplateDraft): DraftButton[] => {
  const keys = new Set(draft.buttons.map(keyOf));
  const hasWayOut = draft.buttons.some((button) => leadsOut(button, draft));
  return houseButtonsFor(style, draft).filter(
    (button) => !keys.has(keyOf(button)) && !(hasWayOut && leadsOut(button, draft))
  );
};

/** The draft with all buttons of the house style. */
export const withHouseButtons = (style: HouseStyle, draft: TemplateDraft): DraftButton[] =>
  missingHouseButtons(style, draft).reduce<DraftButton[]>(placeButton, [...draft.buttons]);

/** A new draft with the house style where it says nothing yet; what it says stays. */
export const withHouseStyle = (draft: TemplateDraft, style: HouseStyle): TemplateDraft => {
  if (draft.category === 'AUTHENTICATION') return draft;
  const footer = draft.footer.trim() === '' ? houseFooter(style, draft.language) : draft.footer;
  const buttons = draft.buttons.length === 0 ? [...houseButtonsFor(style, draft)] : draft.buttons;
  return { ...draft, footer, buttons };
};

/**
 * A ready text in the house style: with its footer and its buttons. The footer stays where it is the only way out of
 * marketing.
 */
export const inHouseStyle = (draft: TemplateDraft, style: HouseStyle): TemplateDraft => {
  if (draft.category === 'AUTHENTICATION') return draft;
  const all = withHouseButtons(style, draft);
  const buttons = all.length > LIMITS.buttons ? draft.buttons : all;
  const own = { ...draft, buttons };
  const next = { ...own, footer: houseFooter(style, draft.language) || draft.footer };
  return mentionsWayOut(own) && !mentionsWayOut(next) ? own : next;
};

const problemsOf = (
  { language, footer, buttons }: HouseLanguage,
  category: 'MARKETING' | 'UTILITY'
): TemplateProblem[] =>
  checkDraft({ ...emptyDraft(language), category, footer, buttons: buttons[category] })
    .filter(({ field }) => /^(language|footer|buttons)/.test(field))
    .map((problem) => ({
      ...problem,
      field: problem.field.replace(/^buttons/, `buttons.${category}`),
    }));

/** What Meta would refuse of the footers and buttons, by field: `languages.0.buttons.UTILITY.1.text`. */
export const checkHouseStyle = ({ languages }: HouseStyle): TemplateProblem[] =>
  languages.flatMap((one, index) => {
    const found = [...problemsOf(one, 'MARKETING'), ...problemsOf(one, 'UTILITY')];
    const isFirst = ({ field, code }: TemplateProblem, at: number) =>
      found.findIndex((other) => other.field === field && other.code === code) === at;
    return found
      .filter(isFirst)
      .map((problem) => ({ ...problem, field: `languages.${index}.${problem.field}` }));
  });

/** Only these have buttons and a footer that the business writes. */
export const HOUSE_CATEGORIES = templateCategory.exclude(['AUTHENTICATION']).options;
