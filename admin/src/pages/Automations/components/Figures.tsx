import { useState } from 'react';
import {
  Box,
  Flex,
  Link,
  Table,
  Tbody,
  Td,
  TextButton,
  Th,
  Thead,
  Tr,
  Typography,
} from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { Link as RouterLink } from 'react-router-dom';
import type {
  AutomationFigures,
  AutomationView,
} from '../../../../../server/src/contracts/automation-desk';
import { useWhatsappFiguresAutomationsQuery } from '../../../api/automations';
import { dayOf } from '../../../shared/people/filter-model';
import { useCan } from '../../../shared/permissions';
import { RUNS_PATH } from '../../../shared/run-path';
import { ErrorState, RowSkeletons } from '../../../shared/states';
import { Card } from '../../../shared/Surface';
import { useNow } from '../../../shared/useNow';
import { useT } from '../../../shared/useT';
import { Select } from '../../Bots/flow/StepInputs';
import { heightOf, lastDays, type DayFigures } from '../figures';

const SPANS = ['7', '30'] as const;
/** Of thousands of starts: not counted with each of them, and yet no other number than the list below for long. */
const EVERY_MS = 15_000;
const FRESH_SECONDS = 5;
const WHATS = ['started', 'sent', 'failed', 'goal', 'skipped'] as const;
type What = (typeof WHATS)[number];
const COLORS = {
  started: 'primary200',
  sent: 'primary600',
  failed: 'danger600',
  goal: 'success600',
  skipped: 'neutral300',
} as const;

interface DaysProps {
  days: readonly DayFigures[];
  whats: readonly What[];
  label: string;
}

const useDayWords = () => {
  const { formatDate } = useIntl();
  return (day: string): string =>
    formatDate(Date.parse(day), { timeZone: 'UTC', day: 'numeric', month: 'short' });
};

const Totals = ({ figures, whats }: { figures: AutomationFigures; whats: readonly What[] }) => {
  const t = useT();
  return (
    <Flex tag="ul" gap={6} wrap="wrap" padding={0} margin={0}>
      {whats.map((what) => (
        <Flex key={what} tag="li" direction="column" alignItems="flex-start" gap={1}>
          <Flex gap={2}>
            <Box width={2} height={2} hasRadius background={COLORS[what]} aria-hidden />
            <Typography variant="sigma" textColor="neutral600">
              {t(`automations.figures.${what}`)}
            </Typography>
          </Flex>
          <Typography variant="alpha" tag="p" data-testid={`figure-${what}`}>
            {t('campaigns.number', { number: figures[what] })}
          </Typography>
        </Flex>
      ))}
    </Flex>
  );
};

/** A bar of each kind for each day. What they show is said by the totals, and by the table. */
const Bars = ({ days, whats, label }: DaysProps) => {
  const highest = Math.max(0, ...days.flatMap((one) => whats.map((what) => one[what])));
  const dayWords = useDayWords();
  const [first] = days;
  const last = days.at(-1);
  return (
    <Box role="img" aria-label={label}>
      <Flex alignItems="flex-end" gap={1} height="10rem" aria-hidden>
        {days.map((one) => (
          <Flex key={one.day} flex="1" alignItems="flex-end" gap={0} height="100%" minWidth="0">
            {whats.map((what) => (
              <Box
                key={what}
                flex="1"
                background={COLORS[what]}
                height={heightOf(one[what], highest)}
              />
            ))}
          </Flex>
        ))}
      </Flex>
      <Flex justifyContent="space-between" aria-hidden>
        <Typography variant="pi" textColor="neutral600">
          {first ? dayWords(first.day) : ''}
        </Typography>
        <Typography variant="pi" textColor="neutral600">
          {last ? dayWords(last.day) : ''}
        </Typography>
      </Flex>
    </Box>
  );
};

