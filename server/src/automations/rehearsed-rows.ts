import type { Core } from '@strapi/strapi';
import { botsService, type FirstMessage, type FlowSaying } from '../bots/public';
import { shownAddress } from '../contacts/public';
import type { RehearsedPrice, RehearsedStart } from '../contracts/automation-watch';
import type { FlowCost } from '../contracts/flow-cost';
import { personIn } from '../flows/public';
import { turnOfTheLoop } from '../kernel/turn';
import type { Plan } from './plans';
import type { RehearsalReader } from './public';
import { isSent, type Outcome } from './rehearsed';
import { entriesShown } from './start-views';

type PriceOf = (outcome: Outcome) => RehearsedPrice | null;

const NO_PRICES: Pick<FlowCost, 'hasPrices' | 'pricesFrom' | 'isSample' | 'countries'> = {
  ...{ hasPrices: false, pricesFrom: [], isSample: false, countries: [] },
};

/** What the flow costs in the countries of those who would have got it, by the prices of today. */
export const createPrices =
  (strapi: Core.Strapi) =>
  async (
    { accountIds }: Plan,
    { outcomes, saying }: { outcomes: readonly Outcome[]; saying: FlowSaying | null }
  ) => {
    const begun = outcomes.filter(({ reason }) => reason === null);
    const countries = [...new Set(begun.flatMap(({ contact }) => contact?.country ?? []))];
    const ask = { accountId: accountIds[0] ?? null, countries };
    const { hasPrices, pricesFrom, isSample, ...cost } =
      saying && countries.length > 0
        ? await botsService(strapi).cost({ graph: saying.graph, ...ask })
        : NO_PRICES;
    const byCountry = new Map(cost.countries.map((one) => [one.country, one]));
    const of: PriceOf = ({ contact }) => {
      const { currency = null, path = null } = byCountry.get(contact?.country ?? '') ?? {};
      return currency === null || path === null ? null : { currency, ...path };
    };
    return { hasPrices, pricesFrom, isSample, of };
  };

const NOTHING: FirstMessage = { text: null, goesAt: null, reason: null };

interface RowsAsk {
  saying: FlowSaying | null;
  priceOf: PriceOf;
  by: RehearsalReader;
}

/** Rows as pages show them: each who would have got it with the first message that they would have got. */
export const createRows = (strapi: Core.Strapi) => {
  const firstOf = async (
    { contact, accountId, unsent, isCarried, at, happening, promotions }: Outcome,
    { saying, by }: RowsAsk
  ): Promise<FirstMessage> => {
    if (unsent !== null) return { ...NOTHING, reason: unsent };
    if (!saying || !contact || accountId === null) return NOTHING;
    const { graph } = saying;
    const { entry } = happening;
    const whose = { contact, accountId, ownerId: by.id, promotions, carried: isCarried };
    const asked = { ...whose, graph, at, entry };
    return botsService(strapi).automated.firstMessage(asked);
  };

  const contactOf = (
    { contact }: Outcome,
    { seesPeople }: RehearsalReader
  ): RehearsedStart['contact'] => {
    if (!contact) return null;
    const { id } = contact;
    const person = personIn(new Map([[id, contact]]), { id, canRead: seesPeople });
    return person && { ...person, address: seesPeople ? shownAddress(contact) : null };
  };

  return async (shown: readonly Outcome[], ask: RowsAsk): Promise<RehearsedStart[]> => {
    const { by, priceOf } = ask;
    const named = ({ happening: { entry }, contact }: Outcome) =>
      entry && { ...entry, isNobodys: contact === null };
    const entries = shown.flatMap((outcome) => named(outcome) ?? []);
    const entryOf = await entriesShown(strapi, entries, by);
    const rows: RehearsedStart[] = [];
    for (const outcome of shown) {
      const { reason, at } = outcome;
      const entry = named(outcome);
      const first = reason === null ? await firstOf(outcome, ask) : NOTHING;
      rows.push({
        contact: contactOf(outcome, by),
        entry: entry && entryOf(entry),
        ...{ at, reason, goesAt: first.goesAt, unsent: first.reason },
        message: by.seesPeople ? first.text : null,
        cost: isSent(outcome) ? priceOf(outcome) : null,
      });
      await turnOfTheLoop();
    }
    return rows;
  };
};
