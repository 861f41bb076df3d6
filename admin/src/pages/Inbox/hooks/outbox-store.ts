import type {
  MessageBody,
  MessageView,
  SendMessageBody,
} from '../../../../../server/src/contracts/conversations';
import type { PendingMessage } from '../model/thread';

export interface OutboxItem extends PendingMessage {
  readonly conversationId: number;
  readonly body: SendMessageBody;
  /** As the bubble draws it until the row arrives. */
  readonly preview: MessageBody;
  readonly error: unknown;
}

export type Post = (conversationId: number, body: SendMessageBody) => Promise<MessageView>;
export interface OutboxPorts {
  readonly post: Post;
  /** True when the server certainly refused (4xx): repeating the same cannot help. */
  readonly isRefusal: (error: unknown) => boolean;
  readonly onSent: (message: MessageView) => void;
}

/** A picture of a file in this browser, by which the bubble was drawn; the file itself lives as long as its address. */
const forgetPicture = ({ preview }: OutboxItem) => {
  const url = preview.media?.url ?? '';
  if (url.startsWith('blob:')) URL.revokeObjectURL(url);
};

/**
 * Messages on their way, by conversation; lives outside React, so that changing the conversation loses nothing.
 * One at a time per conversation, so that two quick messages keep their order; a repeat uses the same client id,
 * which the server answers with the row it already has: nobody is messaged twice.
 */
export const createOutbox = () => {
  let items: readonly OutboxItem[] = [];
  const listeners = new Set<() => void>();
  const lines = new Map<number, Promise<void>>();

  const set = (next: readonly OutboxItem[]) => {
    items = next;
    listeners.forEach((listener) => listener());
  };
  const change = (clientId: string, part: Partial<OutboxItem>) =>
    set(items.map((item) => (item.clientId === clientId ? { ...item, ...part } : item)));
  const drop = (clientId: string) => {
    items.filter((item) => item.clientId === clientId).forEach(forgetPicture);
    set(items.filter((item) => item.clientId !== clientId));
  };

  const deliver = async (clientId: string, ports: OutboxPorts) => {
    const item = items.find((one) => one.clientId === clientId);
    if (!item) return;
    try {
      const message = await ports.post(item.conversationId, item.body);
      ports.onSent(message);
      drop(clientId);
    } catch (error) {
      change(clientId, { state: ports.isRefusal(error) ? 'refused' : 'unsent', error });
    }
  };
  const enqueue = (item: OutboxItem, ports: OutboxPorts) => {
    const before = lines.get(item.conversationId) ?? Promise.resolve();
    const line = before.then(() => deliver(item.clientId, ports));
    lines.set(item.conversationId, line);
    return line;
  };

  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    read: () => items,
    send: (item: OutboxItem, ports: OutboxPorts) => {
      set([...items, item]);
      return enqueue(item, ports);
    },
    /** The same message with the same client id once more. */
    retry: (clientId: string, ports: OutboxPorts) => {
      const item = items.find((one) => one.clientId === clientId);
      if (!item || item.state === 'sending') return Promise.resolve();
      change(clientId, { state: 'sending', error: null });
      return enqueue(item, ports);
    },
    drop,
  };
};
