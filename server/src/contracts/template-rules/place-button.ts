import type { DraftButton } from '../template-draft';

/** With one more button beside its own kind: quick replies must stand together. */
export const placeButton = (buttons: readonly DraftButton[], made: DraftButton): DraftButton[] => {
  const last = buttons.map((one) => one.type === 'QUICK_REPLY').lastIndexOf(true);
  return made.type === 'QUICK_REPLY' && last >= 0
    ? [...buttons.slice(0, last + 1), made, ...buttons.slice(last + 1)]
    : [...buttons, made];
};
