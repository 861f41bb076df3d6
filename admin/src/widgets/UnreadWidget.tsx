import { Box, Flex, Link, Typography } from '@strapi/design-system';
import { Widget } from '@strapi/strapi/admin';
import { Link as RouterLink } from 'react-router-dom';
import { usePersonName } from '../shared/people/usePersonName';
import type { ConversationView } from '../../../server/src/contracts/conversations';
import { useWhatsappWaitingQuery } from '../api/shell';
import { PLUGIN_ID } from '../pluginId';
import { MessagePreview } from '../shared/MessagePreview';
import { useCan } from '../shared/permissions';
import { UnreadBadge } from '../shared/UnreadBadge';
import { useHidden } from '../shared/useHidden';
import { useMoments } from '../shared/useMoments';
import { useNow } from '../shared/useNow';
import { useT } from '../shared/useT';

/** The page of the host is no place for more; asked again this often (ms), and not at all in a hidden tab. */
const EVERY = 30_000;

const Row = ({ conversation }: { conversation: ConversationView }) => {
  const t = useT();
  const personName = usePersonName();
  const moments = useMoments();
  const now = useNow(60_000);
  const { id, contact, unread, assignee, lastMessageAt } = conversation;
  return (
    <Box
      tag="li"
      paddingTop={2}
      paddingBottom={2}
      borderColor="neutral150"
      borderWidth="0 0 1px 0"
      data-testid="waiting-row"
    >
      <Flex justifyContent="space-between" gap={2}>
        <Flex gap={2} minWidth="0">
          <Link tag={RouterLink} to={`/plugins/${PLUGIN_ID}/inbox?c=${id}`}>
            <span dir="auto">{personName(contact)}</span>
          </Link>
          <UnreadBadge count={unread} />
        </Flex>
        {lastMessageAt === null ? null : (
          <Typography variant="pi" textColor="neutral600">
            {moments.ago(lastMessageAt, now)}
          </Typography>
        )}
      </Flex>
      <Flex gap={2} justifyContent="space-between">
        <MessagePreview conversation={conversation} />
        {assignee ? null : (
          <Typography variant="pi" textColor="neutral600">
            {t('widget.unread.nobody')}
          </Typography>
        )}
      </Flex>
    </Box>
  );
};

/** Unread conversations that are mine or unassigned, the longest waiting first. */
const UnreadWidget = () => {
  const t = useT();
  const { can, isLoading: isAsking } = useCan();
  const isHidden = useHidden();
  const query = useWhatsappWaitingQuery(undefined, {
    skip: !can.chatRead,
    pollingInterval: isHidden ? 0 : EVERY,
    refetchOnMountOrArgChange: true,
  });
  if (isAsking || (can.chatRead && query.isLoading)) return <Widget.Loading />;
  if (!can.chatRead) return <Widget.NoPermissions />;
  if (!query.data) return <Widget.Error />;
  const { conversations, total } = query.data;
  if (conversations.length === 0) return <Widget.NoData>{t('widget.unread.none')}</Widget.NoData>;
  return (
    <>
      <Flex tag="ul" direction="column" alignItems="stretch">
        {conversations.map((conversation) => (
          <Row key={conversation.id} conversation={conversation} />
        ))}
      </Flex>
      <Box paddingTop={2}>
        <Link tag={RouterLink} to={`/plugins/${PLUGIN_ID}/inbox?unread=1`}>
          {t('widget.unread.all', { count: total })}
        </Link>
      </Box>
    </>
  );
};

export default UnreadWidget;
