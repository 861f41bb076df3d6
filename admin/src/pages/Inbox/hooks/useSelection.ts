import { useCallback, useMemo, useState } from 'react';
import { useNotification } from '@strapi/strapi/admin';
import type { UpdateConversationBody } from '../../../../../server/src/contracts/conversations';
import { useWhatsappBulkConversationsMutation } from '../../../api/conversations';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';

/** As many as the server changes at once. */
export const MOST_SELECTED = 200;

/** Choosing several conversations to assign, close or tag them together. */
export const useSelection = (onChanged: () => void) => {
  const t = useT();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [ids, setIds] = useState<ReadonlySet<number> | null>(null);
  const [change, { isLoading }] = useWhatsappBulkConversationsMutation();

  const toggleMode = useCallback(() => setIds((old) => (old === null ? new Set() : null)), []);
  const toggle = useCallback(
    (id: number) =>
      setIds((old) => {
        const next = new Set(old ?? []);
        if (!next.delete(id) && next.size < MOST_SELECTED) next.add(id);
        return next;
      }),
    []
  );
  const apply = useCallback(
    async (body: UpdateConversationBody) => {
      const chosen = [...(ids ?? [])];
      if (chosen.length === 0) return;
      const answer = await change({ ids: chosen, change: body });
      if (!('data' in answer)) {
        refuse(answer.error);
        return;
      }
      toggleNotification({
        type: 'success',
        message: t('inbox.select.changed', { count: answer.data.changed }),
      });
      setIds(null);
      onChanged();
    },
    [change, ids, onChanged, refuse, t, toggleNotification]
  );
  return useMemo(
    () => ({
      ids,
      busy: isLoading,
      toggleMode,
      toggle,
      choose: (all: readonly number[]) => setIds(new Set(all.slice(0, MOST_SELECTED))),
      apply: (body: UpdateConversationBody) => void apply(body),
    }),
    [apply, ids, isLoading, toggle, toggleMode]
  );
};
export type Selection = ReturnType<typeof useSelection>;
