import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { PresenceBody, PresenceView } from '../../../../../server/src/contracts/team';
import { useLazyWhatsappPresenceQuery, useWhatsappTellPresenceMutation } from '../../../api/team';
import { useLiveSignals } from '../../../shared/live/live-store';
import { useNow } from '../../../shared/useNow';
import { newClientId } from '../hooks/useOutbox';
import { presentPeople, type PresentPerson } from './presence-model';

/** One per tab: a person may have several open. */
const TAB = newClientId();
/** How often an open page says that it is open, and a writing hand that it writes (ms). */
const BEAT = 15_000;
const TYPING_BEAT = 3_000;
/** Anyone who has not touched a key for so long has stopped typing (ms). */
const TYPING_ENDS = 5_000;
/** Anyone who presses Send does not wait longer for who else writes (ms). */
const CHECK_FOR = 2_000;

interface Told {
  readonly view: PresenceView;
  /** How far the server's clock is ahead of ours (ms). */
  readonly ahead: number;
}

/**
 * Who else has this conversation open and who writes in it. Tells the others the same of us while the tab is looked at;
 * what nobody tells any more ends by itself. Use it under a `key` of the conversation.
 */
export const usePresence = (conversationId: number) => {
  const [told, setTold] = useState<Told | null>(null);
  const [tell] = useWhatsappTellPresenceMutation();
  const [ask] = useLazyWhatsappPresenceQuery();
  const typedAt = useRef(0);
  const toldTypingAt = useRef(0);
  const isOpen = useRef(true);
  const latest = useRef<readonly PresentPerson[]>([]);
  const take = useCallback((view: PresenceView | undefined) => {
    if (view && isOpen.current) setTold({ view, ahead: view.at - Date.now() });
  }, []);
  const say = useCallback(
    async (doing: PresenceBody['doing']) => {
      toldTypingAt.current = doing === 'typing' ? Date.now() : 0;
      const answer = await tell({ id: conversationId, body: { tab: TAB, doing } });
      if ('data' in answer) take(answer.data);
    },
    [conversationId, take, tell]
  );

  useEffect(() => {
    isOpen.current = true;
    const look = () => {
      if (document.visibilityState !== 'visible') return;
      void say(Date.now() - typedAt.current < TYPING_ENDS ? 'typing' : 'looking');
    };
    const onVisibility = () => (document.visibilityState === 'visible' ? look() : void say('left'));
    look();
    const timer = setInterval(look, BEAT);
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      isOpen.current = false;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', onVisibility);
      void say('left');
    };
  }, [say]);

  useLiveSignals((signal) => {
    const concerns =
      signal.kind !== 'hints' ||
      signal.hints.some(
        ({ type, id }) =>
          id === conversationId &&
          // With another assignee who was there may not read it any more.
          (type === 'presence' || (type === 'conversation' && latest.current.length > 0))
      );
    if (concerns) void ask(conversationId).then(({ data }) => take(data));
  });

  /** A key was pressed in the field of the answer. */
  const typing = useCallback(() => {
    const now = Date.now();
    typedAt.current = now;
    if (now - toldTypingAt.current > TYPING_BEAT) void say('typing');
  }, [say]);
  /** The answer is sent. */
  const typed = useCallback(() => {
    typedAt.current = 0;
    if (toldTypingAt.current !== 0) void say('looking');
  }, [say]);

  const now = useNow(1_000);
  const people: readonly PresentPerson[] = useMemo(
    () => (told ? presentPeople(told.view, now + told.ahead) : []),
    [now, told]
  );
  latest.current = people;
  /** Does nobody else write, as the server knows it now? Without an answer in time what is known here counts. */
  const check = useCallback(async (): Promise<boolean> => {
    const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), CHECK_FOR));
    const view = (await Promise.race([ask(conversationId), late]))?.data;
    take(view);
    const now = view ? presentPeople(view, view.at) : latest.current;
    return now.every(({ isTyping }) => !isTyping);
  }, [ask, conversationId, take]);
  return { people, typing, typed, check };
};
export type Presence = ReturnType<typeof usePresence>;
