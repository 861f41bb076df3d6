import type { TemplateView } from '../../../../server/src/contracts/templates';
import type { ReadyKind } from './wizard-model';

/** Texts of the library that invite to something on a day. */
const INVITATIONS = [
  ...['event_invitation', 'webinar_invitation', 'conference_invitation', 'local_event'],
];

/** Is it worth asking for a reminder? */
export const invites = (
  ready: ReadyKind | null,
  template: Pick<TemplateView, 'name'> | null
): boolean => ready === 'event' || INVITATIONS.includes(template?.name ?? '');

/** Answers of the invitation, as people press them. */
export const answersOf = ({ buttons }: Pick<TemplateView, 'buttons'>): string[] =>
  buttons.flatMap(({ type, text }) => (type === 'QUICK_REPLY' ? [text] : []));

/** The answer that says no, as far as its first word tells. */
export const declining = (answers: readonly string[]): string | null =>
  answers.find((text) => /^(no|hayır|nein|non)(?!\p{L})/iu.test(text.trim())) ?? null;

/** The day before at the same hour of the clock, also where the clocks change in between. */
export const dayBefore = (at: number): number => {
  const day = new Date(at);
  day.setDate(day.getDate() - 1);
  return day.getTime();
};