const AsTable = ({ days, whats, label }: DaysProps) => {
  const t = useT();
  const dayWords = useDayWords();
  return (
    <Table colCount={whats.length + 1} rowCount={days.length + 1} aria-label={label}>
      <Thead>
        <Tr>
          <Th>
            <Typography variant="sigma">{t('automations.figures.day')}</Typography>
          </Th>
          {whats.map((what) => (
            <Th key={what}>
              <Typography variant="sigma">{t(`automations.figures.${what}`)}</Typography>
            </Th>
          ))}
        </Tr>
      </Thead>
      <Tbody>
        {days.map((one) => (
          <Tr key={one.day}>
            <Td>
              <Typography>{dayWords(one.day)}</Typography>
            </Td>
            {whats.map((what) => (
              <Td key={what}>
                <Typography>{t('campaigns.number', { number: one[what] })}</Typography>
              </Td>
            ))}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
};

/** Why people got nothing, most often first. */
const Reasons = ({ reasons }: Pick<AutomationFigures, 'reasons'>) => {
  const t = useT();
  if (reasons.length === 0) return null;
  return (
    <Flex direction="column" alignItems="stretch" gap={1}>
      <Typography variant="sigma" textColor="neutral600" tag="h3">
        {t('automations.figures.why')}
      </Typography>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={1} padding={0} margin={0}>
        {reasons.map(({ reason, count }) => (
          <Typography key={reason} tag="li" style={{ listStyle: 'none' }}>
            {t('campaigns.errors.line', { count, title: t(`automations.skip.${reason}`) })}
          </Typography>
        ))}
      </Flex>
    </Flex>
  );
};

interface LoadedProps {
  figures: AutomationFigures;
  hasGoal: boolean;
  count: number;
}

const Loaded = ({ figures, hasGoal, count }: LoadedProps) => {
  const t = useT();
  const now = useNow(60_000);
  const [asTable, setAsTable] = useState(false);
  const days = lastDays(figures, { count, today: dayOf(now) });
  const { started, sent, failed, goal, skipped } = figures;
  // The goal may have been taken out since it was reached.
  const whats = WHATS.filter((what) => what !== 'goal' || hasGoal || goal > 0);
  const label = t('automations.figures.label', { started, sent, failed, goal, skipped, count });
  if (started + skipped === 0)
    return <Typography textColor="neutral600">{t('automations.figures.empty')}</Typography>;
  return (
    <>
      <Totals figures={figures} whats={whats} />
      <Box>
        <TextButton onClick={() => setAsTable(!asTable)}>
          {t(asTable ? 'campaigns.funnel.asBars' : 'campaigns.funnel.asTable')}
        </TextButton>
      </Box>
      {asTable ? (
        <AsTable days={days} whats={whats} label={label} />
      ) : (
        <Bars days={days} whats={whats} label={label} />
      )}
      <Reasons reasons={figures.reasons} />
    </>
  );
};

/** What an automation did in the last days: how often it began, how many got something, how many failed, and why the others got nothing. */
export const Figures = ({ automation }: { automation: AutomationView }) => {
  const t = useT();
  const { can } = useCan();
  const [span, setSpan] = useState<(typeof SPANS)[number]>('7');
  const days = Number(span);
  const query = useWhatsappFiguresAutomationsQuery(
    { id: automation.id, query: { days } },
    { pollingInterval: EVERY_MS, refetchOnMountOrArgChange: FRESH_SECONDS }
  );
  // Those of another period are not said of this one.
  const figures = query.currentData;
  return (
    <Card title={t('automations.figures')} testId="automation-figures">
      <Flex gap={4} wrap="wrap" alignItems="flex-end" justifyContent="space-between">
        <Select
          name="figures-days"
          label={t('flows.funnel.days')}
          value={span}
          options={SPANS.map(
            (one) => [one, t('flows.funnel.last', { count: Number(one) })] as const
          )}
          onChange={setSpan}
        />
        {can.botObserve ? (
          <Link tag={RouterLink} to={`${RUNS_PATH}?bot=${automation.flow.id}`}>
            {t('automations.runs')}
          </Link>
        ) : null}
      </Flex>
      {figures ? (
        <Loaded figures={figures} hasGoal={automation.goal !== null} count={days} />
      ) : null}
      {!figures && query.isFetching ? <RowSkeletons rows={3} /> : null}
      {!figures && !query.isFetching && query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : null}
    </Card>
  );
};
