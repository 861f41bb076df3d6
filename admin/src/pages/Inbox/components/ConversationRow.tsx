import type { MouseEvent } from 'react';
import { Avatar, Box, Flex, Typography, VisuallyHidden } from '@strapi/design-system';
import { Check, Clock } from '@strapi/icons';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';
import type { TagColor } from '../../../../../server/src/contracts/contacts';
import type { ConversationView } from '../../../../../server/src/contracts/conversations';
import { MessagePreview } from '../../../shared/MessagePreview';
import { TagName } from '../../../shared/people/TagName';
import { UnreadBadge } from '../../../shared/UnreadBadge';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import { closedWord } from '../../../shared/window-meter';
import { KEYS_HERE } from '../hooks/useKeys';
import { GoneWords } from '../list/GoneWords';
import { useBeganWord } from '../list/useBeganWord';
import type { Asker } from '../list/useDeparture';
import { WaitingChip } from '../list/WaitingChip';
import { initials } from '../model/list';
import { usePersonName } from '../../../shared/people/usePersonName';

const Button = styled.button<{ $chosen: boolean }>`
  display: block;
  inline-size: 100%;
  text-align: start;
  border: 0;
  border-inline-start: ${({ theme, $chosen }) =>
    `${theme.spaces[1]} solid ${$chosen ? theme.colors.primary600 : 'transparent'}`};
  padding-block: ${({ theme }) => theme.spaces[2]};
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

/** Looks like a checkbox; the row itself is the button that is pressed. */
const Tick = styled.span<{ $on: boolean }>`
  display: inline-flex;
  align-items: center;
  justify-content: center;
  flex-shrink: 0;
  inline-size: 2rem;
  block-size: 2rem;
  border-radius: ${({ theme }) => theme.borderRadius};
  border: ${({ theme, $on }) => `1px solid ${$on ? theme.colors.primary600 : theme.colors.neutral500}`};
  background: ${({ theme, $on }) => ($on ? theme.colors.primary600 : theme.colors.neutral0)};
`;

const Time = styled(Typography)`
  white-space: nowrap;
`;

/** `14:02` today, the date before. */
const When = ({ at }: { at: number | null }) => {
  const { formatDate } = useIntl();
  const { time } = useMoments();
  if (at === null) return null;
  const today = new Date(at).toDateString() === new Date().toDateString();
  return (
    <Time variant="pi" textColor="neutral600" tag="time" dateTime={new Date(at).toISOString()}>
      {today ? time(at) : formatDate(at, { day: 'numeric', month: 'short' })}
    </Time>
  );
};

interface WordsProps {
  readonly conversation: ConversationView;
  readonly showNumber: boolean;
  readonly colorOf: (tag: string) => TagColor | null;
  /** Null outside the select mode. */
  readonly selected: boolean | null;
}

/** Who, what last, when, how many unread, and whether free text is still possible. */
const RowWords = ({ conversation, showNumber, colorOf, selected }: WordsProps) => {
  const t = useT();
  const personName = usePersonName();
  const { contact, unread, window } = conversation;
  const name = personName(contact);
  const tags = contact.tags.slice(0, 2);
  const began = useBeganWord()(conversation.origin);
  const waits = conversation.waitingSince !== null && conversation.status === 'open';
  return (
    <Flex gap={3} alignItems="start">
      {selected === null ? (
        <Avatar.Item fallback={initials(name)} delayMs={0} aria-hidden />
      ) : (
        <Tick $on={selected} aria-hidden>
          {selected ? <Check fill="neutral0" width="1.2rem" height="1.2rem" /> : null}
        </Tick>
      )}
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
          <MessagePreview conversation={conversation} />
          <UnreadBadge count={unread} />
          {window.open ? null : (
            <Flex gap={1}>
              <Clock aria-hidden fill="neutral500" width="1.2rem" height="1.2rem" />
              <Typography variant="pi" textColor="neutral600" aria-hidden>
                ✕
              </Typography>
              <VisuallyHidden>{t(`shell.window.${closedWord(window)}`)}</VisuallyHidden>
            </Flex>
          )}
        </Flex>
        {tags.length > 0 || showNumber || conversation.assignee || waits || began ? (
          <Flex gap={2} wrap="wrap" paddingTop={1}>
            <WaitingChip conversation={conversation} />
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
            {began ? (
              <Typography variant="pi" textColor="neutral600" data-testid="began">
                {began}
              </Typography>
            ) : null}
            {tags.map((tag) => (
              <Typography key={tag} variant="pi" textColor="neutral800">
                <TagName name={`#${tag}`} color={colorOf(tag)} />
              </Typography>
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
  );
};

interface Props extends WordsProps {
  readonly chosen: boolean;
  /** It has left the list and keeps its place for now: for whom it says why. */
  readonly gone: Asker | null;
  readonly onOpen: (id: number, byPointer: boolean) => void;
  readonly onSelect: (id: number) => void;
}

/** One conversation of the list. Gone or not it is the same button: the focus stays on it. */
export const ConversationRow = ({ chosen, gone, onOpen, onSelect, ...words }: Props) => {
  const { conversation } = words;
  const { id } = conversation;
  const selected = gone ? null : words.selected;
  return (
    <Button
      type="button"
      $chosen={chosen}
      aria-current={chosen ? 'true' : undefined}
      aria-pressed={selected ?? undefined}
      {...KEYS_HERE}
      data-testid="conversation-row"
      data-conversation-id={id}
      data-gone={gone ? true : undefined}
      onClick={(event: MouseEvent) =>
        selected === null ? onOpen(id, event.detail > 0) : onSelect(id)
      }
    >
      {gone ? <GoneWords conversation={conversation} asker={gone} /> : <RowWords {...words} />}
    </Button>
  );
};
