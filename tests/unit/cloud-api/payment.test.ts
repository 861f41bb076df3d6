import fc from 'fast-check';
import { readPayment } from '../../../server/src/cloud-api/payment';
import { flattenWebhook } from '../../../server/src/cloud-api/webhook-payload';
import { messages } from './webhook-builders';

const status = (word: string, more: object = {}) => ({
  id: 'wamid.OUT1',
  type: 'payment',
  status: word,
  timestamp: '1763600000',
  ...more,
});

describe('payments among the statuses', () => {
  it.each([
    ['pending', 'pending'],
    ['captured', 'paid'],
    ['failed', 'failed'],
    ['canceled', 'failed'],
  ])('[X-15] %s is a payment that is %s', (word, state) => {
    expect(readPayment(status(word))).toEqual({
      wamid: 'wamid.OUT1',
      payment: {
        ...{ state, amount: null, currency: null },
        ...{ reference: null, code: null, reason: null },
      },
    });
  });

  it('[X-15] reads the sum of the order, else of the transaction', () => {
    const sum = { value: '1999', offset: 100 };
    const of = (payment: object) => readPayment(status('captured', { payment }))?.payment;
    expect(of({ amount: sum, currency: 'EUR' })).toMatchObject({ amount: 19.99, currency: 'EUR' });
    const transaction = { amount: sum, currency: 'eur; drop' };
    expect(of({ transaction })).toMatchObject({ amount: 19.99, currency: null });
    expect(of({ amount: { value: 1, offset: 0 } })).toMatchObject({ amount: null });
  });

  it('[X-15] is another element than the status of the message, and each attempt is one', () => {
    const kinds = flattenWebhook(
      messages({
        statuses: [
          { id: 'wamid.OUT1', status: 'failed', timestamp: '1763600000' },
          status('failed', { payment: { transaction: { id: 'a' } } }),
          status('failed', { payment: { transaction: { id: 'b' } } }),
        ],
      })
    );
    expect(kinds.map(({ kind }) => kind)).toEqual(['status', 'payment', 'payment']);
    expect(new Set(kinds.map(({ naturalKey }) => naturalKey)).size).toBe(3);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (value, payment) => {
        readPayment(value);
        readPayment(status('failed', { payment }));
      })
    );
    expect(readPayment(status('toString'))).toBeNull();
  });
});
