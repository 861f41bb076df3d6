import { houseFooter, missingHouseButtons, type HouseStyle } from '../house-style';
import type { DraftButton, TemplateDraft } from '../template-draft';
import { adviceWhen, type Advice } from './advice';
import { allTexts } from './parts';
import { marksIn, phrases, tokensOf, type Mark, type Phrases } from './spans';

const namePhrase = (name: string): Phrases =>
  phrases(
    tokensOf(name)
      .map(({ word }) => word)
      .join(' ')
  );

/** The name without signs at its ends: "Acme!" is found as "Acme". */
const coreOf = (name: string): string => {
  const tokens = tokensOf(name);
  return name.slice(tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? 0);
};

const otherSpellings = (draft: TemplateDraft, name: string): Mark[] =>
  allTexts(draft).flatMap((part) =>
    marksIn(part, namePhrase(name)).filter(
      ({ start, end }) => part.text.slice(start, end) !== coreOf(name)
    )
  );

/** Does the message end with the name: in the footer, or in the last sentence of the text? */
const signsOff = ({ body, footer }: TemplateDraft, name: string): boolean =>
  [
    footer,
    body
      .trim()
      .split(/\n|(?<=[.!?…])\s/)
      .at(-1) ?? '',
  ].some((text) => marksIn({ field: '', text }, namePhrase(name)).length > 0);

const labelOf = (button: DraftButton): string => ('text' in button ? button.text : button.example);

const otherFooter = (draft: TemplateDraft, style: HouseStyle): Advice[] => {
  const footer = houseFooter(style, draft.language);
  // Without a footer of its own the house style only asks for the name, which the text may have too.
  const isOwn = footer !== '' && footer !== style.businessName;
  return adviceWhen(isOwn && !draft.footer.includes(footer), {
    code: 'house.footer',
    field: 'footer',
    values: { footer },
  });
};

const lacksButtons = (draft: TemplateDraft, style: HouseStyle): Advice[] => {
  const names = missingHouseButtons(style, draft)
    .map((button) => `“${labelOf(button)}”`)
    .join(', ');
  return adviceWhen(names !== '', { code: 'house.buttons', field: 'buttons', values: { names } });
};

const otherName = (draft: TemplateDraft, name: string): Advice[] => {
  const marks = otherSpellings(draft, name);
  const [first] = marks;
  return first ? [{ code: 'house.name', field: first.field, marks, values: { name } }] : [];
};

/** Where a draft departs from how the business writes (T-44). */
export const adviseHouse = (draft: TemplateDraft, style: HouseStyle | null): Advice[] => {
  if (style === null) return [];
  const { businessName: name, signOff } = style;
  const hasName = coreOf(name) !== '';
  const footer = otherFooter(draft, style);
  return [
    ...(hasName ? otherName(draft, name) : []),
    ...footer,
    // The usual footer may name the business: that comes first.
    ...adviceWhen(hasName && signOff && footer.length === 0 && !signsOff(draft, name), {
      code: 'house.signOff',
      field: 'footer',
      values: { name },
    }),
    ...lacksButtons(draft, style),
  ];
};
