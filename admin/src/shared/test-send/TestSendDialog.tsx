import { useState, type ReactNode } from 'react';
import { Typography } from '@strapi/design-system';
import type {
  TesterChoice,
  TesterCode,
  TestSendBody,
  TestSendResult,
} from '../../../../server/src/contracts/testers';
import { useWhatsappTesterChoicesQuery, type TestedKind } from '../../api/testers';
import { ConfirmAction } from '../ConfirmAction';
import { newPress } from '../newPress';
import { ErrorState, RowSkeletons } from '../states';
import { useApiError } from '../useApiError';
import { useT } from '../useT';
import { CodeOnce } from './CodeOnce';
import { TesterForm } from './TesterForm';
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
  onAdd,
  added,
  children,
}: Omit<Props, 'kind'> & {
  testers: readonly TesterChoice[];
  onAdd: () => void;
  /** Who was added here. */
  added: number | null;
}) => {
  const t = useT();
  const explain = useApiError();
  const [picked, setPicked] = useState<number[] | null>(null);
  const chosen =
    picked ?? testers.filter(({ id, isMe }) => isMe || id === added).map(({ id }) => id);
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
      <TesterPicker testers={testers} chosen={chosen} onChange={setPicked} onAdd={onAdd} />
      {problem ? (
        <Typography textColor="danger600" role="alert">
          {problem}
        </Typography>
      ) : null}
    </ConfirmAction>
  );
};

/** A code is sent from a phone: the dialog sees it soon after. */
const LOOK_MS = 3_000;

/** Asks who gets the test and sends it; testers alone are offered. The first one is added here, without leaving the page. */
export const TestSendDialog = ({ kind, ...rest }: Props) => {
  const [step, setStep] = useState<'send' | 'add' | 'code'>('send');
  const [made, setMade] = useState<TesterCode | null>(null);
  const [isWaiting, setWaiting] = useState(false);
  const query = useWhatsappTesterChoicesQuery(kind, { pollingInterval: isWaiting ? LOOK_MS : 0 });
  const added = made?.tester.id ?? null;
  const isConfirmed = query.data?.testers.some(({ id }) => id === added) ?? false;
  const waits = made !== null && !isConfirmed;
  if (waits !== isWaiting) setWaiting(waits);
  if (query.isLoading) return <RowSkeletons rows={1} />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const back = () => setStep('send');
  if (step === 'add')
    return (
      <TesterForm
        onMade={(code) => {
          setMade(code);
          setStep('code');
        }}
        onClose={back}
      />
    );
  if (step === 'code' && made)
    return (
      <CodeOnce made={made} state={isConfirmed ? 'confirmed' : made.tester.state} onClose={back} />
    );
  return <Ask testers={query.data.testers} added={added} onAdd={() => setStep('add')} {...rest} />;
};
