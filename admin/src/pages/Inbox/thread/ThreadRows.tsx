import { memo } from 'react';
import { Box, Divider, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import type { StopAsked } from '../../../shared/people/AskedToStop';
import { useT } from '../../../shared/useT';
import { Bubble } from '../components/Bubble';
import type { BubbleDeeds } from '../components/BubbleActions';
import type { BubbleProblem } from '../components/BubbleProblem';
import { EventLine } from '../components/EventLine';
import { NoteBubble } from '../team/NoteBubble';
import type { DrawnRow } from '../team/thread-notes';

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

const DayLine = ({ at }: { readonly at: number }) => {
  const dayWord = useDayWord();
  return (
    <Flex justifyContent="center" paddingTop={4} paddingBottom={1}>
      <Typography
        variant="pi"
        textColor="neutral600"
        background="neutral150"
        hasRadius
        paddingLeft={2}
        paddingRight={2}
      >
        {dayWord(at)}
      </Typography>
    </Flex>
  );
};

const NewLine = ({ count }: { readonly count: number }) => {
  const t = useT();
  return (
    <Flex
      alignItems="center"
      gap={3}
      paddingTop={3}
      paddingLeft={4}
      paddingRight={4}
      role="separator"
    >
      <Box flex="1">
        <Divider />
      </Box>
      <Typography variant="sigma" textColor="primary700">
        {t('inbox.thread.new', { count })}
      </Typography>
      <Box flex="1">
        <Divider />
      </Box>
    </Flex>
  );
};

/** What is to be decided, at the line of this event. */
export interface AskedLine {
  readonly eventId: number;
  readonly asked: StopAsked;
}

interface Props {
  readonly rows: readonly DrawnRow[];
  readonly me: number | null;
  readonly canReply: boolean;
  /** Null where nothing can be answered. */
  readonly answer: BubbleDeeds | null;
  readonly busyId: number | null;
  /** Null while no decision is waited for. */
  readonly asked: AskedLine | null;
  readonly onResolve: Parameters<typeof BubbleProblem>[0]['onResolve'];
  /** To a message of this thread. */
  readonly onJump: (id: number) => void;
}

const Row = ({ row, ...props }: Omit<Props, 'rows'> & { readonly row: DrawnRow }) => {
  const { canReply } = props;
  if (row.kind === 'day') return <DayLine at={row.at} />;
  if (row.kind === 'new') return <NewLine count={row.count} />;
  if (row.kind === 'note')
    return <NoteBubble note={row.note} mine={canReply && row.note.author?.id === props.me} />;
  if (row.kind === 'event') {
    const { asked } = props;
    return (
      <EventLine event={row.event} asked={asked?.eventId === row.event.id ? asked.asked : null} />
    );
  }
  return (
    <Bubble
      answer={props.answer}
      onJump={props.onJump}
      message={row.message}
      first={row.first}
      last={row.last}
      canReply={canReply}
      busy={props.busyId === row.message.id}
      onResolve={props.onResolve}
    />
  );
};

/** What is drawn of a thread: messages, notes, what happened between them, lines for days. Drawn again only when it changes. */
export const ThreadRows = memo(({ rows, ...props }: Props) => (
  <>
    {rows.map((row) => (
      <Row key={row.key} row={row} {...props} />
    ))}
  </>
));
ThreadRows.displayName = 'ThreadRows';
