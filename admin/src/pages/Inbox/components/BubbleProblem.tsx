import { Button, Flex, Typography } from '@strapi/design-system';
import type {
  MessageView,
  ResolveMessageBody,
} from '../../../../../server/src/contracts/conversations';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';

interface Props {
  readonly message: MessageView;
  readonly canReply: boolean;
  readonly busy: boolean;
  readonly onResolve: (message: MessageView, action: ResolveMessageBody['action']) => void;
}

/** Failed: why, what to do, and Retry only where it can help. Uncertain: a person decides. */
export const BubbleProblem = ({ message, canReply, busy, onResolve }: Props) => {
  const t = useT();
  const moments = useMoments();
  if (message.state === 'uncertain') {
    return (
      <Flex direction="column" alignItems="start" gap={2} paddingTop={2}>
        <Typography variant="pi" textColor="neutral800">
          {t('inbox.bubble.uncertain')}
        </Typography>
        {canReply ? (
          <Flex gap={2} wrap="wrap">
            <Button
              size="S"
              variant="secondary"
              disabled={busy}
              onClick={() => onResolve(message, 'send-again')}
            >
              {t('inbox.bubble.send-again')}
            </Button>
            <Button
              size="S"
              variant="tertiary"
              disabled={busy}
              onClick={() => onResolve(message, 'leave')}
            >
              {t('inbox.bubble.leave')}
            </Button>
          </Flex>
        ) : null}
      </Flex>
    );
  }
  if (message.sleepsUntil !== null)
    return (
      <Typography variant="pi" textColor="neutral800">
        {t('inbox.bubble.sleeps', { until: moments.day(message.sleepsUntil) })}
      </Typography>
    );
  if (message.waitsForPair)
    return (
      <Typography variant="pi" textColor="neutral800">
        {t('inbox.bubble.pair')}
      </Typography>
    );
  if (message.state !== 'failed') return null;
  const { error } = message;
  return (
    <Flex direction="column" alignItems="start" gap={2} paddingTop={2}>
      <Typography variant="pi" fontWeight="bold" textColor="danger700">
        {error?.title ?? t('inbox.bubble.failed')}
      </Typography>
      {error?.advice ? (
        <Typography variant="pi" textColor="neutral800">
          {error.advice}
        </Typography>
      ) : null}
      {error?.class === 'handover-failed' && canReply ? (
        <Button
          size="S"
          variant="secondary"
          disabled={busy}
          onClick={() => onResolve(message, 'hand-over-again')}
        >
          {t('inbox.bubble.hand-over-again')}
        </Button>
      ) : null}
      {error?.retryable && canReply ? (
        <Button
          size="S"
          variant="secondary"
          disabled={busy}
          onClick={() => onResolve(message, 'retry')}
        >
          {t('inbox.bubble.retry')}
        </Button>
      ) : null}
    </Flex>
  );
};
