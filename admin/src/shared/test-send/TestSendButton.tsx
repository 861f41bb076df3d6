import { useState, type ReactNode } from 'react';
import { Button, Flex } from '@strapi/design-system';
import type { TestSendResult } from '../../../../server/src/contracts/testers';
import { useT } from '../useT';
import { TestResults } from './TestResults';

/** What the dialog of a test is handed. */
export interface TestDialogProps {
  readonly onClose: () => void;
  readonly onDone: (result: TestSendResult) => void;
}

interface Props {
  readonly testId: string;
  readonly alignItems: 'flex-start' | 'flex-end';
  readonly startIcon?: ReactNode;
  /** The dialog, while it is open. */
  readonly children: (dialog: TestDialogProps) => ReactNode;
}

/** Opens the dialog of a test, and shows below what became of the last one. */
export const TestSendButton = ({ testId, alignItems, startIcon, children }: Props) => {
  const t = useT();
  const [asking, setAsking] = useState(false);
  const [result, setResult] = useState<TestSendResult | null>(null);
  return (
    <Flex direction="column" alignItems={alignItems} gap={2}>
      <Button
        variant="tertiary"
        startIcon={startIcon}
        onClick={() => setAsking(true)}
        data-testid={testId}
      >
        {t('testers.send.button')}
      </Button>
      {result ? <TestResults {...result} /> : null}
      {asking ? children({ onClose: () => setAsking(false), onDone: setResult }) : null}
    </Flex>
  );
};
