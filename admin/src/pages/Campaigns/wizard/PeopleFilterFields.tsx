import { useState, type ReactNode } from 'react';
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { Filter } from '@strapi/icons';
import type { PeopleFilter } from '../../../../../server/src/contracts/audience';
import { Drawer } from '../../../shared/Drawer';
import { ChipChoice, FilterBar } from '../../../shared/people/FilterBar';
import { FilterSentence } from '../../../shared/people/FilterSentence';
import { usePeopleWords, type PeopleWords } from '../../../shared/people/usePeopleWords';
import { useT } from '../../../shared/useT';
import { SavedViews } from '../../Contacts/components/SavedViews';
import { PeopleSearch } from './PeopleSearch';

type Props = {
  filter: PeopleFilter;
  onChange: (filter: PeopleFilter) => void;
  /** What else can be done with the filter. */
  action?: ReactNode;
};

/** Groups and segments before everything else: most campaigns go to one of them. */
const Lists = (props: Props & { words: PeopleWords }) => {
  const t = useT();
  return (['groups', 'segments'] as const).map((key) =>
    props.words.options[key].length === 0 ? null : (
      <Flex
        key={key}
        direction="column"
        alignItems="stretch"
        gap={2}
        role="group"
        aria-label={t(`people.filter.${key}`)}
        data-testid={`choose-${key}`}
      >
        <Typography variant="sigma" textColor="neutral600">
          {t(`people.filter.${key}`)}
        </Typography>
        <Box>
          <ChipChoice of={key} {...props} />
        </Box>
      </Flex>
    )
  );
};

/** The filters of Contacts, saved ones too (M-26); several groups are one message each (M-29). */
export const PeopleFilterFields = ({ filter, onChange, action }: Props) => {
  const t = useT();
  const words = usePeopleWords();
  const [open, setOpen] = useState(false);
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Lists filter={filter} onChange={onChange} words={words} />
      <Flex gap={3} wrap="wrap" alignItems="flex-end">
        <Button
          variant="secondary"
          startIcon={<Filter />}
          onClick={() => setOpen(true)}
          data-testid="open-filters"
        >
          {t('campaigns.people.filters')}
        </Button>
        <PeopleSearch filter={filter} onChange={onChange} />
        {action}
      </Flex>
      <FilterSentence filter={filter} onChange={onChange} words={words} />
      {open ? (
        <Drawer
          open
          onClose={() => setOpen(false)}
          title={t('campaigns.people.filters')}
          footer={
            <Button onClick={() => setOpen(false)} data-testid="close-filters">
              {t('campaigns.people.filtersDone')}
            </Button>
          }
        >
          <Flex direction="column" alignItems="stretch" gap={3}>
            <SavedViews filter={filter} onApply={onChange} />
            <FilterBar filter={filter} onChange={onChange} words={words} />
          </Flex>
        </Drawer>
      ) : null}
    </Flex>
  );
};
