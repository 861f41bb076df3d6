import type { InboxView, InboxViewFilters } from '../../../../../server/src/contracts/inbox-views';
import { VIEW_COUNT_MOST } from '../../../../../server/src/contracts/inbox-views';
import type { InboxUrl } from '../hooks/useInboxUrl';
import { NO_FILTER } from './filters';

/** What a view keeps of the address. */
export const viewFiltersOf = (url: InboxUrl): InboxViewFilters => ({
  scope: url.scope,
  status: url.status,
  unread: url.unread,
  mentions: url.mentions,
  accountId: url.accountId,
  assigneeId: url.assigneeId,
  tag: url.tag,
  origin: url.origin,
  sort: url.sort,
});

/** The address that shows a view. */
export const urlOfView = ({ id, filters }: InboxView): Partial<InboxUrl> => ({
  ...NO_FILTER,
  ...filters,
  view: id,
});

const same = (a: InboxViewFilters, b: InboxViewFilters): boolean =>
  (Object.keys(a) as (keyof InboxViewFilters)[]).every((key) => a[key] === b[key]);

/** Does the address differ from the view that was chosen? */
export const isChanged = (view: InboxView, url: InboxUrl): boolean =>
  !same(view.filters, viewFiltersOf(url));

/** "7", or "99+" where it was not counted to the end; nothing where it was not counted. */
export const countWord = ({ count }: Pick<InboxView, 'count'>): string | null =>
  count === null ? null : count >= VIEW_COUNT_MOST ? `${VIEW_COUNT_MOST - 1}+` : String(count);
