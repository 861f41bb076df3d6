import { useMemo } from 'react';
import { Box, Typography } from '@strapi/design-system';
import type { FlowCost } from '../../../../../server/src/contracts/flow-cost';
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

/** What the template of a step costs, by country: "Marketing: Türkiye $0.05". Asked only where a flow has templates. */
export const useStepPrices = (
  graph: FlowGraph,
  accountId: number | null
): ((node: string) => string | null) => {
  const t = useT();
  const money = useMoney();
  const words = usePriceWords();
  const hasTemplate = graph.nodes.some(({ step }) => step.kind === 'template');
  const text = useMemo(() => (hasTemplate ? JSON.stringify(graph) : ''), [graph, hasTemplate]);
  const settled = useDebounced(text, PAUSE);
  const asked = useMemo(
    () => (settled === '' ? null : (JSON.parse(settled) as FlowGraph)),
    [settled]
  );
  const all = useFlowCost(asked, accountId);
  const cost = all?.hasPrices ? all : undefined;
  return useMemo(
    () => (node) => {
      const category = cost?.steps.find((step) => step.node === node)?.category;
      if (!cost || category === undefined || category === 'service') return null;
      const prices = cost.countries.map(({ country, currency, rates }) => {
        const rate = rates[category];
        const price =
          rate === null || currency === null
            ? t('flows.cost.notKnown')
            : money.rate(rate, currency);
        return t('flows.cost.of', { country: words.country(country), price });
      });
      return t('flows.named', { head: words.category(category), words: prices.join(' · ') });
    },
    [cost, money, t, words]
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
