import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { Box, Flex, TextInput, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';
import { useT } from '../useT';
import {
  findEmojis,
  gridStep,
  keepRecent,
  readGroups,
  readRecent,
  type Emoji,
  type EmojiGroup,
} from './emoji';
import english from './en.json';
import turkish from './tr.json';

const COLUMNS = 9;

const Grid = styled.div`
  display: grid;
  grid-template-columns: repeat(${COLUMNS}, minmax(0, 1fr));
`;
const Cell = styled.button`
  border: 0;
  background: none;
  padding-block: ${({ theme }) => theme.spaces[1]};
  font-size: 2.2rem;
  line-height: 1.2;
  cursor: pointer;
  border-radius: ${({ theme }) => theme.borderRadius};
  &:hover,
  &:focus-visible {
    background: ${({ theme }) => theme.colors.primary100};
  }
`;
const Tab = styled(Cell)<{ $on: boolean }>`
  font-size: 1.8rem;
  background: ${({ theme, $on }) => ($on ? theme.colors.primary100 : 'none')};
`;
const List = styled(Box)`
  overflow-y: auto;
  block-size: min(26rem, 40dvh);
`;

interface Props {
  readonly onPick: (emoji: string) => void;
}

/** One group as a grid: one Tab stop, arrows inside. */
const EmojiGrid = ({ label, emojis, onPick }: Props & { label: string; emojis: Emoji[] }) => {
  const grid = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const at = Math.min(active, emojis.length - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = gridStep(event.key, { at, count: emojis.length, columns: COLUMNS });
    if (next === null) return;
    event.preventDefault();
    setActive(next);
    grid.current?.querySelectorAll<HTMLButtonElement>('button')[next]?.focus();
  };
  return (
    <Grid ref={grid} role="group" aria-label={label} onKeyDown={onKeyDown}>
      {emojis.map(({ emoji, name }, index) => (
        <Cell
          key={emoji}
          type="button"
          tabIndex={index === at ? 0 : -1}
          aria-label={name}
          title={name}
          onFocus={() => setActive(index)}
          onClick={() => onPick(emoji)}
        >
          {emoji}
        </Cell>
      ))}
    </Grid>
  );
};

/** Those chosen last with their names, which the data knows. */
const recentOf = (groups: readonly EmojiGroup[]): Emoji[] => {
  const known = new Map(groups.flatMap(({ emojis }) => emojis).map((one) => [one.emoji, one]));
  return readRecent(localStorage).flatMap((emoji) => known.get(emoji) ?? []);
};

/** All emojis by group, found by their names and keywords in the reader's language. */
const EmojiPicker = ({ onPick }: Props) => {
  const t = useT();
  const { locale } = useIntl();
  const groups = useMemo(() => readGroups(locale.startsWith('tr') ? turkish : english), [locale]);
  const [recent] = useState(() => recentOf(groups));
  const [query, setQuery] = useState('');
  const [group, setGroup] = useState<(typeof groups)[number]['key'] | 'recent'>(
    recent.length > 0 ? 'recent' : (groups[0]?.key ?? 'recent')
  );
  const searching = query.trim() !== '';
  const shown = useMemo(() => {
    if (searching) return findEmojis(groups, query, locale).slice(0, 90);
    return group === 'recent'
      ? recent
      : [...(groups.find(({ key }) => key === group)?.emojis ?? [])];
  }, [group, groups, locale, query, recent, searching]);
  const pick = (emoji: string) => {
    keepRecent(localStorage, emoji);
    onPick(emoji);
  };
  const tabs = [
    ...(recent.length > 0 ? [{ key: 'recent' as const, sign: '🕘' }] : []),
    ...groups.map(({ key, emojis }) => ({ key, sign: emojis[0]?.emoji ?? '' })),
  ];
  return (
    <Flex direction="column" alignItems="stretch" gap={2} padding={3} data-testid="emoji-picker">
      <TextInput
        aria-label={t('emoji.search')}
        placeholder={t('emoji.search')}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={(event) => {
          const [first] = shown;
          if (event.key !== 'Enter' || !searching || !first) return;
          event.preventDefault();
          pick(first.emoji);
        }}
      />
      <Flex gap={1} role="group" aria-label={t('emoji.groups')} justifyContent="space-between">
        {tabs.map(({ key, sign }) => (
          <Tab
            key={key}
            type="button"
            $on={!searching && key === group}
            aria-pressed={!searching && key === group}
            aria-label={t(`emoji.group.${key}`)}
            title={t(`emoji.group.${key}`)}
            onClick={() => {
              setQuery('');
              setGroup(key);
            }}
          >
            {sign}
          </Tab>
        ))}
      </Flex>
      <List>
        {shown.length > 0 ? (
          <EmojiGrid
            key={searching ? query : group}
            label={t(searching ? 'emoji.found' : `emoji.group.${group}`)}
            emojis={[...shown]}
            onPick={pick}
          />
        ) : null}
      </List>
      <Typography variant="pi" textColor="neutral600" role="status">
        {searching ? t('emoji.count', { count: shown.length }) : ''}
      </Typography>
    </Flex>
  );
};

export default EmojiPicker;
