import type { ReactNode } from 'react';
import { Flex } from '@strapi/design-system';
import { PendingBubble } from '../components/PendingBubble';
import type { OutboxItem } from '../hooks/outbox-store';
import type { Thread } from '../hooks/useThread';
import { ThreadEdge } from './ThreadEdge';

interface Props {
  readonly thread: Thread;
  /** Messages that the server has not confirmed. */
  readonly pending: readonly OutboxItem[];
  readonly onRetry: (clientId: string) => void;
  readonly onEdit: (item: OutboxItem) => void;
  readonly onDrop: (clientId: string) => void;
  readonly onNewer: () => void;
  /** Below the newest message: what goes later. */
  readonly after: ReactNode;
}

/** Below the newest message what is on its way and what goes later; below an old one the way to those that follow it. */
export const ThreadEnd = ({ thread, pending, onNewer, after, ...deeds }: Props) => {
  if (!thread.isNewest)
    return (
      <Flex justifyContent="center" padding={2}>
        <ThreadEdge edge={thread.bottom} way="newer" onMore={onNewer} />
      </Flex>
    );
  return (
    <>
      {pending.map((item) => (
        <PendingBubble key={item.clientId} item={item} {...deeds} />
      ))}
      {after}
    </>
  );
};
