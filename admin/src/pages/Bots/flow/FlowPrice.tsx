import { useCallback, useMemo } from 'react';
import { Box, Typography } from '@strapi/design-system';
import { isReply } from '../../../../../server/src/contracts/bot-steps';
import type { FlowCost, StepCategory } from '../../../../../server/src/contracts/flow-cost';
import type { FlowGraph } from '../../../../../server/src/contracts/flow-graph';
import { useWhatsappCostBotsQuery } from '../../../api/bots';
import { useWhatsappFacetsQuery } from '../../../api/people';
import { useCan } from '../../../shared/permissions';
import { PricesFrom } from '../../../shared/prices/PricesFrom';
import { useMoney } from '../../../shared/prices/useMoney';
import { usePriceWords } from '../../../shared/prices/usePriceWords';
import { useDebounced } from '../../../shared/useDebounced';
import { useT } from '../../../shared/useT';

/** Countries of which a price is said. */
const COUNTRIES_SHOWN = 3;
const PAUSE = 700;

/** Where most contacts are; empty: the country of the number. Undefined: not known yet. */
const useCountries = (isAsked: boolean): string[] | undefined => {
  const { can } = useCan();
  const skip = !isAsked || !can.contactBrowse;
  const { data, isLoading } = useWhatsappFacetsQuery(undefined, { skip });
  return useMemo(
    () =>
      isLoading
        ? undefined
        : (data?.countries ?? [])
            .map(({ value }) => value)
            .filter((value) => /^[A-Z]{2}$/.test(value))
            .slice(0, COUNTRIES_SHOWN),
    [data, isLoading]
  );
};

/** What the flow costs per person; undefined while that is not known. */
const useFlowCost = (graph: FlowGraph | null, accountId: number | null): FlowCost | undefined => {
  const countries = useCountries(graph !== null);
  const { data } = useWhatsappCostBotsQuery(
    { graph: graph as FlowGraph, accountId, countries: countries ?? [] },
    { skip: graph === null || countries === undefined }
  );
  return data;
};

/** What one message of this category costs, by country: "Türkiye $0.05 · Germany $0.11". Null: no prices hold today. */
const useRates = () => {
  const t = useT();
  const money = useMoney();
  const words = usePriceWords();
  return useCallback(
    ({ hasPrices, countries }: FlowCost, category: StepCategory): string | null => {
      if (!hasPrices) return null;
      const prices = countries.map(({ country, currency, rates }) => {
        const rate = rates[category];
        const price =
          rate === null || currency === null
            ? t('flows.cost.notKnown')
            : money.rate(rate, currency);
        return t('flows.cost.of', { country: words.country(country), price });
      });
      return prices.join(' · ');
    },
    [money, t, words]
  );
};

/**
 * What the message of a step costs: "Marketing: Türkiye $0.05". Of what is no template first how many are free in this month,
 * which is known without any prices. Asked only where a flow sends something.
 */
export const useStepPrices = (
  graph: FlowGraph,
  accountId: number | null
): ((node: string) => string | null) => {
  const t = useT();
  const words = usePriceWords();
  const ratesOf = useRates();
  const speaks = graph.nodes.some(({ step }) => isReply(step));
  const text = useMemo(() => (speaks ? JSON.stringify(graph) : ''), [graph, speaks]);
  const settled = useDebounced(text, PAUSE);
  const asked = useMemo(
    () => (settled === '' ? null : (JSON.parse(settled) as FlowGraph)),
    [settled]
  );
  const cost = useFlowCost(asked, accountId);
  return useMemo(
    () => (node) => {
      const category = cost?.steps.find((step) => step.node === node)?.category;
      if (!cost || category === undefined) return null;
      const prices = ratesOf(cost, category);
      const head = words.category(category);
      const priced = prices === null ? null : t('flows.named', { head, words: prices });
      if (category !== 'service' || cost.free === null) return priced;
      const { left, free } = cost.free;
      if (left === 0) return priced ?? t('flows.cost.free-used', { free });
      return prices === null
        ? t('flows.cost.free', { left, free })
        : t('flows.cost.free-then', { left, free, prices });
    },
    [cost, ratesOf, t, words]
  );
};

/** What a person costs, by country. */
const Ranges = ({ cost }: { cost: FlowCost }) => {
  const t = useT();
  const money = useMoney();
  const words = usePriceWords();
  const priceIn = ({ country: code, currency, path }: FlowCost['countries'][number]): string => {
    const country = words.country(code);
    if (path === null || currency === null) return t('flows.cost.unknown', { country });
    const least = money.sum(path.least, currency);
    return path.least === path.most
      ? t('flows.cost.exact', { country, price: least })
      : t('flows.cost.range', { country, least, most: money.sum(path.most, currency) });
  };
  return (
    <>
      <Typography variant="delta" tag="h3">
        {t('flows.cost')}
      </Typography>
      {cost.countries.map((one) => (
        <Typography key={one.country} tag="p">
          {priceIn(one)}
        </Typography>
      ))}
      {cost.isRound ? (
        <Typography tag="p" variant="pi" textColor="neutral600">
          {t('flows.cost.round')}
        </Typography>
      ) : null}
    </>
  );
};

/** How many service messages of the number are free in this month, as the composer says it; known without any prices. */
const Free = ({ free }: { free: NonNullable<FlowCost['free']> }) => {
  const t = useT();
  return (
    <Typography tag="p" variant="pi" textColor="neutral600" data-testid="flow-free">
      {free.left > 0
        ? t('flows.cost.free', { left: free.left, free: free.free })
        : t('flows.cost.free-used', { free: free.free })}
    </Typography>
  );
};

/** What a person costs who goes through the flow, before it is published. */
export const FlowPrice = ({ graph, accountId }: { graph: FlowGraph; accountId: number | null }) => {
  const t = useT();
  const cost = useFlowCost(graph, accountId);
  const free = cost?.steps.some(({ category }) => category === 'service') ? cost.free : null;
  if (!cost || cost.steps.length === 0 || !(cost.hasPrices || free)) return null;
  return (
    <Box tag="section" aria-label={t('flows.cost')} data-testid="flow-price">
      {cost.hasPrices ? <Ranges cost={cost} /> : null}
      {free ? <Free free={free} /> : null}
      <PricesFrom cost={cost} />
    </Box>
  );
};
