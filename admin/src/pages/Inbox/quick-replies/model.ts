import { fold } from '../../../../../server/src/contracts/fold';
import { openVariables } from '../../../../../server/src/contracts/open-variable';
import type { QuickReplyView } from '../../../../../server/src/contracts/quick-replies';
import { fillText, type VariableValues } from '../../../../../server/src/contracts/text-variables';

/** The "/…" that is being typed: from its slash to the caret. It begins the text or follows a space. */
export interface TypedShortcut {
  from: number;
  to: number;
  /** Without the slash. */
  word: string;
}

export const typedShortcut = (text: string, caret: number): TypedShortcut | null => {
  const before = /(^|\s)\/([\p{L}\p{M}\p{N}_.-]{0,40})$/u.exec(text.slice(0, caret));
  if (!before) return null;
  const word = before[2] ?? '';
  return { from: caret - word.length - 1, to: caret, word };
};

/**
 * What was typed since the list was opened at `from`, with a slash or without: words of a text too, since replies are found by
 * those. Null: it has become a message.
 */
export const typedSince = (text: string, from: number, caret: number): TypedShortcut | null => {
  if (caret < from) return null;
  const typed = /^\/?([^\n]{0,40})$/u.exec(text.slice(from, caret));
  return typed && { from, to: caret, word: (typed[1] ?? '').trim() };
};

/** Those that fit what is typed: by the start of the shortcut first, then anywhere in shortcut or text. At most 8. */
export const offered = (replies: readonly QuickReplyView[], word: string): QuickReplyView[] => {
  const wanted = fold(word);
  const rank = ({ shortcut, text }: QuickReplyView): number => {
    const short = fold(shortcut.slice(1));
    if (short.startsWith(wanted)) return 0;
    if (short.includes(wanted)) return 1;
    return wanted.length > 1 && fold(text).includes(wanted) ? 2 : 3;
  };
  return replies
    .map((reply) => ({ reply, rank: rank(reply) }))
    .filter((one) => one.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map(({ reply }) => reply)
    .slice(0, 8);
};

export interface Inserted {
  text: string;
  /** The caret, or the first variable that is still open. */
  selection: [number, number];
}

/** The text with the reply in place of the typed shortcut (or at the caret), filled for this person. */
export const insertReply = (
  text: string,
  place: { from: number; to: number },
  { reply, values }: { reply: Pick<QuickReplyView, 'text'>; values: VariableValues }
): Inserted => {
  const filled = fillText(reply.text, values);
  const next = `${text.slice(0, place.from)}${filled.text}${text.slice(place.to)}`;
  const [open] = filled.open;
  const end = place.from + filled.text.length;
  return {
    text: next,
    selection: open ? [place.from + open.from, place.from + open.to] : [end, end],
  };
};

/**
 * The next open place after the selection, or from behind all of them the first one again. Null when there is none, and on the
 * last one: there Tab leaves the field as everywhere.
 */
export const nextOpen = (
  text: string,
  [start, end]: readonly [number, number]
): [number, number] | null => {
  const places = openVariables(text);
  const last = places.at(-1);
  if (!last || (last[0] === start && last[1] === end)) return null;
  return places.find(([from]) => from >= end) ?? places[0] ?? null;
};
