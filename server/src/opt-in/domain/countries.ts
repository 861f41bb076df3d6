import type { PageLanguage } from '../../kernel/html-page';
import { callingCodes } from '../../kernel/lib-phone';
import type { Country } from './page';

const made = new Map<PageLanguage, readonly Country[]>();

/** Countries with their names in this language, by name. */
export const countriesOf = (language: PageLanguage): readonly Country[] => {
  const known = made.get(language);
  if (known) return known;
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'code' });
  const order = new Intl.Collator(language).compare;
  const list = callingCodes()
    .map(([code, dial]): Country => [code, names.of(code) ?? code, dial])
    .sort((a, b) => order(a[1], b[1]));
  made.set(language, list);
  return list;
};
