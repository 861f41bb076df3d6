import { OPT_OUT_WORDS } from '../../contracts/opt-out-words';

/** Words as people write them; each folds to one of the sets below (a test holds them together). */
export const BUILT_IN = {
  optOut: OPT_OUT_WORDS,
  optIn: {
    tr: ['BAŞLA', 'BAŞLAT', 'YENİDEN BAŞLA', 'ABONE OL'],
    en: ['START', 'UNSTOP', 'SUBSCRIBE', 'OPT IN'],
  },
} as const;

/** Folded words (see contacts' foldKeyword) that stop messages when they are the whole message (O-17). */
const STOP_WORDS = {
  tr: new Set([
    'iptal',
    'iptalet',
    'dur',
    'durdur',
    'ret',
    'red',
    'cik',
    'cikis',
    'abonelikteniptal',
    'abonelikiptal',
    'aboneligiiptalet',
    'aboneliktencik',
    'mesajistemiyorum',
    'mesajatma',
    'mesajatmayin',
  ]),
  en: new Set([
    'stop',
    'stopall',
    'cancel',
    'unsubscribe',
    'quit',
    'end',
    'optout',
    'removeme',
    'revoke',
  ]),
};

/** Words that restart them (O-24). */
const START_WORDS = {
  tr: new Set(['basla', 'baslat', 'yenidenbasla', 'aboneol']),
  en: new Set(['start', 'unstop', 'subscribe', 'optin']),
};

export type WordLanguage = 'tr' | 'en';

interface Lists {
  tr: readonly string[];
  en: readonly string[];
}
export interface OwnWords {
  /** Folded. */
  stop: Lists;
  start: Lists;
}
export const NO_OWN_WORDS: OwnWords = { stop: { tr: [], en: [] }, start: { tr: [], en: [] } };

export interface Keyword {
  action: 'opt-out' | 'opt-in';
  /** The language of the word: the confirmation is in it when nothing better is known of the person. */
  language: WordLanguage;
}

const languageOf = (
  folded: string,
  builtIn: Record<WordLanguage, ReadonlySet<string>>,
  own: Lists
): WordLanguage | null => {
  const has = (language: WordLanguage) =>
    builtIn[language].has(folded) || own[language].includes(folded);
  if (has('tr')) return 'tr';
  return has('en') ? 'en' : null;
};

/** What a whole message, folded, asks for; null when it is no keyword. Stop beats start when a word is in both lists. */
export const readKeyword = (folded: string, own: OwnWords = NO_OWN_WORDS): Keyword | null => {
  if (folded === '') return null;
  const stop = languageOf(folded, STOP_WORDS, own.stop);
  if (stop) return { action: 'opt-out', language: stop };
  const start = languageOf(folded, START_WORDS, own.start);
  return start ? { action: 'opt-in', language: start } : null;
};

/** Only the deed of a keyword. */
export const keywordOf = (folded: string, own: OwnWords = NO_OWN_WORDS): Keyword['action'] | null =>
  readKeyword(folded, own)?.action ?? null;
