import { useState } from 'react';
import type { AutomationView } from '../../../../../server/src/contracts/automation-desk';
import {
  REHEARSED_DAYS,
  type AutomationRehearsal,
} from '../../../../../server/src/contracts/automation-watch';
import type { AutomationBody } from '../../../../../server/src/contracts/automations';
import { useWhatsappRehearseAutomationWatchMutation } from '../../../api/automation-watch';
import { useApiError, type ShownError } from '../../../shared/useApiError';

/** Spans that people choose from, in days. */
export const SPANS = [1, 7, 14, REHEARSED_DAYS] as const;

/** Rehearses the automation as it is on the page; the server keeps nothing of it. */
export const useRehearsal = (body: AutomationBody, automation: AutomationView | null) => {
  const explain = useApiError();
  const [ask, { isLoading }] = useWhatsappRehearseAutomationWatchMutation();
  const [days, setDays] = useState<number>(REHEARSED_DAYS);
  const [done, setDone] = useState<{ of: string; result: AutomationRehearsal } | null>(null);
  const [error, setError] = useState<ShownError | null>(null);
  const of = JSON.stringify(body);
  const run = async (): Promise<void> => {
    setError(null);
    try {
      const asked = { automation: body, automationId: automation?.id ?? null, days };
      const result = await ask(asked).unwrap();
      setDone({ of, result });
    } catch (refused) {
      setError(explain(refused));
    }
  };
  return {
    days,
    setDays,
    isLoading,
    error,
    result: done?.result ?? null,
    /** The automation is another one than was rehearsed. */
    isChanged: done !== null && done.of !== of,
    run,
  };
};
export type RehearsalHands = ReturnType<typeof useRehearsal>;
