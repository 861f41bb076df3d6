import { useState } from 'react';
import {
  assignmentsWith,
  hasOpenWords,
  wordId,
  wordsWith,
  type ImportRules,
  type ImportView,
  type WordMeaning,
} from './model';

/** What is chosen on the page about the columns of consent, until it is applied; kept while other steps are looked at. */
export const useConsentAnswers = (
  view: ImportView,
  save: (change: Partial<ImportRules>) => Promise<boolean>
) => {
  const [chosen, setChosen] = useState<Record<string, WordMeaning>>({});
  const endedBefore = view.rules.endsNewerYes ?? false;
  const [endsNewerYes, setEnds] = useState(endedBefore);
  const isChanged =
    view.words.some((word) => chosen[wordId(word)] !== undefined) || endsNewerYes !== endedBefore;
  const apply = async (): Promise<void> => {
    const consentWords = assignmentsWith(view.rules.consentWords, view.words, chosen);
    if (await save({ consentWords, endsNewerYes })) setChosen({});
  };
  return {
    words: wordsWith(view.words, chosen),
    choose: (word: Parameters<typeof wordId>[0], means: WordMeaning) =>
      setChosen({ ...chosen, [wordId(word)]: means }),
    endsNewerYes,
    setEnds,
    isChanged,
    /** Something is asked, or answered and not applied: the dry run does not say what the import would do. */
    isOpen: isChanged || hasOpenWords(view),
    apply,
  };
};
