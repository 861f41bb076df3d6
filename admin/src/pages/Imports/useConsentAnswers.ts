import { useState } from 'react';
import {
  againRules,
  assignmentsWith,
  hasOpenWords,
  wordId,
  wordsWith,
  type AgainRule,
  type AgainRules,
  type ImportRules,
  type ImportView,
  type WordMeaning,
} from './model';

/**
 * What is chosen on the page of what the dry run asks, until it is applied; kept while other steps are looked at. `isWayOpen`: how
 * some column is written is asked beside it, and saved with it.
 */
export const useConsentAnswers = (
  view: ImportView,
  save: (change: Partial<ImportRules>) => Promise<boolean>,
  isWayOpen: boolean
) => {
  const [chosen, setChosen] = useState<Record<string, WordMeaning>>({});
  const endedBefore = view.rules.endsNewerYes ?? false;
  const [endsNewerYes, setEnds] = useState(endedBefore);
  const [again, setAgain] = useState<AgainRules>({});
  const before = (rule: AgainRule) => view.rules[rule] ?? false;
  const changed = againRules.filter((rule) => (again[rule] ?? before(rule)) !== before(rule));
  const isChanged =
    isWayOpen ||
    view.words.some((word) => chosen[wordId(word)] !== undefined) ||
    endsNewerYes !== endedBefore ||
    changed.length > 0;
  const apply = async (): Promise<void> => {
    const consentWords = assignmentsWith(view.rules.consentWords, view.words, chosen);
    if (!(await save({ consentWords, endsNewerYes, ...again }))) return;
    setChosen({});
    setAgain({});
  };
  return {
    words: wordsWith(view.words, chosen),
    choose: (word: Parameters<typeof wordId>[0], means: WordMeaning) =>
      setChosen({ ...chosen, [wordId(word)]: means }),
    endsNewerYes,
    setEnds,
    /** Rules about people who are known, as they are chosen. */
    again: { ...view.rules, ...again } as AgainRules,
    chooseAgain: (rule: AgainRule, isOn: boolean) => setAgain({ ...again, [rule]: isOn }),
    isChanged,
    /** Something is asked, or answered and not applied: the dry run does not say what the import would do. */
    isOpen: isChanged || hasOpenWords(view),
    apply,
  };
};
