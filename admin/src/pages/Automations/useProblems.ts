import { useMemo } from 'react';
import type { AutomationProblem } from '../../../../server/src/contracts/automation-desk';
import { useWhatsappCheckAutomationsQuery } from '../../api/automations';
import { useDebounced } from '../../shared/useDebounced';
import { useRuleLocale } from '../../shared/useRuleLocale';
import { checkable } from './errors';
import { emptyDraft, type Draft } from './model';

const PAUSE = 700;
const NOTHING = { ...emptyDraft(), id: null };

/** What keeps an automation from being switched on, asked when its maker pauses. Nothing while it is not complete. */
export const useProblems = (draft: Draft, id: number | null) => {
  const language = useRuleLocale();
  const body = useMemo(() => checkable(draft), [draft]);
  const settled = useDebounced(body, PAUSE);
  // Memoised: the query makes a key of it each time that it gets another object.
  const asked = useMemo(() => (settled ? { ...settled, id } : null), [settled, id]);
  const query = useWhatsappCheckAutomationsQuery(asked ?? NOTHING, {
    skip: asked === null,
    refetchOnMountOrArgChange: true,
  });
  const list = asked ? (query.data?.problems ?? null) : null;
  const words = ({ words: said }: AutomationProblem): string => {
    const { text, advice } = said[language];
    return `${text} ${advice}`;
  };
  const at = (field: string, level: AutomationProblem['level']): string[] =>
    (list ?? []).filter((one) => one.field === field && one.level === level).map(words);
  const stopIn = (all: readonly AutomationProblem[] | null | undefined): string | null => {
    const found = all?.find(({ level }) => level === 'stop');
    return found ? words(found) : null;
  };
  return {
    /** The first that stopped it when it was checked last, which may be before the last letter. */
    lastStop: stopIn(list),
    /** The first that stops it at this field of the form, with what to do. */
    stopAt: (field: string): string | null => at(field, 'stop')[0] ?? null,
    warningsAt: (field: string): readonly string[] => at(field, 'warn'),
    /** A template has to be made before it is as it should be. */
    needsTemplate: (list ?? []).some(({ needs }) => needs === 'template'),
    /** The first that stops it at all, as it is now: what is not checked yet the server checks when it is activated. */
    firstStop: (): string | null => {
      const isNow = asked !== null && settled === body;
      return stopIn(isNow ? query.currentData?.problems : null);
    },
  };
};
