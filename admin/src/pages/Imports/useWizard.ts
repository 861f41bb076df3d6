import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  hasIdentity,
  type ImportFormat,
  type UpdateImportBody,
} from '../../../../server/src/contracts/imports';
import { useWhatsappUpdateImportMutation } from '../../api/imports';
import { useRefusal } from '../../shared/useRefusal';
import {
  consentGaps,
  isReasonMissing,
  isSameRules,
  sensitiveAmong,
  stepOf,
  type ColumnTarget,
  type ImportRules,
  type ImportView,
  type StepName,
} from './model';
import { useConsentAnswers } from './useConsentAnswers';
import { useConsentQuestion } from './useConsentQuestion';
import { useWays } from './useWays';

/** The import on the page: what is saved, what is changed and not yet saved, and the step on screen. */
export const useWizard = (view: ImportView) => {
  const refuse = useRefusal();
  const [params, setParams] = useSearchParams();
  const [save, { isLoading: isSaving }] = useWhatsappUpdateImportMutation();
  const [columns, setColumns] = useState<ColumnTarget[] | null>(null);
  const [typed, setRules] = useState<ImportRules>(view.rules);
  const [showGaps, setShowGaps] = useState(false);
  const step = stepOf(view, params.get('step'));
  const go = (next: StepName) => setParams({ step: next });
  const isUnplaced = params.get('step') === null;
  // Its place stays while a preview is made again, and Back leads to it.
  useEffect(() => {
    if (isUnplaced) setParams({ step }, { replace: true });
  }, [isUnplaced, setParams, step]);
  const shown = columns ?? view.columns;
  // The preview shows the file by the columns that are saved.
  const ways = useWays(view, step === 'check' ? view.columns : shown, typed);
  const { custom, asked, open } = ways;
  const isWayOpen = open.dates.length + open.numbers.length > 0;
  const rules: ImportRules = { ...typed, ...asked };
  /** Reason and ways of writing belong to these columns: they are saved with them, before the rest of the rules is settled. */
  const saved = (chosen: readonly ColumnTarget[]): ImportRules => {
    const { sensitiveReason, ...others } = rules.consent ? rules : view.rules;
    const reason = rules.sensitiveReason ?? sensitiveReason;
    const isUsed = sensitiveAmong(chosen, custom).length > 0;
    return {
      ...others,
      ...asked,
      ...(isUsed && reason ? { sensitiveReason: reason.trim() } : {}),
    };
  };

  const put = async (body: UpdateImportBody): Promise<boolean> => {
    const answer = await save({ id: view.id, body });
    if (!('error' in answer)) return true;
    refuse(answer.error);
    return false;
  };
  /** Another encoding or delimiter reads the file again: the columns are matched again. */
  const reformat = (format: ImportFormat) => {
    setColumns(null);
    void put({ format });
  };
  const isDirty = (chosen: readonly ColumnTarget[]): boolean =>
    JSON.stringify(chosen) !== JSON.stringify(view.columns) || !isSameRules(rules, view.rules);
  const goOn = async (chosen: ColumnTarget[]): Promise<void> => {
    if (isReasonMissing(chosen, { custom, rules })) {
      setShowGaps(true);
      if (step === 'rules') go('columns');
      return;
    }
    if (step === 'rules' && consentGaps(rules.consent, chosen).length > 0) {
      setShowGaps(true);
      return;
    }
    if (isDirty(chosen) && !(await put({ columns: chosen, rules: saved(chosen) }))) return;
    setShowGaps(false);
    go(step === 'columns' ? 'rules' : 'check');
  };
  const consentQuestion = useConsentQuestion(view, { columns: shown, setColumns, goOn });
  const next = async (): Promise<void> => {
    if (step !== 'columns') return goOn(shown);
    if (hasIdentity(shown)) await consentQuestion.ask();
  };
  /** What the dry run asked: saved at once, and the file is checked again. */
  const answer = (change: Partial<ImportRules>): Promise<boolean> => {
    const answered = { ...view.rules, ...(isWayOpen ? asked : {}), ...change };
    setRules(answered);
    return put({ rules: answered });
  };
  return {
    view,
    step,
    columns: shown,
    setColumns,
    custom,
    rules,
    setRules,
    ways,
    reformat,
    answers: useConsentAnswers(view, answer, isWayOpen),
    isSaving,
    showGaps,
    /** Fields that appear after the press of Next are not wrong yet. */
    hideGaps: () => setShowGaps(false),
    canNext: step !== 'columns' || hasIdentity(shown),
    next,
    consentQuestion,
    go,
  };
};
export type Wizard = ReturnType<typeof useWizard>;
