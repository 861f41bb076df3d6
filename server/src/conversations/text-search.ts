import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { MessageHit, MessageSearchResult } from '../contracts/message-search';
import { decodeCursor, encodeCursor, idAfter, isId } from '../kernel/cursor';
import { contextOf } from '../strapi/context';
import { CHANGES } from './domain/changes';
import { excerptOf, readableText, termsOf } from './domain/words';
import type { Conversations } from './service';
import { conversationsByIds, messagesByIds, messagesByWamidKeys } from './store';
import { conversationTable, messageTable, textIndexTable, type MessageRow } from './tables';
import { idsByIndex, idsInWindow, planOf } from './texts';

/** Found messages that are looked at together: within them the newest come first, whenever they were read in. */
const CANDIDATES = 200;
/** A request looks at this many groups of them; who may see little of what is found asks again from there. */
const MOST_GROUPS = 64;
/** And begins no further one after this. */
const LONGEST_MS = 100;

type Raw = Record<string, unknown>;
/** A moment in the order of a thread. */
interface Moment {
  at: number;
  id: number;
}
/** A found message, and the id of its conversation. */
interface Place extends Moment {
  of: number;
}

/** A thread's history is read in after newer messages: by time, not by id. */
const newestFirst = (a: Moment, b: Moment): number => b.at - a.at || b.id - a.id;

/** Below which id a page looks, and of what it finds there below which moment; null at first: from the newest on. */
const startIn = (cursor: string | undefined): { top: number; after: Moment | null } | null => {
  const [top = 0, at = NaN, id = 0] = (decodeCursor(cursor, 3) ?? []).map(Number);
  if (isId(top) && isId(id) && Number.isSafeInteger(at)) return { top, after: { at, id } };
  const below = idAfter(cursor);
  return below === null ? null : { top: below, after: null };
};

export interface TextQuery {
  q: string;
  cursor?: string | undefined;
  limit: number;
  /** Narrows a query over conversations to what the list would show this viewer. */
  narrowed(): Knex.QueryBuilder;
}

const isChange = ({ type }: MessageRow) => CHANGES.some((kind) => kind === type);

/** The message of the thread to go to: of an edit the one that it changed, where that one is here. */
const placeOf = (message: MessageRow, originals: ReadonlyMap<string, MessageRow>): number => {
  const original = isChange(message) ? originals.get(message.contextKey ?? '') : undefined;
  return original?.conversationId === message.conversationId ? original.id : message.id;
};

/** Finds messages by their words, newest first, in the conversations that the viewer may see. */
export const createTextSearch = (strapi: Core.Strapi, { views }: Pick<Conversations, 'views'>) => {
  const { db, clock } = contextOf(strapi);

  const isIncomplete = async (): Promise<boolean> => {
    const row = await db.knex(textIndexTable.table).first<Raw | undefined>('below');
    return Number(row?.below ?? 0) > 1;
  };

  const newest = async (): Promise<number> => {
    const row = await db
      .knex(messageTable.table)
      .max({ id: 'id' })
      .first<{ id: unknown } | undefined>();
    return Number(row?.id ?? 0) + 1;
  };

  /** Of these messages those in conversations that pass. */
  const visible = async (
    ids: readonly number[],
    narrowed: TextQuery['narrowed']
  ): Promise<Place[]> => {
    if (ids.length === 0) return [];
    const raw = await db
      .knex(messageTable.table)
      .whereIn('id', [...ids])
      .select<Raw[]>('id', 'at', 'conversation_id');
    const places = raw.map((row) => ({
      id: Number(row.id),
      at: Number(row.at),
      of: Number(row.conversation_id),
    }));
    const rows = (await narrowed()
      .whereIn(`${conversationTable.table}.id`, [...new Set(places.map((place) => place.of))])
      .select(`${conversationTable.table}.id`)) as Raw[];
    const passing = new Set(rows.map((row) => Number(row.id)));
    return places.filter((place) => passing.has(place.of));
  };

  const shown = async (page: Place[], terms: string[]): Promise<MessageHit[]> => {
    const [messages, rows] = await Promise.all([
      messagesByIds(
        db.knex,
        page.map(({ id }) => id)
      ),
      conversationsByIds(db.knex, [...new Set(page.map((place) => place.of))]),
    ]);
    const byId = new Map((await views(rows)).map((view) => [view.id, view]));
    const found = page.flatMap(({ id }) => messages.get(id) ?? []);
    const changed = found.flatMap((message) =>
      isChange(message) && message.contextKey ? [message.contextKey] : []
    );
    const originals = await messagesByWamidKeys(db.knex, changed);
    const told = new Set<number>();
    return found.flatMap((message): MessageHit[] => {
      const conversation = byId.get(message.conversationId);
      // A row of words whose message is another one by now shows nothing.
      const excerpt = excerptOf(readableText(message.body, message.text), terms);
      if (!conversation || !excerpt) return [];
      const { at, direction } = message;
      const messageId = placeOf(message, originals);
      // The words before an edit and after it are one message.
      if (told.has(messageId)) return [];
      told.add(messageId);
      return [{ messageId, at, direction, conversation, excerpt }];
    });
  };

  /** What is found from an id on backwards, enough for a page; `below`: where the next search goes on, 0 at the end. */
  const gather = async (
    { limit, narrowed }: TextQuery,
    terms: string[],
    top: number
  ): Promise<{ found: Place[]; below: number }> => {
    const window = await idsInWindow(db.knex, { terms, below: top, limit: CANDIDATES });
    const found = await visible(window.ids, narrowed);
    // A full group may have left some of the window behind: go on below its last one.
    const isFull = window.ids.length === CANDIDATES;
    let below = isFull ? (window.ids.at(-1) ?? 0) : window.floor;
    const isEnough = () => found.length > limit || below === 0;
    if (isEnough()) return { found, below };
    const plan = await planOf(db.knex, { terms, below: top });
    const end = clock.monotonic() + LONGEST_MS;
    for (let groups = 0; !isEnough() && groups < MOST_GROUPS; groups += 1) {
      const group = await idsByIndex(db.knex, { ...plan, below, limit: CANDIDATES });
      found.push(...(await visible(group.ids, narrowed)));
      below = group.next;
      if (clock.monotonic() > end) break;
    }
    return { found, below };
  };

  const search = async (query: TextQuery): Promise<MessageSearchResult> => {
    const { q, cursor, limit } = query;
    const terms = termsOf(q);
    const incomplete = await isIncomplete();
    if (terms.length === 0) return { hits: [], nextCursor: null, incomplete };
    const { top, after } = startIn(cursor) ?? { top: await newest(), after: null };
    const { found, below } = await gather(query, terms, top);
    const left = found
      .filter((place) => after === null || newestFirst(after, place) < 0)
      .sort(newestFirst);
    const page = left.slice(0, limit);
    const last = page.at(-1);
    const rest = left.length > limit && last ? [top, last.at, last.id] : null;
    const next = rest ?? (below > 1 ? [below] : null);
    return {
      hits: await shown(page, terms),
      nextCursor: next && encodeCursor(next),
      incomplete,
    };
  };
  return { search };
};
