import {
  Box,
  Flex,
  Link,
  Table,
  Tbody,
  Td,
  Th,
  Thead,
  Tr,
  Typography,
} from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import type { Comparison } from '../../../../../server/src/contracts/campaign-insights';
import { StatusWord } from '../../../shared/StatusWord';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import { figureRows, type FigureRow } from '../figures';
import { shownState } from '../model';

type Compared = Comparison['campaigns'][number];

const Bar = ({ rate, isLoss }: { rate: number; isLoss: boolean }) => (
  <Box background="neutral150" hasRadius overflow="hidden" height={1} aria-hidden>
    <Box
      background={isLoss ? 'danger600' : 'primary600'}
      hasRadius
      height="100%"
      width={`${Math.min(1, rate) * 100}%`}
      data-testid="compared-bar"
    />
  </Box>
);

const LOSSES = ['failed', 'optedOut'];

const Figure = ({ row, index }: { row: FigureRow; index: number }) => {
  const t = useT();
  const number = row.numbers[index] ?? null;
  const rate = row.rates?.[index] ?? null;
  const left = row.unsubscribed?.[index] ?? 0;
  if (number === null) return <Typography textColor="neutral600">–</Typography>;
  return (
    <Flex direction="column" alignItems="stretch" gap={1} minWidth="12rem">
      <Typography fontWeight="bold">
        {rate === null
          ? t('campaigns.number', { number })
          : t('insights.compare.rate', { rate, number })}
      </Typography>
      {rate === null ? null : <Bar rate={rate} isLoss={LOSSES.includes(row.key)} />}
      {left === 0 ? null : (
        <Typography variant="pi" textColor="neutral600">
          {t('campaigns.funnel.unsubscribed', { count: left })}
        </Typography>
      )}
    </Flex>
  );
};

const Name = ({ campaign }: Pick<Compared, 'campaign'>) => {
  const t = useT();
  const moments = useMoments({ zoned: true });
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <Link tag={RouterLink} to={`/plugins/whatsapp/campaigns/${campaign.id}`}>
        {campaign.name || t('campaigns.unnamed')}
      </Link>
      <StatusWord of="campaign" state={shownState(campaign)} />
      {campaign.startedAt === null ? null : (
        <Typography variant="pi" textColor="neutral600">
          {moments.full(campaign.startedAt)}
        </Typography>
      )}
    </Flex>
  );
};

/** Two to four campaigns, a line for each figure; all bars share one scale: a full one is 100 %. */
export const FiguresTable = ({ campaigns }: { readonly campaigns: readonly Compared[] }) => {
  const t = useT();
  const rows = figureRows(campaigns);
  const label = t('insights.compare.title');
  return (
    <Box role="region" aria-label={label} tabIndex={0} style={{ overflowX: 'auto' }}>
      <Table colCount={campaigns.length + 1} rowCount={rows.length + 1} aria-label={label}>
        <Thead>
          <Tr>
            <Th>
              <Typography variant="sigma">{t('insights.compare.figure')}</Typography>
            </Th>
            {campaigns.map(({ campaign }) => (
              <Th key={campaign.id}>
                <Box paddingTop={3} paddingBottom={3}>
                  <Name campaign={campaign} />
                </Box>
              </Th>
            ))}
          </Tr>
        </Thead>
        <Tbody>
          {rows.map((row) => (
            <Tr key={row.key} data-testid={`figure-${row.key}`}>
              <Td>
                <Flex direction="column" alignItems="flex-start">
                  <Typography dir="auto">
                    {row.name === undefined ? t(`insights.figure.${row.key}`) : row.name}
                  </Typography>
                  {row.name === undefined ? null : (
                    <Typography variant="pi" textColor="neutral600">
                      {t(`insights.part.${row.key.startsWith('link ') ? 'link' : 'button'}`)}
                    </Typography>
                  )}
                  {row.rates === null ? null : (
                    <Typography variant="pi" textColor="neutral600">
                      {t(`insights.rate.${row.key}`)}
                    </Typography>
                  )}
                </Flex>
              </Td>
              {campaigns.map(({ campaign }, index) => (
                <Td key={campaign.id}>
                  <Figure row={row} index={index} />
                </Td>
              ))}
            </Tr>
          ))}
        </Tbody>
      </Table>
    </Box>
  );
};
