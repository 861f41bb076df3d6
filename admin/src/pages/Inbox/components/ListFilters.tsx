import { useEffect, useRef, useState, type RefObject } from 'react';
import {
  Box,
  Button,
  Flex,
  Searchbar,
  SingleSelect,
  SingleSelectOption,
} from '@strapi/design-system';
import type { AgentView } from '../../../../../server/src/contracts/conversations';
import { useTags } from '../../../shared/people/useTags';
import { useCan } from '../../../shared/permissions';
import { useDebounced } from '../../../shared/useDebounced';
import { useT } from '../../../shared/useT';
import { MoreFilters } from '../list/MoreFilters';
import type { Numbers } from '../hooks/useNumbers';
import { MentionsFilter } from '../team/MentionsFilter';
import type { InboxUrl, Scope, StatusFilter } from '../hooks/useInboxUrl';

interface Props {
  readonly url: InboxUrl;
  readonly change: (part: Partial<InboxUrl>) => void;
  readonly searchRef: RefObject<HTMLInputElement>;
  readonly numbers: Numbers;
  readonly agents: readonly AgentView[];
}

const scopes: readonly Scope[] = ['mine', 'unassigned', 'all'];
const statuses: readonly StatusFilter[] = ['open', 'snoozed', 'closed', 'all'];

/** There only when there is more than one number. */
const NumberFilter = ({ url, change, numbers }: Pick<Props, 'url' | 'change' | 'numbers'>) => {
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

/** For who may see everybody's conversations: whose they are. */
const PersonFilter = ({ url, change, agents }: Pick<Props, 'url' | 'change' | 'agents'>) => {
  const t = useT();
  const { can } = useCan();
  if (!can.chatReadAll || agents.length < 2) return null;
  return (
    <Box flex="1" minWidth="40%">
      <SingleSelect
        size="S"
        aria-label={t('inbox.filter.person')}
        value={String(url.assigneeId ?? 'all')}
        onChange={(value) =>
          change(
            value === 'all' ? { assigneeId: null } : { assigneeId: Number(value), scope: 'all' }
          )
        }
      >
        <SingleSelectOption value="all">{t('inbox.filter.every-person')}</SingleSelectOption>
        {agents.map(({ id, name }) => (
          <SingleSelectOption key={id} value={String(id)}>
            {name}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Box>
  );
};

const TagFilter = ({ url, change }: Pick<Props, 'url' | 'change'>) => {
  const t = useT();
  const known = useTags().tags.map(({ name }) => name);
  const names = url.tag !== null && !known.includes(url.tag) ? [url.tag, ...known] : known;
  if (names.length === 0) return null;
  return (
    <Box flex="1" minWidth="40%">
      <SingleSelect
        size="S"
        aria-label={t('inbox.filter.tag')}
        // A tag may be called anything, "all" too: names carry a sign in front.
        value={url.tag === null ? 'all' : `#${url.tag}`}
        onChange={(value) => change({ tag: value === 'all' ? null : String(value).slice(1) })}
      >
        <SingleSelectOption value="all">{t('inbox.filter.every-tag')}</SingleSelectOption>
        {names.map((name) => (
          <SingleSelectOption key={name} value={`#${name}`}>
            {name}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Box>
  );
};

/** Mine, unassigned or all; open or closed; unread only; search by name, number or text. */
export const ListFilters = ({ url, change, searchRef, numbers, agents }: Props) => {
  const t = useT();
  const { can } = useCan();
  // Who sees only their own has nothing under "unassigned".
  const shown = scopes.filter(
    (scope) => scope !== 'unassigned' || can.chatReadUnassigned || can.chatReadAll
  );
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
        {shown.map((scope) => (
          <Button
            key={scope}
            size="S"
            variant={url.scope === scope ? 'secondary' : 'ghost'}
            aria-pressed={url.scope === scope}
            onClick={() => change({ scope, assigneeId: null, mentions: false })}
          >
            {t(`inbox.scope.${scope}`)}
          </Button>
        ))}
        <MentionsFilter url={url} change={change} />
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
      <Flex gap={1} role="group" aria-label={t('inbox.filter.status')} wrap="wrap">
        {statuses.map((status) => (
          <Button
            key={status}
            size="S"
            variant={url.status === status ? 'secondary' : 'ghost'}
            aria-pressed={url.status === status}
            onClick={() => change({ status })}
          >
            {t(`inbox.status.${status}`)}
          </Button>
        ))}
      </Flex>
      <MoreFilters url={url} change={change}>
        <NumberFilter url={url} change={change} numbers={numbers} />
        <PersonFilter url={url} change={change} agents={agents} />
        <TagFilter url={url} change={change} />
      </MoreFilters>
    </Flex>
  );
};
