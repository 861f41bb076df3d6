import { useCallback, useRef } from 'react';
import { useWhatsappTypingMarkMutation } from '../../../api/composer';

/** WhatsApp shows "typing" for 25 s. */
const AGAIN_MS = 20_000;

/** Tells the server while somebody writes to the customer, at most once in 20 s; what goes wrong does not matter here. */
export const useTypingMark = (conversationId: number) => {
  const [tell] = useWhatsappTypingMarkMutation();
  const toldAt = useRef(-Infinity);
  const typed = useCallback(
    (text: string) => {
      if (text.trim() === '' || performance.now() - toldAt.current < AGAIN_MS) return;
      toldAt.current = performance.now();
      void tell(conversationId);
    },
    [conversationId, tell]
  );
  /** A message ends what the customer sees: the next letter tells again. */
  const sent = useCallback(() => {
    toldAt.current = -Infinity;
  }, []);
  return { typed, sent };
};
