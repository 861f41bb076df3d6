import { PLUGIN_ID } from '../pluginId';

/** Words of one language: one file per room, so that each page keeps its own. */
const words = new Map<string, () => Promise<{ default: Record<string, string> }>>([
  ['en', () => import('./en')],
  ['tr', () => import('./tr')],
]);

/** Strapi asks once per locale of the host; keys get the plugin's prefix here and nowhere else. */
export const loadTranslations = ({ locales }: { locales: string[] }) =>
  Promise.all(
    locales.map(async (locale) => {
      const load = words.get(locale);
      const data = load ? (await load()).default : {};
      return {
        locale,
        data: Object.fromEntries(
          Object.entries(data).map(([key, text]) => [`${PLUGIN_ID}.${key}`, text])
        ),
      };
    })
  );
