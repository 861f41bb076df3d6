import type { InboundContent } from '../cloud-api/inbound-content';
import type { MessageContent } from '../cloud-api/message-types';
import type { FileRef } from '../contracts/media';
import type { MessageRow } from './tables';

/** Of a message of ours, for its send; recipient and token are added under the permit. */
export interface OutgoingPayload {
  content: MessageContent;
  replyTo: string | null;
  /** The content with Meta's ids of its files, once they are uploaded. */
  sendable?: MessageContent;
  /** Of a template: what its values were given as, by hand or by the caller; the rest is worked out at each attempt. */
  typed?: Record<string, string>;
  /** The content shows a one-time code hidden: what goes out is kept encrypted until then (sending/codes.ts). */
  code?: 'hidden';
  file?: FileRef;
  /** The entry of the host that it is about, which may carry consent for it (O-33). */
  about?: { uid: string; documentId: string };
}

/** Of a message of the customer. */
interface ReceivedPayload extends Pick<
  InboundContent,
  'media' | 'reply' | 'referral' | 'forwarded'
> {
  /** Of a group: who wrote it, so that what they wrote there is deleted with them. */
  author?: (string | null)[];
}

/** The column `payload` of a message, in or out; of a campaign's message only the file that it carried. */
export type StoredPayload = Partial<OutgoingPayload> & Partial<ReceivedPayload>;

/** What a queued message says: it is written with the row. */
export const outgoingOf = ({
  id,
  payload,
}: Pick<MessageRow, 'id' | 'payload'>): OutgoingPayload => {
  const { content, replyTo = null, ...rest } = payload ?? {};
  if (!content) throw new Error(`message ${id} has no content`);
  return { content, replyTo, ...rest };
};
