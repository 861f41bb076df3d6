import type { DraftButton } from '../../contracts/template-draft';
import { EXAMPLE_ADDRESS, type LibraryLanguage } from '../../contracts/template-library';

/** An answer to press; `optOut`: what a tap ends. */
export const reply = (text: string, optOut?: 'marketing' | 'all'): DraftButton => ({
  type: 'QUICK_REPLY',
  text,
  ...(optOut ? { optOut } : {}),
});

/**
 * A page to open. The address is an example: who takes the text over writes their own. `end`: every person has an
 * address of their own, of which this is the end.
 */
export const page = (text: string, path: string, end = ''): DraftButton => ({
  type: 'URL',
  text,
  url: `${EXAMPLE_ADDRESS}${path}${end === '' ? '' : '{{1}}'}`,
  example: end,
});

export const coupon = (example: string): DraftButton => ({ type: 'COPY_CODE', example });

/** How people leave marketing. The English text alone would end nothing: both carry the mark (O-18). */
export const leave: Readonly<Record<LibraryLanguage, DraftButton>> = {
  en: reply('Stop promotions', 'marketing'),
  tr: reply('Abonelikten çık', 'marketing'),
};
