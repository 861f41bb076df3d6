import type { TemplateDraft } from '../template-draft';
import type { TemplatePurpose } from '../template-purpose';
import { endsInVariable } from '../template-rules';
import { adviceWhen, type Advice, type AdviceKnown } from './advice';
import { DAYS, DETAIL_NAMES } from './lexicon';
import { adviceLanguage, messageTexts, variablesOf, type DraftVariable } from './parts';
import type { KnownPurpose } from './purpose';
import { blanked, countPhrases } from './spans';

/** These confirm a choice, move a conversation or answer: there is no order or appointment to name. */
const WITHOUT_DETAIL: readonly TemplatePurpose[] = [
  'opt-in',
  'opt-out',
  'move-to-whatsapp',
  'answer',
];

const NUMBER = /\p{N}/u;

/** Is it bound to a detail, named like one, or is its example a number? */
const isDetail = ({ name, example, binding }: DraftVariable): boolean => {
  const source = binding?.source;
  if (source?.kind === 'contact') return false;
  if (source?.kind === 'text') return NUMBER.test(source.text);
  if (source?.kind === 'record' || source?.kind === 'link') return true;
  if (source?.kind === 'custom' && countPhrases(source.key, DETAIL_NAMES) > 0) return true;
  return countPhrases(name, DETAIL_NAMES) > 0 || NUMBER.test(example);
};

const namesDetail = (draft: TemplateDraft, { bindings }: AdviceKnown): boolean => {
  const language = adviceLanguage(draft.language);
  const says = messageTexts(draft).some(
    ({ text }) =>
      NUMBER.test(blanked(text)) || (language !== null && countPhrases(text, DAYS[language]) > 0)
  );
  return (
    says ||
    draft.buttons.some((button) => button.type === 'URL' && endsInVariable(button.url)) ||
    variablesOf(draft, bindings).some(isDetail)
  );
};

const mark = ({ parameterFormat }: TemplateDraft, name: string): string =>
  parameterFormat === 'NAMED' ? `{{${name}}}` : '{{1}}';

/** A utility template that names no number, date, amount or link of its own (T-37). */
export const adviseDetail = (
  draft: TemplateDraft,
  known: AdviceKnown,
  purpose: KnownPurpose | null
): Advice[] =>
  adviceWhen(
    draft.category === 'UTILITY' &&
      !(purpose && WITHOUT_DETAIL.includes(purpose.purpose)) &&
      !namesDetail(draft, known),
    {
      code: 'detail.missing',
      field: 'body',
      values: { example: mark(draft, 'order_number') },
    }
  );

/** What the sender says of itself is the same for everybody. */
const isPersonal = ({ binding }: DraftVariable): boolean =>
  binding === null || !['text', 'agent', 'account', 'media'].includes(binding.source.kind);

/** A text without anything of the person who reads it (T-42). */
export const advisePersonal = (draft: TemplateDraft, { bindings }: AdviceKnown): Advice[] =>
  adviceWhen(!variablesOf(draft, bindings).some(isPersonal), {
    code: 'personal.missing',
    field: 'body',
    values: { example: mark(draft, 'first_name') },
  });
