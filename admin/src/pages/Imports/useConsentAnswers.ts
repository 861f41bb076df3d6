import { useState } from 'react';
import { assignmentsWith, hasOpenWords, wordId, wordsWith, type WordMeaning } from './model';
import type { Wizard } from './useWizard';

/** What is chosen on the page about the columns of consent, until it is applied. */
export const useConsentAnswers = ({ view, answer }: Wizard) => {
  const [chosen, setChosen] = useState<Record<string, WordMeaning>>({});
  const endedBefore = view.rules.endsNewerYes ?? false;
  const [endsNewerYes, setEnds] = useState(endedBefore);
  const isChanged = Object.keys(chosen).length > 0 || endsNewerYes !== endedBefore;
  return {
    words: wordsWith(view.words, chosen),
    choose: (word: Parameters<typeof wordId>[0], means: WordMeaning) =>
      setChosen({ ...chosen, [wordId(word)]: means }),
    endsNewerYes,
    setEnds,
    isChanged,
    /** Something is asked, or answered and not applied: the dry run does not say what the import would do. */
    isOpen: isChanged || hasOpenWords(view),
    apply: () =>
      answer({
        consentWords: assignmentsWith(view.rules.consentWords, view.words, chosen),
        endsNewerYes,
      }),
  };
};
export type ConsentAnswering = ReturnType<typeof useConsentAnswers>;
