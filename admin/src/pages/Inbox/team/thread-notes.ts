import type { NoteView } from '../../../../../server/src/contracts/team-notes';
import type { Segment } from '../model/segment';
import type { ThreadRow } from '../model/thread';

export type RowWithNotes =
  | ThreadRow
  | { readonly kind: 'note'; readonly key: string; readonly note: NoteView };

/** A span of time, both ends in it (epoch ms). */
interface Span {
  readonly from: number;
  readonly until: number;
}

/** The time that a part of a thread covers: open at the end at which nothing more follows. */
export const spanOf = ({ messages, olderCursor, newerCursor }: Segment): Span => ({
  from: olderCursor === null ? 0 : (messages[0]?.at ?? 0),
  until: newerCursor === null ? Infinity : (messages.at(-1)?.at ?? Infinity),
});

export const within = (notes: readonly NoteView[], { from, until }: Span): readonly NoteView[] =>
  notes.filter(({ at }) => at >= from && at <= until);

const timeOf = (row: ThreadRow): number | null => {
  if (row.kind === 'message') return row.message.at;
  if (row.kind === 'event') return row.event.at;
  return row.kind === 'day' ? row.at : null;
};

/** Notes between the messages by their time; a divider stays with the message that follows it. */
export const withNotes = (
  rows: readonly ThreadRow[],
  notes: readonly NoteView[]
): RowWithNotes[] => {
  if (notes.length === 0) return [...rows];
  const waiting = [...notes].sort((a, b) => a.at - b.at || a.id - b.id);
  const out: RowWithNotes[] = [];
  const put = (note: NoteView | undefined) => {
    if (note) out.push({ kind: 'note', key: `n${note.id}`, note });
  };
  for (const [index, row] of rows.entries()) {
    // A divider has no time of its own: it counts with what it introduces.
    const next = rows[index + 1];
    const at = timeOf(row) ?? (next ? timeOf(next) : null);
    while (at !== null && waiting[0] && waiting[0].at < at) put(waiting.shift());
    out.push(row);
  }
  waiting.forEach(put);
  return out;
};
