import type {
  ConversationEventView,
  ListMessagesResult,
  MessageView,
} from '../../../../../server/src/contracts/conversations';
import { byTime, mergeEvents, mergeMessages, touches } from './thread';

export type MessagePage = Omit<ListMessagesResult, 'newerCursor'> & {
  readonly newerCursor?: ListMessagesResult['newerCursor'];
};

/** Messages that follow one another without a gap, oldest first, and what happened in their span of time. */
export interface Segment {
  readonly messages: MessageView[];
  readonly events: ConversationEventView[];
  /** Goes back in time; null at the very beginning. */
  readonly olderCursor: string | null;
  /** Goes forward in time; null where it holds the newest message. */
  readonly newerCursor: string | null;
}

/** What is known of a thread: its newest messages, and those around an old one that somebody went to. */
export interface ThreadPlace {
  /** Live: what composer, announcements and counts go by. */
  readonly newest: Segment;
  /** Shown in place of the newest until both meet. */
  readonly old: Segment | null;
  /** Another number where what is shown is not what was shown before with something added. */
  readonly leap: number;
}

const EMPTY: Segment = { messages: [], events: [], olderCursor: null, newerCursor: null };
export const NOTHING_KNOWN: ThreadPlace = { newest: EMPTY, old: null, leap: 0 };

export const shownOf = ({ newest, old }: ThreadPlace): Segment => old ?? newest;

export const holds = (segment: Segment | null, id: number): boolean =>
  segment?.messages.some((message) => message.id === id) ?? false;

const segmentOf = (page: MessagePage): Segment => ({
  messages: mergeMessages([], page.messages),
  events: mergeEvents([], page.events),
  olderCursor: page.nextCursor,
  newerCursor: page.newerCursor ?? null,
});

type Content = Pick<MessagePage, 'messages' | 'events'>;
const grown = (segment: Segment, { messages, events }: Content): Segment => ({
  ...segment,
  messages: mergeMessages(segment.messages, messages),
  events: mergeEvents(segment.events, events),
});

/** Two that share a message have no gap between them. */
const meets = (one: Segment | null, other: Content): one is Segment =>
  one !== null && one.messages.length > 0 && other.messages.length > 0
    ? touches(one.messages, other.messages)
    : false;

const begin = ({ messages }: Segment) => messages[0] ?? { at: Infinity, id: Infinity };
const end = ({ messages }: Segment) => messages.at(-1) ?? { at: -Infinity, id: -Infinity };

/** Of two that meet: it goes on at each end as the one does that reaches further there. */
const union = (one: Segment, other: Segment): Segment => ({
  ...grown(one, other),
  olderCursor: (byTime(begin(one), begin(other)) <= 0 ? one : other).olderCursor,
  newerCursor: (byTime(end(one), end(other)) >= 0 ? one : other).newerCursor,
});

/** An old segment that has reached the newest one is a part of it from then on. */
const joined = (place: ThreadPlace): ThreadPlace => {
  const { newest, old } = place;
  if (!meets(old, newest)) return place;
  // What the old one knows beyond the newest is live too: the refresh goes on from there.
  return { ...place, newest: { ...union(newest, old), newerCursor: null }, old: null };
};

/** With the page before what `cursor` stands at; as it was where nothing ends there any more. */
export const withOlder = (place: ThreadPlace, cursor: string, page: MessagePage): ThreadPlace => {
  const longer = (segment: Segment): Segment => ({
    ...grown(segment, page),
    olderCursor: page.nextCursor,
  });
  if (place.old?.olderCursor === cursor) return joined({ ...place, old: longer(place.old) });
  return place.newest.olderCursor === cursor
    ? joined({ ...place, newest: longer(place.newest) })
    : place;
};

/** With the page after what `cursor` stands at; as it was where nothing ends there any more. */
export const withNewer = (place: ThreadPlace, cursor: string, page: MessagePage): ThreadPlace =>
  place.old?.newerCursor === cursor
    ? joined({
        ...place,
        old: { ...grown(place.old, page), newerCursor: page.newerCursor ?? null },
      })
    : place;

/** Shows the page around a message: with what is shown where both meet, else in its place. */
export const withAround = (place: ThreadPlace, page: MessagePage): ThreadPlace => {
  const segment = segmentOf(page);
  if (meets(place.old, segment)) return joined({ ...place, old: union(place.old, segment) });
  const isLeap = place.old !== null || !meets(place.newest, segment);
  return joined({ ...place, old: segment, leap: place.leap + (isLeap ? 1 : 0) });
};

/** Shows the newest; what was read of old ones is forgotten. */
export const atNewest = (place: ThreadPlace): ThreadPlace =>
  place.old === null ? place : { ...place, old: null, leap: place.leap + 1 };

/** What a refresh has read. */
export interface Fresh {
  /** The newest page, and those before it back to what was known. */
  readonly newest: MessagePage;
  /** Pages further back that may have changed. */
  readonly again: readonly Content[];
}

const freshNewest = (known: Segment, page: MessagePage): Segment =>
  meets(known, page)
    ? grown(known, page)
    : // Nothing was known, or too much came in meanwhile to be read: the thread begins again at its newest.
      { ...segmentOf(page), newerCursor: null };

/** After a refresh: each page goes to the segment that it belongs to. */
export const refreshed = (place: ThreadPlace, { newest, again }: Fresh): ThreadPlace => {
  const fresh = freshNewest(place.newest, newest);
  const isAnew = place.newest.messages.length > 0 && !meets(place.newest, newest);
  const known = (segment: Segment): Segment =>
    again.reduce<Segment>((all, page) => (meets(all, page) ? grown(all, page) : all), segment);
  return joined({
    newest: known(fresh),
    old: place.old === null ? null : known(place.old),
    leap: place.leap + (isAnew && place.old === null ? 1 : 0),
  });
};

/** Rows that the server just answered with replace what was known: a person decided, so a state may go back. */
export const withRows = (place: ThreadPlace, rows: readonly MessageView[]): ThreadPlace => {
  const ids = new Set(rows.map(({ id }) => id));
  const put = (segment: Segment, mine: readonly MessageView[]): Segment =>
    mine.length === 0
      ? segment
      : {
          ...segment,
          messages: mergeMessages(
            segment.messages.filter(({ id }) => !ids.has(id)),
            mine
          ),
        };
  const { newest, old } = place;
  const ofOld = old === null ? [] : rows.filter(({ id }) => holds(old, id));
  // One from before the newest segment that is not known would stand at its top as if nothing lay between.
  const ofNewest = rows.filter(
    (row) =>
      holds(newest, row.id) ||
      (!holds(old, row.id) && (newest.olderCursor === null || byTime(row, begin(newest)) > 0))
  );
  return { ...place, newest: put(newest, ofNewest), old: old === null ? null : put(old, ofOld) };
};
