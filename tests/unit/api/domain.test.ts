import fc from 'fast-check';
import { keyUsed, readKey } from '../../../server/src/api/domain/problem';
import { inApiWords } from '../../../server/src/api/domain/refusal';
import { apiAnswer } from '../../../server/src/api/domain/view';
import { callerOf } from '../../../server/src/api/caller';
import { apiMessageAnswer, sendApiMessageBody } from '../../../server/src/contracts/api';
import { messageState } from '../../../server/src/contracts/conversations';
import { DomainError } from '../../../server/src/kernel/errors';
import { checkedInput } from '../../../server/src/kernel/refused-input';

const refusalOf = (body: unknown): DomainError | null => {
  try {
    checkedInput(sendApiMessageBody, body);
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
};

describe('what the Content API reads', () => {
  it('[X-11] any body is taken or refused with a field and a remedy, never with an exception', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.anything()), (value) => {
        const refused = refusalOf(value);
        if (!refused) return true;
        const { status, details } = refused;
        return status === 400 && typeof details.field === 'string' && Boolean(details.remedy);
      })
    );
  });

  it('names an unknown field, also inside the template', () => {
    const read = (body: unknown) => refusalOf(body)?.details.field;
    expect(read({ type: 'text', to: '+905321234567', text: 'x', Text: 'y' })).toBe('Text');
    expect(read({ type: 'template', to: '+905321234567', template: { id: 1 }, text: 'x' })).toBe(
      'text'
    );
  });

  it('[X-11] takes keys of 1 to 255 characters and refuses empty ones, but no key at all is allowed', () => {
    expect(readKey(undefined)).toBeNull();
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 255 }), (key) => {
        fc.pre(key.trim() !== '');
        return readKey(key) === key;
      })
    );
    for (const bad of ['', '   ', 'k'.repeat(256)]) expect(() => readKey(bad)).toThrow(DomainError);
    expect(keyUsed().status).toBe(409);
  });
});

describe('refusals in the words of the Content API', () => {
  const refused = (error: DomainError, contactId: number | null = null) =>
    inApiWords(error, contactId) as DomainError;

  it.each([
    'window-closed',
    'no-consent',
    'opted-out',
    'asked-to-stop',
    'paused',
    'blocked',
    'not-asked',
    'topic',
    'capped',
    'channel',
    'us-marketing',
    'no-address',
    'merged',
  ])('[O-01] %s is a 422 that names the rule, the field, the remedy and the contact', (kind) => {
    const { status, details, message } = refused(new DomainError(kind, 'x'), 7);
    expect(status).toBe(422);
    expect(details).toMatchObject({ kind, contactId: 7 });
    expect(details.field).toBeTruthy();
    // In whole sentences about the contact, as docs/voice.md has them.
    for (const said of [message, details.remedy]) {
      expect(said).toMatch(/^[A-Z].*\.$/);
      expect(said).not.toMatch(/\b(person|they|their)\b/);
    }
  });

  it.each([
    ['contactId', 'to'],
    ['phone', 'to'],
    ['templateId', 'template'],
    ['values.body.1', 'template.values.body.1'],
    ['text.body', 'text'],
  ])('the sender’s field %s is called %s', (inside, outside) => {
    expect(refused(new DomainError('bad', 'x', { field: inside })).details.field).toBe(outside);
  });

  it('keeps 409 for the Idempotency-Key', () => {
    const error = new DomainError('number-not-usable', 'x', { status: 409, remedy: 'look' });
    const { status, details } = refused(error);
    expect([status, details.field, details.remedy]).toEqual([422, 'from', 'look']);
  });

  it('passes on what is not a refusal, so that a bug stays a bug', () => {
    const bug = new TypeError('boom');
    expect(inApiWords(bug, 1)).toBe(bug);
  });
});

describe('what the Content API shows', () => {
  const time = fc.option(fc.integer({ min: 0, max: 4e12 }));
  const row = fc.record({
    id: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    type: fc.constantFrom('text', 'template'),
    contactId: fc.integer({ min: 1, max: 1000 }),
    accountId: fc.integer({ min: 1, max: 1000 }),
    wamid: fc.option(fc.string()),
    attempt: fc.integer({ min: 1, max: 9 }),
    at: fc.integer({ min: 0, max: 4e12 }),
    acceptedAt: time,
    sentAt: time,
    deliveredAt: time,
    readAt: time,
    failedAt: time,
  });

  it('[X-11] every message fits the contract, and instants keep their value', () => {
    fc.assert(
      fc.property(row, fc.constantFrom(...messageState.options), (message, state) => {
        const answer = apiAnswer(message, { state, error: null });
        expect(apiMessageAnswer.safeParse(answer).error).toBeUndefined();
        expect(Date.parse(answer.data.times.queued)).toBe(message.at);
        expect(answer.data.times.read === null).toBe(message.readAt === null);
      })
    );
  });
});

describe('who calls', () => {
  const as = (auth: unknown) => callerOf({ state: { auth } } as never);
  const token = { name: 'content-api-token' };

  it('is an API token, and full access sees all', () => {
    expect(as({ strategy: token, credentials: { id: 5, type: 'custom' } })).toEqual({
      tokenId: 5,
      owner: 'token:5',
      all: false,
    });
    expect(as({ strategy: token, credentials: { id: 5, type: 'full-access' } }).all).toBe(true);
  });

  it.each([
    ['the public', { strategy: { name: 'users-permissions' }, credentials: null }],
    ['a user of the site', { strategy: { name: 'users-permissions' }, credentials: { id: 5 } }],
    ['an administrator’s token', { strategy: { name: 'admin-token' }, credentials: { id: 5 } }],
    ['nobody', undefined],
    ['a token without an id', { strategy: token, credentials: {} }],
  ])('%s is refused', (_who, auth) => {
    expect(() => as(auth)).toThrow(DomainError);
  });
});
