import {
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type RefObject,
} from 'react';
import type { AgentView } from '../../../../../server/src/contracts/conversations';
import { useWhatsappNoteReadersQuery } from '../../../api/team-notes';
import { useChoiceKeys } from '../composer/useChoiceKeys';
import { insertMention, offeredPeople, stillNamed, typedMention } from './mention-model';

interface Options {
  readonly conversationId: number;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  /** Named already, in a note that is being changed. */
  readonly named?: readonly AgentView[];
}

/** People who are offered while `@…` is typed in a note; the field keeps the focus throughout. */
export const useMentions = ({ conversationId, text, onText, field, named = [] }: Options) => {
  const { data } = useWhatsappNoteReadersQuery(conversationId);
  const [caret, setCaret] = useState(0);
  const [dismissed, setDismissed] = useState<string | null>(null);
  const people = useMemo(() => data?.people ?? [], [data]);
  const typed = dismissed === text ? null : typedMention(text, caret);
  const shown = typed ? offeredPeople(people, typed.word) : [];

  // Before the next key can be typed: anyone who types on does so behind the name.
  const caretAfter = useRef<number | null>(null);
  /** The text right after a name was put in, and the place behind its space. */
  const putIn = useRef<{ text: string; caret: number } | null>(null);
  useLayoutEffect(() => {
    const place = caretAfter.current;
    if (place === null) return;
    caretAfter.current = null;
    field.current?.focus();
    field.current?.setSelectionRange(place, place);
  }, [field, text]);

  const choose = (person: AgentView) => {
    if (!typed) return;
    const next = insertMention(text, typed, person.name);
    onText(next.text);
    setDismissed(next.text);
    keys.first();
    caretAfter.current = next.caret;
    putIn.current = next;
  };
  const close = () => setDismissed(text);

  const keys = useChoiceKeys({ isOpen: typed !== null, shown, onChoose: choose, onClose: close });
  /** The space that one types after a name is the one that stands there already; a second one is meant. */
  const hasSpace = ({ key }: KeyboardEvent): boolean => {
    const place = putIn.current;
    putIn.current = null;
    const { current } = field;
    if (key !== ' ' || place?.text !== text || !current) return false;
    return current.selectionStart === place.caret && current.selectionEnd === place.caret;
  };

  return {
    isOpen: typed !== null && data !== undefined,
    isAlone: people.length === 0,
    shown,
    active: keys.active,
    choose,
    close,
    /** True when the key was ours. */
    onKeyDown: (event: KeyboardEvent): boolean => {
      if (keys.onKeyDown(event)) return true;
      if (!hasSpace(event)) return false;
      event.preventDefault();
      return true;
    },
    onCaret: (place: number) => {
      setCaret(place);
      keys.first();
    },
    /** Whom the text names: by its words, so that names that were typed or pasted count as well. */
    ids: (): number[] => stillNamed(text, [...people, ...named]),
  };
};
export type Mentions = ReturnType<typeof useMentions>;
