import { IconButton, Typography } from '@strapi/design-system';
import { Pencil } from '@strapi/icons';
import {
  priceCategory,
  type MarketRates,
  type PriceCategory,
} from '../../../../../server/src/contracts/prices';
import { CellAmount } from '../../../shared/CellText';
import { useMoney } from '../../../shared/prices/useMoney';
import { usePriceWords } from '../../../shared/prices/usePriceWords';
import { ResponsiveTable, type Column } from '../../../shared/ResponsiveTable';
import { useT } from '../../../shared/useT';

interface Props {
  readonly rates: readonly MarketRates[];
  readonly currency: string;
  readonly label: string;
  /** Null for a preview. */
  readonly onEdit: ((market: MarketRates) => void) | null;
}

/** Rates by market; what is not known is a dash, never a zero. */
export const RatesTable = ({ rates, currency, label, onEdit }: Props) => {
  const t = useT();
  const money = useMoney();
  const words = usePriceWords();
  const rate = (category: PriceCategory): Column<MarketRates> => ({
    key: category,
    label: words.category(category),
    has: (row) => row.rates[category] !== null,
    render: (row) => {
      const micros = row.rates[category];
      return <CellAmount>{micros === null ? '–' : money.rate(micros, currency)}</CellAmount>;
    },
  });
  const columns: Column<MarketRates>[] = [
    {
      key: 'market',
      label: t('prices.market'),
      isTitle: true,
      render: ({ market }) => <Typography fontWeight="bold">{words.market(market)}</Typography>,
    },
    ...priceCategory.options.map(rate),
  ];
  if (onEdit)
    columns.push({
      key: 'actions',
      label: t('tasks.column.actions'),
      hideLabel: true,
      render: (row) => (
        <IconButton
          variant="ghost"
          label={t('prices.edit-of', { market: words.market(row.market) })}
          onClick={() => onEdit(row)}
        >
          <Pencil />
        </IconButton>
      ),
    });
  const sorted = [...rates].sort((a, b) =>
    words.market(a.market).localeCompare(words.market(b.market))
  );
  return (
    <ResponsiveTable
      isTight
      rows={sorted}
      columns={columns}
      rowKey={({ market }) => market}
      label={label}
      testId="market-rates"
    />
  );
};
