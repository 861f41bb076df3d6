import {
  mergeFacts,
  readStatus,
  type FactError,
  type StatusFact,
} from '../../../server/src/conversations/domain/facts';
import { RANK } from '../../../server/src/conversations/domain/rank';
import { keyOf } from '../../../server/src/kernel/hash';

const install = { installId: 'abc123', secret: 's3cret' };
const read = (value: unknown, at: number | null = 5) => readStatus({ value, at }, install);
const fact = (over: Partial<StatusFact> = {}): StatusFact => ({
  wamid: 'w',
  wamidKey: 'k',
  token: null,
  rank: RANK.sent,
  at: 10,
  error: null,
  pricing: null,
  freeUntil: null,
  ...over,
});
const merged = (...facts: StatusFact[]) => mergeFacts(facts)[0];
const error = (text: string): FactError => ({ code: 1, class: 'request', text });
const failed = (at: number, text: string) => fact({ rank: RANK.failed, at, error: error(text) });

describe('reading a status, exactly', () => {
  it('takes all of a status that went well, also the problem that came with it', () => {
    const value = {
      id: 'wamid.X',
      status: 'sent',
      pricing: { category: 'utility', type: 'regular', billable: true, pricing_model: 'PMP' },
      errors: [{ code: 131026, title: 'Message undeliverable' }],
    };
    expect(read(value)).toEqual({
      wamid: 'wamid.X',
      wamidKey: keyOf('wamid.X'),
      token: null,
      rank: RANK.sent,
      at: 5,
      error: { code: 131026, class: 'recipient-cooldown', text: 'Message undeliverable' },
      pricing: { category: 'utility', type: 'regular' },
      freeUntil: null,
    });
  });

  it('reads from a message of a free entry point when the point ends, from no other conversation', () => {
    const until = (conversation: unknown, pricing: unknown = undefined) =>
      read({ id: 'w', status: 'sent', conversation, pricing })?.freeUntil;
    const end = { id: 'c', expiration_timestamp: '1700259200' };
    const free = { category: 'referral_conversion', type: 'free_entry_point' };
    expect(until({ ...end, origin: { type: 'referral_conversion' } })).toBe(1_700_259_200_000);
    expect(until(end, free)).toBe(1_700_259_200_000);
    expect(until({ ...end, origin: { type: 'service' } })).toBeNull();
    expect(until(end, { category: 'service', type: 'regular' })).toBeNull();
    expect(until({ origin: { type: 'referral_conversion' } })).toBeNull();
    for (const odd of [null, 'x', [], {}]) expect(until(odd, free)).toBeNull();
  });

  it('reads whether a message is charged from the old word where the new one is missing', () => {
    const pricing = (value: unknown) => read({ id: 'w', status: 'sent', pricing: value })?.pricing;
    const service = { category: 'service' };
    expect(pricing({ ...service, billable: true })?.type).toBe('regular');
    expect(pricing({ ...service, billable: false })?.type).toBe('free_customer_service');
    expect(pricing({ ...service, billable: true, type: 'free_entry_point' })?.type).toBe(
      'free_entry_point'
    );
    expect(pricing(service)?.type).toBeNull();
    expect(pricing({ category: 'x'.repeat(99) })?.category).toHaveLength(32);
    for (const odd of [null, 'x', [], {}, { category: {} }]) expect(pricing(odd)).toBeNull();
  });

  it('takes the time of the delivery where the status has none, else the beginning of time', () => {
    expect(read({ id: 'w', status: 'sent' })?.at).toBe(5);
    expect(read({ id: 'w', status: 'sent' }, null)?.at).toBe(0);
  });

  it('needs an id and a status word', () => {
    expect(read({ status: 'sent' })).toBeNull();
    expect(read({ id: 'w' })).toBeNull();
    expect(read({ id: '', status: 'sent' })).toBeNull();
    expect(read('sent')).toBeNull();
  });

  it('[M-33] tells a failure in Meta’s details, else its title, else plainly', () => {
    const words = (errors: unknown) => read({ id: 'w', status: 'failed', errors })?.error;
    const details = 'The phone is off.';
    expect(words([{ code: 131026, title: 'Undeliverable', error_data: { details } }])?.text).toBe(
      details
    );
    expect(words([{ code: 131026, title: 'Undeliverable' }])?.text).toBeTruthy();
    expect(
      words([{ code: 131026, title: 'T', error_data: { details: 'x'.repeat(3_000) } }])?.text
    ).toBe('x'.repeat(1_000));
    const plain = { code: null, class: 'request', text: 'failed' };
    expect(words([])).toEqual(plain);
    expect(words('no list')).toEqual(plain);
    expect(words(undefined)).toEqual(plain);
  });
});

