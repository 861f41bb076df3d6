import { useCallback, useEffect, useRef, useState } from 'react';
import { useNotification } from '@strapi/strapi/admin';
import type {
  ConversationView,
  MessageView,
  ResolveMessageBody,
  UpdateConversationBody,
} from '../../../../../server/src/contracts/conversations';
import {
  useWhatsappReadConversationMutation,
  useWhatsappResolveMessageMutation,
  useWhatsappUpdateConversationMutation,
} from '../../../api/conversations';
import { useApiError } from '../../../shared/useApiError';

/** How long "Undo" stands (ms). */
const UNDO_FOR = 6_000;

export interface Undo {
  readonly word: 'closed' | 'reopened' | 'assigned' | 'unassigned';
  readonly back: () => void;
}

const wordOf = (body: UpdateConversationBody): Undo['word'] => {
  if (body.status) return body.status === 'closed' ? 'closed' : 'reopened';
  return body.assigneeId === null ? 'unassigned' : 'assigned';
};

/** Close, reopen and assign at once, with Undo for six seconds instead of a question. */
export const useConversationActions = (onChanged: (conversation: ConversationView) => void) => {
  const { toggleNotification } = useNotification();
  const explain = useApiError();
  const [update] = useWhatsappUpdateConversationMutation();
  const [undo, setUndo] = useState<Undo | null>(null);

  useEffect(() => {
    if (!undo) return undefined;
    const timer = setTimeout(() => setUndo(null), UNDO_FOR);
    return () => clearTimeout(timer);
  }, [undo]);

  const apply = useCallback(
    async (conversation: ConversationView, body: UpdateConversationBody, undoable: boolean) => {
      const answer = await update({ id: conversation.id, body });
      if (!('data' in answer)) {
        toggleNotification({ type: 'danger', message: explain(answer.error).message });
        return;
      }
      onChanged(answer.data);
      const before: UpdateConversationBody = body.status
        ? { status: conversation.status }
        : { assigneeId: conversation.assignee?.id ?? null };
      setUndo(
        undoable ? { word: wordOf(body), back: () => void apply(answer.data, before, false) } : null
      );
    },
    [explain, onChanged, toggleNotification, update]
  );
  const change = useCallback(
    (conversation: ConversationView, body: UpdateConversationBody) =>
      void apply(conversation, body, true),
    [apply]
  );
  return { change, undo };
};

/** Marks a conversation read while it is really looked at: chosen, tab visible. */
export const useMarkRead = (conversation: ConversationView | null, onRead: () => void) => {
  const [markRead] = useWhatsappReadConversationMutation();
  const [visible, setVisible] = useState(() => document.visibilityState === 'visible');
  useEffect(() => {
    const listen = () => setVisible(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', listen);
    return () => document.removeEventListener('visibilitychange', listen);
  }, []);
  const id = conversation?.id ?? null;
  const unread = conversation?.unread ?? 0;
  const latest = useRef(onRead);
  latest.current = onRead;
  useEffect(() => {
    if (id === null || unread === 0 || !visible) return;
    void markRead(id).then((answer) => ('data' in answer ? latest.current() : undefined));
  }, [id, markRead, unread, visible]);
};

/** What a person decided about an uncertain or failed message; one decision at a time. */
export const useResolve = (onResolved: (messages: readonly MessageView[]) => void) => {
  const { toggleNotification } = useNotification();
  const explain = useApiError();
  const [resolve] = useWhatsappResolveMessageMutation();
  const [busyId, setBusyId] = useState<number | null>(null);
  const busy = useRef(false);
  const decide = useCallback(
    async (message: MessageView, action: ResolveMessageBody['action']) => {
      if (busy.current) return;
      busy.current = true;
      setBusyId(message.id);
      try {
        const answer = await resolve({ id: message.id, body: { action } });
        if ('data' in answer) onResolved([answer.data]);
        else toggleNotification({ type: 'danger', message: explain(answer.error).message });
      } finally {
        busy.current = false;
        setBusyId(null);
      }
    },
    [explain, onResolved, resolve, toggleNotification]
  );
  return {
    decide: (message: MessageView, action: ResolveMessageBody['action']) =>
      void decide(message, action),
    busyId,
  };
};
