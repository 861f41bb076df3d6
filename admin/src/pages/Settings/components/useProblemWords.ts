import { useCallback } from 'react';
import { useIntl } from 'react-intl';
import type { AccountProblem, ProblemWords } from '../../../../../server/src/contracts/accounts';

/** What is wrong and what to do, in the language of the page. */
export const useProblemWords = () => {
  const { locale } = useIntl();
  const inLanguage = useCallback(
    (words: ProblemWords) => words[locale.startsWith('tr') ? 'tr' : 'en'],
    [locale]
  );
  const explain = useCallback(
    ({ words }: AccountProblem) => {
      const { text, advice } = inLanguage(words);
      return { message: text, remedy: advice };
    },
    [inLanguage]
  );
  return { inLanguage, explain };
};
