import { useState } from 'react';
import { Button, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { PaperPlane } from '@strapi/icons';
import type { VariantLetter } from '../../../../../server/src/contracts/campaign-trial';
import type { TestSendBody, TestSendResult } from '../../../../../server/src/contracts/testers';
import { useWhatsappTestCampaignMutation } from '../../../api/campaigns';
import { useCan } from '../../../shared/permissions';
import { TestResults } from '../../../shared/test-send/TestResults';
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

const CampaignTest = ({
  campaignId,
  letters,
  ...rest
}: Props & { onClose: () => void; onDone: (result: TestSendResult) => void }) => {
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
  const t = useT();
  const { can } = useCan();
  const [asking, setAsking] = useState(false);
  const [result, setResult] = useState<TestSendResult | null>(null);
  if (!can.campaignLaunch) return null;
  return (
    <Flex direction="column" alignItems="flex-start" gap={2}>
      <Button
        variant="tertiary"
        startIcon={<PaperPlane />}
        onClick={() => setAsking(true)}
        data-testid="test-campaign"
      >
        {t('testers.send.button')}
      </Button>
      {result ? <TestResults {...result} /> : null}
      {asking ? (
        <CampaignTest {...props} onClose={() => setAsking(false)} onDone={setResult} />
      ) : null}
    </Flex>
  );
};
