import { useState } from 'react';
import type { SyncResult } from '../../../../../server/src/contracts/templates';
import { useWhatsappSyncTemplatesMutation } from '../../../api/templates';
import { useApiError } from '../../../shared/useApiError';

export type SyncOutcome = { ok: true; result: SyncResult } | { ok: false; message: string };

const add = (a: SyncResult, b: SyncResult): SyncResult => ({
  at: Math.max(a.at, b.at),
  ok: a.ok && b.ok,
  read: a.read + b.read,
  created: a.created + b.created,
  updated: a.updated + b.updated,
  missing: a.missing + b.missing,
  error: a.error ?? b.error,
});

/** Reads the templates of the given numbers from Meta, one after the other, and keeps what came out. */
export const useSync = () => {
  const [sync, { isLoading }] = useWhatsappSyncTemplatesMutation();
  const [outcome, setOutcome] = useState<SyncOutcome | null>(null);
  const explain = useApiError();
  const run = async (accountIds: number[]) => {
    setOutcome(null);
    try {
      const results: SyncResult[] = [];
      for (const id of accountIds) results.push(await sync({ accountId: id }).unwrap());
      const first = results[0];
      if (!first) return;
      const result = results.slice(1).reduce(add, first);
      setOutcome(
        result.ok
          ? { ok: true, result }
          : { ok: false, message: result.error ?? explain(null).message }
      );
    } catch (error) {
      setOutcome({ ok: false, message: explain(error).message });
    }
  };
  return { run, isLoading, outcome, dismiss: () => setOutcome(null) };
};
