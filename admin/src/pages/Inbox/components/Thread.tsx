import { useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import { Box, Flex, Typography, VisuallyHidden } from '@strapi/design-system';
import type {
  MessageView,
  ResolveMessageBody,
} from '../../../../../server/src/contracts/conversations';
import type { ContactView } from '../../../../../server/src/contracts/contacts';
import type { NoteView } from '../../../../../server/src/contracts/team-notes';
import { ErrorState, RowSkeletons } from '../../../shared/states';
import { useT } from '../../../shared/useT';
import type { OutboxItem } from '../hooks/outbox-store';
import type { Thread as ThreadData } from '../hooks/useThread';
import { useTarget, type Target } from '../hooks/useTarget';
import { useThreadScroll } from '../hooks/useThreadScroll';
import { Scroll } from '../layout';
import { firstUnread, rowKey, stillPending, threadRows, withDays } from '../model/thread';
import { withNotes } from '../team/thread-notes';
import { leftBelow } from '../thread/left-below';
import { ThreadEdge } from '../thread/ThreadEdge';
import { ThreadEnd } from '../thread/ThreadEnd';
import { ThreadJumps } from '../thread/ThreadJumps';
import { ThreadRows } from '../thread/ThreadRows';
import { useAnnouncement } from '../thread/useAnnouncement';
import { useAskedLine } from '../thread/useAskedLine';
import { useInSight } from '../thread/useInSight';
import { useJump } from '../thread/useJump';
import { useKeptFocus } from '../thread/useKeptFocus';
import { useNewBelow } from '../thread/useNewBelow';
import { useRowWindow } from '../thread/useRowWindow';
import { useSentNow } from '../thread/useSentNow';
import { useShowMessage } from '../thread/useShowMessage';
import type { BubbleDeeds } from './BubbleActions';

/** So near to an end of what is known more of it is asked for. */
const NEAR = 120;

interface Props {
  readonly conversationId: number;
  readonly contact: ContactView;
  /** A message to go to. */
  readonly target?: Target | null;
  readonly thread: ThreadData;
  readonly notes: readonly NoteView[];
  /** How many notes the reader has added here. */
  readonly noted?: number;
  readonly me: number | null;
  readonly pending: readonly OutboxItem[];
  /** Unread when the conversation was opened: where the divider stands. */
  readonly unreadAtOpening: number;
  readonly canReply: boolean;
  /** Null where nothing can be answered. */
  readonly answer: BubbleDeeds | null;
  readonly busyId: number | null;
  /** It was decided whether the person wants no more messages. */
  readonly onDecided?: (() => void) | undefined;
  readonly onResolve: (message: MessageView, action: ResolveMessageBody['action']) => void;
  readonly onRetry: (clientId: string) => void;
  readonly onEdit: (item: OutboxItem) => void;
  readonly onDrop: (clientId: string) => void;
  /** This message, and so all before it, was in sight. */
  readonly onSeen?: ((messageId: number) => void) | undefined;
  /** Below the newest message: what goes later. */
  readonly after?: ReactNode;
}

/**
 * The rows that are shown, and with them the divider before what was unread when the thread was opened; `answered`: it
 * was answered, and nothing of it is new any more.
 */
const useRows = ({ thread, notes, unreadAtOpening }: Props) => {
  const { newest, shown } = thread;
  const divider = useRef<ReturnType<typeof firstUnread>>(null);
  if (divider.current === null && newest.messages.length > 0) {
    divider.current = firstUnread(newest.messages, unreadAtOpening);
  }
  const [isAnswered, setAnswered] = useState(false);
  const { messages, events } = shown;
  const rows = useMemo(() => {
    const unread = isAnswered ? null : divider.current;
    return withDays(withNotes(threadRows(messages, unread, events), notes));
  }, [events, isAnswered, messages, notes]);
  return { rows, answered: useCallback(() => setAnswered(true), []) };
};

/** The messages of one conversation, oldest on top. */
export const Thread = (props: Props) => {
  const { conversationId, thread } = props;
  const t = useT();
  const box = useRef<HTMLDivElement>(null);
  const { newest, shown, isNewest, leap, top, bottom } = thread;
  const { rows, answered } = useRows(props);
  const pending = stillPending(props.pending, newest.messages).filter(
    ({ body, state }) => body.type !== 'reaction' || state !== 'sending'
  );
  const announcement = useAnnouncement(newest.messages);
  const asked = useAskedLine(props);

  const lastMessage = newest.messages.at(-1);
  const lastRow = pending.at(-1)?.clientId ?? rows.at(-1)?.key ?? null;
  const { below, seen, came } = useNewBelow(newest.messages, props.me);
  const scrollEnd = useRef<() => boolean>(() => false);
  const look = useInSight({
    newest: came,
    isAtEnd: () => scrollEnd.current(),
    onSeen: (id) => props.onSeen?.(id),
  });
  const onEnd = useCallback(() => {
    seen();
    look();
  }, [look, seen]);
  const scroll = useThreadScroll(
    box,
    {
      leap,
      isNewest,
      first: shown.messages[0] ? rowKey(shown.messages[0]) : null,
      last: isNewest ? lastRow : lastMessage ? rowKey(lastMessage) : null,
      came,
    },
    { conversationId, isReady: thread.status === 'ready', onEnd }
  );
  scrollEnd.current = scroll.isAtEnd;
  const view = useRowWindow(rows, leap, box);
  const isDrawn = isNewest && view.atLast;
  // What is known above need not be drawn.
  const above = { ...top, hasMore: top.hasMore || !view.atFirst };
  const message = useShowMessage({
    box,
    thread,
    showAround: view.showAround,
    onMoved: () => scroll.onScroll(isDrawn),
  });
  useTarget(props.target ?? null, thread.status === 'ready', message.show);
  const { back, forgetBack, jump } = useJump(box, message.show);
  const keepFocus = useKeptFocus(box);
  const older = () => (view.older() ? undefined : void thread.older());
  const newer = () => (view.newer() ? undefined : void thread.newer());
  const toNewest = () => {
    message.forget();
    forgetBack();
    thread.toNewest();
    view.showLast();
    // At once, so that what is shown next begins at its end; and again once the last rows are drawn.
    scroll.toEnd();
    requestAnimationFrame(scroll.toEnd);
  };
  // What one sends is seen, wherever one reads.
  useSentNow(pending, props.noted ?? 0, () => {
    answered();
    toNewest();
  });
  const onScroll = () => {
    const element = box.current;
    if (!element) return;
    scroll.onScroll(isDrawn);
    message.onScroll();
    if (view.onScroll()) return;
    if (element.scrollTop < NEAR && view.atFirst && !top.failed) void thread.older();
    if (leftBelow(element) < NEAR && view.atLast && !bottom.failed) void thread.newer();
  };

  if (thread.status === 'loading') return <RowSkeletons rows={5} />;
  if (thread.status === 'error') return <ErrorState error={thread.error} onRetry={thread.retry} />;
  return (
    <Box position="relative" flex="1" minHeight={0} display="flex">
      {/* Speech comes from the polite region below: a live log would read out every page scrolled back to. */}
      <Scroll
        ref={box}
        role="log"
        aria-live="off"
        aria-label={t('inbox.thread.label')}
        aria-busy={top.loading || bottom.loading}
        tabIndex={0}
        background="neutral100"
        onScroll={onScroll}
        {...keepFocus}
        data-testid="thread"
      >
        <Box paddingBottom={4}>
          <Flex justifyContent="center" padding={2}>
            <ThreadEdge edge={above} way="older" onMore={older} />
            {above.hasMore ? null : (
              <Typography variant="pi" textColor="neutral600">
                {t(shown.messages.length === 0 ? 'inbox.thread.empty' : 'inbox.thread.beginning')}
              </Typography>
            )}
          </Flex>
          <ThreadRows
            rows={view.shown}
            me={props.me}
            canReply={props.canReply}
            answer={props.answer}
            busyId={props.busyId}
            asked={asked}
            onResolve={props.onResolve}
            onJump={jump}
          />
          <ThreadEnd
            thread={thread}
            pending={pending}
            onRetry={props.onRetry}
            onEdit={props.onEdit}
            onDrop={props.onDrop}
            onNewer={newer}
            after={props.after}
          />
        </Box>
      </Scroll>
      <VisuallyHidden>
        <div aria-live="polite">{announcement}</div>
      </VisuallyHidden>
      <ThreadJumps
        below={below}
        away={!isDrawn}
        looking={message.state}
        onNewest={() => {
          toNewest();
          // The button is gone then.
          box.current?.focus({ preventScroll: true });
        }}
        onBack={back}
      />
    </Box>
  );
};
