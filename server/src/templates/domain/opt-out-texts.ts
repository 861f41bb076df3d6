import type { TemplateDraft } from '../../contracts/template-draft';
import { chosenMark, endsMarketing, type OptOutMark } from '../../contracts/template-rules';
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

/**
 * What a press on a button with this text ends. That a text like STOP ends marketing is read here and never stored: so it
 * holds for every template, also one that was synced or submitted before the word was known, and for former buttons.
 */
export const optOutMarkOfText = (texts: OptOutTexts | null, pressed: string): OptOutMark | null => {
  const text = pressed.trim();
  const chosen = texts && chosenMarkOf(texts, text);
  return chosen ?? (endsMarketing(text) ? 'marketing' : null);
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
