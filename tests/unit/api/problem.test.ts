import { keyUsed, readKey } from '../../../server/src/api/domain/problem';
import { inApiWords } from '../../../server/src/api/domain/refusal';
import { apiAnswer, type SentMessage } from '../../../server/src/api/domain/view';
import { messageState } from '../../../server/src/contracts/conversations';
import { DomainError } from '../../../server/src/kernel/errors';

const caught = (run: () => unknown): DomainError => {
  try {
    run();
  } catch (error) {
    if (error instanceof DomainError) return error;
  }
  throw new Error('nothing was refused');
};

describe('the idempotency key', () => {
  it('[X-11] may have 255 characters, and not one more', () => {
    expect(readKey('k'.repeat(255))).toBe('k'.repeat(255));
    const { kind, message, status, details } = caught(() => readKey('k'.repeat(256)));
    const remedy = 'Use 1 to 255 characters, one key per message.';
    expect([kind, status, message]).toEqual([
      'invalid',
      400,
      '“Idempotency-Key” is empty or too long.',
    ]);
    expect(details).toMatchObject({ field: 'Idempotency-Key', remedy });
  });

  it('[X-11] that was used for another message is refused with what to do', () => {
    const { kind, message, status, details } = keyUsed();
    expect([kind, status]).toEqual(['key-used', 409]);
    expect(message).toBe('This Idempotency-Key was used for another message.');
    expect(details).toMatchObject({
      field: 'Idempotency-Key',
      remedy: 'Use a new key for a new message. To repeat a request, send the same body.',
    });
  });
});

describe('a refusal without a rule of its own', () => {
  const refused = (kind: string, details: Record<string, unknown> = {}) =>
    inApiWords(new DomainError(kind, 'x', details), 7) as DomainError;

  it.each([
    ['recipient', 'to'],
    ['interactive', 'interactive'],
    ['', ''],
    [7, ''],
  ])('calls the field %p "%s"', (inside, outside) => {
    expect(refused('bad', { field: inside }).details.field).toBe(outside);
  });

  it.each([
    ['number-not-usable', 'from', 422],
    ['token-missing', 'from', 422],
    ['token-unreadable', 'from', 422],
    ['template-of-another-account', 'from', 422],
    ['template-not-sendable', '', 422],
    ['something-else', '', 400],
  ])('of the kind %s is about "%s" and has the status %i', (kind, field, status) => {
    const answer = refused(kind);
    expect([answer.details.field, answer.status]).toEqual([field, status]);
  });

  it('says what to do also where the room below did not', () => {
    for (const remedy of [undefined, '', 7])
      expect(refused('bad', { remedy }).details.remedy).toBe('Change the field and send again.');
  });

  it('names the contact of a broken rule only where it is known', () => {
    const rule = new DomainError('opted-out', 'x');
    expect((inApiWords(rule, null) as DomainError).details).not.toHaveProperty('contactId');
    expect((inApiWords(rule, 7) as DomainError).details.contactId).toBe(7);
  });
});

describe('the state of a message for other systems', () => {
  const row: SentMessage = {
    id: 1,
    type: 'text',
    contactId: 2,
    accountId: 3,
    wamid: null,
    attempt: 1,
    at: 0,
    acceptedAt: null,
    sentAt: null,
    deliveredAt: null,
    readAt: null,
    failedAt: null,
  };

  it.each(messageState.options)('is %s as we show it, or "left" for what is not sent', (state) => {
    const wanted = state === 'received' || state === 'note' ? 'left' : state;
    expect(apiAnswer(row, { state, error: null }).data.state).toBe(wanted);
  });
});
