import { Button, Flex, Typography } from '@strapi/design-system';
import { useT } from '../useT';
import type { PeopleSelection } from './usePeopleSelection';

interface Props {
  readonly selection: PeopleSelection;
  /** People on this page. */
  readonly onPage: number;
  /** All who match; undefined while they are counted. */
  readonly total: number | undefined;
}

/** After the header's box: "50 on this page. Select all 3,104 matching" (M-23). */
export const SelectAllStrip = ({ selection, onPage, total }: Props) => {
  const t = useT();
  const more = total === undefined || total > onPage;
  if (selection.isAll) {
    return (
      <Flex gap={3} padding={3} background="primary100" hasRadius wrap="wrap">
        <Typography>
          {total === undefined
            ? t('people.all.counting')
            : t('people.all.selected', {
                count: total - selection.takenOut,
                out: selection.takenOut,
              })}
        </Typography>
        <Button size="S" variant="tertiary" onClick={selection.clear}>
          {t('contacts.unselect')}
        </Button>
      </Flex>
    );
  }
  if (selection.page !== true || !more) return null;
  return (
    <Flex gap={3} padding={3} background="primary100" hasRadius wrap="wrap">
      <Typography>{t('people.page.selected', { count: onPage })}</Typography>
      <Button size="S" variant="secondary" onClick={selection.selectAll} data-testid="select-all">
        {total === undefined
          ? t('people.all.select')
          : t('people.all.selectCount', { count: total })}
      </Button>
    </Flex>
  );
};
