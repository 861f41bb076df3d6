import { useState, type ReactNode } from 'react';
import { Box, Button, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { conversationOrigin } from '../../../../../server/src/contracts/conversations';
import { useT } from '../../../shared/useT';
import { sorts, type InboxUrl } from '../hooks/useInboxUrl';
import { chosenFilters } from '../model/filters';

interface Props {
  readonly url: InboxUrl;
  readonly change: (part: Partial<InboxUrl>) => void;
}

/** How the conversation began. */
const OriginFilter = ({ url, change }: Props) => {
  const t = useT();
  return (
    <Box flex="1" minWidth="40%">
      <SingleSelect
        size="S"
        aria-label={t('inbox.filter.origin')}
        value={url.origin ?? 'all'}
        onChange={(value) => {
          const origin = conversationOrigin.safeParse(value);
          change({ origin: origin.success ? origin.data : null });
        }}
      >
        <SingleSelectOption value="all">{t('inbox.filter.every-origin')}</SingleSelectOption>
        {conversationOrigin.options.map((origin) => (
          <SingleSelectOption key={origin} value={origin}>
            {t(`inbox.began.${origin}`)}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Box>
  );
};

/** Latest activity first, or who waits longest. */
const SortSelect = ({ url, change }: Props) => {
  const t = useT();
  return (
    <Box flex="1" minWidth="14rem">
      <SingleSelect
        size="S"
        aria-label={t('inbox.sort.label')}
        value={url.sort}
        onChange={(value) => {
          const sort = sorts.find((one) => one === value);
          if (sort) change({ sort });
        }}
      >
        {sorts.map((sort) => (
          <SingleSelectOption key={sort} value={sort}>
            {t(`inbox.sort.${sort}`)}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Box>
  );
};

/** Order, unread only, and the other filters behind a button that says how many are chosen. */
export const MoreFilters = ({
  url,
  change,
  children,
}: Props & { readonly children: ReactNode }) => {
  const t = useT();
  const chosen = chosenFilters(url);
  const [isOpen, setOpen] = useState(chosen > 0);
  return (
    <>
      <Flex gap={2} wrap="wrap">
        <SortSelect url={url} change={change} />
        <Button
          size="S"
          variant={url.unread ? 'secondary' : 'tertiary'}
          aria-pressed={url.unread}
          onClick={() => change({ unread: !url.unread })}
        >
          {t('inbox.filter.unread')}
        </Button>
        <Button
          size="S"
          variant={chosen > 0 ? 'secondary' : 'tertiary'}
          aria-expanded={isOpen}
          onClick={() => setOpen((was) => !was)}
          data-testid="more-filters"
        >
          {t('inbox.filter.more', { count: chosen })}
        </Button>
      </Flex>
      {isOpen ? (
        <Flex gap={2} wrap="wrap" role="group" aria-label={t('inbox.filter.more', { count: 0 })}>
          {children}
          <OriginFilter url={url} change={change} />
        </Flex>
      ) : null}
    </>
  );
};
