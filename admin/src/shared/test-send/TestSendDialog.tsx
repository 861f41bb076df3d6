import { useState, type ReactNode } from 'react';
import { Typography } from '@strapi/design-system';
import type {
  TesterChoice,
  TestSendBody,
  TestSendResult,
} from '../../../../server/src/contracts/testers';
import { useWhatsappTesterChoicesQuery, type TestedKind } from '../../api/testers';
import { ConfirmAction } from '../ConfirmAction';
import { newPress } from '../newPress';
import { ErrorState, RowSkeletons } from '../states';
import { useApiError } from '../useApiError';
import { useT } from '../useT';
import { TesterPicker } from './TesterPicker';

interface Props {
  readonly kind: TestedKind;
  readonly send: (body: TestSendBody) => Promise<TestSendResult>;
  readonly onDone: (result: TestSendResult) => void;
  readonly onClose: () => void;
  /** What else is chosen. */
  readonly children?: ReactNode;
}

const Ask = ({
  testers,
  send,
  onDone,
  onClose,
  children,
}: Omit<Props, 'kind'> & { testers: readonly TesterChoice[] }) => {
  const t = useT();
  const explain = useApiError();
  const [chosen, setChosen] = useState(() =>
    testers.filter(({ isMe }) => isMe).map(({ id }) => id)
  );
  const [problem, setProblem] = useState<string | null>(null);
  /** One id for as long as the dialog is open: a second press after a lost answer sends nothing twice. */
  const [clientId] = useState(newPress);
  const run = async () => {
    setProblem(null);
    try {
      onDone(await send({ testerIds: chosen, clientId }));
    } catch (error) {
      setProblem(explain(error).message);
      throw error;
    }
  };
  return (
    <ConfirmAction
      open
      title={t('testers.send.title')}
      confirmLabel={t('testers.send.do', { count: chosen.length })}
      confirmDisabled={chosen.length === 0}
      confirmTestId="confirm-test"
      onClose={onClose}
      onConfirm={run}
    >
      <Typography>{t('testers.send.body')}</Typography>
      {children}
      <TesterPicker testers={testers} chosen={chosen} onChange={setChosen} />
      {problem ? (
        <Typography textColor="danger600" role="alert">
          {problem}
        </Typography>
      ) : null}
    </ConfirmAction>
  );
};

/** Asks who gets the test and sends it; testers alone are offered. */
export const TestSendDialog = ({ kind, ...rest }: Props) => {
  const query = useWhatsappTesterChoicesQuery(kind);
  if (query.isLoading) return <RowSkeletons rows={1} />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return <Ask testers={query.data.testers} {...rest} />;
};
