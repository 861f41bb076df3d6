import { Box, Flex, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import type { ConversationView } from '../../../../../server/src/contracts/conversations';
import { useWhatsappConversationsOfContactQuery } from '../../../api/conversations';
import { PLUGIN_ID } from '../../../pluginId';
import { MessagePreview } from '../../../shared/MessagePreview';
import { SimulatorBadge } from '../../../shared/SimulatorBadge';
import { ErrorState, RowSkeletons } from '../../../shared/states';
import { StatusWord } from '../../../shared/StatusWord';
import { UnreadBadge } from '../../../shared/UnreadBadge';
import { useMoments } from '../../../shared/useMoments';
import { useNow } from '../../../shared/useNow';
import { useT } from '../../../shared/useT';
import { WindowMeter } from '../../../shared/WindowMeter';

const One = ({ conversation }: { conversation: ConversationView }) => {
  const t = useT();
  const moments = useMoments();
  const now = useNow(60_000);
  const { id, accountName, status, assignee, unread, lastMessageAt } = conversation;
  return (
    <Box
      tag="li"
      background="neutral0"
      borderColor="neutral200"
      hasRadius
      padding={3}
      data-testid="contact-conversation"
    >
      <Flex direction="column" alignItems="stretch" gap={2}>
        <Flex justifyContent="space-between" gap={2} wrap="wrap">
          <Flex gap={2} wrap="wrap">
            <Link tag={RouterLink} to={`/plugins/${PLUGIN_ID}/inbox?c=${id}`}>
              {accountName}
            </Link>
            {conversation.isSimulator ? <SimulatorBadge /> : null}
            <UnreadBadge count={unread} />
          </Flex>
          <StatusWord of="conversation" state={status} />
        </Flex>
        <Flex gap={2} minWidth={0}>
          <MessagePreview conversation={conversation} />
          {lastMessageAt === null ? null : (
            <Typography variant="pi" textColor="neutral600">
              {moments.ago(lastMessageAt, now)}
            </Typography>
          )}
        </Flex>
        <Flex gap={4} wrap="wrap">
          <WindowMeter window={conversation.window} />
          <Typography variant="pi" textColor="neutral600">
            {assignee
              ? t('contacts.conversations.assignee', { name: assignee.name })
              : t('contacts.conversations.nobody')}
          </Typography>
        </Flex>
      </Flex>
    </Box>
  );
};

/** The person's conversation with each of our numbers, and the way into it. */
export const ConversationsTab = ({ contactId }: { readonly contactId: number }) => {
  const t = useT();
  const query = useWhatsappConversationsOfContactQuery(contactId);
  if (query.isLoading) return <RowSkeletons rows={2} />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { conversations } = query.data;
  if (conversations.length === 0)
    return <Typography textColor="neutral600">{t('contacts.conversations.empty')}</Typography>;
  return (
    <Flex tag="ul" direction="column" alignItems="stretch" gap={2} padding={0} margin={0}>
      {conversations.map((conversation) => (
        <One key={conversation.id} conversation={conversation} />
      ))}
    </Flex>
  );
};
