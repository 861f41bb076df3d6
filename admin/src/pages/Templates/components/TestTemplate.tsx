import { useState } from 'react';
import { Button, Flex } from '@strapi/design-system';
import type { AccountView } from '../../../../../server/src/contracts/accounts';
import type { TemplateView } from '../../../../../server/src/contracts/templates';
import type { TestSendResult } from '../../../../../server/src/contracts/testers';
import { useWhatsappTestTemplateMutation } from '../../../api/testers';
import { IdSelect } from '../../../shared/IdSelect';
import { useCan } from '../../../shared/permissions';
import { TestResults } from '../../../shared/test-send/TestResults';
import { TestSendDialog } from '../../../shared/test-send/TestSendDialog';
import { useT } from '../../../shared/useT';
import { carriesCode } from '../model';

interface Props {
  readonly template: TemplateView;
  /** The numbers that may send it. */
  readonly numbers: readonly AccountView[];
}

const TemplateTest = ({
  template,
  numbers,
  ...rest
}: Props & { onClose: () => void; onDone: (result: TestSendResult) => void }) => {
  const t = useT();
  const [test] = useWhatsappTestTemplateMutation();
  const [accountId, setAccountId] = useState(numbers[0]?.id ?? 0);
  return (
    <TestSendDialog
      kind="templates"
      send={(body) => test({ id: template.id, body: { ...body, accountId } }).unwrap()}
      {...rest}
    >
      {numbers.length > 1 ? (
        <IdSelect
          options={numbers}
          value={accountId}
          onChange={setAccountId}
          label={t('testers.send.number')}
        />
      ) : null}
    </TestSendDialog>
  );
};

/** The template to testers, with the values that its variables have for each; nobody tests a one-time code. */
export const TestTemplate = ({ template, numbers }: Props) => {
  const t = useT();
  const { can } = useCan();
  const [asking, setAsking] = useState(false);
  const [result, setResult] = useState<TestSendResult | null>(null);
  if (!can.templateManage || carriesCode(template) || numbers.length === 0) return null;
  return (
    <Flex direction="column" alignItems="flex-end" gap={2}>
      <Button variant="tertiary" onClick={() => setAsking(true)} data-testid="test-template">
        {t('testers.send.button')}
      </Button>
      {result ? <TestResults {...result} /> : null}
      {asking ? (
        <TemplateTest
          template={template}
          numbers={numbers}
          onClose={() => setAsking(false)}
          onDone={setResult}
        />
      ) : null}
    </Flex>
  );
};
