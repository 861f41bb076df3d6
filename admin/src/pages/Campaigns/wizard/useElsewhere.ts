import { useEffect, useState } from 'react';
import type { CampaignView } from '../../../../../server/src/contracts/campaigns';
import { changedSteps } from '../draft-versions';
import { formOf, type DraftForm, type WizardStep } from '../wizard-model';
import type { Saving } from './useSave';

/** What somebody saved of this draft in another tab. */
export interface Elsewhere {
  readonly by: CampaignView['changedBy'];
  readonly at: number;
  readonly steps: readonly WizardStep[];
}

interface Page {
  readonly campaign: CampaignView | null;
  readonly step: WizardStep;
  readonly saving: Saving;
  /** Something that was changed here is not saved. */
  readonly hasTyped: boolean;
  readonly setForm: (form: DraftForm) => void;
}

/**
 * Two tabs on one draft: what another one saved is taken over where nothing was changed here, and said. Where something
 * was, the person decides which version is kept; until then the server refuses to save.
 */
export const useElsewhere = ({ campaign, step, saving, hasTyped, setForm }: Page) => {
  const [taken, setTaken] = useState<Elsewhere | null>(null);
  const [decided, setDecided] = useState(0);
  const { version, isSaving } = saving;
  const isBehind =
    campaign !== null && version !== null && !isSaving && campaign.changedAt > version;
  const newsOf = (seen: CampaignView): Elsewhere => {
    const kept = saving.kept();
    const steps = kept ? changedSteps(kept, formOf(seen)) : [];
    return { by: seen.changedBy, at: seen.changedAt, steps };
  };
  const takeOver = () => {
    if (!campaign) return;
    const form = formOf(campaign);
    setTaken(newsOf(campaign));
    setForm(form);
    saving.follow(campaign, form);
    setDecided((n) => n + 1);
  };
  // Read on the step where it was said.
  useEffect(() => setTaken(null), [step]);
  const takesOver = isBehind && !hasTyped;
  useEffect(() => {
    if (takesOver) takeOver();
  });
  return {
    /** Taken over, to be read; null = nothing was. */
    taken,
    /** Waits for a decision. */
    asks: isBehind && hasTyped && campaign ? newsOf(campaign) : null,
    /** How often it was decided which version holds. */
    decided,
    takeOver,
    keepMine: () => {
      if (campaign) saving.follow(campaign, null);
      setTaken(null);
      setDecided((n) => n + 1);
    },
  };
};
