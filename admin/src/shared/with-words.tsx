import {
  useEffect,
  useMemo,
  useReducer,
  useState,
  type ComponentType,
  type ReactNode,
} from 'react';
import { IntlProvider, useIntl } from 'react-intl';
import { keptPageWords, loadPageWords, type Words } from '../translations/load';

/** Strapi's own: from here it takes the language of the reader at its start. */
const LANGUAGE_KEY = 'strapi-admin-language';

/** The words of our pages in the reader's language; undefined while another language is fetched. */
const usePageWords = (locale: string) => {
  const [, drawAgain] = useReducer((count: number) => count + 1, 0);
  const [failure, setFailure] = useState<Error | null>(null);
  const words = keptPageWords(locale);
  useEffect(() => {
    if (words) return;
    loadPageWords(locale).then(drawAgain, setFailure);
  }, [locale, words]);
  if (failure) throw failure;
  return words;
};

/** Our words beside those of the host, whose own text for one of our keys (`translations` in `src/admin/app`) wins. */
const PageWords = ({ children }: { children: ReactNode }) => {
  const { locale, defaultLocale, messages: ofHost, onError } = useIntl();
  const words = usePageWords(locale);
  const messages = useMemo(
    // Strapi hands its messages over as texts, not parsed.
    () => ({ ...words, ...(ofHost as Words) }),
    [words, ofHost]
  );
  if (!words) return null;
  return (
    <IntlProvider
      locale={locale}
      defaultLocale={defaultLocale}
      messages={messages}
      onError={onError}
      textComponent="span"
    >
      {children}
    </IntlProvider>
  );
};

/**
 * What Strapi or `lazy` loads on demand, with the words that it needs: `withWords(() => import('./App'))`. Words are
 * 70 kB a language; who never opens one of our pages does not fetch them. Answers a loader; Strapi warns of async ones.
 */
export const withWords =
  <Props extends object>(load: () => Promise<{ default: ComponentType<Props> }>) =>
  () =>
    Promise.all([load(), loadPageWords(localStorage.getItem(LANGUAGE_KEY) ?? 'en')]).then(
      ([{ default: Page }]) => ({
        default: (props: Props) => (
          <PageWords>
            <Page {...props} />
          </PageWords>
        ),
      })
    );
