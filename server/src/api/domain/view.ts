import type { ApiMessage, ApiMessageAnswer } from '../../contracts/api';
import type { MessageError, MessageState } from '../../contracts/conversations';

/** The columns of a message that other systems may know. */
export interface SentMessage {
  id: number;
  type: string;
  contactId: number;
  accountId: number;
  wamid: string | null;
  attempt: number;
  at: number;
  acceptedAt: number | null;
  sentAt: number | null;
  deliveredAt: number | null;
  readAt: number | null;
  failedAt: number | null;
}

const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

type OutState = ApiMessage['state'];
const outState = (state: MessageState): OutState =>
  state === 'received' || state === 'note' ? 'left' : state;

/** A message as the Content API shows it; times in ISO 8601, UTC. */
export const apiAnswer = (
  row: SentMessage,
  said: { state: MessageState; error: MessageError | null }
): ApiMessageAnswer => ({
  data: {
    id: row.id,
    state: outState(said.state),
    type: row.type,
    contactId: row.contactId,
    accountId: row.accountId,
    wamid: row.wamid,
    attempts: row.attempt,
    times: {
      queued: iso(row.at),
      accepted: isoOrNull(row.acceptedAt),
      sent: isoOrNull(row.sentAt),
      delivered: isoOrNull(row.deliveredAt),
      read: isoOrNull(row.readAt),
      failed: isoOrNull(row.failedAt),
    },
    error: said.error,
  },
});
