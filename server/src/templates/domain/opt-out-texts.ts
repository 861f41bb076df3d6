import type { TemplateDraft } from '../../contracts/template-draft';

const MOST = 20;

/**
 * The texts by which people leave, when this draft goes to Meta: those of before, because messages with the old button are
 * still on people's phones, without those that are now a button for something else.
 */
export const optOutTextsOf = (
  before: readonly string[] | null,
  { buttons, category }: Pick<TemplateDraft, 'buttons' | 'category'>
): string[] | null => {
  const replies =
    category === 'AUTHENTICATION' ? [] : buttons.filter((b) => b.type === 'QUICK_REPLY');
  const texts = (marked: boolean) =>
    replies.filter(({ optOut }) => (optOut === true) === marked).map(({ text }) => text.trim());
  const others = texts(false);
  const all = new Set([...texts(true), ...(before ?? []).filter((text) => !others.includes(text))]);
  return all.size > 0 ? [...all].slice(0, MOST) : null;
};
