import { useEffect, useRef, useState, type RefObject } from 'react';
import {
  Box,
  Button,
  Flex,
  Searchbar,
  SingleSelect,
  SingleSelectOption,
} from '@strapi/design-system';
import { useDebounced } from '../../../shared/useDebounced';
import { useT } from '../../../shared/useT';
import type { Numbers } from '../hooks/useNumbers';
import type { InboxUrl, Scope, StatusFilter } from '../hooks/useInboxUrl';

interface Props {
  readonly url: InboxUrl;
  readonly change: (part: Partial<InboxUrl>) => void;
  readonly searchRef: RefObject<HTMLInputElement>;
  readonly numbers: Numbers;
}

const scopes: readonly Scope[] = ['mine', 'unassigned', 'all'];
const statuses: readonly StatusFilter[] = ['open', 'closed', 'all'];

/** There only when there is more than one number. */
const NumberFilter = ({ url, change, numbers }: Omit<Props, 'searchRef'>) => {
  const t = useT();
  if (numbers.length < 2) return null;
  return (
    <Box flex="1">
      <SingleSelect
        size="S"
        aria-label={t('inbox.filter.number')}
        value={String(url.accountId ?? 'all')}
        onChange={(value) => change({ accountId: value === 'all' ? null : Number(value) })}
      >
        <SingleSelectOption value="all">{t('inbox.filter.every-number')}</SingleSelectOption>
        {numbers.map((number) => (
          <SingleSelectOption key={number.id} value={String(number.id)}>
            {number.name}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Box>
  );
};

/** Mine, unassigned or all; open or closed; unread only; search by name, number or text. */
export const ListFilters = ({ url, change, searchRef, numbers }: Props) => {
  const t = useT();
  const [text, setText] = useState(url.q);
  const settled = useDebounced(text.trim(), 300);
  const written = useRef(url.q);

  useEffect(() => {
    if (settled === written.current) return;
    written.current = settled;
    change({ q: settled });
  }, [change, settled]);
  useEffect(() => {
    // Cleared elsewhere ("Clear filters", the back button): the field follows.
    if (url.q !== written.current) {
      written.current = url.q;
      setText(url.q);
    }
  }, [url.q]);

  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Flex gap={1} role="group" aria-label={t('inbox.filter.scope')} wrap="wrap">
        {scopes.map((scope) => (
          <Button
            key={scope}
            size="S"
            variant={url.scope === scope ? 'secondary' : 'ghost'}
            aria-pressed={url.scope === scope}
            onClick={() => change({ scope })}
          >
            {t(`inbox.scope.${scope}`)}
          </Button>
        ))}
      </Flex>
      <Searchbar
        ref={searchRef}
        name="inbox-search"
        size="S"
        value={text}
        placeholder={t('inbox.search.placeholder')}
        clearLabel={t('inbox.search.clear')}
        onClear={() => setText('')}
        onChange={(event) => setText(event.target.value.slice(0, 200))}
      >
        {t('inbox.search.label')}
      </Searchbar>
      <Flex gap={2} wrap="wrap">
        <Box flex="1">
          <SingleSelect
            size="S"
            aria-label={t('inbox.filter.status')}
            value={url.status}
            onChange={(value) => {
              const status = statuses.find((one) => one === value);
              if (status) change({ status });
            }}
          >
            {statuses.map((status) => (
              <SingleSelectOption key={status} value={status}>
                {t(`inbox.status.${status}`)}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </Box>
        <NumberFilter url={url} change={change} numbers={numbers} />
        <Button
          size="S"
          variant={url.unread ? 'secondary' : 'tertiary'}
          aria-pressed={url.unread}
          onClick={() => change({ unread: !url.unread })}
        >
          {t('inbox.filter.unread')}
        </Button>
      </Flex>
    </Flex>
  );
};
