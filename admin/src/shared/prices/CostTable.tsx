import { Flex, Typography } from '@strapi/design-system';
import type { CostLine, CostResult } from '../../../../server/src/contracts/prices';
import { CellText } from '../CellText';
import { ResponsiveTable, type Column } from '../ResponsiveTable';
import { useT } from '../useT';
import { PricesFrom } from './PricesFrom';
import { useMoney } from './useMoney';
import { usePriceWords } from './usePriceWords';

const useColumns = (): Column<CostLine>[] => {
  const t = useT();
  const money = useMoney();
  const words = usePriceWords();
  const each = ({ micros, currency }: CostLine) =>
    micros === null
      ? t('prices.cost.notKnown')
      : currency === null
        ? t('prices.cost.free')
        : money.rate(micros, currency);
  return [
    {
      key: 'country',
      label: t('prices.cost.country'),
      isTitle: true,
      render: (line) => (
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
      render: ({ count }) => <CellText>{t('campaigns.number', { number: count })}</CellText>,
    },
    {
      key: 'each',
      label: t('prices.cost.each'),
      render: (line) => <CellText>{each(line)}</CellText>,
    },
    {
      key: 'total',
      label: t('prices.cost.together'),
      render: ({ totalMicros, currency }) => (
        <CellText>
          {totalMicros === null || currency === null ? '–' : money.sum(totalMicros, currency)}
        </CellText>
      ),
    },
  ];
};

/** How a cost adds up: by country and kind, the dearest first. */
export const CostTable = ({ cost }: { readonly cost: CostResult }) => {
  const t = useT();
  const columns = useColumns();
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <ResponsiveTable
        isTight
        rows={cost.lines}
        columns={columns}
        rowKey={({ country, category, type, currency, micros }) =>
          [country, category, type, currency, micros].join('|')
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
