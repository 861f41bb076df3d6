import { trialPlan } from '../../../server/src/contracts/campaign-trial';
import type { CampaignKind } from '../../../server/src/contracts/campaigns';
import { usesTemplate } from '../../../server/src/campaigns/variants';

describe('which templates a campaign is made of', () => {
  const campaign = (kind: CampaignKind) => ({
    kind,
    templateId: 7,
    frozenLanguages: null,
    trial: trialPlan.parse({ test: { variants: [{ templateId: 8 }] } }),
  });
  const used = (kind: CampaignKind) => [7, 8, 9].filter((id) => usesTemplate(campaign(kind), id));

  it('[M-44] are its own and those of its variants', () => {
    expect(used('template')).toEqual([7, 8]);
  });

  it('[T-20] are none for an ordinary message, whatever was chosen before its kind', () => {
    expect(used('text')).toEqual([]);
  });
});
