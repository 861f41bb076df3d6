import { Button, Flex, MenuItem, SimpleMenu, Typography } from '@strapi/design-system';
import type { ConversationView } from '../../../../../server/src/contracts/conversations';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import { spanOf } from '../model/waiting';
import type { StandingQuestion } from './StandingDialogs';
import { WaitingChip } from './WaitingChip';

interface Props {
  readonly conversation: ConversationView;
  readonly onStatus: (status: 'open' | 'closed') => void;
  readonly onAsk: (question: StandingQuestion) => void;
}

/** Where the conversation stands, and what moves it: snooze, close, close with a reason, open again. In a row with what else moves it. */
export const StandingButtons = ({ conversation, onStatus, onAsk }: Props) => {
  const t = useT();
  const { day } = useMoments();
  const { status, snoozedUntil, closeReason } = conversation;
  const isClosed = status === 'closed';
  const { firstAnswerMs, waitingSince } = conversation;
  const firstAnswer =
    firstAnswerMs !== null && waitingSince === null ? spanOf(firstAnswerMs) : null;
  return (
    <>
      <WaitingChip conversation={conversation} />
      {firstAnswer ? (
        <Typography variant="pi" textColor="neutral600" data-testid="first-answer">
          {t('inbox.waiting.first', {
            time: t(`inbox.waiting.${firstAnswer.unit}`, { count: firstAnswer.count }),
          })}
        </Typography>
      ) : null}
      {snoozedUntil === null ? null : (
        <Typography variant="pi" textColor="neutral600" data-testid="snoozed-until">
          {t('inbox.snooze.until', { when: day(snoozedUntil) })}
        </Typography>
      )}
      {isClosed && closeReason ? (
        <Typography variant="pi" textColor="neutral600" ellipsis dir="auto">
          {closeReason}
        </Typography>
      ) : null}
      {isClosed ? null : (
        <Button size="S" variant="tertiary" onClick={() => onAsk('snooze')} data-testid="snooze">
          {t('inbox.snooze.action')}
        </Button>
      )}
      {status === 'open' ? null : (
        <Button
          size="S"
          variant="tertiary"
          onClick={() => onStatus('open')}
          data-testid={isClosed ? 'toggle-status' : 'reopen'}
        >
          {t('inbox.thread.reopen')}
        </Button>
      )}
      {isClosed ? null : (
        <Flex gap={1}>
          <Button
            size="S"
            variant="tertiary"
            onClick={() => onStatus('closed')}
            data-testid="toggle-status"
          >
            {t('inbox.thread.close')}
          </Button>
          <SimpleMenu label="⋯" aria-label={t('inbox.close.why')} variant="tertiary" size="S">
            <MenuItem onSelect={() => onAsk('close')}>{t('inbox.close.why')}</MenuItem>
          </SimpleMenu>
        </Flex>
      )}
    </>
  );
};
