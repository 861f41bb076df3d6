import type { TemplateDraft } from '../../contracts/template-draft';
import type { TemplateShape } from '../../cloud-api/template-shape';
import { readComponents } from '../../cloud-api/template-structure';
import {
  chosenMark,
  endsMarketing,
  unmarkedWayOuts,
  type OptOutMark,
  type Said,
} from '../../contracts/template-rules';
import type { TemplateRow } from '../tables';

const MOST = 20;

export type OptOutTexts = Pick<TemplateRow, 'optOutTexts' | 'optOutAllTexts'>;

/** Of the texts that were marked, by hand. */
export const chosenMarkOf = (
  { optOutTexts, optOutAllTexts }: OptOutTexts,
  text: string
): OptOutMark | null => {
  if (optOutAllTexts?.includes(text)) return 'all';
  return optOutTexts?.includes(text) ? 'marketing' : null;
};

/** The template of a message, as far as it says what its buttons end. */
export type MarkingTemplate = OptOutTexts & Pick<TemplateRow, 'components'>;

const saidBy = ({ components }: Pick<TemplateRow, 'components'>): Said => {
  const parts = readComponents(components).components;
  const textOf = (type: string) => parts.find((part) => part.type === type)?.text ?? '';
  return { body: textOf('BODY'), footer: textOf('FOOTER') };
};

/**
 * What a press on a button with this text ends. What its text, or that of the template, says is read here and never stored:
 * so it holds for every template, also one that was synced or submitted before the word was known, and for former buttons.
 */
export const optOutMarkOfText = (
  template: MarkingTemplate | null,
  pressed: string
): OptOutMark | null => {
  const text = pressed.trim();
  const said = template ? saidBy(template) : { body: '', footer: '' };
  const chosen = template && chosenMarkOf(template, text);
  return chosen ?? (endsMarketing(text, said) ? 'marketing' : null);
};

/** Texts of the quick replies of a marketing template that look like the way out although a tap ends nothing. */
export const unmarkedButtonsOf = (
  template: OptOutTexts & Pick<TemplateRow, 'category'>,
  { body, footer, buttons }: Pick<TemplateShape, 'body' | 'footer' | 'buttons'>
): string[] => {
  if (template.category !== 'MARKETING') return [];
  const unmarked = buttons.flatMap(({ type, text }) =>
    type === 'QUICK_REPLY' && chosenMarkOf(template, text.trim()) === null
      ? [{ type: 'QUICK_REPLY' as const, text }]
      : []
  );
  return unmarkedWayOuts({ body, footer: footer ?? '', buttons: unmarked });
};

/**
 * The texts by which people leave, when this draft goes to Meta: those of before, because messages with the old button are
 * still on people's phones, without those that are a button of this draft with another mark or none.
 */
export const optOutTextsOf = (
  before: OptOutTexts | null,
  { buttons, category }: Pick<TemplateDraft, 'buttons' | 'category'>
): OptOutTexts => {
  const replies =
    category === 'AUTHENTICATION' ? [] : buttons.filter((b) => b.type === 'QUICK_REPLY');
  const now = replies.map((reply) => ({ text: reply.text.trim(), mark: chosenMark(reply) }));
  const current = new Set(now.map(({ text }) => text));
  const withFormer = (mark: OptOutMark, former: readonly string[] | null): string[] | null => {
    const marked = now.filter((one) => one.mark === mark).map(({ text }) => text);
    const kept = (former ?? []).filter((text) => !current.has(text));
    const texts = [...new Set([...marked, ...kept])].slice(0, MOST);
    return texts.length > 0 ? texts : null;
  };
  return {
    optOutTexts: withFormer('marketing', before?.optOutTexts ?? null),
    optOutAllTexts: withFormer('all', before?.optOutAllTexts ?? null),
  };
};
