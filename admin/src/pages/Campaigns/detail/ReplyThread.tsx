import { useMemo, useState } from 'react';
import { Box, Button, Flex } from '@strapi/design-system';
import { useWhatsappReplyThreadQuery } from '../../../api/campaign-replies';
import { ErrorState, RowSkeletons } from '../../../shared/states';
import { useT } from '../../../shared/useT';
import { byTime, threadRows, withDays } from '../../Inbox/model/thread';
import { ThreadRows } from '../../Inbox/thread/ThreadRows';

interface Props {
  readonly campaignId: number;
  readonly conversationId: number;
  /** Of the page before this one; without it these are the newest messages. */
  readonly cursor?: string;
}

const nothing = () => undefined;

/** To a quoted message, where it is on screen. */
const show = (id: number): void =>
  document.querySelector(`[data-message-id="${id}"]`)?.scrollIntoView({ block: 'center' });

/** A page of a conversation to read, with a way to the page before it, which then stands above. */
export const ReplyThread = ({ cursor, ...thread }: Props) => {
  const t = useT();
  const [isMore, setIsMore] = useState(false);
  const query = useWhatsappReplyThreadQuery(cursor === undefined ? thread : { ...thread, cursor });
  const rows = useMemo(
    () => withDays(threadRows([...(query.data?.messages ?? [])].sort(byTime), null)),
    [query.data]
  );
  if (query.isLoading) return <RowSkeletons rows={4} />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { nextCursor } = query.data;
  return (
    <Box background="neutral100" hasRadius paddingBottom={cursor === undefined ? 4 : 0}>
      {nextCursor !== null && isMore ? <ReplyThread {...thread} cursor={nextCursor} /> : null}
      {nextCursor !== null && !isMore ? (
        <Flex justifyContent="center" padding={2}>
          <Button size="S" variant="tertiary" onClick={() => setIsMore(true)}>
            {t('inbox.thread.older')}
          </Button>
        </Flex>
      ) : null}
      <ThreadRows
        rows={rows}
        me={null}
        canReply={false}
        answer={null}
        busyId={null}
        asked={null}
        onResolve={nothing}
        onJump={show}
      />
    </Box>
  );
};
