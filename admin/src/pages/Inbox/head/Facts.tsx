import type { MouseEvent } from 'react';
import { Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import type { ConversationView } from '../../../../../server/src/contracts/conversations';
import { FreeEntry } from '../../../shared/FreeEntry';
import { PhoneText } from '../../../shared/PhoneText';
import { twoLines } from '../../../shared/two-lines';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import { spanOf } from '../model/waiting';

/** Its parts one after the other, with a dot between them. */
const Line = styled(Typography)<{ $brief: boolean }>`
  ${({ $brief }) => $brief && twoLines}
  & > * + *::before {
    content: ' · ';
    white-space: pre;
  }
`;

/** Where the conversation stands: until when it sleeps, why it was closed, how soon it was answered first. */
const Standing = ({ conversation }: { readonly conversation: ConversationView }) => {
  const t = useT();
  const { day } = useMoments();
  const { status, snoozedUntil, closeReason, firstAnswerMs, waitingSince } = conversation;
  const first = firstAnswerMs !== null && waitingSince === null ? spanOf(firstAnswerMs) : null;
  return (
    <>
      {snoozedUntil === null ? null : (
        <span data-testid="snoozed-until">
          {t('inbox.snooze.until', { when: day(snoozedUntil) })}
        </span>
      )}
      {status === 'closed' && closeReason ? <span dir="auto">{closeReason}</span> : null}
      {conversation.botPausedAt === null ? null : (
        <span data-testid="bots-paused">{t('inbox.thread.bots-paused')}</span>
      )}
      {first ? (
        <span data-testid="first-answer">
          {t('inbox.waiting.first', {
            time: t(`inbox.waiting.${first.unit}`, { count: first.count }),
          })}
        </span>
      ) : null}
    </>
  );
};

interface Props {
  readonly conversation: ConversationView;
  /** In the row of the head, where the number is below the name: what does not fit into two lines is shown to the pointer. */
  readonly brief?: boolean;
  readonly id?: string;
}

const showWhole = ({ currentTarget }: MouseEvent<HTMLElement>) => {
  currentTarget.title = [...currentTarget.children].map((part) => part.textContent).join(' · ');
};

/** What is to be known of a conversation beside its name and window, in one line. */
export const Facts = ({ conversation, brief = false, id }: Props) => (
  <Line
    id={id}
    variant="pi"
    textColor="neutral600"
    tag="p"
    $brief={brief}
    onMouseEnter={brief ? showWhole : undefined}
  >
    <Standing conversation={conversation} />
    <FreeEntry entry={conversation.freeEntry} />
    {brief ? null : (
      <PhoneText
        variant="pi"
        phone={conversation.contact.phone}
        username={conversation.contact.username}
      />
    )}
    <span dir="auto">{conversation.accountName}</span>
  </Line>
);
