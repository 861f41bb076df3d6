import type { MessageView } from '../../server/src/contracts/conversations';
import { messageOf } from './message-views';

interface Ask {
  readonly cursor?: string | undefined;
  readonly after?: string | undefined;
  readonly around?: number | undefined;
}
interface Options {
  /** Messages 1 to `count`, one after the other. */
  readonly count: number;
  /** This many a page. */
  readonly page: number;
  readonly messageOf?: (id: number) => MessageView;
}

/** Pages of a thread as the server cuts them, at cursors that stand at a message; more messages may come in. */
export const threadServer = ({ count, page: size, messageOf: view = messageOf }: Options) => {
  let last = count;
  const cursorAt = (id: number, way: 'older' | 'newer'): string | null =>
    (way === 'older' ? id <= 1 : id >= last) ? null : `at:${id}`;
  const placeOf = (cursor: string) => Number(cursor.slice(3));
  const between = (from: number, to: number) => {
    const [first, end] = [Math.max(1, from), Math.min(last, to)];
    const ids = Array.from({ length: Math.max(0, end - first + 1) }, (_unused, n) => end - n);
    return {
      messages: ids.map((id) => view(id)),
      events: [],
      nextCursor: cursorAt(ids.at(-1) ?? first, 'older'),
      newerCursor: cursorAt(ids[0] ?? end, 'newer'),
    };
  };
  return {
    page: ({ cursor, after, around }: Ask) => {
      if (cursor !== undefined) return between(placeOf(cursor) - size, placeOf(cursor) - 1);
      if (after !== undefined) return between(placeOf(after) + 1, placeOf(after) + size);
      if (around === undefined) return between(last - size + 1, last);
      const first = around - Math.floor(size / 2);
      return between(first, first + size - 1);
    },
    cursorAt,
    count: () => last,
    append: (more: number) => (last += more),
  };
};
