import { memo } from 'react';
import { Flex, Tooltip, Typography, VisuallyHidden } from '@strapi/design-system';
import { styled } from 'styled-components';
import type { MessageView } from '../../../../../server/src/contracts/conversations';
import { MessageBody } from '../../../shared/MessageBody';
import { Ticks } from '../../../shared/Ticks';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import { canBeQuoted } from '../model/quote';
import { DeletedMessage, EditedMessage } from '../thread/ChangedMessage';
import { QuotedMessage } from '../thread/QuotedMessage';
import { SystemLine } from '../thread/SystemLine';
import { BubbleActions, type BubbleDeeds } from './BubbleActions';
import { BubbleNotes } from './BubbleNotes';
import { BubbleProblem } from './BubbleProblem';
import { Line, Shape } from './bubble-shape';

const Receipts = styled(Flex)`
  border-radius: ${({ theme }) => theme.borderRadius};
  &:focus-visible {
    outline: ${({ theme }) => `2px solid ${theme.colors.primary600}`};
  }
`;

/** When each step happened, for the hover of the time: "Sent 14:02 · Delivered 14:02 · Read 14:05". */
const useTimes = (message: MessageView): string => {
  const t = useT();
  const { exact } = useMoments();
  const steps = [
    ['sent', message.times.sent ?? message.times.accepted],
    ['delivered', message.times.delivered],
    ['read', message.times.read],
    ['failed', message.times.failed],
  ] as const;
  if (message.direction === 'in') return exact(message.at);
  return steps
    .flatMap(([state, at]) => (at === null ? [] : [`${t(`state.message.${state}`)} ${exact(at)}`]))
    .join(' · ');
};

const Foot = ({ message }: { message: MessageView }) => {
  const t = useT();
  const { time } = useMoments();
  const times = useTimes(message);
  const by = message.direction === 'out' && message.agent ? message.agent.name : null;
  const origin =
    message.direction === 'out' && message.origin !== 'agent'
      ? t(`inbox.origin.${message.origin}`)
      : null;
  return (
    <Tooltip label={times}>
      <Receipts gap={1} justifyContent="flex-end" wrap="wrap" tabIndex={0} data-testid="receipts">
        {message.testOf === null ? null : (
          <Typography variant="pi" fontWeight="bold" textColor="warning700">
            {t('inbox.test-message')}
          </Typography>
        )}
        {(by ?? origin) ? (
          <Typography variant="pi" textColor="neutral600">
            {by ?? origin}
          </Typography>
        ) : null}
        <Typography
          variant="pi"
          textColor="neutral600"
          tag="time"
          dateTime={new Date(message.at).toISOString()}
        >
          {time(message.at)}
        </Typography>
        {message.direction === 'out' ? <Ticks state={message.state} /> : null}
        <VisuallyHidden>{times}</VisuallyHidden>
      </Receipts>
    </Tooltip>
  );
};

interface Props {
  readonly message: MessageView;
  readonly first: boolean;
  readonly last: boolean;
  readonly canReply: boolean;
  readonly busy: boolean;
  /** Null where nothing can be answered. */
  readonly answer: BubbleDeeds | null;
  /** To a message of this thread. */
  readonly onJump: (id: number) => void;
  readonly onResolve: Parameters<typeof BubbleProblem>[0]['onResolve'];
}

/** One message of the thread. */
export const Bubble = memo(
  ({ message, first, last, canReply, busy, answer, onResolve, onJump }: Props) => {
    const t = useT();
    const ours = message.direction === 'out';
    if (message.body.type === 'system') return <SystemLine message={message} />;
    const actions =
      answer && canBeQuoted(message) ? <BubbleActions message={message} deeds={answer} /> : null;
    return (
      <Line $ours={ours} $first={first} gap={2}>
        {ours ? actions : null}
        <Shape
          $ours={ours}
          $last={last}
          data-testid="bubble"
          data-state={message.state}
          data-direction={message.direction}
          data-message-id={message.id}
        >
          <VisuallyHidden>{t(ours ? 'inbox.bubble.ours' : 'inbox.bubble.theirs')}</VisuallyHidden>
          {message.body.sender ? (
            <Typography variant="pi" fontWeight="bold" textColor="neutral800" tag="p">
              {message.body.sender}
            </Typography>
          ) : null}
          {message.quoted ? <QuotedMessage quoted={message.quoted} onJump={onJump} /> : null}
          {message.forwarded ? (
            <Typography variant="pi" textColor="neutral600" tag="p">
              {t('message.forwarded')}
            </Typography>
          ) : null}
          {message.deletedAt ? (
            <DeletedMessage body={message.body} at={message.deletedAt} />
          ) : (
            <MessageBody body={message.body} />
          )}
          {message.edited ? <EditedMessage edited={message.edited} /> : null}
          {message.reactions.length > 0 ? (
            <Typography tag="p" aria-label={t('inbox.bubble.reactions')}>
              {message.reactions.map((reaction) => reaction.emoji).join(' ')}
            </Typography>
          ) : null}
          <BubbleNotes message={message} />
          <Foot message={message} />
          <BubbleProblem message={message} canReply={canReply} busy={busy} onResolve={onResolve} />
        </Shape>
        {ours ? null : actions}
      </Line>
    );
  }
);
Bubble.displayName = 'Bubble';
