import type { TemplateDraft } from '../template-draft';
import { marksOf } from '../template-rules';
import type { SlotBinding, SlotBindings } from '../templates';

/** Languages whose words advice knows. In every other one the rules that go by words are silent. */
export type AdviceLanguage = 'en' | 'tr';

export const adviceLanguage = (language: string): AdviceLanguage | null => {
  const [base] = language.toLowerCase().split(/[_-]/);
  return base === 'en' || base === 'tr' ? base : null;
};

/** One of the texts that readers see, with its path in the draft. */
export interface PartText {
  field: string;
  text: string;
}

const headerText = ({ header }: TemplateDraft): PartText[] =>
  header.kind === 'text' ? [{ field: 'header.text', text: header.text }] : [];

const buttonTexts = ({ buttons }: TemplateDraft): PartText[] =>
  buttons.flatMap((button, index) =>
    'text' in button ? [{ field: `buttons.${index}.text`, text: button.text }] : []
  );

/** Header and body: what the message says. */
export const messageTexts = (draft: TemplateDraft): PartText[] => [
  ...headerText(draft),
  { field: 'body', text: draft.body },
];

/** Everything that readers see. */
export const allTexts = (draft: TemplateDraft): PartText[] => [
  ...messageTexts(draft),
  { field: 'footer', text: draft.footer },
  ...buttonTexts(draft),
];

/** The text at a path; null when the draft has none there. */
export const textAt = (draft: TemplateDraft, field: string): string | null =>
  allTexts(draft).find((one) => one.field === field)?.text ?? null;

export interface DraftVariable {
  name: string;
  example: string;
  /** Where its value comes from; null = nobody has said. */
  binding: SlotBinding | null;
}

const own = <T>(table: Readonly<Record<string, T>> | null, key: string): T | null =>
  table && Object.hasOwn(table, key) ? (table[key] ?? null) : null;

/** The variables of header and body with their examples and sources. */
export const variablesOf = (
  draft: TemplateDraft,
  bindings: SlotBindings | null
): DraftVariable[] => {
  const of = (part: 'header' | 'body', text: string): DraftVariable[] =>
    marksOf(text).map((name) => {
      const isOnly = part === 'header' && draft.parameterFormat === 'POSITIONAL';
      return {
        name,
        example: own(draft.examples, `${part}.${name}`) ?? '',
        binding: own(bindings, isOnly ? 'header' : `${part}.${name}`),
      };
    });
  return [
    ...(draft.header.kind === 'text' ? of('header', draft.header.text) : []),
    ...of('body', draft.body),
  ];
};
