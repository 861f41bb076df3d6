import type { RateView, VariantLetter } from '../../../../server/src/contracts/campaign-trial';
import type { CampaignView } from '../../../../server/src/contracts/campaigns';

/** Where an interval and its rate stand on a bar of 0 to 100. */
export const intervalBar = ({ rate, low, high }: RateView) => ({
  left: low * 100,
  width: Math.max(1, (high - low) * 100),
  at: rate * 100,
});

const LETTERS: readonly VariantLetter[] = ['A', 'B', 'C', 'D'];

/** Letters of a campaign's messages; none without a test. */
export const lettersOf = ({ trial }: Pick<CampaignView, 'trial'>): VariantLetter[] =>
  trial.test ? LETTERS.slice(0, trial.test.variants.length + 1) : [];
