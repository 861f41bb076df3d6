import { useCallback, useState } from 'react';
import type { SendMessageBody } from '../../../../../server/src/contracts/conversations';
import { useWhatsappRescheduleMutation, useWhatsappScheduleMutation } from '../../../api/composer';
import { isRefusal } from '../hooks/useOutbox';
import type { Outgoing } from '../model/outgoing';
import { createPlanIds } from './plan-ids';

/** Their order is kept by their times (ms). */
const APART = 1_000;

/** Plans the messages of one press; throws what the server refused. Pressed again after it, nothing is planned twice. */
export const usePlan = (conversationId: number) => {
  const [post] = useWhatsappScheduleMutation();
  const [change] = useWhatsappRescheduleMutation();
  const [ids] = useState(createPlanIds);
  return useCallback(
    async (messages: readonly Outgoing['body'][], from: number): Promise<void> => {
      for (const [index, { key, body, clientId, isRepeat }] of ids.take(messages).entries()) {
        const at = from + index * APART;
        const message = { ...body, clientId } as SendMessageBody;
        const planned = await post({ id: conversationId, body: { at, message } })
          .unwrap()
          .catch((error: unknown) => {
            // A repeat may be refused because what it repeats was planned.
            if (!isRepeat && isRefusal(error)) ids.drop(key);
            throw error;
          });
        // Planned by a press whose answer was lost; another time may have been chosen since.
        if (isRepeat && planned.dueAt !== at) await change({ planned, body: { at } }).unwrap();
      }
      ids.clear();
    },
    [change, conversationId, ids, post]
  );
};
