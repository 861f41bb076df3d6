import { Flex, Link } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import type { TakenOver } from '../../../../../server/src/contracts/template-take-over';
import { StatusWord } from '../../../shared/StatusWord';
import { useLanguageName } from '../../../shared/useLanguageName';

const addressOf = ({ id, status }: TakenOver): string =>
  `/plugins/whatsapp/templates/${id}${status === 'DRAFT' ? '/edit' : ''}`;

/** Which languages of a ready template are there already, with the way to each. */
export const TakenList = ({ taken }: { taken: readonly TakenOver[] }) => {
  const languageOf = useLanguageName();
  if (taken.length === 0) return null;
  return (
    <Flex tag="ul" gap={3} wrap="wrap" padding={0} margin={0}>
      {taken.map((one) => (
        <Flex key={one.id} tag="li" gap={2} data-testid="library-taken">
          <Link tag={RouterLink} to={addressOf(one)}>
            {languageOf(one.language)}
          </Link>
          <StatusWord of="template" state={one.status} />
        </Flex>
      ))}
    </Flex>
  );
};
