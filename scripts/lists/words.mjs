/**
 * How often words that docs/voice.md rules out may still be there. A count may only shrink: write one sentence plainly,
 * and lower its number. `npm run check -- words` names both.
 */

/** In admin/src/translations/en: wrong in any sentence on screen. */
export const ENGLISH = {
  whoever: 0,
  'so many': 0,
  'is told': 0,
  told: 0,
  anew: 0,
  "nobody's": 0,
  'by itself': 0,
  'by themselves': 0,
  'goes on': 0,
  // Two are an instruction: “Go back to Columns”.
  'go back': 2,
  'looked after by': 0,
  'parted by': 0,
  'call off': 0,
  'taken out': 0,
  'take out': 0,
  'put away': 0,
  doubles: 0,
  'dry run': 0,
  meanwhile: 0,
  stands: 0,
  // One is a word of the customer: “please” beside an opt-out keyword.
  please: 1,
  successfully: 0,
  simply: 0,
};

/** In admin/src/translations/tr, with any ending. */
export const TURKISH = {
  görevde: 0,
  belirteç: 0,
  geldikçe: 0,
  'nasıl başlarsa': 0,
  'izin masası': 0,
  // Strapi's own name of its page: İçerik Tipi Kurucusu.
  'içerik tipi': 1,
  kendiliğinden: 0,
  günlükler: 0,
  kadarı: 0,
  tanesi: 0,
  sınayın: 0,
  görecekleri: 0,
  // The word of a customer beside an opt-out keyword.
  lütfen: 1,
  başarıyla: 0,
};

/** Where the words of `CODE` are counted: every folder with code, and the guides outside of folders. */
export const FOLDERS = [
  ...['server/src', 'admin/src', 'simulator/src', 'simulator/phone', 'formats'],
  ...['playground/src', 'playground/config', 'bench', 'tests', 'docs'],
  ...['bin', 'scripts', '.ci', '.github'],
];
export const PAGES = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'simulator/README.md'];

/** In code, comments, guides and tests. */
export const CODE = {
  whoever: 0,
  "nobody's": 0,
  'so many': 0,
  anew: 18,
  'is told': 63,
  told: 832,
  deed: 181,
  deeds: 208,
  stood: 35,
  standing: 122,
  asleep: 57,
  waking: 4,
  judgeSaid: 0,
  HANDED_OVER: 3,
  tryOut: 9,
};
