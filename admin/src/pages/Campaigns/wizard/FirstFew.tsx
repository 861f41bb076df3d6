import { Button, Flex, Typography } from '@strapi/design-system';
import type { CanaryPlan } from '../../../../../server/src/contracts/campaign-trial';
import { useT } from '../../../shared/useT';
import { fewOf, setTrial } from './trial-form';
import type { Wizard } from './useWizard';

const sizeOf = ({ people }: CanaryPlan): number => {
  if (people.kind === 'people') return people.contactIds.length;
  return people.kind === 'first' ? people.count : people.percent;
};

/** Who gets it first, in words; null = everybody at once. */
export const useFirstFewWords = (wizard: Wizard): string | null => {
  const t = useT();
  const { canary } = wizard.form.trial;
  return canary && t(`campaigns.canary.chosen.${canary.people.kind}`, { count: sizeOf(canary) });
};

/** A test batch first, offered once more where one starts (M-43); or what was chosen about it. */
export const FirstFew = ({ wizard, people }: { wizard: Wizard; people: number }) => {
  const t = useT();
  const words = useFirstFewWords(wizard);
  if (words !== null)
    return (
      <Flex gap={2} wrap="wrap" data-testid="first-few-chosen">
        <Typography>{words}</Typography>
        <Button size="S" variant="tertiary" onClick={() => setTrial(wizard, { canary: null })}>
          {t('campaigns.canary.all')}
        </Button>
      </Flex>
    );
  if (people < 2) return null;
  const count = fewOf(people);
  return (
    <Button
      variant="secondary"
      data-testid="first-few"
      onClick={() => setTrial(wizard, { canary: { people: { kind: 'first', count }, goOn: null } })}
    >
      {t('campaigns.canary.few', { count })}
    </Button>
  );
};
