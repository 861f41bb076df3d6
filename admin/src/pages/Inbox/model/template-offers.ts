import type { ContactView } from '../../../../../server/src/contracts/contacts';
import type { MessageBody } from '../../../../../server/src/contracts/conversations';
import type { MayTemplate } from '../../../../../server/src/contracts/may-template';
import type { TemplateView } from '../../../../../server/src/contracts/templates';
import { fold } from '../../../../../server/src/contracts/fold';
import type { OpenMark } from '../../../shared/template-preview';
import { filledBody, obstacle, startTexts, type ForWhom, type Obstacle } from './template-choice';

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

/** `own`: in the person's language; `other-language`: may go in another one; the rest by what hinders them. */
export interface OfferGroup<Key extends GroupKey = GroupKey> {
  readonly key: Key;
  readonly offers: readonly Offer[];
}
type GroupKey = 'own' | 'other-language' | Obstacle;
export type OpenKey = 'own' | 'other-language' | 'needs-opt-in';
export type HeldKey = Exclude<GroupKey, OpenKey>;

/** What can be cured beside it comes first, then what the person wishes, then what WhatsApp decides. */
const order: readonly GroupKey[] = [
  'own',
  'other-language',
  'needs-opt-in',
  'asked-to-stop',
  'not-asked',
  'left-marketing',
  'opted-out',
  'person-paused',
  'topic',
  'channel',
  'capped',
  'us-marketing',
  'no-address',
  'blocked',
  'pending',
  'paused',
  'in-appeal',
  'rejected',
  'disabled',
  'draft',
  'not-approved',
  'missing',
  'unsupported-component',
  'api-only',
  'other',
];

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
  const text = fold(
    [template.name, template.name.replaceAll('_', ' '), template.header?.text, template.body]
      .concat(body.header?.text, body.text)
      .filter(Boolean)
      .join(' ')
  );
  return fold(q)
    .split(/\s+/)
    .every((word) => text.includes(word));
};

/** Search in name and text, language and category as chosen; what may go first, and of it what fits the person best. */
export const offerGroups = (
  templates: readonly TemplateView[],
  filter: Filter,
  {
    may,
    language,
    markOf,
    ...who
  }: ForWhom & {
    may: MayTemplate;
    language: string;
    markOf: (template: TemplateView) => OpenMark;
  }
): OfferGroup[] => {
  const isOwn = (template: TemplateView) => base(template.language) === base(language);
  const groupOf = ({ template, obstacle: why }: Offer): GroupKey =>
    why ?? (isOwn(template) ? 'own' : 'other-language');
  const rank = ({ template }: Offer) =>
    template.language === language.replace('-', '_') ? 0 : isOwn(template) ? 1 : 2;
  const offers = templates
    .filter((one) => filter.language === null || one.language === filter.language)
    .filter((one) => filter.category === null || one.category === filter.category)
    .map((template) => ({
      template,
      obstacle: obstacle(template, may),
      body: filledBody(template, startTexts(template, who), markOf(template)),
    }))
    .filter((offer) => filter.q.trim() === '' || found(offer, filter.q.trim()))
    .sort((a, b) => rank(a) - rank(b) || a.template.name.localeCompare(b.template.name));
  return order
    .map((key) => ({ key, offers: offers.filter((offer) => groupOf(offer) === key) }))
    .filter((group) => group.offers.length > 0);
};
