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
  /** The words stand in messages, which are shown below. */
  readonly isInMessages: boolean;
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
const NoneNamed = ({ url, change, isInMessages }: Props) => {
  const t = useT();
  const isOpenOnly = url.status === 'open';
  const nothing = isOpenOnly ? 'inbox.list.no-hit' : 'shell.state.nothing-matches';
  const wider = isOpenOnly ? { q: url.q, status: 'all' as const } : { view: null };
  return (
    <Flex direction="column" alignItems="flex-start" gap={2} padding={3}>
      <Typography textColor="neutral600" dir="auto">
        {t(isInMessages ? 'inbox.list.no-name' : nothing, { q: url.q })}
      </Typography>
      <Button size="S" variant="secondary" onClick={() => change({ ...NO_FILTER, ...wider })}>
        {t(isOpenOnly ? 'inbox.list.search-closed' : 'shell.state.clear-filters')}
      </Button>
    </Flex>
  );
};

/** Why the list is empty, and what may be done about it. */
export const NothingHere = (props: Props) => {
  const { url, change } = props;
  if (url.q !== '') return <NoneNamed {...props} />;
  if (isFiltered(url))
    return <NothingMatches onClear={() => change({ ...NO_FILTER, view: null })} />;
  return <NoneOpen change={change} />;
};
