import type {
  ConversationEventView,
  MessageView,
} from '../../../../../server/src/contracts/conversations';
import { touches } from '../model/thread';

export interface MessagePage {
  readonly messages: MessageView[];
  readonly events: ConversationEventView[];
  readonly nextCursor: string | null;
}
/** Newest first; null asks for the newest page, a cursor for the one before it. */
export type FetchPage = (cursor: string | null) => Promise<MessagePage>;

/** After a long sleep the gap to what is known is closed page by page, at most this many. */
const MOST_CATCH_UP = 40;

/**
 * Reads a thread page by page and remembers which page holds which message, so that a hint about an old one
 * refetches its page only, and a gap after a long sleep is closed until the known messages are reached.
 */
export const createThreadSource = (fetchPage: FetchPage) => {
  const pageOf = new Map<number, string | null>();
  const stale = new Set<string>();

  const page = async (cursor: string | null): Promise<MessagePage> => {
    const answer = await fetchPage(cursor);
    answer.messages.forEach((message) => pageOf.set(message.id, cursor));
    return answer;
  };

  const newest = async (known: readonly MessageView[]): Promise<MessagePage> => {
    const first = await page(null);
    if (known.length === 0) return first;
    let { messages, events } = first;
    let cursor = first.nextCursor;
    for (let n = 0; cursor !== null && !touches(known, messages) && n < MOST_CATCH_UP; n += 1) {
      const older = await page(cursor);
      messages = [...messages, ...older.messages];
      events = [...events, ...older.events];
      cursor = older.nextCursor;
    }
    return { messages, events, nextCursor: cursor };
  };

  return {
    page,
    /** The newest page, whatever lies between it and `known`, and the old pages that a hint named. */
    refresh: async (known: readonly MessageView[]): Promise<MessagePage> => {
      const again = [...stale];
      stale.clear();
      try {
        const fresh = await newest(known);
        let { messages, events } = fresh;
        for (const cursor of again) {
          const old = await page(cursor);
          messages = [...messages, ...old.messages];
          events = [...events, ...old.events];
        }
        return { messages, events, nextCursor: fresh.nextCursor };
      } catch (error) {
        again.forEach((cursor) => stale.add(cursor));
        throw error;
      }
    },
    /** Something about this message changed. */
    touch: (messageId: number) => {
      const cursor = pageOf.get(messageId);
      if (cursor) stale.add(cursor);
    },
    touchAll: () => {
      pageOf.forEach((cursor) => {
        if (cursor) stale.add(cursor);
      });
    },
  };
};
