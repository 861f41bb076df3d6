import { useState } from 'react';
import { Button, Flex, TextButton, Typography } from '@strapi/design-system';
import { ChevronLeft } from '@strapi/icons';
import type { CampaignReply } from '../../../../../server/src/contracts/campaign-replies';
import { useWhatsappCampaignRepliesQuery } from '../../../api/campaign-replies';
import { CursorPager } from '../../../shared/CursorPager';
import { Drawer } from '../../../shared/Drawer';
import { useMay } from '../../../shared/permissions';
import { useShownName } from '../../../shared/people/usePersonName';
import { EmptyState, ErrorState, RowSkeletons } from '../../../shared/states';
import { Card } from '../../../shared/Surface';
import { useCursorPages } from '../../../shared/useCursorPages';
import { useMoments } from '../../../shared/useMoments';
import { useNow } from '../../../shared/useNow';
import { useT } from '../../../shared/useT';
import { ReplyThread } from './ReplyThread';

interface ListProps {
  readonly campaignId: number;
  readonly onChoose: (reply: CampaignReply) => void;
}

/** Who replied, the latest first. */
const People = ({ campaignId, onChoose }: ListProps) => {
  const t = useT();
  const shownName = useShownName();
  const moments = useMoments({ zoned: true });
  const now = useNow(60_000);
  const pages = useCursorPages(String(campaignId));
  const query = useWhatsappCampaignRepliesQuery({
    campaignId,
    ...(pages.cursor === undefined ? {} : { cursor: pages.cursor }),
  });
  if (query.isLoading) return <RowSkeletons rows={4} />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { replies, nextCursor } = query.data;
  if (replies.length === 0) return <EmptyState plain content={t('campaigns.replies.none')} />;
  return (
    <>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={3} padding={0} margin={0}>
        {replies.map((reply) => (
          <Flex
            key={reply.conversationId}
            tag="li"
            justifyContent="space-between"
            gap={3}
            wrap="wrap"
            data-testid="campaign-reply"
          >
            <TextButton onClick={() => onChoose(reply)}>
              <span dir="auto">{shownName(reply.name || reply.address)}</span>
            </TextButton>
            <Typography textColor="neutral600">{moments.short(reply.at, now)}</Typography>
          </Flex>
        ))}
      </Flex>
      <CursorPager pages={pages} nextCursor={nextCursor} isFetching={query.isFetching} />
    </>
  );
};

const RepliesDrawer = ({
  campaignId,
  onClose,
}: {
  readonly campaignId: number;
  readonly onClose: () => void;
}) => {
  const t = useT();
  const shownName = useShownName();
  const [chosen, setChosen] = useState<CampaignReply | null>(null);
  const title = chosen ? shownName(chosen.name || chosen.address) : t('campaigns.replies.title');
  return (
    <Drawer open onClose={onClose} title={title}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        {chosen ? (
          <>
            <Flex justifyContent="space-between" gap={3} wrap="wrap">
              <Button
                size="S"
                variant="tertiary"
                startIcon={<ChevronLeft />}
                onClick={() => setChosen(null)}
              >
                {t('campaigns.replies.back')}
              </Button>
              <Typography variant="pi" textColor="neutral600">
                {t('campaigns.replies.readOnly')}
              </Typography>
            </Flex>
            <ReplyThread campaignId={campaignId} conversationId={chosen.conversationId} />
          </>
        ) : (
          <People campaignId={campaignId} onChoose={setChosen} />
        )}
      </Flex>
    </Drawer>
  );
};

interface Props {
  readonly campaignId: number;
  readonly count: number;
}

/** What people wrote after they got the campaign, for the person who may read it; nothing where nobody did. */
export const Replies = ({ campaignId, count }: Props) => {
  const t = useT();
  const [isOpen, setIsOpen] = useState(false);
  const mayRead = useMay('campaignReadReplies');
  if (!mayRead || count === 0) return null;
  return (
    <Card title={t('campaigns.replies.title')} testId="campaign-replies">
      <Flex justifyContent="space-between" gap={3} wrap="wrap">
        <Typography>{t('campaigns.replies.count', { count })}</Typography>
        <Button variant="secondary" onClick={() => setIsOpen(true)}>
          {t('campaigns.replies.read')}
        </Button>
      </Flex>
      {isOpen ? <RepliesDrawer campaignId={campaignId} onClose={() => setIsOpen(false)} /> : null}
    </Card>
  );
};
