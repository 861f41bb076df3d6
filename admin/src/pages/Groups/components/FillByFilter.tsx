import { useState } from 'react';
import { Button, Flex, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import type { PeopleFilter } from '../../../../../server/src/contracts/audience';
import type { GroupView } from '../../../../../server/src/contracts/groups';
import { useWhatsappCountPeopleQuery, useWhatsappGroupPeopleMutation } from '../../../api/people';
import { Drawer } from '../../../shared/Drawer';
import { tidy } from '../../../shared/people/filter-model';
import { FilterBar } from '../../../shared/people/FilterBar';
import { FilterSentence } from '../../../shared/people/FilterSentence';
import { usePeopleWords } from '../../../shared/people/usePeopleWords';
import { SearchBox } from '../../../shared/SearchBox';
import { ErrorState } from '../../../shared/states';
import { useRefusal } from '../../../shared/useRefusal';
import { useDebounced } from '../../../shared/useDebounced';
import { useT } from '../../../shared/useT';

interface Props {
  readonly group: GroupView;
  readonly onClose: () => void;
}

/** Adds everybody who meets the filter now; who comes later is not added by itself (P-07). */
export const FillByFilter = ({ group, onClose }: Props) => {
  const t = useT();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const words = usePeopleWords();
  const [filter, setFilter] = useState<PeopleFilter>({});
  const asked = useDebounced(JSON.stringify(tidy(filter)));
  const choice = { kind: 'all' as const, filter: JSON.parse(asked) as PeopleFilter, except: [] };
  const count = useWhatsappCountPeopleQuery(choice);
  const [fill, { isLoading }] = useWhatsappGroupPeopleMutation();
  const isSettled = asked === JSON.stringify(tidy(filter));
  const total = isSettled ? count.currentData?.total : undefined;
  const onFill = async () => {
    try {
      const body = { choice, groupId: group.id, action: 'add' as const };
      const { changed, operationId } = await fill(body).unwrap();
      const message =
        operationId === null
          ? t('people.bulk.group.add.done', { changed, group: group.name })
          : t('people.bulk.goesOn');
      toggleNotification({ type: operationId === null ? 'success' : 'info', message });
      onClose();
    } catch (error) {
      refuse(error);
    }
  };
  return (
    <Drawer
      open
      onClose={onClose}
      title={t('groups.fill.title', { group: group.name })}
      footer={
        <>
          <Button variant="tertiary" onClick={onClose}>
            {t('shell.dialog.dismiss')}
          </Button>
          <Button
            disabled={!total}
            loading={isLoading}
            onClick={() => void onFill()}
            data-testid="fill-group"
          >
            {total === undefined ? t('contacts.counting') : t('groups.fill.do', { count: total })}
          </Button>
        </>
      }
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Typography textColor="neutral600">{t('groups.fill.says')}</Typography>
        <SearchBox
          name="fill-q"
          label={t('contacts.search')}
          value={filter.q ?? ''}
          onChange={(q) => setFilter(tidy({ ...filter, q }))}
        />
        <FilterSentence filter={filter} onChange={setFilter} words={words} />
        {count.isError ? (
          <ErrorState error={count.error} onRetry={() => void count.refetch()} />
        ) : null}
        <FilterBar filter={filter} onChange={setFilter} words={words} />
      </Flex>
    </Drawer>
  );
};
