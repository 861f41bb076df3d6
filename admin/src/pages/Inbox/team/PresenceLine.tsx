import { Flex, Typography } from '@strapi/design-system';
import { Eye, Pencil } from '@strapi/icons';
import { useIntl } from 'react-intl';
import { useT } from '../../../shared/useT';
import type { PresentPerson } from './presence-model';

/** Colleagues who have this conversation open, and who writes an answer in it now. */
export const PresenceLine = ({ people }: { readonly people: readonly PresentPerson[] }) => {
  const t = useT();
  const { formatList } = useIntl();
  const names = (some: readonly PresentPerson[]) => formatList(some.map(({ name }) => name));
  const typing = people.filter(({ isTyping }) => isTyping);
  const looking = people.filter(({ isTyping }) => !isTyping);
  return (
    <Flex gap={4} wrap="wrap" role="status" data-testid="presence">
      {typing.length > 0 ? (
        <Flex gap={1}>
          <Pencil aria-hidden width="1.2rem" height="1.2rem" />
          <Typography variant="pi" fontWeight="bold" textColor="neutral800">
            {t('team.presence.typing', { count: typing.length, names: names(typing) })}
          </Typography>
        </Flex>
      ) : null}
      {looking.length > 0 ? (
        <Flex gap={1}>
          <Eye aria-hidden width="1.2rem" height="1.2rem" />
          <Typography variant="pi" textColor="neutral600">
            {t('team.presence.looking', { count: looking.length, names: names(looking) })}
          </Typography>
        </Flex>
      ) : null}
    </Flex>
  );
};
