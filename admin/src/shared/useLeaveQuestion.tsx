import { useState } from 'react';
import { LeaveForm } from './LeaveForm';
import { useCloseGuard } from './useCloseGuard';

/** Whether what is typed and chosen, as JSON can hold it, differs from what it was at first. */
export const useIsTyped = (draft: unknown): boolean => {
  const now = JSON.stringify(draft);
  const [before] = useState(now);
  return now !== before;
};

/**
 * For a window with fields. `slip` is for Esc, the cross and a press beside it: it asks before changes are lost. A button
 * that says that it leaves means it and needs no question. Draw `question` beside the window.
 */
export const useLeaveQuestion = (isTyped: boolean, onClose: () => void) => {
  const [isAsking, setAsking] = useState(false);
  useCloseGuard(() => isTyped);
  return {
    slip: () => (isTyped ? setAsking(true) : onClose()),
    question: <LeaveForm open={isAsking} onStay={() => setAsking(false)} onLeave={onClose} />,
  };
};
