import { useState } from 'react';
import type { AccountView } from '../../../../../server/src/contracts/accounts';
import type { TemplateView } from '../../../../../server/src/contracts/templates';
import { useWhatsappTestTemplateMutation } from '../../../api/testers';
import { IdSelect } from '../../../shared/IdSelect';
import { useCan } from '../../../shared/permissions';
import { TestSendButton, type TestDialogProps } from '../../../shared/test-send/TestSendButton';
import { TestSendDialog } from '../../../shared/test-send/TestSendDialog';
import { useT } from '../../../shared/useT';
import { carriesCode } from '../model';

interface Props {
  readonly template: TemplateView;
  /** The numbers that may send it. */
  readonly numbers: readonly AccountView[];
}

const TemplateTest = ({ template, numbers, ...rest }: Props & TestDialogProps) => {
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
export const TestTemplate = (props: Props) => {
  const { can } = useCan();
  if (!can.templateManage || carriesCode(props.template) || props.numbers.length === 0) return null;
  return (
    <TestSendButton testId="test-template" alignItems="flex-end">
      {(dialog) => <TemplateTest {...props} {...dialog} />}
    </TestSendButton>
  );
};
