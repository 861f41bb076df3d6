import type { JsonObject } from '../kernel/json';

/** One bubble of a conversation. `out` = sent by the business, `in` = sent by the person. */
export type ThreadMessage = {
  wamid: string;
  personId: string;
  phoneNumberId: string;
  direction: 'in' | 'out';
  type: string;
  at: number;
  /** The node named by `type`, as sent over the API (template messages: rendered parts). */
  content: JsonObject;
  quoted: string | null;
  forwarded: boolean;
  /** The ad that the person clicked before this message. */
  referral?: JsonObject;
  /** Emoji by side. */
  reactions: { in?: string; out?: string };
  failedCode: number;
  /** Inbound: the person gave it other words, or took it back. */
  edited?: boolean;
  deleted?: boolean;
  /** Inbound: whether the business marked it read. */
  seen: boolean;
};

/** Recent message content for the phone; the oldest falls out beyond `keep`, so memory stays bounded. */
export type ThreadStore = {
  add(message: ThreadMessage): void;
  get(wamid: string): ThreadMessage | undefined;
  of(personId: string, phoneNumberId?: string): ThreadMessage[];
  last(personId: string): ThreadMessage | undefined;
  /** Ids of the people of whom something is kept, the one who talked last first. */
  recent(): string[];
  /** The oldest first. */
  all(): IterableIterator<ThreadMessage>;
};

export const createThreadStore = (keep: () => number): ThreadStore => {
  const byWamid = new Map<string, ThreadMessage>();
  const byPerson = new Map<string, ThreadMessage[]>();

  const evict = (): void => {
    while (byWamid.size > keep()) {
      const oldest = byWamid.values().next().value;
      if (!oldest) return;
      byWamid.delete(oldest.wamid);
      const thread = byPerson.get(oldest.personId);
      // The oldest message overall is the first of its own thread: insertion order is shared.
      if (thread && thread.length > 1) thread.shift();
      else byPerson.delete(oldest.personId);
    }
  };

  return {
    add: (message) => {
      byWamid.set(message.wamid, message);
      const thread = byPerson.get(message.personId);
      if (thread) thread.push(message);
      // Put at the end again: the order of the map is the order of talking.
      byPerson.delete(message.personId);
      byPerson.set(message.personId, thread ?? [message]);
      evict();
    },
    get: (wamid) => byWamid.get(wamid),
    of: (personId, phoneNumberId) => {
      const thread = byPerson.get(personId) ?? [];
      return phoneNumberId ? thread.filter((m) => m.phoneNumberId === phoneNumberId) : [...thread];
    },
    last: (personId) => byPerson.get(personId)?.at(-1),
    all: () => byWamid.values(),
    recent: () => [...byPerson.keys()].reverse(),
  };
};
