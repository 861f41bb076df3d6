import type { NoteView } from '../../../../../server/src/contracts/team-notes';
import type { Segment } from '../model/segment';
import { byTime, inBetween, type DayRow, type ThreadRow } from '../model/thread';

type RowWithNotes =
  | ThreadRow
  | { readonly kind: 'note'; readonly key: string; readonly note: NoteView };

/** As it is drawn. */
export type DrawnRow = RowWithNotes | DayRow;

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

/** Notes between the messages by their time, the newest last. */
export const withNotes = (rows: readonly ThreadRow[], notes: readonly NoteView[]): RowWithNotes[] =>
  inBetween(
    rows,
    [...notes]
      .sort(byTime)
      .map((note): RowWithNotes => ({ kind: 'note', key: `n${note.id}`, note }))
  );
