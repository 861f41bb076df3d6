import { Badge, Typography } from '@strapi/design-system';
import type { AccountView } from '../../../../../server/src/contracts/accounts';
import { badgeLook } from '../../../shared/badge-look';
import { useT } from '../../../shared/useT';

const looks = {
  connected: ['●', 'success'],
  'not-connected': ['○', 'neutral'],
  'token-refused': ['✕', 'danger'],
  'token-unreadable': ['✕', 'danger'],
  disconnected: ['✕', 'danger'],
} as const satisfies Record<AccountView['status'], readonly [string, string]>;

/** State of a number as mark, word and colour. */
export const NumberStatus = ({ status }: { status: AccountView['status'] }) => {
  const t = useT();
  const [mark, variant] = looks[status];
  return (
    <Badge {...badgeLook(variant)} data-testid="number-status" data-state={status}>
      <Typography tag="span" variant="pi" aria-hidden textColor="inherit">
        {mark}
      </Typography>{' '}
      {t(`settings.status.${status}`)}
    </Badge>
  );
};
