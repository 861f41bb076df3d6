import type { ListMessagesResult, MessageBody } from '../../contracts/conversations';

/** Files of a thread of replies are read by the route of replies: its readers may not use the one of the Inbox. */
const withOwnAddress = (
  campaignId: number,
  media: MessageBody['media'],
  messageId: number
): MessageBody['media'] =>
  media?.url === `/whatsapp/messages/${messageId}/media`
    ? { ...media, url: `/whatsapp/campaigns/${campaignId}/replies/media/${messageId}` }
    : media;

/** The messages alone: what the team did with the conversation is not told to readers of replies. */
export const messagesOnly = (
  campaignId: number,
  { messages, ...page }: ListMessagesResult
): ListMessagesResult => ({
  ...page,
  events: [],
  messages: messages.map((message) => {
    const { id, body, quoted } = message;
    return {
      ...message,
      body: { ...body, media: withOwnAddress(campaignId, body.media, id) },
      quoted:
        quoted?.id && quoted.media
          ? { ...quoted, media: withOwnAddress(campaignId, quoted.media, quoted.id) }
          : quoted,
    };
  }),
});
