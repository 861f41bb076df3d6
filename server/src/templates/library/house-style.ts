import { withHouseButtons, withHouseStyle, type HouseStyle } from '../../contracts/house-style';
import type { TemplateDraft } from '../../contracts/template-draft';

const NAME = '{{business_name}}';

/** The name as the business writes it, where it says one; else it stays a variable. */
const named = (draft: TemplateDraft, { businessName }: HouseStyle): TemplateDraft => {
  if (businessName === '') return draft;
  const { 'body.business_name': _sample, ...examples } = draft.examples;
  return { ...draft, body: draft.body.replaceAll(NAME, businessName), examples };
};

/** The one place where the house style meets a text of the library (T-44): footer, usual buttons, name of the business. */
export const inHouseStyle = (draft: TemplateDraft, style: HouseStyle): TemplateDraft =>
  named({ ...withHouseStyle(draft, style), buttons: withHouseButtons(style, draft) }, style);
