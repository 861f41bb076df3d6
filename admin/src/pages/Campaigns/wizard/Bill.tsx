import { Box, Divider, Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import type { PreflightResult } from '../../../../../server/src/contracts/campaigns';
import { LimitBar } from '../../../shared/LimitBar';
import { Notice } from '../../../shared/Notice';
import { useT } from '../../../shared/useT';
import { billLines, span } from '../model';

const Figure = styled(Typography)`
  font-variant-numeric: tabular-nums;
  white-space: nowrap;
`;

type LineProps = { label: string; value: string; strong?: boolean; testId?: string };

const Line = ({ label, value, strong = false, testId }: LineProps) => (
  <Flex justifyContent="space-between" gap={4} alignItems="baseline">
    <Typography tag="dt" fontWeight={strong ? 'bold' : 'regular'}>
      {label}
    </Typography>
    <Figure tag="dd" fontWeight={strong ? 'bold' : 'regular'} data-testid={testId}>
      {value}
    </Figure>
  </Flex>
);

/** Matched, what is taken out by reason, and the sum that stands on the button. */
const Sum = ({ bill }: { bill: PreflightResult }) => {
  const t = useT();
  const number = (value: number) => t('campaigns.number', { number: value });
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Flex tag="dl" direction="column" alignItems="stretch" gap={2} margin={0}>
        <Line
          label={t('campaigns.bill.matched')}
          value={number(bill.matched)}
          testId="bill-matched"
        />
        {billLines(bill).map((line) => (
          <Line
            key={line.reason}
            label={t('campaigns.bill.minus', { reason: t(`campaigns.skip.${line.reason}`) })}
            value={number(line.count)}
            testId={`bill-${line.reason}`}
          />
        ))}
      </Flex>
      <Divider />
      <Flex tag="dl" direction="column" alignItems="stretch" margin={0}>
        <Line
          strong
          label={t('campaigns.bill.willReceive')}
          value={number(bill.willReceive)}
          testId="bill-will-receive"
        />
      </Flex>
    </Flex>
  );
};

/** The messaging limit beside the number of people, over how many days it spreads, and how it is raised (M-34, M-38). */
const Limit = ({ bill }: { bill: PreflightResult }) => {
  const t = useT();
  const { limit } = bill;
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Typography variant="delta" tag="h3">
        {t('campaigns.limit.title')}
      </Typography>
      <LimitBar {...limit} adding={bill.willReceive} />
      {limit.days > 1 ? (
        <Notice variant="warning" title={t('campaigns.limit.spreadTitle', { days: limit.days })}>
          {t('campaigns.limit.spread', { free: limit.free ?? 0, days: limit.days })}
        </Notice>
      ) : null}
      <Typography variant="pi" textColor="neutral600">
        {t('campaigns.limit.raise')}
      </Typography>
    </Flex>
  );
};

const Duration = ({ bill }: { bill: PreflightResult }) => {
  const t = useT();
  const { unit, value } = span(bill.durationSeconds);
  return (
    <Typography textColor="neutral600">
      {t('campaigns.bill.duration', {
        span: t(`campaigns.span.${unit}`, { value }),
        mps: bill.allowedMps,
      })}
    </Typography>
  );
};

/** The bill: read before anything is started (M-06). */
export const Bill = ({ bill }: { bill: PreflightResult }) => (
  <Box background="neutral0" hasRadius shadow="tableShadow" padding={6} data-testid="bill">
    <Flex direction="column" alignItems="stretch" gap={5}>
      <Sum bill={bill} />
      {bill.willReceive > 0 ? <Duration bill={bill} /> : null}
      <Divider />
      <Limit bill={bill} />
    </Flex>
  </Box>
);
