import { Button } from '@strapi/design-system';
import { useWhatsappListAccountsQuery } from '../../../api/accounts';
import { useWhatsappConversationPageQuery } from '../../../api/conversations';
import { EmptyState, NothingMatches } from '../../../shared/states';
import { useT } from '../../../shared/useT';
import type { InboxUrl } from '../hooks/useInboxUrl';
import { isFiltered, NO_FILTER } from '../model/filters';
import { NumberQr } from './NumberQr';

interface Props {
  readonly url: InboxUrl;
  readonly change: (part: Partial<InboxUrl>) => void;
}

/** Before the first conversation: how one begins. Where all are closed that is said instead. */
const NoneOpen = ({ change }: Pick<Props, 'change'>) => {
  const t = useT();
  const { data } = useWhatsappConversationPageQuery({ status: 'all', limit: 1 });
  const accounts = useWhatsappListAccountsQuery().data?.accounts ?? [];
  if (!data) return null;
  if (data.conversations.length > 0)
    return (
      <EmptyState
        plain
        content={t('inbox.list.all-done')}
        action={
          <Button variant="secondary" onClick={() => change({ status: 'all' })}>
            {t('inbox.list.show-all')}
          </Button>
        }
      />
    );
  const phone = accounts.find(
    ({ isSimulator, displayPhoneNumber }) => !isSimulator && displayPhoneNumber
  )?.displayPhoneNumber;
  return phone ? (
    <EmptyState
      plain
      content={t('inbox.list.empty-number', { phone })}
      action={<NumberQr phone={phone} />}
    />
  ) : (
    <EmptyState plain content={t('inbox.list.empty')} />
  );
};

/** Why the list is empty, and what may be done about it. */
export const NothingHere = ({ url, change }: Props) => {
  const t = useT();
  if (url.q !== '' && url.status === 'open') {
    return (
      <EmptyState
        plain
        content={t('inbox.list.no-hit', { q: url.q })}
        action={
          <Button
            variant="secondary"
            onClick={() => change({ ...NO_FILTER, q: url.q, status: 'all' })}
          >
            {t('inbox.list.search-closed')}
          </Button>
        }
      />
    );
  }
  if (isFiltered(url))
    return <NothingMatches onClear={() => change({ ...NO_FILTER, view: null })} />;
  return <NoneOpen change={change} />;
};
