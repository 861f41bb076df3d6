import { createHmac } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { Frequency } from '../contracts/contacts';
import type { ContactRow } from '../contacts/public';
import type { Decision, PreferenceForm } from './domain/choice';
import type { OneChoice } from './domain/one';
import { makeCode, type PageOf } from './domain/code';
import type { PageFacts } from './domain/page';
import { pageWords } from './domain/words';
import type { PageLanguage } from '../kernel/html-page';
import type { Settings } from '../settings/public';
import { publicUrl } from '../strapi/address';

export type { OneChoice } from './domain/one';

/** What the page tells beside the person's own: whose it is, what is offered, what the owner says. */
export interface Offer {
  business: string;
  logo: string | null;
  settings: Pick<
    Settings,
    'topics' | 'privacyNotice' | 'otherChannels' | 'marketingRule' | 'utilityRule'
  >;
}

/** What somebody asked a person on the team for: kinds, frequency and a pause. */
export interface Heard {
  contactId: number;
  topicsRefused: readonly string[];
  frequency: Frequency | null;
  /** Null: no pause. */
  pausedUntil: number | null;
  source: string;
  evidence: string;
  actor: { id: number; name: string };
  offer: Offer;
  at: number;
}

/** One choice of a person, with what proves it. */
export interface OneChosen {
  contactId: number;
  choice: OneChoice;
  /** Read before the transaction (`offerOf`): one connection serves SQLite. */
  offer: Offer;
  /** Where it was said; absent: the list of preferences in the chat. */
  source?: string;
  /** Language of the words that were chosen. */
  language: PageLanguage;
  evidence: string | null;
  wamid: string | null;
  at: number;
}

export interface PreferencesService {
  /** The page behind a code; null when it shows no one's choices. */
  open(code: string): Promise<PageView | null>;
  /** Does what the form says, at once and recorded as proof; null as above. */
  choose(
    code: string,
    form: PreferenceForm,
    language: PageFacts['language']
  ): Promise<PageView | null>;
  /**
   * One choice, taken in the chat, by the rules of the page: applied in the caller's transaction and recorded with the
   * message that carried it. Answers what it changed; null when it is not offered any more, or the person is gone.
   */
  chooseOne(trx: Knex.Transaction, chosen: OneChosen): Promise<Decision | null>;
  /** Writes down what was asked for in the chat, by the rules of the page (C-32); false when the person is gone. */
  recordHeard(trx: Knex.Transaction, heard: Heard): Promise<boolean>;
  /** What the business behind this number offers; null while no number is connected. */
  offerOf(accountId: number): Promise<Offer | null>;
  /** What one person's page says. */
  viewOf(contact: ContactRow, offer: Offer): Promise<PageView>;
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

type SealInstall = Parameters<typeof makeCode>[2];

/** Path of the pages, a code behind it. */
export const PREFERENCES = '/preferences';

/**
 * What links are sealed with: the database's own secret and a key of the host, so that neither a copy of the database nor
 * the host's environment alone makes a link to somebody's page.
 */
export const sealedBy = (strapi: Core.Strapi, install: SealInstall): SealInstall => {
  const key: unknown =
    strapi.config.get('admin.secrets.encryptionKey') ?? strapi.config.get('server.app.keys');
  const secret = createHmac('sha256', install.secret).update(JSON.stringify(key ?? null));
  return { installId: install.installId, secret: secret.digest('hex') };
};

/** The end of a link and the whole of it, for messages (O-31). Reads nothing. */
export const preferenceLink = (
  strapi: Core.Strapi,
  { of, now, install }: { of: PageOf; now: number; install: SealInstall }
): { code: string; link: string } => {
  const code = makeCode(of, now, sealedBy(strapi, install));
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
