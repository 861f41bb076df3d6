import type { TemplateDraft } from '../template-draft';
import { mentionsWayOut, unmarkedWayOuts } from '../template-rules';
import { adviceWhen, type Advice, type AdviceKnown } from './advice';
import { adviseDetail, advisePersonal } from './check-detail';
import { adviseHouse } from './check-house';
import { adviseAction, adviseReading } from './check-reading';
import { adviseCategory, adviseUpsell } from './check-wording';
import { purposeOf } from './purpose';

export type { Advice, AdviceKnown } from './advice';
export { mended } from './mend';
export { textAt } from './parts';
export { guessPurpose, purposeOf, type KnownPurpose } from './purpose';
export type { Mark } from './spans';
export { adviceWords, adviceWordTable, type AdviceCode } from './words';

/** Marketing that does not say how to leave (T-43). A button that only looks like it has a notice and a question of its own. */
const adviseWayOut = (draft: TemplateDraft, { bindings }: AdviceKnown): Advice[] =>
  adviceWhen(
    draft.category === 'MARKETING' &&
      unmarkedWayOuts(draft).length === 0 &&
      !mentionsWayOut(draft, { bindings }),
    { code: 'wayOut.missing', field: 'buttons' }
  );

const everything = (draft: TemplateDraft, known: AdviceKnown): Advice[] => {
  // WhatsApp writes codes itself, and a text that is not begun has no faults yet.
  if (draft.category === 'AUTHENTICATION' || draft.body.trim() === '') return [];
  const purpose = purposeOf(draft);
  const upsell = adviseUpsell(draft, purpose);
  return [
    ...adviseDetail(draft, known, purpose),
    ...upsell,
    // One advice for the same words.
    ...(upsell.length > 0 ? [] : adviseCategory(draft, known, purpose)),
    ...adviseAction(draft, purpose?.purpose === 'opt-out'),
    ...adviseReading(draft),
    ...advisePersonal(draft, known),
    ...adviseWayOut(draft, known),
    ...adviseHouse(draft, known.houseStyle),
  ];
};

/**
 * What could be better in a draft, by the guides and the house style; nothing of it keeps the draft from being submitted
 * (T-37…T-44). Each code comes once; what was waved off for this draft is left out. Rules that go by words know English and
 * Turkish, and are silent for templates in other languages.
 */
export const adviseDraft = (draft: TemplateDraft, known: AdviceKnown): Advice[] =>
  everything(draft, known).filter(({ code }) => !draft.waived?.includes(code));

/** The advice that was waved off and would be given. */
export const waivedAdvice = (draft: TemplateDraft, known: AdviceKnown): Advice[] =>
  everything(draft, known).filter(({ code }) => draft.waived?.includes(code));
