import { Flex, Typography } from '@strapi/design-system';
import type { CostLine, CostResult } from '../../../../server/src/contracts/prices';
import { CellAmount, CellText } from '../CellText';
import { ResponsiveTable, type Column } from '../ResponsiveTable';
import { useT } from '../useT';
import { PricesFrom } from './PricesFrom';
import { useMoney } from './useMoney';
import { usePriceWords } from './usePriceWords';

/** A line of the cost, or what the lines of a currency add up to. */
type Row = CostLine | { isTotal: true; currency: string; totalMicros: number };
const isTotal = (row: Row): row is Exclude<Row, CostLine> => 'isTotal' in row;

const rowsOf = ({ lines, totals }: CostResult): Row[] => [
  ...lines,
  ...totals.map(({ currency, micros }) => ({
    isTotal: true as const,
    currency,
    totalMicros: micros,
  })),
];

const useColumns = (all: readonly CostLine[]): Column<Row>[] => {
  const t = useT();
  const money = useMoney();
  const words = usePriceWords();
  const each = ({ micros, currency }: CostLine) =>
    micros === null
      ? t('prices.cost.notKnown')
      : currency === null
        ? t('prices.cost.free')
        : money.rate(micros, currency);
  const amount = ({ totalMicros, currency }: Row) =>
    totalMicros === null || currency === null
      ? '–'
      : money.exact(
          totalMicros,
          currency,
          all.flatMap((line) => (line.currency === currency ? (line.totalMicros ?? []) : []))
        );
  return [
    {
      key: 'country',
      label: t('prices.cost.country'),
      isTitle: true,
      render: (line) =>
        isTotal(line) ? (
          <Typography fontWeight="bold">{t('prices.cost.total')}</Typography>
        ) : (
          <>
            <Typography fontWeight="bold" tag="p">
              {words.country(line.country)}
            </Typography>
            <CellText variant="pi" textColor="neutral600">
              {words.kind(line)}
            </CellText>
          </>
        ),
    },
    {
      key: 'count',
      label: t('prices.cost.messages'),
      has: (line) => !isTotal(line),
      render: (line) =>
        isTotal(line) ? null : (
          <CellAmount>{t('campaigns.number', { number: line.count })}</CellAmount>
        ),
    },
    {
      key: 'each',
      label: t('prices.cost.each'),
      has: (line) => !isTotal(line),
      render: (line) => (isTotal(line) ? null : <CellAmount>{each(line)}</CellAmount>),
    },
    {
      key: 'total',
      label: t('prices.cost.together'),
      render: (line) => (
        <CellAmount fontWeight={isTotal(line) ? 'bold' : 'regular'}>{amount(line)}</CellAmount>
      ),
    },
  ];
};

/** How a cost adds up: by country and kind, the dearest first, and the total of each currency. */
export const CostTable = ({ cost }: { readonly cost: CostResult }) => {
  const t = useT();
  const columns = useColumns(cost.lines);
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <ResponsiveTable
        isTight
        rows={rowsOf(cost)}
        columns={columns}
        rowKey={(row) =>
          isTotal(row)
            ? `total ${row.currency}`
            : [row.country, row.category, row.type, row.currency, row.micros].join('|')
        }
        label={t('prices.cost.table')}
        testId="cost-line"
      />
      <PricesFrom cost={cost} />
      <Typography variant="pi" textColor="neutral600">
        {t('prices.cost.why')}
      </Typography>
    </Flex>
  );
};
