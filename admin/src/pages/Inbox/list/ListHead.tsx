import type { RefObject } from 'react';
import { Button, Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import { LiveDot } from '../../../shared/LiveDot';
import { NoticeButton } from '../../../shared/notices/NoticeButton';
import { useT } from '../../../shared/useT';
import type { Selection } from '../hooks/useSelection';
import { NARROW, PaneHead } from '../layout';
import { DutySwitch } from '../team/DutySwitch';
import { FilterChips } from './FilterChips';
import { FilterPopover, type FilterFacts } from './FilterPopover';
import { SavedViews } from './SavedViews';
import { ScopeTabs } from './ScopeTabs';
import { SearchField } from './SearchField';
import { StatusMenu } from './StatusMenu';
import { useLiveCounts } from './useLiveCounts';

/** One line at every width; beside it the word of a lost line gives way first. */
const Title = styled(Typography)`
  flex-shrink: 0;
  max-inline-size: 100%;
`;

interface Props extends FilterFacts {
  readonly searchRef: RefObject<HTMLInputElement>;
  readonly selection: Selection;
  /** May assign, close and tag. */
  readonly canChange: boolean;
}

/** Four lines above the list: title, whose, search, filters and view. What is chosen adds a line of chips. */
export const ListHead = ({ searchRef, selection, canChange, ...facts }: Props) => {
  const t = useT();
  const { url, change } = facts;
  useLiveCounts();
  return (
    <PaneHead padding={3}>
      <Flex direction="column" alignItems="stretch" gap={2}>
        <Flex justifyContent="space-between" gap={2}>
          <Flex gap={2} minWidth={0}>
            <Title variant="beta" tag="h1" ellipsis title={t('inbox.title')}>
              {t('inbox.title')}
            </Title>
            <LiveDot isBrief />
          </Flex>
          <Flex gap={1}>
            {canChange ? (
              <Button
                size="S"
                {...NARROW}
                variant="ghost"
                aria-pressed={selection.ids !== null}
                onClick={selection.toggleMode}
                data-testid="select-mode"
              >
                {t('inbox.select.start')}
              </Button>
            ) : null}
            <NoticeButton />
            {canChange ? <DutySwitch /> : null}
          </Flex>
        </Flex>
        <ScopeTabs url={url} change={change} />
        <SearchField url={url} change={change} searchRef={searchRef} />
        <Flex gap={1} wrap="wrap">
          <StatusMenu url={url} change={change} />
          <FilterPopover {...facts} />
          <SavedViews url={url} change={change} />
        </Flex>
        <FilterChips {...facts} />
      </Flex>
    </PaneHead>
  );
};
