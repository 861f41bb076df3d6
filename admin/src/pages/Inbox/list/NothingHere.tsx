import { Button, Flex, Typography } from '@strapi/design-system';
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

/** One line: below it stand the messages in which the words were found. */
const NoneNamed = ({ url, change }: Props) => {
  const t = useT();
  const isOpenOnly = url.status === 'open';
  const wider = isOpenOnly ? { q: url.q, status: 'all' as const } : { view: null };
  return (
    <Flex direction="column" alignItems="flex-start" gap={2} padding={3}>
      <Typography textColor="neutral600" dir="auto">
        {isOpenOnly ? t('inbox.list.no-hit', { q: url.q }) : t('shell.state.nothing-matches')}
      </Typography>
      <Button size="S" variant="secondary" onClick={() => change({ ...NO_FILTER, ...wider })}>
        {t(isOpenOnly ? 'inbox.list.search-closed' : 'shell.state.clear-filters')}
      </Button>
    </Flex>
  );
};

/** Why the list is empty, and what may be done about it. */
export const NothingHere = ({ url, change }: Props) => {
  if (url.q !== '') return <NoneNamed url={url} change={change} />;
  if (isFiltered(url))
    return <NothingMatches onClear={() => change({ ...NO_FILTER, view: null })} />;
  return <NoneOpen change={change} />;
};
