import { useCallback } from 'react';
import { useIntl } from 'react-intl';
import { languageName } from './language-name';

/** A template's language in the viewer's words; nobody has to know what "tr" means. */
export const useLanguageName = (): ((code: string) => string) => {
  const { locale } = useIntl();
  return useCallback((code) => languageName(code, locale), [locale]);
};
