import type { MessageView } from '../../../../../server/src/contracts/conversations';
import { readRefusal } from '../../../shared/refusal';
import type { Fresh, MessagePage, ThreadPlace } from '../model/segment';
import { touches } from '../model/thread';

/** Which page: the one before or after a place, the one around a message, or, without any of them, the newest. */
export interface PageAsk {
  readonly cursor?: string;
  readonly after?: string;
  readonly around?: number;
}
export type FetchPage = (ask: PageAsk) => Promise<MessagePage>;

/** After a long sleep the gap to what is known is closed page by page, at most this many. */
const MOST_CATCH_UP = 40;
const NEWEST: PageAsk = {};

export const keyOf = (ask: PageAsk): string => JSON.stringify(ask);

/**
 * Reads a thread page by page and remembers which page holds which message, so that a hint about an old one
 * refetches its page only, and a gap after a long sleep is closed until the known messages are reached.
 */
export const createThreadSource = (fetchPage: FetchPage) => {
  const pageOf = new Map<number, PageAsk>();
  const touched = new Set<number>();

  const page = async (ask: PageAsk): Promise<MessagePage> => {
    const answer = await fetchPage(ask);
    answer.messages.forEach((message) => pageOf.set(message.id, ask));
    return answer;
  };

  /** The page around a message; null where there is no such message in this thread. */
  const around = async (id: number): Promise<MessagePage | null> => {
    try {
      return await page({ around: id });
    } catch (error) {
      if (readRefusal(error).status === 404) return null;
      throw error;
    }
  };

  const newest = async (all: readonly MessageView[]): Promise<MessagePage> => {
    // A row that came alone, as the answer to a send, tells nothing of what lies before it.
    const known = all.filter(({ id }) => pageOf.has(id));
    const first = await page(NEWEST);
    if (known.length === 0) return first;
    let { messages, events } = first;
    let cursor = first.nextCursor;
    for (let n = 0; cursor !== null && !touches(known, messages) && n < MOST_CATCH_UP; n += 1) {
      const older = await page({ cursor });
      messages = [...messages, ...older.messages];
      events = [...events, ...older.events];
      cursor = older.nextCursor;
    }
    return { messages, events, nextCursor: cursor };
  };

  /** A message that was on the newest page and is not any more is found by a page around it. */
  const again = (id: number, ask: PageAsk): Promise<MessagePage | null> =>
    ask === NEWEST || ask.around !== undefined ? around(ask.around ?? id) : page(ask);

  /** The pages of these messages, each once, but for those that `fresh` has. */
  const pagesOf = async (ids: readonly number[], fresh: MessagePage): Promise<MessagePage[]> => {
    const seen = new Set(fresh.messages.map(({ id }) => id));
    const asked = new Set<PageAsk>();
    const pages: MessagePage[] = [];
    for (const id of ids) {
      const ask = pageOf.get(id) ?? NEWEST;
      if (seen.has(id) || asked.has(ask)) continue;
      if (ask !== NEWEST) asked.add(ask);
      const answer = await again(id, ask);
      answer?.messages.forEach((message) => seen.add(message.id));
      if (answer) pages.push(answer);
    }
    return pages;
  };

  return {
    page,
    around,
    /** The newest page, whatever lies between it and what is known, and the old pages that a hint named. */
    refresh: async ({
      newest: known,
      old,
    }: Pick<ThreadPlace, 'newest' | 'old'>): Promise<Fresh> => {
      const shown = new Set([...known.messages, ...(old?.messages ?? [])].map(({ id }) => id));
      const ids = [...touched].filter((id) => shown.has(id));
      touched.clear();
      try {
        const fresh = await newest(known.messages);
        return { newest: fresh, again: await pagesOf(ids, fresh) };
      } catch (error) {
        ids.forEach((id) => touched.add(id));
        throw error;
      }
    },
    /** Something about this message changed. */
    touch: (messageId: number) => {
      if (pageOf.has(messageId)) touched.add(messageId);
    },
    touchAll: () => pageOf.forEach((_ask, id) => touched.add(id)),
  };
};
export type ThreadSource = ReturnType<typeof createThreadSource>;
