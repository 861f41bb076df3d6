import { Button, Flex, Typography, VisuallyHidden } from '@strapi/design-system';
import type { InboxTabs } from '../../../../../server/src/contracts/inbox-views';
import { useWhatsappInboxViewsQuery } from '../../../api/inbox-list';
import { useCan } from '../../../shared/permissions';
import { useT } from '../../../shared/useT';
import type { InboxUrl, Scope } from '../hooks/useInboxUrl';
import { countWord } from '../model/views';
import { MentionsFilter } from '../team/MentionsFilter';
import { TIGHT } from '../layout';

interface Props {
  readonly url: InboxUrl;
  readonly change: (part: Partial<InboxUrl>) => void;
}

const scopes: readonly Scope[] = ['mine', 'unassigned', 'all'];

const countOf = (scope: Scope, tabs: InboxTabs | undefined): string | null =>
  scope === 'all' || !tabs ? null : countWord({ count: tabs[scope] });

/** Mine, unassigned or all, with how many open ones there are; and where I am named. */
export const ScopeTabs = ({ url, change }: Props) => {
  const t = useT();
  const { can } = useCan();
  const tabs = useWhatsappInboxViewsQuery().data?.tabs;
  // Who sees only their own has nothing under "unassigned".
  const shown = scopes.filter(
    (scope) => scope !== 'unassigned' || can.chatReadUnassigned || can.chatReadAll
  );
  return (
    <Flex gap={1} role="group" aria-label={t('inbox.filter.scope')} wrap="wrap">
      {shown.map((scope) => {
        const count = countOf(scope, tabs);
        return (
          <Button
            key={scope}
            size="S"
            {...TIGHT}
            variant={url.scope === scope && !url.mentions ? 'secondary' : 'ghost'}
            aria-pressed={url.scope === scope && !url.mentions}
            onClick={() =>
              change({
                scope,
                assigneeId: null,
                // Mentions look at all states; leaving them leads back to the open ones.
                ...(url.mentions ? { mentions: false, status: 'open' as const } : {}),
              })
            }
            data-testid={`scope-${scope}`}
          >
            <Flex gap={1} tag="span">
              {t(`inbox.scope.${scope}`)}
              {count === null ? null : (
                <>
                  <Typography variant="pi" textColor="neutral600" aria-hidden data-testid="count">
                    {count}
                  </Typography>
                  <VisuallyHidden>{t('inbox.scope.count', { count })}</VisuallyHidden>
                </>
              )}
            </Flex>
          </Button>
        );
      })}
      <MentionsFilter url={url} change={change} />
    </Flex>
  );
};
