import { useEffect } from 'react';
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import type { ConversationView } from '../../../../../server/src/contracts/conversations';
import type { MessageHit } from '../../../../../server/src/contracts/message-search';
import { Mark } from '../../../shared/Mark';
import { ErrorState, RowSkeletons } from '../../../shared/states';
import { useMoments } from '../../../shared/useMoments';
import { useNow } from '../../../shared/useNow';
import { useT } from '../../../shared/useT';
import type { ListFilters } from '../hooks/useConversationList';
import { useMessageSearch } from '../hooks/useMessageSearch';
import { Scroll } from '../layout';
import { usePersonName } from '../../../shared/people/usePersonName';

const Hit = styled.button`
  display: block;
  inline-size: 100%;
  text-align: start;
  border: 0;
  padding-block: ${({ theme }) => theme.spaces[2]};
  padding-inline: ${({ theme }) => theme.spaces[3]};
  background: transparent;
  cursor: pointer;
  &:hover {
    background: ${({ theme }) => theme.colors.neutral100};
  }
  &:focus-visible {
    outline: ${({ theme }) => `2px solid ${theme.colors.primary600}`};
    outline-offset: -2px;
  }
`;

interface RowProps {
  readonly hit: MessageHit;
  readonly onOpen: (conversation: ConversationView, messageId: number) => void;
}

/** Whose message, when, and the words around what was found. */
const HitRow = ({ hit, onOpen }: RowProps) => {
  const t = useT();
  const personName = usePersonName();
  const { short } = useMoments();
  const now = useNow(60_000);
  const { conversation, excerpt, direction } = hit;
  return (
    <Hit
      type="button"
      data-testid="message-hit"
      data-message={hit.messageId}
      onClick={(event) => {
        // Letters typed before the message has the focus are for the answer; this button would keep them to itself.
        if (event.detail > 0) event.currentTarget.blur();
        onOpen(conversation, hit.messageId);
      }}
    >
      <Flex justifyContent="space-between" gap={2}>
        <Typography fontWeight="semiBold" textColor="neutral800" ellipsis dir="auto">
          {personName(conversation.contact)}
        </Typography>
        <Typography variant="pi" textColor="neutral600">
          {short(hit.at, now)}
        </Typography>
      </Flex>
      <Typography variant="pi" textColor="neutral600" tag="p" dir="auto">
        {direction === 'out' ? `${t('inbox.hits.ours')} ` : null}
        {excerpt.map(({ text, hit: found }, index) =>
          // The pieces of one text never change places.
          found ? <Mark key={index}>{text}</Mark> : <span key={index}>{text}</span>
        )}
      </Typography>
    </Hit>
  );
};

interface Props {
  readonly filters: ListFilters & { q: string };
  readonly onOpen: RowProps['onOpen'];
  /** A conversation that may not be seen any more. */
  readonly takenId?: number | null;
  /** Whether there are any, each time it changes. */
  readonly onFound?: (found: boolean) => void;
}

/** Messages in which the words stand; pressing one opens its thread there. */
export const MessageHits = ({ filters, onOpen, takenId = null, onFound }: Props) => {
  const t = useT();
  const { unread: _unread, contactId: _contactId, ...asked } = filters;
  const search = useMessageSearch(asked, takenId);
  const { status, hits } = search;
  const hasMore = search.nextCursor !== null;
  const isFound = hits.length > 0;
  useEffect(() => onFound?.(isFound), [isFound, onFound]);
  return (
    <Box
      tag="section"
      flex="1"
      minHeight={0}
      display="flex"
      aria-label={t('inbox.hits.title')}
      data-testid="message-hits"
    >
      <Scroll>
        <Box paddingTop={2} paddingLeft={3} paddingRight={3}>
          <Typography variant="sigma" textColor="neutral600" tag="h2">
            {t('inbox.hits.title')}
          </Typography>
          {search.incomplete ? (
            <Typography variant="pi" textColor="neutral600" tag="p">
              {t('inbox.hits.incomplete')}
            </Typography>
          ) : null}
        </Box>
        {hits.length > 0 ? (
          <ul>
            {hits.map((hit) => (
              <li key={hit.messageId}>
                <HitRow hit={hit} onOpen={onOpen} />
              </li>
            ))}
          </ul>
        ) : null}
        {status === 'loading' && hits.length === 0 ? <RowSkeletons rows={3} /> : null}
        {status === 'error' ? <ErrorState error={search.error} onRetry={search.retry} /> : null}
        {status === 'ready' && hits.length === 0 ? (
          <Box padding={3}>
            <Typography textColor="neutral600" role="status" dir="auto">
              {t(hasMore ? 'inbox.hits.none-yet' : 'inbox.hits.none', { q: filters.q })}
            </Typography>
          </Box>
        ) : null}
        {hasMore && status !== 'error' ? (
          <Flex justifyContent="center" padding={2}>
            <Button size="S" variant="ghost" loading={status === 'loading'} onClick={search.more}>
              {t('inbox.hits.more')}
            </Button>
          </Flex>
        ) : null}
      </Scroll>
    </Box>
  );
};
