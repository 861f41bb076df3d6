import { useState } from 'react';
import { Flex, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';
import {
  figureDays,
  type FigureDays,
  type TemplateFigures as Figures,
} from '../../../../../server/src/contracts/template-figures';
import {
  useWhatsappCostTemplateFiguresQuery,
  useWhatsappFiguresTemplateFiguresQuery,
} from '../../../api/templates';
import { Funnel, type FunnelColumn } from '../../../shared/Funnel';
import { CostSummary } from '../../../shared/prices/CostSummary';
import { useMoney } from '../../../shared/prices/useMoney';
import { ResponsiveTable, type Column } from '../../../shared/ResponsiveTable';
import { ErrorState, RowSkeletons } from '../../../shared/states';
import { Surface } from '../../../shared/Surface';
import { useMoments } from '../../../shared/useMoments';
import { useNow } from '../../../shared/useNow';
import { useT } from '../../../shared/useT';

type Share = 'delivered' | 'read' | 'clicked' | 'failed';

const useColumns = (figures: Figures): FunnelColumn[] => {
  const t = useT();
  const { sent, delivered, read, clicked, failed, campaignDelivered } = figures;
  const step = (key: Share, count: number, of: number): FunnelColumn => ({
    key,
    label: t(`templates.figures.${key}`),
    count,
    share: of === 0 ? null : t(`templates.figures.shareOf.${key}`, { share: count / of }),
  });
  return [
    { key: 'sent', label: t('templates.figures.sent'), count: sent, share: null },
    step('delivered', delivered, sent),
    step('read', read, delivered),
    step('clicked', clicked, campaignDelivered),
    { ...step('failed', failed, sent + failed), isLoss: true },
  ];
};

const Taps = ({ buttons }: Pick<Figures, 'buttons'>) => {
  const t = useT();
  const number = (count: number) => t('campaigns.number', { number: count });
  if (buttons.length === 0) return null;
  const columns: Column<Figures['buttons'][number]>[] = [
    {
      key: 'text',
      label: t('templates.figures.button'),
      isTitle: true,
      render: ({ text }) => <Typography dir="auto">{text}</Typography>,
    },
    {
      key: 'presses',
      label: t('templates.figures.taps'),
      render: ({ presses }) => <Typography>{number(presses)}</Typography>,
    },
    {
      key: 'people',
      label: t('templates.figures.people'),
      render: ({ people, optOuts }) => (
        <Typography>
          {optOuts === 0
            ? number(people)
            : `${number(people)} · ${t('campaigns.buttons.optOuts', { count: optOuts })}`}
        </Typography>
      ),
    },
  ];
  return (
    <ResponsiveTable
      rows={buttons}
      columns={columns}
      rowKey={({ text }) => text}
      label={t('templates.figures.taps')}
      testId="template-button"
    />
  );
};

const Cost = ({ id, days }: { id: number; days: FigureDays }) => {
  const t = useT();
  const { data } = useWhatsappCostTemplateFiguresQuery({ id, query: { days } });
  return data ? <CostSummary cost={data.cost} label={t('templates.figures.cost')} /> : null;
};

/** The one way of finding a price that Meta has so far. */
const LOWEST_COST = 'LOWEST_COST_WITH_BID_CAP';

/** What one delivery may cost at most, and how WhatsApp finds the price below it. */
const useMaxPriceNotes = ({ maxPrice }: Pick<Figures, 'maxPrice'>): string[] => {
  const t = useT();
  const money = useMoney();
  if (!maxPrice) return [];
  const { currency, micros, strategy } = maxPrice;
  return [
    currency === null || micros === null
      ? t('templates.figures.maxPriceKnown')
      : t('templates.figures.maxPrice', { price: money.rate(micros, currency) }),
    ...(strategy === null
      ? []
      : [
          strategy === LOWEST_COST
            ? t('templates.figures.strategyLowest')
            : t('templates.figures.strategy', { name: strategy }),
        ]),
  ];
};

/** When it was sent last, and what one delivery may cost at most. */
const Notes = ({ lastSentAt, maxPrice, isPartial }: Figures) => {
  const t = useT();
  const now = useNow();
  const moments = useMoments();
  const maxPriceNotes = useMaxPriceNotes({ maxPrice });
  const notes = [
    lastSentAt === null
      ? t('templates.figures.neverSent')
      : t('templates.use.last', { ago: moments.ago(lastSentAt, now) }),
    ...maxPriceNotes,
    ...(isPartial ? [t('templates.figures.partial')] : []),
  ];
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      {notes.map((note) => (
        <Typography key={note} variant="pi" textColor="neutral600">
          {note}
        </Typography>
      ))}
    </Flex>
  );
};

const Counted = ({ figures, days }: { figures: Figures; days: FigureDays }) => {
  const t = useT();
  const columns = useColumns(figures);
  return (
    <Funnel
      title={t('templates.figures.title', { days: Number(days) })}
      columns={columns}
      total={figures.sent + figures.failed}
    />
  );
};

/** What became of a template in the last days. */
export const TemplateFigures = ({ id }: { id: number }) => {
  const t = useT();
  const [days, setDays] = useState<FigureDays>('30');
  const { data, error, isLoading, refetch } = useWhatsappFiguresTemplateFiguresQuery({
    id,
    query: { days },
  });
  if (isLoading) return <RowSkeletons rows={2} />;
  if (!data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <Surface data-testid="template-figures">
      <Flex direction="column" alignItems="stretch" gap={4}>
        <SingleSelect
          aria-label={t('templates.figures.days')}
          value={days}
          onChange={(value: string | number) => setDays(figureDays.parse(String(value)))}
        >
          {figureDays.options.map((one) => (
            <SingleSelectOption key={one} value={one}>
              {t('templates.figures.lastDays', { days: Number(one) })}
            </SingleSelectOption>
          ))}
        </SingleSelect>
        <Counted figures={data} days={days} />
        <Notes {...data} />
        <Taps buttons={data.buttons} />
        <Cost id={id} days={days} />
      </Flex>
    </Surface>
  );
};
