import { useState } from 'react';
import { Button, Flex, Tag } from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import type { PeopleFilter } from '../../../../../server/src/contracts/audience';
import { useWhatsappCampaignPeopleCountQuery } from '../../../api/campaigns';
import { SearchBox } from '../../../shared/SearchBox';
import { useDebounced } from '../../../shared/useDebounced';
import { useT } from '../../../shared/useT';

interface Props {
  readonly filter: PeopleFilter;
  readonly onChange: (filter: PeopleFilter) => void;
}

/** What is typed chooses nobody; the button below it does, and says how many. */
const Found = ({ filter, onChange, text }: Props & { text: string }) => {
  const t = useT();
  const q = useDebounced(text);
  const { data, isFetching } = useWhatsappCampaignPeopleCountQuery({
    kind: 'all',
    filter: { ...filter, q },
    except: [],
  });
  const isCounted = data !== undefined && !isFetching && q === text;
  return (
    <Button
      variant="secondary"
      disabled={!isCounted}
      onClick={() => onChange({ ...filter, q })}
      data-testid="choose-search"
    >
      {isCounted
        ? t('campaigns.people.search.choose', { text, count: data.total })
        : t('campaigns.people.counting')}
    </Button>
  );
};

/** A search over the people of the filter; becomes a part of the choice by a press of its own. */
export const PeopleSearch = ({ filter, onChange }: Props) => {
  const t = useT();
  const [typed, setTyped] = useState('');
  const { q: chosen, ...rest } = filter;
  const text = typed.trim();
  const choose = (next: PeopleFilter) => {
    setTyped('');
    onChange(next);
  };
  return (
    <Flex direction="column" alignItems="flex-start" gap={2}>
      <SearchBox name="people" label={t('contacts.search')} value={typed} onChange={setTyped} />
      {text === '' ? null : <Found filter={filter} onChange={choose} text={text} />}
      {chosen === undefined ? null : (
        <Tag
          icon={<Cross aria-hidden />}
          label={t('campaigns.people.search.remove', { text: chosen })}
          onClick={() => onChange(rest)}
        >
          {t('campaigns.people.search.chosen', { text: chosen })}
        </Tag>
      )}
    </Flex>
  );
};
