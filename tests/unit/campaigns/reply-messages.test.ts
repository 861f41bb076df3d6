import { messagesOnly } from '../../../server/src/campaigns/domain/reply-messages';
import type { MessageBody } from '../../../server/src/contracts/conversations';
import { messageOf } from '../../support/message-views';

describe('a thread for readers of replies', () => {
  const file = (url: string): NonNullable<MessageBody['media']> => ({
    kind: 'image',
    mime: 'image/jpeg',
    filename: null,
    voice: false,
    url,
  });
  const withFile = (id: number, url: string) =>
    messageOf(id, { body: { ...messageOf(id).body, type: 'image', media: file(url) } });

  it('[X-05] has the files of its messages at the address of replies, quoted ones too', () => {
    const own = withFile(4, '/whatsapp/messages/4/media');
    const quoting = messageOf(5, {
      quoted: { id: 4, text: '', kind: 'image', media: file('/whatsapp/messages/4/media') },
    });
    const elsewhere = withFile(6, 'https://example.com/6.jpg');
    const page = { messages: [own, quoting, elsewhere], events: [], nextCursor: null };
    const { messages } = messagesOnly(9, { ...page, newerCursor: null });
    const address = '/whatsapp/campaigns/9/replies/media/4';
    expect(messages[0]?.body.media?.url).toBe(address);
    expect(messages[1]?.quoted?.media?.url).toBe(address);
    expect(messages[2]?.body.media?.url).toBe('https://example.com/6.jpg');
  });

  it('[X-05] has nothing of what the team did with the conversation', () => {
    const event = {
      id: 1,
      conversationId: 1,
      kind: 'assigned' as const,
      at: 1,
      agent: { id: 2, name: 'Ece' },
      target: null,
      subject: null,
    };
    const page = { messages: [messageOf(4)], events: [event], nextCursor: null, newerCursor: null };
    expect(messagesOnly(9, page).events).toEqual([]);
  });
});
