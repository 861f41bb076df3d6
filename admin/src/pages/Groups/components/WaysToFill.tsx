import type { ReactNode } from 'react';
import { Button, Flex, LinkButton, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import type { GroupView } from '../../../../../server/src/contracts/groups';
import { useCan } from '../../../shared/permissions';
import { useT } from '../../../shared/useT';

interface Props {
  readonly group: GroupView;
  readonly onFilter: () => void;
  /** Puts the keyboard into the search above. */
  readonly onHand: () => void;
}

const Card = ({ way, children }: { way: 'hand' | 'file' | 'filter'; children: ReactNode }) => {
  const t = useT();
  return (
    <Flex
      direction="column"
      alignItems="flex-start"
      gap={2}
      padding={4}
      borderColor="neutral200"
      hasRadius
      tag="li"
    >
      <Typography fontWeight="bold">{t(`groups.way.${way}`)}</Typography>
      <Typography variant="pi" textColor="neutral600">
        {t(`groups.way.${way}.says`)}
      </Typography>
      {children}
    </Flex>
  );
};

/** The three ways to fill an empty group; by hand is the search above them. */
export const WaysToFill = ({ group, onFilter, onHand }: Props) => {
  const t = useT();
  const { can } = useCan();
  return (
    <Flex tag="ul" direction="column" alignItems="stretch" gap={3} padding={0} margin={0}>
      <Card way="hand">
        <Button variant="secondary" size="S" onClick={onHand}>
          {t('groups.way.hand.do')}
        </Button>
      </Card>
      {can.contactImport ? (
        <Card way="file">
          <LinkButton
            tag={RouterLink}
            to={`../imports/new?group=${group.id}`}
            variant="secondary"
            size="S"
          >
            {t('groups.way.file.do')}
          </LinkButton>
        </Card>
      ) : null}
      <Card way="filter">
        <Button variant="secondary" size="S" onClick={onFilter}>
          {t('groups.way.filter.do')}
        </Button>
      </Card>
    </Flex>
  );
};
