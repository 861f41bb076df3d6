import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type {
  MessageBody,
  MessageView,
  SendMessageBody,
} from '../../../../../server/src/contracts/conversations';
import { useWhatsappSendMessageMutation } from '../../../api/conversations';
import { readRefusal } from '../../../shared/refusal';
import { useCloseGuard } from '../../../shared/useCloseGuard';
import { createOutbox } from './outbox-store';

/** One per tab. */
const outbox = createOutbox();
const hasUnsent = (): boolean => outbox.read().some(({ state }) => state === 'unsent');

/** 4xx is a final no, except "too many" and "log in again", which pass. */
export const isRefusal = (error: unknown) => {
  const { status } = readRefusal(error);
  return (
    status !== null &&
    status >= 400 &&
    status < 500 &&
    status !== 429 &&
    status !== 401 &&
    status !== 408
  );
};

export const newClientId = (): string =>
  typeof crypto.randomUUID === 'function'
    ? crypto.randomUUID()
    : [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16)).join('-');

/** Messages of this conversation that the server has not confirmed yet, and the ways to send, repeat, give up. */
export const useOutbox = (
  conversationId: number,
  onSent: (messages: readonly MessageView[]) => void
) => {
  const all = useSyncExternalStore(outbox.subscribe, outbox.read);
  // What nobody tried again would be gone with the page.
  useCloseGuard(hasUnsent);
  const [post] = useWhatsappSendMessageMutation();
  const ports = useMemo(
    () => ({
      post: (id: number, body: SendMessageBody) => post({ id, body }).unwrap(),
      isRefusal,
      onSent: (message: MessageView) => onSent([message]),
    }),
    [onSent, post]
  );
  const pending = useMemo(
    () => all.filter((item) => item.conversationId === conversationId),
    [all, conversationId]
  );
  const send = useCallback(
    (body: SendMessageBody, preview: MessageBody) =>
      outbox.send(
        {
          clientId: body.clientId,
          conversationId,
          body,
          preview,
          at: Date.now(),
          state: 'sending',
          error: null,
        },
        ports
      ),
    [conversationId, ports]
  );
  const retry = useCallback((clientId: string) => outbox.retry(clientId, ports), [ports]);
  return { pending, send, retry, drop: outbox.drop };
};
