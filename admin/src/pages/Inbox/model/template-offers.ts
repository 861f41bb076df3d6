import type { ContactView } from '../../../../../server/src/contracts/contacts';
import type { MessageBody } from '../../../../../server/src/contracts/conversations';
import type { MayTemplate } from '../../../../../server/src/contracts/may-template';
import type { TemplateView } from '../../../../../server/src/contracts/templates';
import { folded } from '../../../shared/folded';
import { previewBody } from '../../../shared/template-preview';
import {
  obstacle,
  previewBindings,
  startTexts,
  type ForWhom,
  type Obstacle,
} from './template-choice';

export interface Filter {
  readonly q: string;
  readonly language: string | null;
  readonly category: string | null;
}

export interface Offer {
  readonly template: TemplateView;
  readonly obstacle: Obstacle | null;
  /** As this person would get it. */
  readonly body: MessageBody;
}

/** `own`: in the person's language; `other`: may go in another one; `held`: cannot go now. */
export interface OfferGroup {
  readonly key: 'own' | 'other' | 'held';
  readonly offers: readonly Offer[];
}

/** Without an opt-in it can still be chosen, as the opt-in can be recorded beside it. */
export const usable = (why: Obstacle | null): boolean => why === null || why === 'needs-opt-in';

/** "en" of "en_GB" and "en-GB". */
const base = (code: string): string => code.split(/[_-]/)[0]?.toLowerCase() ?? '';

const languageOfCountry = (country: string): string | null => {
  try {
    return new Intl.Locale(`und-${country}`).maximize().language;
  } catch {
    return null; // no country's code
  }
};

/** The person's, else what is spoken where the number is at home, else the reader's. */
export const languageFor = (
  { language }: Pick<ContactView, 'language'>,
  country: string | undefined,
  reader: string
): string => language || (country ? languageOfCountry(country) : null) || reader;

const found = ({ template, body }: Offer, q: string): boolean => {
  const text = folded(
    [template.name, template.name.replaceAll('_', ' '), template.header?.text, template.body]
      .concat(body.header?.text, body.text)
      .filter(Boolean)
      .join(' ')
  );
  return folded(q)
    .split(/\s+/)
    .every((word) => text.includes(word));
};

/** Search in name and text, language and category as chosen; what fits the person best first. */
export const offerGroups = (
  templates: readonly TemplateView[],
  filter: Filter,
  { may, language, ...who }: ForWhom & { may: MayTemplate; language: string }
): OfferGroup[] => {
  const groupOf = ({ template, obstacle: why }: Offer): OfferGroup['key'] => {
    if (!usable(why)) return 'held';
    return base(template.language) === base(language) ? 'own' : 'other';
  };
  const rank = ({ template, obstacle: why }: Offer) =>
    (why === null ? 0 : 2) + (template.language === language.replace('-', '_') ? 0 : 1);
  const offers = templates
    .filter((one) => filter.language === null || one.language === filter.language)
    .filter((one) => filter.category === null || one.category === filter.category)
    .map((template) => ({
      template,
      obstacle: obstacle(template, may),
      body: previewBody(template, previewBindings(template, startTexts(template, who.contact)), {
        ...who,
        samples: false,
      }),
    }))
    .filter((offer) => filter.q.trim() === '' || found(offer, filter.q.trim()))
    .sort((a, b) => rank(a) - rank(b) || a.template.name.localeCompare(b.template.name));
  return (['own', 'other', 'held'] as const)
    .map((key) => ({ key, offers: offers.filter((offer) => groupOf(offer) === key) }))
    .filter((group) => group.offers.length > 0);
};
