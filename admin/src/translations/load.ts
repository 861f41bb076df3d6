import { PLUGIN_ID } from '../pluginId';

export type Words = Readonly<Record<string, string>>;
type Load = () => Promise<{ default: Words }>;

/** Menu, settings, widget, custom field and places in the Content Manager: everybody who opens the admin loads them. */
const startWords = new Map<string, Load>([
  ['en', () => import('./en/start.json')],
  ['tr', () => import('./tr/start.json')],
]);

const english: Load = () => import('./en');

/** All others, one file per room, so that each page keeps its own. They come with the first of our pages. */
const pageWords = new Map<string, Load>([
  ['en', english],
  ['tr', () => import('./tr')],
]);

/** Keys get the plugin's prefix here and nowhere else. */
const withPrefix = (words: Words): Words =>
  Object.fromEntries(Object.entries(words).map(([key, text]) => [`${PLUGIN_ID}.${key}`, text]));

/** Strapi calls this once for each locale of the admin, before anyone signs in. */
export const loadTranslations = ({ locales }: { locales: string[] }) =>
  Promise.all(
    locales.map(async (locale) => {
      const load = startWords.get(locale);
      return { locale, data: load ? withPrefix((await load()).default) : {} };
    })
  );

const kept = new Map<string, Words>();

/** The words of our pages, English where we do not have the language. Throws when the file cannot be fetched; then ask again. */
export const loadPageWords = async (locale: string): Promise<Words> => {
  const known = kept.get(locale);
  if (known) return known;
  const words = withPrefix((await (pageWords.get(locale) ?? english)()).default);
  kept.set(locale, words);
  return words;
};

/** As `loadPageWords`, of what is loaded already. */
export const keptPageWords = (locale: string): Words | undefined => kept.get(locale);
