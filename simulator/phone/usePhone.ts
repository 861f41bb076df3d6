import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import { act, loadThread } from './api';
import { isUnread } from './ChatList';
import type { SheetContent } from './scene';
import type { Bubble, Content, Person, Start } from './types';
import { useRetry } from './useRetry';

/** What the phone shows: own messages, and the business's once they arrived. A phone that is off counts the rest in a line. */
export const hasArrived = (bubble: Bubble): boolean =>
  bubble.direction === 'in' || ['delivered', 'read', 'played', 'failed'].includes(bubble.status);

export type ThreadState = 'loading' | 'failed' | 'ready';

const NOTHING: readonly Bubble[] = [];

export const useThread = (person: Person, version: number) => {
  const [thread, setThread] = useState<readonly Bubble[] | null>(null);
  const [failed, setFailed] = useState(false);
  const turn = useRef(0);
  const reload = useCallback((): void => {
    const mine = (turn.current += 1);
    loadThread(person.id).then(
      (bubbles) => {
        if (mine !== turn.current) return; // a later answer is already shown
        setThread(bubbles);
        setFailed(false);
      },
      () => setFailed(true)
    );
  }, [person.id]);
  useEffect(reload, [reload, version]);
  useRetry(failed, reload);
  const state: ThreadState = thread ? 'ready' : failed ? 'failed' : 'loading';
  return { thread: thread ?? NOTHING, state, reload };
};

/** The person looks at the chat while it is on a visible page: what arrived becomes read. */
export const useReading = (person: Person, numberId: string, thread: readonly Bubble[]): void => {
  useEffect(() => {
    if (numberId === '') return;
    const read = (): void => {
      const unread = thread.some((b) => isUnread(b) && b.phoneNumberId === numberId);
      if (unread && person.receipts && person.online && document.visibilityState === 'visible')
        act(person.id, 'read', { phoneNumberId: numberId }).catch(() => undefined);
    };
    read();
    document.addEventListener('visibilitychange', read);
    return () => document.removeEventListener('visibilitychange', read);
  }, [thread, person.id, person.receipts, person.online, numberId]);
};

/** A sheet above the chat; closing gives the focus back to what opened it. */
export const useSheet = (screen: RefObject<HTMLDivElement>) => {
  const [sheet, setSheet] = useState<SheetContent | null>(null);
  const opener = useRef<Element | null>(null);
  const isOpen = sheet !== null;
  useEffect(() => {
    if (screen.current) screen.current.inert = isOpen;
    if (!isOpen && opener.current instanceof HTMLElement) opener.current.focus();
    if (!isOpen) opener.current = null;
  }, [isOpen, screen]);
  const show = useCallback((content: SheetContent): void => {
    setSheet((old) => {
      if (!old) opener.current = document.activeElement;
      return content;
    });
  }, []);
  const close = useCallback(() => setSheet(null), []);
  return { sheet, show, close };
};

type Beginning = { start: Start | undefined; onBegun: () => void };

/** Which chat is open, and what is being written in it. */
export const useChat = (
  { start, onBegun }: Beginning,
  thread: readonly Bubble[],
  fallback: string
) => {
  const [chosen, setChosen] = useState<string | null>(null);
  const [listed, setListed] = useState(false);
  const [quote, setQuote] = useState<Bubble | null>(null);
  const [ad, setAd] = useState<Content | null>(null);
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const numberId = chosen ?? thread.at(-1)?.phoneNumberId ?? fallback;

  const setText = (text: string, id = numberId): void =>
    setTexts((old) => ({ ...old, [id]: text }));
  const choose = (id: string): void => {
    setChosen(id);
    setListed(false);
    setQuote(null);
    setAd(null);
  };
  useEffect(() => {
    if (!start) return;
    choose(start.phoneNumberId);
    setText(start.text, start.phoneNumberId);
    setAd(start.referral ?? null);
    onBegun();
    // Each start opens the chat once.
  }, [start]);
  return {
    numberId,
    listed,
    list: () => setListed(true),
    choose,
    quote,
    setQuote,
    ad,
    setAd,
    text: texts[numberId] ?? '',
    setText,
  };
};
