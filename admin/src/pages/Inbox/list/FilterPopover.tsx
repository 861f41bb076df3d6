import type { ReactNode } from 'react';
import {
  Button,
  Checkbox,
  Field,
  Flex,
  Popover,
  SingleSelect,
  SingleSelectOption,
} from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { styled } from 'styled-components';
import {
  conversationOrigin,
  type AgentView,
} from '../../../../../server/src/contracts/conversations';
import { useTags } from '../../../shared/people/useTags';
import { useCan } from '../../../shared/permissions';
import { useT } from '../../../shared/useT';
import { sorts, type InboxUrl } from '../hooks/useInboxUrl';
import type { Numbers } from '../hooks/useNumbers';
import { NARROW } from '../layout';
import { chosenFilters, NO_FILTER } from '../model/filters';

export interface FilterFacts {
  readonly url: InboxUrl;
  readonly change: (part: Partial<InboxUrl>) => void;
  readonly numbers: Numbers;
  readonly agents: readonly AgentView[];
}

const Place = styled(Flex)`
  inline-size: min(30rem, 88vw);
`;

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly children: ReactNode;
}

const Choice = ({ name, label, value, onChange, children }: ChoiceProps) => (
  <Field.Root name={`inbox-${name}`}>
    <Field.Label>{label}</Field.Label>
    <SingleSelect size="S" value={value} onChange={(next) => onChange(String(next))}>
      {children}
    </SingleSelect>
  </Field.Root>
);

const idOf = (value: string): number | null => (value === 'all' ? null : Number(value));

/** There only when there is more than one number. */
const NumberFilter = ({ url, change, numbers }: FilterFacts) => {
  const t = useT();
  if (numbers.length < 2) return null;
  return (
    <Choice
      name="number"
      label={t('inbox.filter.number')}
      value={String(url.accountId ?? 'all')}
      onChange={(value) => change({ accountId: idOf(value) })}
    >
      <SingleSelectOption value="all">{t('inbox.filter.every-number')}</SingleSelectOption>
      {numbers.map(({ id, name }) => (
        <SingleSelectOption key={id} value={String(id)}>
          {name}
        </SingleSelectOption>
      ))}
    </Choice>
  );
};

/** For who may see everybody's conversations: whose they are. */
const PersonFilter = ({ url, change, agents }: FilterFacts) => {
  const t = useT();
  const { can } = useCan();
  if (!can.chatReadAll || agents.length < 2) return null;
  return (
    <Choice
      name="person"
      label={t('inbox.filter.person')}
      value={String(url.assigneeId ?? 'all')}
      onChange={(value) => {
        const assigneeId = idOf(value);
        change(assigneeId === null ? { assigneeId } : { assigneeId, scope: 'all' });
      }}
    >
      <SingleSelectOption value="all">{t('inbox.filter.every-person')}</SingleSelectOption>
      {agents.map(({ id, name }) => (
        <SingleSelectOption key={id} value={String(id)}>
          {name}
        </SingleSelectOption>
      ))}
    </Choice>
  );
};

const TagFilter = ({ url, change }: FilterFacts) => {
  const t = useT();
  const known = useTags().tags.map(({ name }) => name);
  const names = url.tag !== null && !known.includes(url.tag) ? [url.tag, ...known] : known;
  if (names.length === 0) return null;
  return (
    <Choice
      name="tag"
      label={t('inbox.filter.tag')}
      // A tag may be called anything, "all" too: names carry a sign in front.
      value={url.tag === null ? 'all' : `#${url.tag}`}
      onChange={(value) => change({ tag: value === 'all' ? null : value.slice(1) })}
    >
      <SingleSelectOption value="all">{t('inbox.filter.every-tag')}</SingleSelectOption>
      {names.map((name) => (
        <SingleSelectOption key={name} value={`#${name}`}>
          {name}
        </SingleSelectOption>
      ))}
    </Choice>
  );
};

/** How the conversation began. */
const OriginFilter = ({ url, change }: FilterFacts) => {
  const t = useT();
  return (
    <Choice
      name="origin"
      label={t('inbox.filter.origin')}
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
    </Choice>
  );
};

/** Latest activity first, or who waits longest. */
const SortFilter = ({ url, change }: FilterFacts) => {
  const t = useT();
  return (
    <Choice
      name="sort"
      label={t('inbox.sort.label')}
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
    </Choice>
  );
};

/** "⊕": the order and everything by which the list can be narrowed; what is chosen stands as chips outside. */
export const FilterPopover = (facts: FilterFacts) => {
  const { url, change } = facts;
  const t = useT();
  const count = chosenFilters(url);
  const label = t('inbox.filter.more', { count });
  return (
    <Popover.Root>
      <Popover.Trigger>
        <Button
          size="S"
          {...NARROW}
          variant={count > 0 ? 'secondary' : 'tertiary'}
          startIcon={<Plus aria-hidden />}
          data-testid="more-filters"
        >
          {label}
        </Button>
      </Popover.Trigger>
      <Popover.Content align="start" aria-label={label}>
        <Place direction="column" alignItems="stretch" gap={3} padding={4}>
          <SortFilter {...facts} />
          <Checkbox
            checked={url.unread}
            onCheckedChange={(checked: boolean | 'indeterminate') =>
              change({ unread: checked === true })
            }
          >
            {t('inbox.filter.unread')}
          </Checkbox>
          <NumberFilter {...facts} />
          <PersonFilter {...facts} />
          <TagFilter {...facts} />
          <OriginFilter {...facts} />
          <Button
            size="S"
            variant="ghost"
            disabled={count === 0}
            onClick={() =>
              change({ ...NO_FILTER, status: url.status, scope: url.scope, q: url.q, view: null })
            }
          >
            {t('inbox.filter.clear')}
          </Button>
        </Place>
      </Popover.Content>
    </Popover.Root>
  );
};
