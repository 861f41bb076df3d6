import type { MessageRow } from '../../../server/src/conversations/public';
import { contentAgain, meantAgain } from '../../../server/src/sending/content-again';
import { newMessage } from '../../../server/src/sending/new-message';
import type { Intent, Prepared } from '../../../server/src/sending/prepare';

const VALUES = { 'body.1': 'Ayşe Hanım', 'body.2': 'KK-1007' };
const row = { bodyHash: 'h', now: 1, conversationId: 7, owner: 'me', about: null };
const prepared = {
  account: { id: 1 },
  contact: { id: 2 },
  template: { id: 3, topic: null },
  content: { type: 'template', template: { name: 'order', language: { code: 'tr' } } },
  body: { type: 'template', text: 'Hello' },
  replyTo: null,
} as unknown as Prepared;
const intentOf = (values: Record<string, string>) =>
  ({
    origin: 'agent',
    lane: 0,
    key: { owner: 'user:1', key: 'k' },
    content: { type: 'template', templateId: 3, values },
  }) as unknown as Intent;

describe('a failed template that goes once more', () => {
  it('keeps the values that were typed by hand', () => {
    const failed = newMessage(intentOf(VALUES), prepared, row) as MessageRow;
    expect(contentAgain(failed)).toEqual({ type: 'template', templateId: 3, values: VALUES });
  });

  it('works out everything again where nothing was typed', () => {
    const failed = newMessage(intentOf({}), prepared, row) as MessageRow;
    expect(failed.payload).not.toHaveProperty('typed');
    expect(contentAgain(failed)).toEqual({ type: 'template', templateId: 3, values: {} });
    expect(meantAgain(failed)).toEqual({});
  });

  it('[O-33] is about the entry that it was about', () => {
    const about = { uid: 'api::order.order', documentId: 'd7' };
    const failed = newMessage(intentOf(VALUES), prepared, { ...row, about }) as MessageRow;
    expect(meantAgain(failed)).toEqual({ entries: { [about.uid]: 'd7' }, cause: about });
  });
});

describe('a failed message that is not sent again', () => {
  const refusal = (part: object): unknown => {
    try {
      return contentAgain({ payload: null, templateId: null, ...part } as unknown as MessageRow);
    } catch (error) {
      return error;
    }
  };

  it('is refused as a one-time code, or as a type that cannot be sent again', () => {
    const code = { type: 'template', templateId: 3, payload: { code: 'hidden' } };
    expect(refusal(code)).toMatchObject({ kind: 'cannot-retry-code', status: 409 });
    expect(refusal({ type: 'reaction' })).toMatchObject({ kind: 'cannot-retry', status: 409 });
  });
});
