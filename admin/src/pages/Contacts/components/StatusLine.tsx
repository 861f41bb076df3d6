import { Typography, VisuallyHidden } from '@strapi/design-system';
import type { PeopleSelection } from '../../../shared/people/usePeopleSelection';
import { useT } from '../../../shared/useT';
import type { List } from './useList';

/**
 * "3,104 contacts match · 2 contacts excluded · actions apply to 3,102 selected contacts": the one place of the page that is read aloud. Without a
 * filter it is heard only, because header and bar show the same numbers.
 */
export const StatusLine = ({ list, selection }: { list: List; selection: PeopleSelection }) => {
  const t = useT();
  const total = list.count.currentData?.total;
  const { count, takenOut } = selection;
  // Its place is kept while they are counted: the rows below must not jump.
  const match = total === undefined ? t('contacts.counting') : t('people.match', { count: total });
  const parts = [
    list.isFiltered ? match : null,
    takenOut > 0 ? t('people.takenOut', { count: takenOut }) : null,
    count ? t('people.meant', { count }) : null,
  ].filter((part) => part !== null);
  const line = parts.map((part, at) => (
    <span key={at}>
      {at > 0 ? ' · ' : null}
      <span>{part}</span>
    </span>
  ));
  const spoken = { role: 'status', 'data-testid': 'people-status' };
  return list.isFiltered ? (
    <Typography tag="p" variant="pi" textColor="neutral600" {...spoken}>
      {line}
    </Typography>
  ) : (
    <VisuallyHidden {...spoken}>{line}</VisuallyHidden>
  );
};
