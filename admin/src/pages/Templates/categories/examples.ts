import type { TemplateCategory } from '../../../../../server/src/contracts/template-words';
import type { KeyEnd } from '../../../translations/key';

type Example = KeyEnd<'category-guide.example.'>;

/** Texts that clearly belong to a category. */
export const EXAMPLES: Readonly<Record<TemplateCategory, readonly Example[]>> = {
  MARKETING: ['offer', 'invitation', 'basket'],
  UTILITY: ['order', 'appointment', 'invoice'],
  AUTHENTICATION: ['code'],
};

type WithWhy = KeyEnd<'category-guide.mistaken.'>;
type Mistaken = Exclude<WithWhy, `${string}.why`>;

/** Texts that people often put into the wrong category, with the right one. */
export const MISTAKEN: readonly (readonly [text: Mistaken, category: TemplateCategory])[] = [
  ['upsell', 'MARKETING'],
  ['price-drop', 'MARKETING'],
  ['birthday', 'MARKETING'],
  ['hours', 'MARKETING'],
  ['rating', 'UTILITY'],
  ['new-device', 'UTILITY'],
];
