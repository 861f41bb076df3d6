const USUAL = 'US';

/** Where a language is mostly spoken, as ISO alpha-2: `tr` → `TR`, `pt-BR` → `BR`. For a first guess that people can change. */
export const regionOf = (language: string | null): string => {
  try {
    const { region = USUAL } = new Intl.Locale(language ?? 'en').maximize();
    return /^[A-Z]{2}$/.test(region) ? region : USUAL;
  } catch {
    return USUAL; // no well-formed language: it came from outside
  }
};
