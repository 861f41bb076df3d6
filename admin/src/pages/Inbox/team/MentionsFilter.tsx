import { useEffect, useRef } from 'react';
import { Badge, Button, Flex, Tooltip, VisuallyHidden } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { useWhatsappMentionsQuery } from '../../../api/team-notes';
import { useT } from '../../../shared/useT';
import type { InboxUrl } from '../hooks/useInboxUrl';
import { TIGHT } from '../layout';

interface Props {
  readonly url: Pick<InboxUrl, 'mentions'>;
  readonly change: (part: Partial<InboxUrl>) => void;
}

/** Where colleagues named me in a note; how many I have not looked at, told once when there are more. */
export const MentionsFilter = ({ url, change }: Props) => {
  const t = useT();
  const { toggleNotification } = useNotification();
  const { data } = useWhatsappMentionsQuery();
  const unread = data?.unread ?? 0;
  const before = useRef<number | null>(null);
  useEffect(() => {
    if (!data) return;
    if (before.current !== null && data.unread > before.current)
      toggleNotification({ type: 'info', message: t('team.mentions.new') });
    before.current = data.unread;
  }, [data, t, toggleNotification]);
  return (
    <Tooltip label={t('team.mentions.filter')}>
      <Button
        size="S"
        {...TIGHT}
        variant={url.mentions ? 'secondary' : 'ghost'}
        aria-pressed={url.mentions}
        onClick={() =>
          change(
            url.mentions
              ? { mentions: false, status: 'open' }
              : { mentions: true, scope: 'all', status: 'all', assigneeId: null }
          )
        }
        data-testid="mentions-filter"
      >
        <Flex gap={1} tag="span">
          <span aria-hidden>@</span>
          <VisuallyHidden>{t('team.mentions.filter')}</VisuallyHidden>
          {unread > 0 ? (
            <Badge active aria-label={t('team.mentions.unread', { count: unread })}>
              {unread}
            </Badge>
          ) : null}
        </Flex>
      </Button>
    </Tooltip>
  );
};
