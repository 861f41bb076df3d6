import { useCallback, useEffect, useRef, useState } from 'react';
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
import { useRefusal } from '../../../shared/useRefusal';
import { backOf } from '../model/undo';
import { useUndo, type Undo } from './useUndo';

const wordOf = (body: UpdateConversationBody): Undo['word'] => {
  if (body.bots) return `bots-${body.bots}`;
  if (body.status) return body.status === 'open' ? 'reopened' : body.status;
  return body.assigneeId === null ? 'unassigned' : 'assigned';
};

/** Close, reopen and assign at once, with Undo for six seconds instead of a question. */
export const useConversationActions = (onChanged: (conversation: ConversationView) => void) => {
  const refuse = useRefusal();
  const [update] = useWhatsappUpdateConversationMutation();
  const [undo, setUndo] = useUndo();

  const apply = useCallback(
    async (conversation: ConversationView, body: UpdateConversationBody, undoable: boolean) => {
      const answer = await update({ id: conversation.id, body });
      if (!('data' in answer)) {
        refuse(answer.error);
        return;
      }
      onChanged(answer.data);
      const before = backOf(conversation, body);
      setUndo(
        undoable
          ? {
              of: conversation.id,
              word: wordOf(body),
              back: () => void apply(answer.data, before, false),
            }
          : null
      );
    },
    [onChanged, refuse, setUndo, update]
  );
  const change = useCallback(
    (conversation: ConversationView, body: UpdateConversationBody) =>
      void apply(conversation, body, true),
    [apply]
  );
  return { change, undo };
};

/**
 * Marks read what was really looked at: in sight in this conversation, in a visible tab. Answers how to tell that a message, and
 * so all before it, was in sight.
 */
export const useMarkRead = (conversation: ConversationView | null, onRead: () => void) => {
  const [inSight, setInSight] = useState<{ of: number; messageId: number } | null>(null);
  const [markRead] = useWhatsappReadConversationMutation();
  const [visible, setVisible] = useState(() => document.visibilityState === 'visible');
  useEffect(() => {
    const listen = () => setVisible(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', listen);
    return () => document.removeEventListener('visibilitychange', listen);
  }, []);
  const id = conversation?.id ?? null;
  const unread = conversation?.unread ?? 0;
  const upTo = inSight?.of === id ? (inSight?.messageId ?? null) : null;
  const latest = useRef(onRead);
  latest.current = onRead;
  useEffect(() => {
    if (id === null || upTo === null || unread === 0 || !visible) return;
    void markRead({ id, upTo }).then((answer) => ('data' in answer ? latest.current() : undefined));
  }, [id, markRead, unread, upTo, visible]);
  return useCallback((of: number, messageId: number) => setInSight({ of, messageId }), []);
};

/** What a person decided about an uncertain or failed message; one decision at a time. */
export const useResolve = (onResolved: (messages: readonly MessageView[]) => void) => {
  const refuse = useRefusal();
  const [resolve] = useWhatsappResolveMessageMutation();
  const [busyId, setBusyId] = useState<number | null>(null);
  const busy = useRef(false);
  /** The second click of a double one meets the same view of the message, however quick the answer was. */
  const decided = useRef(new WeakSet<MessageView>());
  const decide = useCallback(
    async (message: MessageView, action: ResolveMessageBody['action']) => {
      if (busy.current || decided.current.has(message)) return;
      busy.current = true;
      decided.current.add(message);
      setBusyId(message.id);
      try {
        const answer = await resolve({ id: message.id, body: { action } });
        if ('data' in answer) return onResolved([answer.data]);
        decided.current.delete(message);
        refuse(answer.error);
      } finally {
        busy.current = false;
        setBusyId(null);
      }
    },
    [onResolved, refuse, resolve]
  );
  return {
    decide: useCallback(
      (message: MessageView, action: ResolveMessageBody['action']) => void decide(message, action),
      [decide]
    ),
    busyId,
  };
};
