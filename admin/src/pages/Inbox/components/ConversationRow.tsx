import { forwardRef, type MouseEvent } from 'react';
import { Avatar, Badge, Box, Flex, Typography, VisuallyHidden } from '@strapi/design-system';
import { Clock } from '@strapi/icons';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';
import type { ConversationView } from '../../../../../server/src/contracts/conversations';
import { Ticks } from '../../../shared/Ticks';
import { useT } from '../../../shared/useT';
import { initials } from '../model/list';
import { personName } from '../model/person';

const Button = styled.button<{ $chosen: boolean }>`
  display: block;
  inline-size: 100%;
  text-align: start;
  border: 0;
  border-inline-start: ${({ theme, $chosen }) =>
    `${theme.spaces[1]} solid ${$chosen ? theme.colors.primary600 : 'transparent'}`};
  padding-block: ${({ theme }) => theme.spaces[3]};
  padding-inline: ${({ theme }) => theme.spaces[3]};
  background: ${({ theme, $chosen }) => ($chosen ? theme.colors.primary100 : 'transparent')};
  cursor: pointer;
  &:hover {
    background: ${({ theme, $chosen }) => ($chosen ? theme.colors.primary100 : theme.colors.neutral100)};
  }
  &:focus-visible {
    outline: ${({ theme }) => `2px solid ${theme.colors.primary600}`};
    outline-offset: -2px;
  }
`;

const Time = styled(Typography)`
  white-space: nowrap;
`;

/** `14:02` today, the date before. */
const When = ({ at }: { at: number | null }) => {
  const { formatTime, formatDate } = useIntl();
  if (at === null) return null;
  const today = new Date(at).toDateString() === new Date().toDateString();
  return (
    <Time variant="pi" textColor="neutral600" tag="time" dateTime={new Date(at).toISOString()}>
      {today
        ? formatTime(at, { hour: '2-digit', minute: '2-digit' })
        : formatDate(at, { day: 'numeric', month: 'short' })}
    </Time>
  );
};

const Preview = ({ conversation }: { conversation: ConversationView }) => {
  const t = useT();
  const { preview, unread } = conversation;
  if (!preview) return <Box flex="1" />;
  return (
    <Flex gap={1} flex="1" minWidth={0}>
      {preview.direction === 'out' ? <Ticks state={preview.state} /> : null}
      <Typography
        variant="pi"
        ellipsis
        textColor={unread > 0 ? 'neutral800' : 'neutral600'}
        fontWeight={unread > 0 ? 'semiBold' : 'regular'}
        dir="auto"
      >
        {preview.direction === 'out' ? `${t('inbox.row.you')} ` : ''}
        {preview.text || t(`inbox.preview.${mediaWord(preview.type)}`)}
      </Typography>
    </Flex>
  );
};

const mediaWords = [
  'image',
  'video',
  'audio',
  'document',
  'sticker',
  'location',
  'contacts',
  'template',
];
const mediaWord = (type: string) => (mediaWords.includes(type) ? type : 'other');

interface Props {
  readonly conversation: ConversationView;
  readonly chosen: boolean;
  readonly showNumber: boolean;
  readonly onOpen: (id: number, byPointer: boolean) => void;
}

/** One conversation of the list: who, what last, when, how many unread, and whether free text is still possible. */
export const ConversationRow = forwardRef<HTMLButtonElement, Props>(
  ({ conversation, chosen, showNumber, onOpen }, ref) => {
    const t = useT();
    const { contact, unread, window, id } = conversation;
    const name = personName(contact, t('shell.phone.none'));
    const tags = contact.tags.slice(0, 2);
    return (
      <Button
        ref={ref}
        type="button"
        $chosen={chosen}
        aria-current={chosen ? 'true' : undefined}
        data-testid="conversation-row"
        data-conversation-id={id}
        onClick={(event: MouseEvent) => onOpen(id, event.detail > 0)}
      >
        <Flex gap={3} alignItems="start">
          <Avatar.Item fallback={initials(name)} delayMs={0} aria-hidden />
          <Box flex="1" minWidth={0}>
            <Flex justifyContent="space-between" gap={2}>
              <Typography
                fontWeight={unread > 0 ? 'bold' : 'semiBold'}
                textColor="neutral800"
                ellipsis
                dir="auto"
              >
                {name}
              </Typography>
              <When at={conversation.lastMessageAt} />
            </Flex>
            <Flex justifyContent="space-between" gap={2}>
              <Preview conversation={conversation} />
              {unread > 0 ? (
                <Badge backgroundColor="primary600" textColor="neutral0">
                  {unread}
                  <VisuallyHidden>{` ${t('inbox.row.unread', { count: unread })}`}</VisuallyHidden>
                </Badge>
              ) : null}
              {window.open ? null : (
                <Flex gap={1}>
                  <Clock aria-hidden fill="neutral500" width="1.2rem" height="1.2rem" />
                  <Typography variant="pi" textColor="neutral600" aria-hidden>
                    ✕
                  </Typography>
                  <VisuallyHidden>{t('shell.window.closed')}</VisuallyHidden>
                </Flex>
              )}
            </Flex>
            {tags.length > 0 || showNumber || conversation.assignee ? (
              <Flex gap={2} wrap="wrap" paddingTop={1}>
                {showNumber ? (
                  <Typography variant="pi" textColor="neutral600">
                    {conversation.accountName}
                  </Typography>
                ) : null}
                {conversation.assignee ? (
                  <Typography variant="pi" textColor="neutral600" ellipsis>
                    {`→ ${conversation.assignee.name}`}
                  </Typography>
                ) : null}
                {tags.map((tag) => (
                  <Typography key={tag} variant="pi" textColor="primary700">{`#${tag}`}</Typography>
                ))}
                {contact.tags.length > 2 ? (
                  <Typography
                    variant="pi"
                    textColor="neutral600"
                  >{`+${contact.tags.length - 2}`}</Typography>
                ) : null}
              </Flex>
            ) : null}
          </Box>
        </Flex>
      </Button>
    );
  }
);
ConversationRow.displayName = 'ConversationRow';
