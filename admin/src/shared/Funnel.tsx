import { useState } from 'react';
import {
  Box,
  Flex,
  Table,
  Tbody,
  Td,
  TextButton,
  Th,
  Thead,
  Tr,
  Typography,
} from '@strapi/design-system';
import { useT } from './useT';

export type FunnelColumn = {
  key: string;
  label: string;
  count: number;
  /** How that stands to the step before, in words; null when that has no meaning. */
  share: string | null;
  /** Not a step on the way, but an end of it. */
  isLoss?: boolean;
};

type Props = { columns: FunnelColumn[]; total: number; title: string };

/** The same scale for each bar: a full one is `total`. */
export const barWidth = (count: number, total: number): string =>
  total <= 0 ? '0%' : `${Math.min(100, (count / total) * 100)}%`;

const Share = ({ share }: { share: string | null }) => (
  <Typography variant="pi" textColor="neutral600">
    {share ?? '–'}
  </Typography>
);

const Bars = ({ columns, total }: Omit<Props, 'title'>) => {
  const t = useT();
  return (
    <Flex tag="ol" gap={4} alignItems="stretch" wrap="wrap" width="100%" padding={0} margin={0}>
      {columns.map((column) => (
        <Flex
          key={column.key}
          tag="li"
          direction="column"
          alignItems="stretch"
          gap={2}
          flex="1"
          minWidth="14rem"
        >
          <Typography variant="sigma" textColor="neutral600">
            {column.label}
          </Typography>
          <Typography
            variant="alpha"
            tag="p"
            data-testid={`count-${column.key}`}
            data-value={column.count}
          >
            {t('campaigns.number', { number: column.count })}
          </Typography>
          <Box background="neutral150" hasRadius overflow="hidden" height={2} aria-hidden>
            <Box
              background={column.isLoss ? 'danger600' : 'primary600'}
              hasRadius
              height="100%"
              width={barWidth(column.count, total)}
            />
          </Box>
          <Share share={column.share} />
        </Flex>
      ))}
    </Flex>
  );
};

const AsTable = ({ columns, title }: Omit<Props, 'total'>) => {
  const t = useT();
  return (
    <Table colCount={3} rowCount={columns.length + 1} aria-label={title}>
      <Thead>
        <Tr>
          {(['step', 'people', 'ofBefore'] as const).map((key) => (
            <Th key={key}>
              <Typography variant="sigma">{t(`campaigns.funnel.${key}`)}</Typography>
            </Th>
          ))}
        </Tr>
      </Thead>
      <Tbody>
        {columns.map((column) => (
          <Tr key={column.key}>
            <Td>
              <Typography>{column.label}</Typography>
            </Td>
            <Td>
              <Typography data-testid={`count-${column.key}`} data-value={column.count}>
                {t('campaigns.number', { number: column.count })}
              </Typography>
            </Td>
            <Td>
              <Share share={column.share} />
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
};

/** How many went how far, as bars or, for who prefers or needs it, as a table. */
export const Funnel = ({ columns, total, title }: Props) => {
  const t = useT();
  const [asTable, setAsTable] = useState(false);
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Flex justifyContent="space-between" gap={2} wrap="wrap">
        <Typography variant="delta" tag="h2">
          {title}
        </Typography>
        <TextButton onClick={() => setAsTable(!asTable)}>
          {t(asTable ? 'campaigns.funnel.asBars' : 'campaigns.funnel.asTable')}
        </TextButton>
      </Flex>
      {asTable ? (
        <AsTable columns={columns} title={title} />
      ) : (
        <Bars columns={columns} total={total} />
      )}
    </Flex>
  );
};
