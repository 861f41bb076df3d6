import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { Box, Button, Flex, Loader, Typography, VisuallyHidden } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import type {
  MessageView,
  ResolveMessageBody,
} from '../../../../../server/src/contracts/conversations';
import type { NoteView } from '../../../../../server/src/contracts/team-notes';
import { ErrorState, RowSkeletons } from '../../../shared/states';
import { useT } from '../../../shared/useT';
import type { OutboxItem } from '../hooks/outbox-store';
import type { Thread as ThreadData } from '../hooks/useThread';
import { useTarget, type Target } from '../hooks/useTarget';
import { useThreadScroll } from '../hooks/useThreadScroll';
import { Scroll } from '../layout';
import { firstUnread, rowKey, stillPending, threadRows } from '../model/thread';
import { NoteBubble } from '../team/NoteBubble';
import { withNotes, type RowWithNotes } from '../team/thread-notes';
import { Bubble } from './Bubble';
import type { BubbleDeeds } from './BubbleActions';
import { ThreadJumps } from '../thread/ThreadJumps';
import { useJump } from '../thread/useJump';
import { useRowWindow } from '../thread/useRowWindow';
import { EventLine } from './EventLine';
import { PendingBubble } from './PendingBubble';

const useDayWord = () => {
  const t = useT();
  const { formatDate } = useIntl();
  return (at: number): string => {
    const day = new Date(at).toDateString();
    const now = new Date();
    if (day === now.toDateString()) return t('inbox.day.today');
    const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
    if (day === yesterday.toDateString()) return t('inbox.day.yesterday');
    return formatDate(at, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  };
};

/** Reads out what the customer writes while the thread is open, once; not the pages scrolled back to. */
const useAnnouncement = (messages: readonly MessageView[]): string => {
  const t = useT();
  const [text, setText] = useState('');
  const heard = useRef<number | null>(null);
  const newest = messages.findLast((message) => message.direction === 'in');
  useEffect(() => {
    if (messages.length === 0) return;
    if (heard.current !== null && newest && newest.id > heard.current) {
      setText(t('inbox.thread.heard', { text: newest.body.text ?? newest.body.type }));
    }
    heard.current = newest?.id ?? 0;
  }, [messages.length, newest, t]);
  return text;
};

interface Props {
  readonly conversationId: number;
  /** A message to go to. */
  readonly target?: Target | null;
  readonly thread: ThreadData;
  readonly notes: readonly NoteView[];
  readonly me: number | null;
  readonly pending: readonly OutboxItem[];
  /** Unread when the conversation was opened: where the divider stands. */
  readonly unreadAtOpening: number;
  readonly canReply: boolean;
  /** Null where nothing can be answered. */
  readonly answer: BubbleDeeds | null;
  readonly busyId: number | null;
  readonly onResolve: (message: MessageView, action: ResolveMessageBody['action']) => void;
  readonly onRetry: (clientId: string) => void;
  readonly onEdit: (item: OutboxItem) => void;
  readonly onDrop: (clientId: string) => void;
  /** Below the newest message: what goes later. */
  readonly after?: ReactNode;
}

/** The messages of one conversation, oldest on top. */
export const Thread = (props: Props) => {
  const { conversationId, thread, canReply, busyId, onResolve } = props;
  const t = useT();
  const dayWord = useDayWord();
  const box = useRef<HTMLDivElement>(null);
  const { messages } = thread;

  const divider = useRef<ReturnType<typeof firstUnread>>(null);
  if (divider.current === null && messages.length > 0) {
    divider.current = firstUnread(messages, props.unreadAtOpening);
  }
  const { events } = thread;
  const rows = useMemo(
    () => withNotes(threadRows(messages, divider.current, events), props.notes),
    [events, messages, props.notes]
  );
  const pending = stillPending(props.pending, messages).filter(
    ({ body, state }) => body.type !== 'reaction' || state !== 'sending'
  );
  const announcement = useAnnouncement(messages);

  const lastMessage = messages.at(-1);
  const scroll = useThreadScroll(
    box,
    {
      first: messages[0] ? rowKey(messages[0]) : null,
      last: pending.at(-1)?.clientId ?? rows.at(-1)?.key ?? null,
      lastIsOurs: pending.length > 0 || lastMessage?.direction === 'out',
    },
    conversationId
  );

  const view = useRowWindow(rows, box);
  useTarget(box, { target: props.target ?? null, showAround: view.showAround }, thread);
  const { state: jumpState, back, jump } = useJump({ box, thread, showAround: view.showAround });
  const older = () => (view.older() ? undefined : void thread.older());
  const toNewest = () => {
    view.showNewest();
    requestAnimationFrame(scroll.toEnd);
  };
  // What one sends is seen, wherever one reads.
  const sentNow = pending.at(-1)?.clientId ?? null;
  const { showNewest } = view;
  useEffect(() => {
    if (sentNow !== null) showNewest();
  }, [sentNow, showNewest]);
  // Reaching the top asks for older ones; a button does the same for the keyboard.
  const onScroll = () => {
    if (view.onScroll()) return;
    if (view.atNewest) scroll.onScroll();
    if ((box.current?.scrollTop ?? 1) < 120 && view.atOldest && !thread.olderFailed)
      void thread.older();
  };

  const draw = (row: RowWithNotes) => {
    if (row.kind === 'day') {
      return (
        <Flex key={row.key} justifyContent="center" paddingTop={4} paddingBottom={1}>
          <Typography
            variant="pi"
            textColor="neutral600"
            background="neutral150"
            hasRadius
            paddingLeft={2}
            paddingRight={2}
          >
            {dayWord(row.at)}
          </Typography>
        </Flex>
      );
    }
    if (row.kind === 'new') {
      return (
        <Flex key={row.key} justifyContent="center" paddingTop={3} role="separator">
          <Typography variant="sigma" textColor="primary700">
            {t('inbox.thread.new', { count: row.count })}
          </Typography>
        </Flex>
      );
    }
    if (row.kind === 'note')
      return (
        <NoteBubble
          key={row.key}
          note={row.note}
          mine={canReply && row.note.author?.id === props.me}
        />
      );
    if (row.kind === 'event') return <EventLine key={row.key} event={row.event} />;
    return (
      <Bubble
        key={row.key}
        answer={props.answer}
        onJump={jump}
        message={row.message}
        first={row.first}
        last={row.last}
        canReply={canReply}
        busy={busyId === row.message.id}
        onResolve={onResolve}
      />
    );
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
        aria-busy={thread.loadingOlder}
        tabIndex={0}
        background="neutral100"
        onScroll={onScroll}
        data-testid="thread"
      >
        <Box paddingBottom={4}>
          <Flex justifyContent="center" padding={2}>
            {thread.loadingOlder ? <Loader small>{t('shell.state.loading')}</Loader> : null}
            {thread.olderCursor !== null && !thread.loadingOlder ? (
              <Button size="S" variant="ghost" onClick={older}>
                {t(thread.olderFailed ? 'inbox.thread.older-failed' : 'inbox.thread.older')}
              </Button>
            ) : null}
            {thread.olderCursor === null ? (
              <Typography variant="pi" textColor="neutral600">
                {t(messages.length === 0 ? 'inbox.thread.empty' : 'inbox.thread.beginning')}
              </Typography>
            ) : null}
          </Flex>
          {view.shown.map(draw)}
          {pending.map((item) => (
            <PendingBubble
              key={item.clientId}
              item={item}
              onRetry={props.onRetry}
              onEdit={props.onEdit}
              onDrop={props.onDrop}
            />
          ))}
          {props.after}
        </Box>
      </Scroll>
      <VisuallyHidden>
        <div aria-live="polite">{announcement}</div>
      </VisuallyHidden>
      <ThreadJumps
        below={scroll.below}
        away={!view.atNewest}
        looking={jumpState}
        onNewest={toNewest}
        onBack={back}
      />
    </Box>
  );
};
