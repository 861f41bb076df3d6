import { useState } from 'react';
import { Flex, Link, TextButton, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import type { CostResult } from '../../../../server/src/contracts/prices';
import { Drawer } from '../Drawer';
import { useCan } from '../permissions';
import { useT } from '../useT';
import { CostTable } from './CostTable';
import { PRICES_PAGE, PricesFrom } from './PricesFrom';
import { useMoney } from './useMoney';
import { usePriceWords } from './usePriceWords';

interface Props {
  readonly cost: CostResult;
  /** "Cost", "Cost so far" */
  readonly label: string;
}

/** Without prices nothing is said about money, and where to enter them. */
const NoPrices = ({ label }: { readonly label: string }) => {
  const t = useT();
  const { can } = useCan();
  return (
    <Flex gap={3} wrap="wrap" alignItems="baseline" data-testid="no-prices">
      <Typography>{t('prices.cost.none', { label })}</Typography>
      {can.priceMaintain ? (
        <Link tag={RouterLink} to={PRICES_PAGE}>
          {t('prices.cost.enter')}
        </Link>
      ) : (
        <Typography variant="pi" textColor="neutral600">
          {t('prices.cost.ask')}
        </Typography>
      )}
    </Flex>
  );
};

const SHOWN = 2;

const countIn = (lines: readonly { readonly count: number }[]): number =>
  lines.reduce((sum, { count }) => sum + count, 0);

/** The first lines in words, and how many messages are in the others: "Türkiye 11,900 × €0.01 · 20 more messages". */
const useShort = () => {
  const t = useT();
  const money = useMoney();
  const { country: name } = usePriceWords();
  return ({ lines }: CostResult): string => {
    const priced = lines.flatMap(({ country, count, micros, currency }) =>
      micros === null || currency === null ? [] : [{ country, count, micros, currency }]
    );
    const first = priced.slice(0, SHOWN);
    if (first.length === 0) return '';
    // What has no known price is said below.
    const known = countIn(lines.filter(({ micros }) => micros !== null));
    const more = known - countIn(first);
    const words = first.map(({ country, count, micros, currency }) =>
      t('prices.cost.short', {
        country: name(country),
        count,
        rate: money.rate(micros, currency),
      })
    );
    return [...words, ...(more > 0 ? [t('prices.cost.more', { count: more })] : [])].join(' · ');
  };
};

/** An estimated cost in a line, with a drawer that shows how it adds up (docs/prices.md). */
export const CostSummary = ({ cost, label }: Props) => {
  const t = useT();
  const money = useMoney();
  const short = useShort();
  const [open, setOpen] = useState(false);
  if (cost.lines.length === 0) return null;
  if (!cost.hasPrices) return <NoPrices label={label} />;
  const sum = cost.totals.length > 0 ? money.sums(cost.totals) : null;
  const words =
    sum === null
      ? t(cost.unpriced > 0 ? 'prices.cost.notKnown' : 'prices.cost.free')
      : t('prices.cost.about', { sum });
  return (
    <Flex direction="column" alignItems="stretch" gap={1} data-testid="cost">
      <Flex justifyContent="space-between" gap={4} alignItems="baseline" wrap="wrap">
        <Typography>{label}</Typography>
        <Flex gap={3} alignItems="baseline">
          <TextButton onClick={() => setOpen(true)} aria-label={t('prices.cost.seeHow', { label })}>
            {t('campaigns.bill.see')}
          </TextButton>
          <Typography fontWeight="bold" data-testid="cost-sum">
            {words}
          </Typography>
        </Flex>
      </Flex>
      <Typography variant="pi" textColor="neutral600">
        {short(cost)}
      </Typography>
      {cost.unpriced > 0 ? (
        <Typography variant="pi" textColor="neutral800" data-testid="cost-unpriced">
          {t('prices.cost.unpriced', { count: cost.unpriced })}
        </Typography>
      ) : null}
      <PricesFrom cost={cost} />
      <Drawer open={open} onClose={() => setOpen(false)} title={label}>
        <CostTable cost={cost} />
      </Drawer>
    </Flex>
  );
};
