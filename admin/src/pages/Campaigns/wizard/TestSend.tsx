import { useState } from 'react';
import { SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { PaperPlane } from '@strapi/icons';
import type { VariantLetter } from '../../../../../server/src/contracts/campaign-trial';
import type { TestSendBody } from '../../../../../server/src/contracts/testers';
import { useWhatsappTestCampaignMutation } from '../../../api/campaigns';
import { useCan } from '../../../shared/permissions';
import { TestSendButton, type TestDialogProps } from '../../../shared/test-send/TestSendButton';
import { TestSendDialog } from '../../../shared/test-send/TestSendDialog';
import { useT } from '../../../shared/useT';

interface Props {
  readonly campaignId: number;
  /** Messages of a test, to choose one of. */
  readonly letters: readonly VariantLetter[];
}

const VariantSelect = ({
  letters,
  value,
  onChange,
}: Pick<Props, 'letters'> & {
  value: VariantLetter;
  onChange: (letter: VariantLetter | undefined) => void;
}) => {
  const t = useT();
  return (
    <SingleSelect
      aria-label={t('campaigns.recipient.variant')}
      value={value}
      onChange={(picked) => onChange(letters.find((one) => one === picked))}
    >
      {letters.map((letter) => (
        <SingleSelectOption key={letter} value={letter}>
          {t('campaigns.variants.one', { letter })}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  );
};

const CampaignTest = ({ campaignId, letters, ...rest }: Props & TestDialogProps) => {
  const [variant, setVariant] = useState(letters[0]);
  const [test] = useWhatsappTestCampaignMutation();
  const send = ({ testerIds, clientId }: TestSendBody) => {
    // Each message of a test is a press of its own.
    const body = variant
      ? { testerIds, clientId: `${clientId}-${variant}`, variant }
      : { testerIds, clientId };
    return test({ id: campaignId, body }).unwrap();
  };
  return (
    <TestSendDialog kind="campaigns" send={send} {...rest}>
      {variant ? <VariantSelect letters={letters} value={variant} onChange={setVariant} /> : null}
    </TestSendDialog>
  );
};

/** The message to testers first: it counts nowhere in the campaign. */
export const TestSend = (props: Props) => {
  const { can } = useCan();
  if (!can.campaignLaunch) return null;
  return (
    <TestSendButton testId="test-campaign" alignItems="flex-start" startIcon={<PaperPlane />}>
      {(dialog) => <CampaignTest {...props} {...dialog} />}
    </TestSendButton>
  );
};
