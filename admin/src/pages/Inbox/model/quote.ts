import type { MessageView } from '../../../../../server/src/contracts/conversations';

/** A message in one line, to be quoted; empty for a picture without words. */
export const quoteText = ({ body }: Pick<MessageView, 'body'>): string =>
  (body.text ?? body.media?.filename ?? body.location?.name ?? body.contacts[0]?.name ?? '')
    .replace(/\s+/g, ' ')
    .trim();

/** WhatsApp knows it under an id, so that it can be answered or reacted to. */
export const canBeQuoted = ({ wamid, state }: Pick<MessageView, 'wamid' | 'state'>): boolean =>
  wamid !== null && state !== 'failed';

/** The customer's newest message that can be quoted. */
export const lastOfCustomer = (messages: readonly MessageView[]): MessageView | null =>
  messages
    .filter((message) => message.direction === 'in' && canBeQuoted(message))
    .reduce<MessageView | null>(
      (last, one) => (last === null || one.at >= last.at ? one : last),
      null
    );
