import { Box, Flex, Tag } from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import { useKnownWord } from '../../../shared/useKnownWord';
import { useT } from '../../../shared/useT';
import type { InboxUrl } from '../hooks/useInboxUrl';
import { chosenFilters } from '../model/filters';
import type { FilterFacts } from './FilterPopover';

interface Chip {
  readonly key: string;
  readonly words: string;
  readonly without: Partial<InboxUrl>;
}

/** What is chosen, in words. A number or colleague that one cannot name stands by its number. */
const useChips = ({ url, numbers, agents }: FilterFacts): Chip[] => {
  const t = useT();
  const known = useKnownWord();
  const { accountId, assigneeId, tag, origin } = url;
  const named = (list: readonly { id: number; name: string }[], id: number) =>
    list.find((one) => one.id === id)?.name ?? `#${id}`;
  const chips: (Chip | null)[] = [
    url.sort === 'latest'
      ? null
      : { key: 'sort', words: t(`inbox.sort.${url.sort}`), without: { sort: 'latest' } },
    url.unread
      ? { key: 'unread', words: t('inbox.filter.unread'), without: { unread: false } }
      : null,
    accountId === null
      ? null
      : { key: 'number', words: named(numbers, accountId), without: { accountId: null } },
    assigneeId === null
      ? null
      : { key: 'person', words: `→ ${named(agents, assigneeId)}`, without: { assigneeId: null } },
    tag === null ? null : { key: 'tag', words: `#${tag}`, without: { tag: null } },
    origin === null
      ? null
      : {
          key: 'origin',
          words: known('inbox.began', origin) ?? origin,
          without: { origin: null },
        },
  ];
  return chips.filter((chip) => chip !== null);
};

/** Each chosen filter with a cross that takes it away. */
export const FilterChips = (facts: FilterFacts) => {
  const t = useT();
  const chips = useChips(facts);
  if (chosenFilters(facts.url) === 0) return null;
  return (
    <Flex gap={1} wrap="wrap" role="group" aria-label={t('inbox.filter.chosen')}>
      {chips.map(({ key, words, without }) => (
        <Box key={key} maxWidth="100%" data-testid={`chip-${key}`}>
          <Tag
            icon={<Cross aria-hidden />}
            label={t('inbox.filter.take-out', { words })}
            onClick={() => facts.change(without)}
          >
            {words}
          </Tag>
        </Box>
      ))}
    </Flex>
  );
};
