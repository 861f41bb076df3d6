import type { AccountRow } from '../accounts/public';
import type { PreflightResult } from '../contracts/campaigns';
import { maxPriceMicros, type TemplateRow } from '../templates/public';
import { messagesIn } from './languages';
import { problem, type Problem } from './problem';
import type { Ask } from './tally';

/** Templates with a maximum price leave only where the account has the Marketing Messages API (T-53). */
export const maxPriceProblems = (
  account: AccountRow | null,
  templates: readonly Pick<TemplateRow, 'maxPrice'>[]
): Problem[] =>
  account &&
  account.marketingOnboarded !== true &&
  templates.some(({ maxPrice }) => maxPrice !== null)
    ? [problem('max-price-not-onboarded', 'templateId')]
    : [];

/** What the messages may cost at most; null where one of them has no maximum price, or the currency is not known. */
export const ceilingOf = (
  account: AccountRow | null,
  ask: Ask,
  willReceive: number
): PreflightResult['ceiling'] => {
  const currency = account?.currency;
  if (!currency) return null;
  const prices = messagesIn(ask).map(({ frozen }) =>
    frozen.kind === 'template' && frozen.maxPrice ? maxPriceMicros(frozen.maxPrice, currency) : null
  );
  if (prices.length === 0 || prices.includes(null)) return null;
  const micros = Math.max(...prices.map((price) => price ?? 0));
  return { currency, micros, totalMicros: micros * willReceive };
};
