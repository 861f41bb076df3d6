import type {
  ConversationEventView,
  MessageState,
  MessageView,
} from '../../../../../server/src/contracts/conversations';

/** Later facts about a message win over earlier ones, whichever answer arrives first (a status never goes back). */
const rank: Record<MessageState, number> = {
  queued: 0,
  sending: 1,
  uncertain: 2,
  left: 3,
  accepted: 4,
  sent: 5,
  delivered: 6,
  read: 7,
  played: 8,
  failed: 9,
  received: 4,
  note: 4,
};

/** Threads order by (at, id): Meta's time for inbound, ours for outbound. */
export const byTime = (a: { at: number; id: number }, b: { at: number; id: number }): number =>
  a.at - b.at || a.id - b.id;

/** Known and fetched messages as one thread: each once, in order, no state going back. */
export const mergeMessages = (
  known: readonly MessageView[],
  fetched: readonly MessageView[]
): MessageView[] => {
  const byId = new Map(known.map((message) => [message.id, message]));
  for (const message of fetched) {
    const old = byId.get(message.id);
    if (!old || rank[message.state] >= rank[old.state]) byId.set(message.id, message);
  }
  return [...byId.values()].sort(byTime);
};

/** False when everything fetched is new to us: then messages between the two may be missing. */
export const touches = (
  known: readonly MessageView[],
  fetched: readonly MessageView[]
): boolean => {
  if (known.length === 0 || fetched.length === 0) return true;
  const ids = new Set(known.map((message) => message.id));
  return fetched.some((message) => ids.has(message.id));
};

/** What stands in the thread before the server has answered. */
export interface PendingMessage {
  readonly clientId: string;
  readonly at: number;
  readonly state: 'sending' | 'unsent' | 'refused';
}

/** Optimistic bubbles whose row has not arrived: found by the client id that both carry. */
export const stillPending = <Pending extends PendingMessage>(
  pending: readonly Pending[],
  messages: readonly MessageView[]
): Pending[] => {
  const arrived = new Set(messages.map((message) => message.clientId));
  return pending.filter((item) => !arrived.has(item.clientId));
};

/** Known and fetched events, each once, in order. */
export const mergeEvents = (
  known: readonly ConversationEventView[],
  fetched: readonly ConversationEventView[]
): ConversationEventView[] =>
  [...new Map([...known, ...fetched].map((event) => [event.id, event])).values()].sort(byTime);

/** Ours and Meta's clock agree so far (ms). */
const CLOCKS_DIFFER = 60_000;

/**
 * The line at which the team decides what the person meant: the newest that asks, unless it is about an earlier message,
 * which was decided before.
 */
export const undecidedLine = (
  events: readonly ConversationEventView[],
  askedAt: number
): number | null => {
  const line = events.filter(({ kind }) => kind === 'asked-to-stop').at(-1);
  return line && line.at >= askedAt - CLOCKS_DIFFER ? line.id : null;
};

export interface DayRow {
  readonly kind: 'day';
  readonly key: string;
  readonly at: number;
}
export type ThreadRow =
  | { readonly kind: 'event'; readonly key: string; readonly event: ConversationEventView }
  | { readonly kind: 'new'; readonly key: string; readonly count: number }
  | {
      readonly kind: 'message';
      readonly key: string;
      readonly message: MessageView;
      readonly first: boolean;
      readonly last: boolean;
    };

/** Bubbles of one side within this time stand together (ms). */
const GROUP_SPAN = 5 * 60_000;

const dayOf = (at: number): string => {
  const date = new Date(at);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
};

