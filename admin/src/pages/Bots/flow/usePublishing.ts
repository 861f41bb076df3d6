import { useEffect, useRef, useState } from 'react';
import { useNotification } from '@strapi/strapi/admin';
import type { FlowProblem } from '../../../../../server/src/contracts/bots';
import type { FlowKey } from '../../../../../server/src/contracts/flow-graph';
import { useT } from '../../../shared/useT';
import { isOfFlow, type Problems, type Flow } from './useFlow';
import { useFlowWords } from './useFlowWords';

/** What stops publishing; undefined: nothing that is known. */
export const stopIn = ({ list }: Problems) => list?.find(({ level }) => level === 'stop');

interface Ways {
  readonly focus: (step: FlowKey) => void;
  readonly open: () => void;
}

/** The button that publishes: it waits for the check of these very steps, and leads to what stops them. */
export const usePublishing = ({ form, store, problems }: Flow, { focus, open }: Ways) => {
  const t = useT();
  const words = useFlowWords();
  const { toggleNotification } = useNotification();
  const button = useRef<HTMLButtonElement>(null);
  const [isWaiting, wait] = useState(false);
  const [isReady, ready] = useState(false);
  const hindrance = (stop: FlowProblem | undefined): string => {
    if (!stop) return t('flows.problems.unchecked');
    return isOfFlow(stop) ? words.problem(stop, null) : t('flows.problems.stop');
  };
  const decide = () => {
    const stop = stopIn(problems);
    if (store.isHeld) return store.meet();
    if (!stop && !problems.error) return open();
    toggleNotification({ type: 'warning', message: hindrance(stop) });
    if (stop) focus(stop.node);
  };
  const latest = useRef(decide);
  latest.current = decide;
  const { isChecking } = problems;
  useEffect(() => {
    if (!isWaiting || isChecking) return;
    wait(false);
    ready(true);
  }, [isWaiting, isChecking]);
  useEffect(() => {
    if (!isReady) return;
    ready(false);
    // A button that waits has no focus, and the dialog gives the focus back to what had it.
    if (document.activeElement === document.body) button.current?.focus();
    latest.current();
  }, [isReady]);
  return {
    button,
    isWaiting,
    press: () => {
      if (!form.isComplete()) return;
      if (store.isHeld || (!problems.isChecking && !problems.error)) return decide();
      if (!problems.isChecking) problems.retry();
      wait(true);
    },
  };
};
