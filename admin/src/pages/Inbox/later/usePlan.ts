import { useCallback, useRef } from 'react';
import type { SendMessageBody } from '../../../../../server/src/contracts/conversations';
import { useWhatsappScheduleMutation } from '../../../api/composer';
import { newClientId } from '../hooks/useOutbox';
import type { Outgoing } from '../model/outgoing';

/** Their order is kept by their times (ms). */
const APART = 1_000;

/** Plans the messages of one press; throws what the server refused. Pressed again after it, nothing is planned twice. */
export const usePlan = (conversationId: number) => {
  const [post] = useWhatsappScheduleMutation();
  const press = useRef<string | null>(null);
  return useCallback(
    async (messages: readonly Outgoing['body'][], at: number): Promise<void> => {
      press.current ??= newClientId();
      for (const [index, body] of messages.entries()) {
        const message = { ...body, clientId: `${press.current}-${index}` } as SendMessageBody;
        await post({ id: conversationId, body: { at: at + index * APART, message } }).unwrap();
      }
      press.current = null;
    },
    [conversationId, post]
  );
};
