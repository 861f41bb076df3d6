import { useState, type ReactNode } from 'react';
import { Divider, Flex, Link, TextButton, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import { styled } from 'styled-components';
import type { PreflightResult } from '../../../../../server/src/contracts/campaigns';
import { LimitBar } from '../../../shared/LimitBar';
import { askedToStopPath } from '../../../shared/people/filter-model';
import { CostSummary } from '../../../shared/prices/CostSummary';
import { useMoney } from '../../../shared/prices/useMoney';
import { useCan } from '../../../shared/permissions';
import { useLanguageName } from '../../../shared/useLanguageName';
import { useT } from '../../../shared/useT';
import { billLines, span, type BillLine } from '../model';
import { ExcludedDrawer } from './ExcludedDrawer';
import { LimitChoice } from './LimitChoice';
import { Surface } from '../../../shared/Surface';

const Figure = styled(Typography)`
  font-variant-numeric: tabular-nums;
  white-space: nowrap;
`;

type LineProps = {
  label: string;
  value: string;
  strong?: boolean;
  testId?: string;
  onSee?: (() => void) | undefined;
  /** Where something can be done about it. */
  way?: ReactNode;
};

const Line = ({ label, value, strong = false, testId, onSee, way }: LineProps) => {
  const t = useT();
  return (
    <Flex justifyContent="space-between" gap={4} alignItems="baseline">
      <Typography tag="dt" fontWeight={strong ? 'bold' : 'regular'}>
        {label}
      </Typography>
      <Flex tag="dd" gap={3} alignItems="baseline" margin={0}>
        {way}
        {onSee ? (
          <TextButton onClick={onSee} aria-label={t('campaigns.bill.seeWhom', { reason: label })}>
            {t('campaigns.bill.see')}
          </TextButton>
        ) : null}
        <Figure fontWeight={strong ? 'bold' : 'regular'} data-testid={testId}>
          {value}
        </Figure>
      </Flex>
    </Flex>
  );
};

type BillProps = {
  bill: PreflightResult;
  campaignId: number;
  limitMode: 'spread' | 'first';
  onLimitMode: (mode: 'spread' | 'first') => void;
  busy: boolean;
};

/** To the people about whom the team has to decide. */
const Decide = () => {
  const t = useT();
  return (
    <Link tag={RouterLink} to={askedToStopPath()}>
      {t('campaigns.bill.decide')}
    </Link>
  );
};

/** Matched, what is taken out by reason with its people, and the sum that stands on the button. */
export const Sum = ({ bill, campaignId }: Pick<BillProps, 'bill' | 'campaignId'>) => {
  const t = useT();
  const { can } = useCan();
  const languageOf = useLanguageName();
  const [seen, setSeen] = useState<BillLine | null>(null);
  const number = (value: number) => t('campaigns.number', { number: value });
  // Those beyond the limit are nobody yet: the run decides who comes first.
  const maySee = (line: BillLine) => can.contactBrowse && line.reason !== 'over-limit';
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
            way={line.reason === 'asked-to-stop' && can.contactBrowse ? <Decide /> : null}
            onSee={maySee(line) ? () => setSeen(line) : undefined}
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
        {bill.languages.map(({ templateId, language, count }) => (
          <Line
            key={templateId}
            label={t('campaigns.bill.language', { language: languageOf(language) })}
            value={number(count)}
            testId={`bill-language-${language}`}
          />
        ))}
      </Flex>
      {seen ? (
        <ExcludedDrawer
          campaignId={campaignId}
          reason={seen.reason}
          count={seen.count}
          onClose={() => setSeen(null)}
        />
      ) : null}
    </Flex>
  );
};

/** Who is reached whatever the limit says: people of the last 24 hours and of open windows. */
const NoPlace = ({ bill }: Pick<BillProps, 'bill'>) => {
  const t = useT();
  const { limit, exclusions, willReceive } = bill;
  const cut = exclusions.find(({ reason }) => reason === 'over-limit')?.count ?? 0;
  const count = willReceive + cut - limit.places;
  if (limit.limit === null || count <= 0) return null;
  return (
    <Typography variant="pi" data-testid="limit-no-place">
      {t('campaigns.limit.noPlace', { count })}
    </Typography>
  );
};

/** The messaging limit beside the number of people, what happens beyond it, and how it is raised (M-34, M-38). */
const Limit = ({ bill, limitMode, onLimitMode, busy }: Omit<BillProps, 'campaignId'>) => {
  const t = useT();
  const { limit } = bill;
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography variant="delta" tag="h3">
        {t('campaigns.limit.title')}
      </Typography>
      <LimitBar {...limit} adding={Math.min(limit.places, bill.willReceive)} />
      <NoPlace bill={bill} />
      <LimitChoice bill={bill} mode={limitMode} onChange={onLimitMode} disabled={busy} />
      <Typography variant="pi" textColor="neutral600">
        {t('campaigns.limit.raise')}
      </Typography>
    </Flex>
  );
};

/** How long it takes, and how many get it later because of the limit. */
export const Duration = ({ bill }: { bill: PreflightResult }) => {
  const t = useT();
  const { unit, value } = span(bill.durationSeconds);
  return (
    <Typography textColor="neutral600">
      {t(`campaigns.bill.duration.${bill.brake.kind}`, {
        span: t(`campaigns.span.${unit}`, { value }),
        speed: t(`campaigns.bill.per.${bill.brake.per}`, { count: bill.brake.count }),
      })}
      {bill.limit.today < bill.willReceive
        ? ` ${t('campaigns.bill.rest', { rest: bill.willReceive - bill.limit.today })}`
        : ''}
    </Typography>
  );
};

/** What the template's maximum price lets the campaign cost at most (T-53). */
const Ceiling = ({ ceiling }: { ceiling: NonNullable<PreflightResult['ceiling']> }) => {
  const t = useT();
  const money = useMoney();
  const { currency, micros, totalMicros } = ceiling;
  return (
    <Typography variant="pi" data-testid="bill-ceiling">
      {t('campaigns.bill.ceiling', {
        sum: money.sum(totalMicros, currency),
        each: money.rate(micros, currency),
      })}
    </Typography>
  );
};

/** The bill: read before anything is started (M-06). */
export const Bill = ({ bill, campaignId, ...choice }: BillProps & { usesLimit: boolean }) => {
  const t = useT();
  return (
    <Surface data-testid="bill">
      <Flex direction="column" alignItems="stretch" gap={5}>
        <Sum bill={bill} campaignId={campaignId} />
        {bill.willReceive > 0 ? <Duration bill={bill} /> : null}
        {bill.cost ? <CostSummary cost={bill.cost} label={t('prices.cost.costs')} /> : null}
        {bill.ceiling ? <Ceiling ceiling={bill.ceiling} /> : null}
        {choice.usesLimit ? (
          <>
            <Divider />
            <Limit bill={bill} {...choice} />
          </>
        ) : null}
      </Flex>
    </Surface>
  );
};
