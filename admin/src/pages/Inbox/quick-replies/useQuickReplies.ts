import { useMemo, useState, type KeyboardEvent, type RefObject } from 'react';
import type { ConversationView } from '../../../../../server/src/contracts/conversations';
import { openVariables } from '../../../../../server/src/contracts/open-variable';
import type { QuickReplyView } from '../../../../../server/src/contracts/quick-replies';
import { variableValues } from '../../../../../server/src/contracts/text-variables';
import { useWhatsappListAgentsQuery } from '../../../api/conversations';
import {
  useWhatsappListQuickRepliesQuery,
  useWhatsappUsedQuickRepliesMutation,
} from '../../../api/quick-replies';
import { useChoiceKeys } from '../composer/useChoiceKeys';
import { useSendKey } from '../composer/useSendKey';
import { isComposed } from '../model/send-key';
import { insertReply, nextOpen, offered, typedShortcut, typedSince } from './model';

interface Options {
  readonly conversation: ConversationView;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly canReply: boolean;
  /** A reply with a file: it goes with the message. */
  readonly onFile: (file: NonNullable<QuickReplyView['file']>) => void;
}

/** Quick replies of the composer: offered while "/…" is typed, or by the button; inserted, never sent (Q-03…Q-06). */
export const useQuickReplies = (options: Options) => {
  const { conversation, text, onText, field, canReply } = options;
  const { data } = useWhatsappListQuickRepliesQuery(undefined, { skip: !canReply });
  const agents = useWhatsappListAgentsQuery(undefined, { skip: !canReply });
  const [used] = useWhatsappUsedQuickRepliesMutation();
  const { isSend } = useSendKey();
  const [caret, setCaret] = useState(0);
  /** The text for which Esc was pressed: the popover stays closed until it changes. */
  const [dismissed, setDismissed] = useState<string | null>(null);
  /** Where and over which text the list was opened by its button: what is typed then looks through it. Null: it was not. */
  const [listed, setListed] = useState<{ from: number; text: string } | null>(null);
  /** The text that was to go while a variable in it was still open. */
  const [held, setHeld] = useState<string | null>(null);

  const all = useMemo(() => data?.quickReplies ?? [], [data]);
  const since = listed === null ? null : typedSince(text, listed.from, caret);
  const typed = canReply && dismissed !== text ? (since ?? typedShortcut(text, caret)) : null;
  const isWhole = since !== null && text === listed?.text;
  const word = typed?.word ?? null;
  const shown = useMemo(() => {
    if (word === null) return [];
    return isWhole ? all.slice(0, 50) : offered(all, word);
  }, [all, isWhole, word]);
  const isOpen = typed !== null && (since !== null || data !== undefined);
  const places = useMemo(() => openVariables(text), [text]);
  const me = agents.data?.agents.find(({ id }) => id === agents.data?.me)?.name ?? null;

  /** Selects a place of this text, once it stands in the field; what was typed since is left alone. */
  const select = ([from, to]: [number, number], of: string) =>
    requestAnimationFrame(() => {
      field.current?.focus();
      if (field.current?.value === of) field.current.setSelectionRange(from, to);
    });
  const close = () => {
    setListed(null);
    setDismissed(text);
    keys.first();
  };
  const insert = (reply: QuickReplyView) => {
    const at = field.current?.selectionStart ?? text.length;
    const end = field.current?.selectionEnd ?? at;
    const from = typed?.from ?? at;
    const place = { from, to: typed && !isWhole ? typed.to : end };
    const values = variableValues(conversation.contact, me);
    const { text: next, selection } = insertReply(text, place, { reply, values });
    setListed(null);
    setDismissed(next);
    keys.first();
    onText(next);
    select(selection, next);
    if (reply.file) options.onFile(reply.file);
    void used(reply.id);
  };

  const keys = useChoiceKeys({ isOpen, shown, onChoose: insert, onClose: close });

  /** An Enter that was meant for the list, which holds nothing that fits. Ctrl or ⌘ with it always sends. */
  const isLost = (event: KeyboardEvent): boolean => {
    if (!isOpen || shown.length > 0 || event.key !== 'Enter' || event.shiftKey) return false;
    // Where Enter breaks the line, it does so after a shortcut too.
    return since !== null || (all.length > 0 && !event.ctrlKey && !event.metaKey && isSend(event));
  };

  /** True when the key was ours. */
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (isComposed(event.nativeEvent)) return false;
    if (isLost(event)) {
      // What nothing was found for is sent only by a second press.
      event.preventDefault();
      close();
      return true;
    }
    if (isOpen) return keys.onKeyDown(event);
    if (event.key !== 'Tab' || event.shiftKey) return false;
    const { selectionStart, selectionEnd } = field.current ?? {
      selectionStart: 0,
      selectionEnd: 0,
    };
    const open = nextOpen(text, [selectionStart, selectionEnd]);
    if (!open) return false;
    event.preventDefault();
    select(open, text);
    return true;
  };

  return {
    isOpen,
    /** The search words as they were typed. */
    looked: typed ? text.slice(typed.from, typed.to) : '',
    shown,
    active: keys.active,
    count: all.length,
    unfilled: places.length,
    /** As they stand in the text. */
    openNames: [...new Set(places.map(([from, to]) => text.slice(from, to)))],
    /** The text was to go as it is, and may not: a variable is still open. */
    isHeld: held === text && places.length > 0,
    /** To the first variable that is still open. */
    fill: () => {
      setHeld(null);
      if (places[0]) select(places[0], text);
    },
    insert,
    close,
    onKeyDown,
    /** True while a variable is still open: it is selected, and a line says so. */
    holdsBack: (): boolean => {
      const [first] = places;
      if (!first) return false;
      setHeld(text);
      select(first, text);
      return true;
    },
    /** Tells where the caret is; call it on every change of text or selection. */
    onCaret: (at: number) => {
      setCaret(at);
      if (listed !== null && !typedSince(field.current?.value ?? text, listed.from, at))
        setListed(null);
      keys.first();
    },
    toggleList: () => {
      setDismissed(null);
      const { current: element } = field;
      const at = element?.selectionStart ?? text.length;
      setCaret(at);
      const from = typedShortcut(text, at)?.from ?? at;
      setListed((open) => (open === null ? { from, text } : null));
      element?.focus();
    },
  };
};
export type QuickReplies = ReturnType<typeof useQuickReplies>;
