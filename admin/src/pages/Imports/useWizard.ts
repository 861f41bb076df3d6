import { useState } from 'react';
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
  unusedConsent,
} from './model';
import { useConsentAnswers } from './useConsentAnswers';
import { useWays } from './useWays';

/** The import on the page: what is saved, what is changed and not yet saved, and the step on screen. */
export const useWizard = (view: ImportView) => {
  const refuse = useRefusal();
  const [params, setParams] = useSearchParams();
  const [save, { isLoading: isSaving }] = useWhatsappUpdateImportMutation();
  const [columns, setColumns] = useState<ColumnTarget[] | null>(null);
  const [typed, setRules] = useState<ImportRules>(view.rules);
  const [showGaps, setShowGaps] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const step = stepOf(view, params.get('step'));
  const go = (next: StepName) => setParams({ step: next });
  const shown = columns ?? view.columns;
  // The preview shows the file by the columns that are saved.
  const ways = useWays(view, step === 'check' ? view.columns : shown, typed);
  const { custom, asked, open } = ways;
  const isWayOpen = open.dates.length + open.numbers.length > 0;
  const rules: ImportRules = { ...typed, ...asked };
  /** Reason and ways of writing belong to these columns: they are saved with them, before the rest of the rules is settled. */
  const saved = (): ImportRules => {
    const { sensitiveReason, ...others } = rules.consent ? rules : view.rules;
    const reason = rules.sensitiveReason ?? sensitiveReason;
    const isUsed = sensitiveAmong(shown, custom).length > 0;
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
  const isDirty =
    JSON.stringify(shown) !== JSON.stringify(view.columns) || !isSameRules(rules, view.rules);
  const leftOut = unusedConsent(view, shown);
  const goOn = async (): Promise<void> => {
    if (isReasonMissing(shown, { custom, rules })) {
      setShowGaps(true);
      if (step === 'rules') go('columns');
      return;
    }
    if (step === 'rules' && consentGaps(rules.consent, shown).length > 0) {
      setShowGaps(true);
      return;
    }
    if (isDirty && !(await put({ columns: shown, rules: saved() }))) return;
    setShowGaps(false);
    go(step === 'columns' ? 'rules' : 'check');
  };
  const next = async (): Promise<void> => {
    if (step !== 'columns') return goOn();
    if (!hasIdentity(shown)) return;
    if (leftOut.length > 0) setAsking(true);
    else await goOn();
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
    canNext: step !== 'columns' || hasIdentity(shown),
    next,
    /** Columns that look like consent and are not used as such: asked before the step is left. */
    leftOut: { columns: leftOut, isAsking, setAsking, goOn },
    go,
  };
};
export type Wizard = ReturnType<typeof useWizard>;