const together = (a: MessageView | undefined, b: MessageView | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  a.direction === b.direction &&
  a.origin === b.origin &&
  a.agent?.id === b.agent?.id &&
  dayOf(a.at) === dayOf(b.at) &&
  Math.abs(b.at - a.at) <= GROUP_SPAN;

/** A stable key: the client id first, so that a bubble stays the same element when its row arrives. */
export const rowKey = (message: MessageView): string => message.clientId ?? `m${message.id}`;

/** What stands in a thread, with or without a time of its own. */
type Timed =
  | { readonly kind: 'message'; readonly message: { readonly at: number } }
  | { readonly kind: 'event'; readonly event: { readonly at: number } }
  | { readonly kind: 'note'; readonly note: { readonly at: number } }
  | { readonly kind: 'new' };

/** The divider before what is new has the time of what it introduces. */
const timeAt = (rows: readonly Timed[], index: number): number | null => {
  const row = rows[index];
  if (!row) return null;
  if (row.kind === 'message') return row.message.at;
  if (row.kind === 'event') return row.event.at;
  return row.kind === 'note' ? row.note.at : timeAt(rows, index + 1);
};

/** Both by their time, each in its order; of two at the same moment the one of `rows` comes first. */
export const inBetween = <Row extends Timed, More extends Timed>(
  rows: readonly Row[],
  more: readonly More[]
): (Row | More)[] => {
  const waiting = [...more];
  const isBefore = (at: number | null): boolean => {
    const first = timeAt(waiting, 0);
    return at !== null && first !== null && first < at;
  };
  const out: (Row | More)[] = [];
  for (const [index, row] of rows.entries()) {
    const at = timeAt(rows, index);
    while (isBefore(at)) out.push(...waiting.splice(0, 1));
    out.push(row);
  }
  return [...out, ...waiting];
};

/** With a line before the first row of each day, whatever kind of row that is. */
export const withDays = <Row extends Timed>(rows: readonly Row[]): (Row | DayRow)[] => {
  let last: string | null = null;
  return rows.flatMap((row, index): (Row | DayRow)[] => {
    const at = timeAt(rows, index);
    if (at === null || dayOf(at) === last) return [row];
    last = dayOf(at);
    return [{ kind: 'day', key: `d${last}`, at }, row];
  });
};

/**
 * The thread as rows: consecutive bubbles grouped, a divider before message `newFromId`, and what happened between the
 * messages. `withDays` adds the lines for days.
 */
export const threadRows = (
  messages: readonly MessageView[],
  unread: { fromId: number; count: number } | null,
  events: readonly ConversationEventView[] = []
): ThreadRow[] =>
  inBetween(
    messageRows(messages, unread),
    events.map((event): ThreadRow => ({ kind: 'event', key: `e${event.id}`, event }))
  );

const messageRows = (
  messages: readonly MessageView[],
  unread: { fromId: number; count: number } | null
): ThreadRow[] =>
  messages.flatMap((message, index) => {
    const before = messages[index - 1];
    const after = messages[index + 1];
    const rows: ThreadRow[] = [];
    const divided = unread !== null && unread.fromId === message.id;
    if (unread !== null && divided) rows.push({ kind: 'new', key: 'new', count: unread.count });
    const beforeNew = unread !== null && after?.id === unread.fromId;
    rows.push({
      kind: 'message',
      key: rowKey(message),
      message,
      first: divided || !together(before, message),
      last: beforeNew || !together(message, after),
    });
    return rows;
  });

/** The first of the last `count` messages from the customer: where "new" begins. */
export const firstUnread = (
  messages: readonly MessageView[],
  count: number
): { fromId: number; count: number } | null => {
  if (count <= 0) return null;
  const inbound = messages.filter((message) => message.direction === 'in');
  const first = inbound[Math.max(0, inbound.length - count)];
  return first ? { fromId: first.id, count: Math.min(count, inbound.length) } : null;
};

/** The message that came in last (null: there is none). What is loaded of older ones later came in before it. */
export const latestId = (messages: readonly MessageView[]): number | null =>
  messages.reduce<number | null>((last, { id }) => (last === null || id > last ? id : last), null);

/** How many came in after this one, but for those that one sent oneself. */
export const fromOthersSince = (
  messages: readonly MessageView[],
  id: number,
  me: number | null
): number =>
  messages.filter(
    (message) =>
      message.id > id && (message.direction === 'in' || me === null || message.agent?.id !== me)
  ).length;

/** The newest answer of a colleague after `since` (epoch ms), or null: asked about before sending over it. */
export const answeredMeanwhile = (
  messages: readonly MessageView[],
  me: number | null,
  since: number | null
): MessageView | null => {
  if (since === null) return null;
  const answers = messages.filter(
    (message) =>
      message.direction === 'out' &&
      message.origin === 'agent' &&
      message.agent !== null &&
      message.agent.id !== me &&
      message.at > since
  );
  return answers.at(-1) ?? null;
};
