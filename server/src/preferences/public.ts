import type { Core } from '@strapi/strapi';
import type { PreferenceForm } from './domain/choice';
import { makeCode, type PageOf } from './domain/code';
import type { PageFacts } from './domain/page';
import { pageWords } from './domain/words';
import type { PageLanguage } from '../kernel/html-page';
import { publicUrl } from '../strapi/address';

export interface PreferencesService {
  /** The page behind a code; null when it shows nobody's choices. */
  open(code: string): Promise<PageView | null>;
  /** Does what the form says, at once and recorded as proof; null as above. */
  choose(
    code: string,
    form: PreferenceForm,
    language: PageFacts['language']
  ): Promise<PageView | null>;
  /** A link for one person; throws `not-found`. */
  linkFor(contactId: number): Promise<{ url: string; until: number }>;
}

export interface PageView extends Pick<
  PageFacts,
  | 'business'
  | 'logo'
  | 'address'
  | 'state'
  | 'topics'
  | 'channels'
  | 'purposes'
  | 'agreed'
  | 'ownLanguage'
  | 'now'
> {
  /** The owner's words, by language of the page. */
  notices: Readonly<Record<PageFacts['language'], string>>;
}

/** Path of the pages, a code behind it. */
export const PREFERENCES = '/preferences';

/** The end of a link and the whole of it, for messages (O-31). Reads nothing. */
export const preferenceLink = (
  strapi: Core.Strapi,
  { of, now, install }: { of: PageOf; now: number; install: Parameters<typeof makeCode>[2] }
): { code: string; link: string } => {
  const code = makeCode(of, now, install);
  return { code, link: publicUrl(strapi, `${PREFERENCES}/${code}`) };
};

/** The sentence that is agreed to; it names WhatsApp and the business (O-02, O-03). */
export const agreeSentence = (
  language: PageLanguage,
  category: 'marketing' | 'utility',
  business: string
): string => pageWords[language].agree[category](business);

export const preferencesService = (strapi: Core.Strapi): PreferencesService =>
  strapi.plugin('whatsapp').service('preferences') as PreferencesService;
