/** Folded words (see contacts' foldKeyword) that stop messages when they are the whole message (O-17), tr and en. */
const STOP_WORDS = new Set([
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
  'stop',
  'stopall',
  'cancel',
  'unsubscribe',
  'quit',
  'end',
  'optout',
  'removeme',
  'revoke',
]);

/** Words that restart them (O-24). */
const START_WORDS = new Set([
  'basla',
  'baslat',
  'yenidenbasla',
  'aboneol',
  'start',
  'unstop',
  'subscribe',
  'optin',
]);

export interface OwnWords {
  /** Folded. */
  stop: readonly string[];
  start: readonly string[];
}

/** What a whole message, folded, asks for; null when it is no keyword. Stop beats start when a word is in both lists. */
export const keywordOf = (
  folded: string,
  own: OwnWords = { stop: [], start: [] }
): 'opt-out' | 'opt-in' | null => {
  if (folded === '') return null;
  if (STOP_WORDS.has(folded) || own.stop.includes(folded)) return 'opt-out';
  return START_WORDS.has(folded) || own.start.includes(folded) ? 'opt-in' : null;
};
