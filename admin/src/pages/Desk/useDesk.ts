import { useEffect, useState } from 'react';
import type { DeskForm, OptInLanguage } from '../../../../server/src/contracts/opt-in';
import { useWhatsappAgreeAtDeskMutation } from '../../api/opt-in';
import { newPress } from '../../shared/newPress';
import { useApiError } from '../../shared/useApiError';
import { bodyOf, emptyInput, problemsOf, type DeskInput, type DeskProblem } from './model';

/** How the desk comes back to the empty form; given from outside, so that a test need not wait. */
export interface DeskTimer {
  /** Calls once, later; answers how to give it up. */
  later(call: () => void): () => void;
}

const THANKS_MS = 12_000;

export const windowTimer: DeskTimer = {
  later: (call) => {
    const id = window.setTimeout(call, THANKS_MS);
    return () => window.clearTimeout(id);
  },
};

type Step = 'form' | 'thanks';

/** One customer after the other: what is typed stays until it is saved, and is gone for the next one. */
export const useDesk = (
  { form, language }: { form: DeskForm; language: OptInLanguage },
  timer: DeskTimer
) => {
  const explain = useApiError();
  const [agree, { isLoading }] = useWhatsappAgreeAtDeskMutation();
  const [step, setStep] = useState<Step>('form');
  const [input, setInput] = useState<DeskInput>(() => emptyInput(form, newPress()));
  const [problems, setProblems] = useState<readonly DeskProblem[]>([]);
  /** What to do about the number, in the language in which the customer was asked. */
  const [hint, setHint] = useState<{ language: OptInLanguage; text: string } | null>(null);
  const [failure, setFailure] = useState<'offline' | 'failed' | null>(null);

  const next = () => {
    setInput(emptyInput(form, newPress()));
    setProblems([]);
    setFailure(null);
    setStep('form');
  };
  useEffect(
    () => (step === 'thanks' ? timer.later(next) : undefined),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once for each customer, however often it is drawn
    [step]
  );

  const press = async () => {
    const found = problemsOf(input);
    setHint(null);
    setProblems(found);
    setFailure(null);
    if (found.length > 0) return;
    try {
      await agree({ id: form.id, body: bodyOf(input, { form, language }) }).unwrap();
      setStep('thanks');
    } catch (error) {
      const { field, remedy } = explain(error);
      if (field === 'number') {
        setProblems(['number']);
        setHint(remedy === null ? null : { language, text: remedy });
      } else setFailure(navigator.onLine ? 'failed' : 'offline');
    }
  };

  return {
    step,
    input,
    problems,
    hint: hint?.language === language ? hint.text : null,
    failure,
    isLoading,
    press,
    next,
    change: (part: Partial<DeskInput>) => setInput((old) => ({ ...old, ...part })),
  };
};
export type Desk = ReturnType<typeof useDesk>;