describe('facts of one message, merged', () => {
  it.each([
    ['sent', RANK.sent, { sentAt: 10 }],
    ['failed', RANK.failed, { failedAt: 10 }],
    ['delivered', RANK.delivered, { deliveredAt: 10 }],
    ['read', RANK.read, { readAt: 10 }],
    ['played', RANK.played, { readAt: 10 }],
    ['accepted', RANK.accepted, {}],
  ])('a single "%s" sets only its own time', (_word, rank, times) => {
    const none = { sentAt: null, deliveredAt: null, readAt: null, failedAt: null };
    expect(merged(fact({ rank }))).toEqual({ ...fact({ rank }), ...none, ...times });
  });

  it('keeps our token from whichever fact has it', () => {
    const token = { kind: 'm', id: 7, attempt: 1 } as const;
    expect(merged(fact({ token }), fact())?.token).toEqual(token);
    expect(merged(fact(), fact({ token }))?.token).toEqual(token);
    expect(merged(fact(), fact())?.token).toBeNull();
  });

  it('keeps the latest end of a free entry point, in either order', () => {
    expect(merged(fact({ freeUntil: 5 }), fact({ freeUntil: 9 }))?.freeUntil).toBe(9);
    expect(merged(fact({ freeUntil: 9 }), fact({ freeUntil: 5 }))?.freeUntil).toBe(9);
    expect(merged(fact({ freeUntil: 9 }), fact())?.freeUntil).toBe(9);
    expect(merged(fact(), fact({ freeUntil: 9 }))?.freeUntil).toBe(9);
  });

  it('[T-53] reads what is charged, and keeps it whichever status states it', () => {
    const pricing = { category: 'marketing_lite', type: 'regular' };
    const charged = { micros: 45_000, currency: 'EUR' };
    const priced = { ...pricing, amount: 0.045, currency: 'EUR' };
    expect(read({ id: 'w', status: 'delivered', pricing: priced })?.pricing).toEqual({
      ...pricing,
      charged,
    });
    for (const odd of [{ amount: '1' }, { amount: -1 }, { amount: 1, currency: 'euro' }])
      expect(read({ id: 'w', status: 'sent', pricing: { ...pricing, ...odd } })?.pricing).toEqual(
        pricing
      );
    const [silent, loud] = [fact({ pricing }), fact({ pricing: { ...pricing, charged } })];
    expect(merged(silent, loud)?.pricing).toEqual({ ...pricing, charged });
    expect(merged(loud, silent)?.pricing).toEqual({ ...pricing, charged });
    const first = fact({ pricing: { ...pricing, charged: { ...charged, micros: 1 } } });
    const last = fact({ rank: RANK.delivered, pricing: { ...pricing, charged } });
    for (const batch of [
      [first, last],
      [last, first],
    ])
      expect(merged(...batch)?.pricing?.charged).toEqual(charged);
  });

  it('keeps the error of the first failure, in either order', () => {
    expect(merged(failed(10, 'z first'), failed(20, 'a late'))?.error).toEqual(error('z first'));
    expect(merged(failed(20, 'a late'), failed(10, 'z first'))?.error).toEqual(error('z first'));
  });

  it('keeps the error when another fact has none, in either order', () => {
    expect(merged(failed(10, 'why'), fact())?.error).toEqual(error('why'));
    expect(merged(fact(), failed(10, 'why'))?.error).toEqual(error('why'));
  });

  it('of two failures or prices of the same time keeps the one that sorts first', () => {
    for (const [a, b] of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const) {
      expect(merged(failed(10, a), failed(10, b))?.error).toEqual(error('a'));
      const [first, second] = [
        { category: a, type: null },
        { category: b, type: null },
      ];
      expect(merged(fact({ pricing: first }), fact({ pricing: second }))?.pricing).toEqual({
        category: 'a',
        type: null,
      });
    }
  });
});
