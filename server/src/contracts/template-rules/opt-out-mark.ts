import { stopWord } from '../opt-out-words';
import type { DraftButton } from '../template-draft';

/** What a tap on a button ends. */
export type OptOutMark = 'marketing' | 'all';

/** The mark that was chosen for a button. */
export const chosenMark = (button: DraftButton): OptOutMark | null =>
  button.type === 'QUICK_REPLY' && button.optOut ? button.optOut : null;

/** A text like STOP ends marketing without a mark. */
export const endsMarketing = (text: string): boolean => stopWord(text)?.sure === true;

/** What a tap on this button ends: what was chosen, else marketing when its text says so. */
export const optOutMark = (button: DraftButton): OptOutMark | null =>
  chosenMark(button) ??
  (button.type === 'QUICK_REPLY' && endsMarketing(button.text) ? 'marketing' : null);
