import { Link, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { Link as RouterLink } from 'react-router-dom';
import type { CostResult } from '../../../../server/src/contracts/prices';
import { useCan } from '../permissions';
import { useT } from '../useT';
import { useMoney } from './useMoney';

export const PRICES_PAGE = '/settings/whatsapp/prices';

/** Of which day the prices are, leading to them for the person who may see them. */
export const PricesFrom = ({
  cost,
}: {
  readonly cost: Pick<CostResult, 'hasPrices' | 'pricesFrom' | 'isSample'>;
}) => {
  const t = useT();
  const { can } = useCan();
  const { formatList } = useIntl();
  const money = useMoney();
  if (!cost.hasPrices) return null;
  const days = formatList(cost.pricesFrom.map(money.day), { type: 'conjunction' });
  const words = t(cost.isSample ? 'prices.cost.sample' : 'prices.cost.from', { days });
  return can.priceMaintain ? (
    <Link tag={RouterLink} to={PRICES_PAGE}>
      {words}
    </Link>
  ) : (
    <Typography variant="pi" textColor="neutral600">
      {words}
    </Typography>
  );
};
