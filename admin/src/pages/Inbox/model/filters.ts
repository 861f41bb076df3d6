import type { ListFilters } from '../hooks/useConversationList';
import type { InboxUrl } from '../hooks/useInboxUrl';

/** What a list without any filter has in the address. */
export const NO_FILTER = {
  unread: false,
  mentions: false,
  status: 'open',
  scope: 'all',
  accountId: null,
  assigneeId: null,
  tag: null,
  origin: null,
  sort: 'latest',
  q: '',
} as const satisfies Partial<InboxUrl>;

/** What the address asks of the server. */
export const filtersOf = (url: InboxUrl): ListFilters => ({
  scope: url.scope,
  status: url.status,
  ...(url.unread ? { unread: 'true' as const } : {}),
  ...(url.mentions ? { mentions: 'all' as const } : {}),
  ...(url.q ? { q: url.q } : {}),
  ...(url.accountId ? { accountId: url.accountId } : {}),
  ...(url.assigneeId ? { assigneeId: url.assigneeId } : {}),
  ...(url.tag ? { tag: url.tag } : {}),
  ...(url.origin ? { origin: url.origin } : {}),
  ...(url.sort === 'waiting' ? { sort: url.sort } : {}),
});

/** Is a conversation in this list no more once it is closed? */
export const leavesClosed = ({ status, sort }: InboxUrl): boolean =>
  sort === 'waiting' || (status !== 'all' && status !== 'closed');

/** Is anything narrowed? */
export const isFiltered = (url: InboxUrl): boolean =>
  (Object.keys(NO_FILTER) as (keyof typeof NO_FILTER)[]).some((key) => url[key] !== NO_FILTER[key]);

/** How many of the filters behind the button are chosen; each stands as a chip. */
export const chosenFilters = (url: InboxUrl): number =>
  (['accountId', 'assigneeId', 'tag', 'origin', 'sort', 'unread'] as const).filter(
    (key) => url[key] !== NO_FILTER[key]
  ).length;
