import { useCallback, useMemo, useRef, useState } from 'react';
import { useNotification } from '@strapi/strapi/admin';
import type {
  ConversationView,
  UpdateConversationBody,
} from '../../../../../server/src/contracts/conversations';
import { useWhatsappBulkConversationsMutation } from '../../../api/conversations';
import { useWhatsappTakeBackManyMutation } from '../../../api/team';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';
import { backOfMany } from '../model/undo';
import { useUndo } from './useUndo';

/** As many as the server changes at once. */
export const MOST_SELECTED = 200;

/** How the chosen ones were before: they may have left the list when something is done with them. */
const useSeen = (rows: readonly ConversationView[], ids: ReadonlySet<number> | null) => {
  const seen = useRef(new Map<number, ConversationView>());
  if (ids === null) seen.current.clear();
  else for (const row of rows) seen.current.set(row.id, row);
  return seen;
};

/** Choosing several conversations to assign, close, snooze or tag them together, with the way back. */
export const useSelection = (rows: readonly ConversationView[], onChanged: () => void) => {
  const t = useT();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [ids, setIds] = useState<ReadonlySet<number> | null>(null);
  const [change, { isLoading }] = useWhatsappBulkConversationsMutation();
  const [takeBackMany] = useWhatsappTakeBackManyMutation();
  const [undo, setUndo] = useUndo();
  const seen = useSeen(rows, ids);

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
  const told = useCallback(
    (count: number) => {
      toggleNotification({ type: 'info', message: t('inbox.select.undone', { count }) });
      onChanged();
    },
    [onChanged, t, toggleNotification]
  );
  const back = useCallback(
    async (groups: ReturnType<typeof backOfMany>) => {
      setUndo(null);
      let changed = 0;
      for (const group of groups) {
        const answer = await change(group);
        if ('data' in answer) changed += answer.data.changed;
        else refuse(answer.error);
      }
      told(changed);
    },
    [change, refuse, setUndo, told]
  );
  /** Assigned ones are taken back by the server: who sees only their own does not see them any more. */
  const takeBack = useCallback(
    async (given: readonly number[]) => {
      setUndo(null);
      const answer = await takeBackMany(given);
      if ('data' in answer) told(answer.data.changed);
      else refuse(answer.error);
    },
    [refuse, setUndo, takeBackMany, told]
  );
  const apply = useCallback(
    async (body: UpdateConversationBody) => {
      const chosen = [...(ids ?? [])];
      if (chosen.length === 0) return;
      const before = chosen.flatMap((id) => seen.current.get(id) ?? []);
      const answer = await change({ ids: chosen, change: body });
      if (!('data' in answer)) {
        refuse(answer.error);
        return;
      }
      const count = answer.data.changed;
      const isGiven = body.assigneeId !== undefined;
      const undone = () => void (isGiven ? takeBack(chosen) : back(backOfMany(before, body)));
      // What was read cannot be unread.
      if (!body.read) setUndo({ word: 'many', count, back: undone });
      else toggleNotification({ type: 'success', message: t('inbox.select.read-done', { count }) });
      setIds(null);
      onChanged();
    },
    [back, change, ids, onChanged, refuse, seen, setUndo, t, takeBack, toggleNotification]
  );
  return useMemo(
    () => ({
      ids,
      undo,
      busy: isLoading,
      toggleMode,
      toggle,
      choose: (all: readonly number[]) => setIds(new Set(all.slice(0, MOST_SELECTED))),
      apply: (body: UpdateConversationBody) => void apply(body),
    }),
    [apply, ids, isLoading, toggle, toggleMode, undo]
  );
};
export type Selection = ReturnType<typeof useSelection>;
