import { useCallback, useEffect, useRef, useState } from 'react';
import type {
  ConversationView,
  MessageView,
  ResolveMessageBody,
  UpdateConversationBody,
} from '../../../../../server/src/contracts/conversations';
import type { TransferBody } from '../../../../../server/src/contracts/team';
import {
  useWhatsappReadConversationMutation,
  useWhatsappResolveMessageMutation,
  useWhatsappUpdateConversationMutation,
} from '../../../api/conversations';
import { useWhatsappTakeBackMutation, useWhatsappTransferMutation } from '../../../api/team';
import { useRefusal } from '../../../shared/useRefusal';
import { backOf } from '../model/undo';
import { useIsLookedAt } from './useIsLookedAt';
import { TAKE_BACK_FOR, useUndo, type Undo } from './useUndo';

const wordOf = (body: UpdateConversationBody): Undo['word'] => {
  if (body.bots) return `bots-${body.bots}`;
  if (body.status) return body.status === 'open' ? 'reopened' : body.status;
  return body.assigneeId === null ? 'unassigned' : 'taken';
};

type SetUndo = ReturnType<typeof useUndo>[1];

/**
 * Assigns a conversation to a colleague or a team, and takes it back. The server decides who may: people who see only their
 * own conversations can no longer open it.
 */
const useHanding = (setUndo: SetUndo, onChanged: (conversation: ConversationView) => void) => {
  const refuse = useRefusal();
  const [transfer] = useWhatsappTransferMutation();
  const [takeBack] = useWhatsappTakeBackMutation();
  const back = useCallback(
    async (id: number) => {
      setUndo(null);
      const answer = await takeBack(id);
      if ('data' in answer) onChanged(answer.data);
      else refuse(answer.error);
    },
    [onChanged, refuse, setUndo, takeBack]
  );
  /** The way back from what was just assigned. */
  const wayBack = useCallback(
    (of: number, part: Pick<Undo, 'word' | 'name'>): Undo => ({
      of,
      ...part,
      lasts: TAKE_BACK_FOR,
      back: () => void back(of),
    }),
    [back]
  );
  /** False where it was refused: the form stays. */
  const hand = useCallback(
    async ({ id }: ConversationView, body: TransferBody): Promise<boolean> => {
      const answer = await transfer({ id, body });
      if (!('data' in answer)) {
        refuse(answer.error);
        return false;
      }
      const name = answer.data.assignee?.name;
      setUndo(wayBack(id, name === undefined ? { word: 'handed' } : { word: 'assigned', name }));
      return true;
    },
    [refuse, setUndo, transfer, wayBack]
  );
  return { hand, wayBack };
};

/**
 * Close, reopen and assign at once, with Undo for some seconds instead of a question. `onClosing`: one is being closed here,
 * and not by Undo; what it answers is called when it is closed.
 */
export const useConversationActions = (
  onChanged: (conversation: ConversationView) => void,
  onClosing: (conversation: ConversationView) => () => void
) => {
  const refuse = useRefusal();
  const [update] = useWhatsappUpdateConversationMutation();
  const [undo, setUndo] = useUndo();
  const { hand, wayBack } = useHanding(setUndo, onChanged);
  const latestClosing = useRef(onClosing);
  latestClosing.current = onClosing;

  const apply = useCallback(
    async (conversation: ConversationView, body: UpdateConversationBody, undoable: boolean) => {
      const closed =
        undoable && body.status === 'closed' ? latestClosing.current(conversation) : null;
      const answer = await update({ id: conversation.id, body });
      if (!('data' in answer)) {
        refuse(answer.error);
        return;
      }
      onChanged(answer.data);
      if (!undoable) return setUndo(null);
      const word = wordOf(body);
      const of = conversation.id;
      if (body.assigneeId !== undefined) {
        // What was theirs already cannot be taken back.
        if (body.assigneeId !== (conversation.assignee?.id ?? null)) setUndo(wayBack(of, { word }));
        return;
      }
      const before = backOf(conversation, body);
      setUndo({ of, word, back: () => void apply(answer.data, before, false) });
      if (answer.data.status === 'closed') closed?.();
    },
    [onChanged, refuse, setUndo, update, wayBack]
  );
  const change = useCallback(
    (conversation: ConversationView, body: UpdateConversationBody) =>
      void apply(conversation, body, true),
    [apply]
  );
  return { change, hand, undo };
};

/** So long a conversation is in sight that nobody chose before it counts as read (ms). */
const UNCHOSEN_MS = 3_000;

/**
 * Marks read what was really looked at: in sight in this conversation, in a visible tab, below no dialog. `unchosenId`: it
 * opened because the one before it was closed, so being in sight for a moment is not reading yet. Answers how to tell that a
 * message, and so all before it, was in sight.
 */
export const useMarkRead = (
  conversation: ConversationView | null,
  onRead: () => void,
  unchosenId: number | null = null
) => {
  const [inSight, setInSight] = useState<{ of: number; messageId: number } | null>(null);
  const [markRead] = useWhatsappReadConversationMutation();
  const isLookedAt = useIsLookedAt();
  const id = conversation?.id ?? null;
  const unread = conversation?.unread ?? 0;
  const upTo = inSight?.of === id ? (inSight?.messageId ?? null) : null;
  const latest = useRef(onRead);
  latest.current = onRead;
  /** Read already, since it opened: what comes later in it does not wait again. */
  const readId = useRef<number | null>(null);
  useEffect(() => {
    if (readId.current !== id) readId.current = null;
    if (id === null || upTo === null || unread === 0 || !isLookedAt) return undefined;
    const read = () => {
      readId.current = id;
      void markRead({ id, upTo }).then((answer) =>
        'data' in answer ? latest.current() : undefined
      );
    };
    if (id !== unchosenId || readId.current === id) {
      read();
      return undefined;
    }
    const timer = setTimeout(read, UNCHOSEN_MS);
    return () => clearTimeout(timer);
  }, [id, isLookedAt, markRead, unchosenId, unread, upTo]);
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
