import type { DraftButton } from './template-draft';
import type { TemplatePurpose } from './template-purpose';
import type { TemplateCategory } from './template-words';
import type { SuggestedSource } from './templates';

export const LIBRARY_INDUSTRIES = [
  'retail',
  'health',
  'travel',
  'services',
  'every',
  'marketing',
] as const;
export type LibraryIndustry = (typeof LIBRARY_INDUSTRIES)[number];

/** Languages in which every text of the library is written; a missing one is a compile error. */
export const LIBRARY_LANGUAGES = ['en', 'tr'] as const;
export type LibraryLanguage = (typeof LIBRARY_LANGUAGES)[number];

/** A ready text in one language. Variables are named: `{{order_number}}`. */
export type LibraryText = {
  /** What the library calls it: "Order confirmation". */
  title: string;
  /** One line of text above the body; pictures are chosen by the editor. */
  header?: string;
  body: string;
  footer?: string;
  /** A button by which people leave marketing carries `optOut`. */
  buttons?: readonly DraftButton[];
  /** Sample values by variable name, for header and body. */
  examples: Readonly<Record<string, string>>;
};

/** A ready template: the same message in every language of the library, written in each. */
export type LibraryTemplate = {
  /** The name it gets at Meta: lower case, digits and underscores. */
  key: string;
  industry: LibraryIndustry;
  purpose: TemplatePurpose;
  /** As Meta sees it: a notice of a lower price is marketing. */
  category: TemplateCategory;
  /** Where each variable usually comes from, by variable name; `link`: the end of a button's address, `coupon`: its code. */
  sources: Readonly<Record<string, SuggestedSource>>;
  texts: Readonly<Record<LibraryLanguage, LibraryText>>;
};

/** An example address, for link buttons of the library. Who takes a text over writes their own. */
export const EXAMPLE_ADDRESS = 'https://www.example.com/';

/** What the ready campaigns send (M-51); of an event the invitation and its reminder. */
export const CAMPAIGN_TEMPLATES = {
  announcement: ['new_product', 'opening_hours_change'],
  information: ['service_change', 'policy_change'],
  event: ['event_invitation', 'event_reminder'],
  newsletter: ['newsletter'],
  winback: ['win_back'],
} as const;
