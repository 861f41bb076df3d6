import type { ConsentRules } from '../consent/public';
import type { ContactRow } from '../contacts/public';
import type { SkipReason } from '../contracts/campaigns';
import type { CarriedBy } from '../records/public';
import { countsAgainstLimit, recipientOf, withCarried, type KnownMore } from '../sending/public';
import { readFrozen, type campaignRenderer } from './frozen';
import type { CampaignRow } from './tables';
import type { Windows } from './windows';

/** What decides about one recipient, read in the transaction of the permit. */
interface RecipientFacts {
  windows: Windows;
  promotions: readonly number[];
  now: number;
  rules: ConsentRules;
  known: KnownMore | undefined;
  media: Record<string, string>;
  /** The entry that carries consent for the message; null: none does. */
  carried: CarriedBy | null;
  /** Null: a bot speaks. */
  render: ReturnType<typeof campaignRenderer>;
}

const skipped = (reason: SkipReason): { reason: SkipReason } => ({ reason });

/** The gate, the values and the address of one row; a reason when it must be skipped. */
export const judgeRecipient = (
  campaign: CampaignRow,
  contact: ContactRow | undefined,
  { windows, known, media, carried, render, ...more }: RecipientFacts
) => {
  const frozen = readFrozen(campaign);
  const { category } = frozen;
  const topic = frozen.kind === 'template' ? frozen.topic : null;
  if (!contact) return skipped('merged');
  const ask = { contact, category, topic, ...windows, ...more, agentInitiated: false, bulk: true };
  const verdict = withCarried(ask, carried);
  const { refused } = verdict;
  if (refused?.reason === 'quiet-hours') return { until: refused.until ?? more.now };
  if (refused && refused.reason !== 'channel') return { reason: refused.reason };
  const to = recipientOf(contact);
  // Meta takes a maximum price for phone numbers only.
  if (!to || (campaign.maxPriced && to.kind === 'user')) return skipped('no-address');
  const result = render?.(contact, media, known);
  if (result && !result.ok) return skipped('missing-value');
  const rendered = result ? result.rendered : null;
  if (refused) return { reason: refused.reason, rendered };
  const counts = countsAgainstLimit(ask);
  return { to, rendered, counts, category, carried: verdict.carried };
};
