import { houseFooter, withHouseButtons, type HouseStyle } from '../house-style';
import type { TemplateDraft } from '../template-draft';
import { LIMITS, mentionsWayOut } from '../template-rules';
import type { AdviceCode } from './words';

const signed = ({ footer }: TemplateDraft, { businessName }: HouseStyle): string | null => {
  const next = footer.trim() === '' ? businessName : `${footer.trim()} · ${businessName}`;
  return next.length > LIMITS.footer ? null : next;
};

/** The change of the draft that does what an advice on the house style asks for; null where only a person can. */
export const mended = (
  draft: TemplateDraft,
  code: AdviceCode,
  style: HouseStyle | null
): Partial<TemplateDraft> | null => {
  if (style === null) return null;
  switch (code) {
    case 'house.footer': {
      const footer = houseFooter(style, draft.language);
      // One press must not take the only way out of marketing.
      const isLost = mentionsWayOut(draft) && !mentionsWayOut({ ...draft, footer });
      return draft.category === 'MARKETING' && isLost ? null : { footer };
    }
    case 'house.signOff': {
      const footer = signed(draft, style);
      return footer === null ? null : { footer };
    }
    case 'house.buttons': {
      const buttons = withHouseButtons(style, draft);
      return buttons.length > LIMITS.buttons ? null : { buttons };
    }
    default:
      return null;
  }
};
