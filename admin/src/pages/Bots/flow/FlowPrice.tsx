import { useCallback, useMemo } from 'react';
import { Box, Typography } from '@strapi/design-system';
import { isReply } from '../../../../../server/src/contracts/bot-steps';
import {
  rateOfStep,
  type FlowCost,
  type StepCharge,
} from '../../../../../server/src/contracts/flow-cost';
import type { FlowGraph } from '../../../../../server/src/contracts/flow-graph';
import { useWhatsappCostBotsQuery } from '../../../api/bots';
import { useWhatsappFacetsQuery } from '../../../api/people';
import { useCan } from '../../../shared/permissions';
import { PricesFrom } from '../../../shared/prices/PricesFrom';
import { useMoney } from '../../../shared/prices/useMoney';
import { usePriceWords } from '../../../shared/prices/usePriceWords';
import { useDebounced } from '../../../shared/useDebounced';
import { useT } from '../../../shared/useT';
import type { StepPrice } from './marks';

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

/** What a flow costs per person; undefined while that is not known. */
export const useFlowCost = (
  graph: FlowGraph | null,
  accountId: number | null
): FlowCost | undefined => {
  const countries = useCountries(graph !== null);
  const { data } = useWhatsappCostBotsQuery(
    { graph: graph as FlowGraph, accountId, countries: countries ?? [] },
    { skip: graph === null || countries === undefined }
  );
  return graph === null ? undefined : data;
};

/** What the flow costs as it is edited. Asked when its maker pauses, and only where it sends something. */
export const useEditedCost = (graph: FlowGraph, accountId: number | null): FlowCost | undefined => {
  const speaks = graph.nodes.some(({ step }) => isReply(step));
  const text = useMemo(() => (speaks ? JSON.stringify(graph) : ''), [graph, speaks]);
  const settled = useDebounced(text, PAUSE);
  const asked = useMemo(
    () => (settled === '' ? null : (JSON.parse(settled) as FlowGraph)),
    [settled]
  );
  return useFlowCost(asked, accountId);
};

/** What the message of a step costs, by country: "Türkiye $0.05 · Germany $0.11". Null: no prices hold today. */
const useRates = () => {
  const t = useT();
  const money = useMoney();
  const words = usePriceWords();
  return useCallback(
    ({ hasPrices, countries }: FlowCost, step: StepCharge): string | null => {
      if (!hasPrices) return null;
      const prices = countries.map((one) => {
        const { currency } = one;
        const rate = rateOfStep(step, one);
        const price =
          rate === null || currency === null
            ? t('flows.cost.notKnown')
            : money.rate(rate, currency);
        return t('flows.cost.of', { country: words.country(one.country), price });
      });
      return prices.join(' · ');
    },
    [money, t, words]
  );
};

/**
 * What the message of a step costs: "Marketing: Türkiye $0.05". Of what is no template first how many are free in this month,
 * which is known without any prices.
 */
export const useStepPrices = (cost: FlowCost | undefined): ((node: string) => StepPrice | null) => {
  const t = useT();
  const words = usePriceWords();
  const ratesOf = useRates();
  return useMemo(
    () => (node) => {
      const step = cost?.steps.find((one) => one.node === node);
      if (!cost || !step) return null;
      const { category } = step;
      const prices = ratesOf(cost, step);
      const head = words.category(category);
      const priced = prices === null ? null : t('flows.named', { head, words: prices });
      if (category !== 'service' || cost.free === null)
        return priced === null ? null : { words: priced, short: priced };
      const { left, free } = cost.free;
      if (left === 0)
        return { words: priced ?? t('flows.cost.free-used', { free }), short: priced };
      if (prices === null) return { words: t('flows.cost.free', { left, free }), short: null };
      return {
        words: t('flows.cost.free-then', { left, free, prices }),
        short: t('flows.cost.then', { prices }),
      };
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

/** What a person costs who goes through the flow. */
export const FlowPrice = ({ cost }: { cost: FlowCost | undefined }) => {
  const t = useT();
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
