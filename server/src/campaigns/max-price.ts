import type { AccountRow } from '../accounts/public';
import type { PreflightResult } from '../contracts/campaigns';
import { mostPerDelivery, type TemplateRow } from '../templates/public';
import type { Frozen } from './frozen';
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

/** Most that one delivery of a message may cost; null without a maximum price, where it varies, or while the currency is not known. */
export const mostOf = (account: AccountRow | null, frozen: Frozen | null | undefined) =>
  frozen?.kind === 'template' ? mostPerDelivery(frozen.maxPrice, account?.currency) : null;

/** What the messages may cost at most; null where one of them, of a test too, has no maximum price that is known. */
export const ceilingOf = (
  account: AccountRow | null,
  { ask, variants }: { ask: Ask; variants: readonly { frozen: Frozen | null }[] },
  willReceive: number
): PreflightResult['ceiling'] => {
  const messages = [...messagesIn(ask), ...variants];
  const known = messages.flatMap(({ frozen }) => mostOf(account, frozen) ?? []);
  const [first] = known;
  if (!first || known.length < messages.length) return null;
  const micros = Math.max(...known.map((most) => most.micros));
  return { currency: first.currency, micros, totalMicros: micros * willReceive };
};
