import { CanaryCard } from './CanaryCard';
import { GuardCard } from './GuardCard';
import { HoldoutCard } from './HoldoutCard';
import { PaceCard } from './PaceCard';
import { StaleCard } from './StaleCard';
import type { Wizard } from './useWizard';

/** What keeps a campaign from doing harm, and measures it; each card is one rule. */
export const SafetyStep = ({ wizard }: { wizard: Wizard }) => (
  <>
    <CanaryCard wizard={wizard} />
    <GuardCard wizard={wizard} />
    <PaceCard wizard={wizard} />
    <StaleCard wizard={wizard} />
    <HoldoutCard wizard={wizard} />
  </>
);
