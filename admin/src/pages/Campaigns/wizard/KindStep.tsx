import { Radio } from '@strapi/design-system';
import type { CampaignKind } from '../../../../../server/src/contracts/campaigns';
import { Notice } from '../../../shared/Notice';
import { useT } from '../../../shared/useT';
import { offeredKinds } from '../wizard-model';
import { Choice, Question } from './Question';
import type { Wizard } from './useWizard';

/** What kind of message (M-09), with the rule of 24 hours and the advice to take a template (M-12). */
export const KindStep = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const choose = (kind: string) => {
    const known = offeredKinds.find((one) => one === kind);
    if (known) wizard.change({ kind: known });
  };
  const hint = (kind: CampaignKind) => t(`campaigns.kind.${kind}.hint`);
  return (
    <Question title={t('campaigns.kind.title')}>
      <Notice variant="default" title={t('campaigns.kind.ruleTitle')} testId="kind-rule">
        {t('campaigns.kind.rule')}
      </Notice>
      <Radio.Group
        aria-label={t('campaigns.kind.title')}
        value={wizard.form.kind}
        onValueChange={choose}
      >
        {offeredKinds.map((kind) => (
          <Choice
            key={kind}
            value={kind}
            title={t(`campaigns.kind.${kind}`)}
            testId={`kind-${kind}`}
          >
            {hint(kind)}
          </Choice>
        ))}
      </Radio.Group>
    </Question>
  );
};
