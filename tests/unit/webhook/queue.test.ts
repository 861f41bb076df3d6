import fc from 'fast-check';
import { flattenWebhook } from '../../../server/src/cloud-api/webhook-payload';
import { nextBatchSize } from '../../../server/src/kernel/batch-size';
import { QUEUES, queueOf } from '../../../server/src/webhook/domain/queue';

const status = { id: 'wamid.1', status: 'delivered', timestamp: '1', recipient_id: '49' };
const message = { id: 'wamid.2', from: '49', timestamp: '1', type: 'text', text: { body: 'STOP' } };
const change = (value: object, field = 'messages') => ({ field, value });
const payload = (...changes: unknown[]) => ({
  object: 'whatsapp_business_account',
  entry: [{ id: 'W', changes }],
});

describe('the queue of a delivery', () => {
  it('is that of receipts for statuses alone, with their contacts and their number', () => {
    const metadata = { phone_number_id: 'P', display_phone_number: '49' };
    const value = { messaging_product: 'whatsapp', metadata, statuses: [status] };
    expect(queueOf(payload(change(value)))).toBe(QUEUES.receipts);
    expect(queueOf(payload(change({ ...value, contacts: [{ wa_id: '49' }] })))).toBe(
      QUEUES.receipts
    );
  });

  it.each([
    ['a message', payload(change({ messages: [message] }))],
    ['a message beside a status', payload(change({ statuses: [status], messages: [message] }))],
    [
      'a message in another change',
      payload(change({ statuses: [status] }), change({ messages: [] })),
    ],
    ['an opt-out at Meta', payload(change({ user_preferences: [{}] }, 'user_preferences'))],
    ['a template', payload(change({ event: 'APPROVED' }, 'message_template_status_update'))],
    ['an error beside statuses', payload(change({ statuses: [status], errors: [{ code: 1 }] }))],
    ['no status at all', payload(change({ statuses: [] }))],
    ['no change', { entry: [{ id: 'W', changes: [] }] }],
    ['no entry', { entry: [] }],
    ['a list', []],
    ['nothing', null],
  ])('is that of customers for %s', (_what, json) => {
    expect(queueOf(json)).toBe(QUEUES.people);
  });

  it('never takes anything but a status for a receipt', () => {
    const list = fc.option(fc.array(fc.oneof(fc.object(), fc.constant(status)), { maxLength: 3 }), {
      nil: undefined,
    });
    const value = fc.record(
      {
        messages: list,
        statuses: list,
        errors: list,
        user_preferences: list,
        user_id_update: list,
        message_echoes: list,
        contacts: list,
        surprise: fc.anything(),
      },
      { requiredKeys: [] }
    );
    const field = fc.constantFrom('messages', 'account_update', 'user_preferences', 'other');
    const changes = fc.array(fc.record({ field, value }), { maxLength: 3 });
    fc.assert(
      fc.property(fc.array(fc.record({ id: fc.string(), changes }), { maxLength: 3 }), (entry) => {
        if (queueOf({ entry }) !== QUEUES.receipts) return;
        const kinds = flattenWebhook({ entry }).map(({ kind, value: one }) =>
          // What stands in the list of statuses and is no object is kept as `other`, which no one waits for.
          typeof one === 'object' ? kind : 'status'
        );
        expect(new Set(kinds)).toEqual(new Set(['status']));
      }),
      { numRuns: 500 }
    );
  });
});

describe('the size of the next batch', () => {
  const limits = { least: 20, most: 500, targetMs: 30 };

  it('takes as many rows as fit into the time', () => {
    expect(nextBatchSize(limits, { size: 500, rows: 500, tookMs: 150 })).toBe(100);
    expect(nextBatchSize(limits, { size: 100, rows: 100, tookMs: 25 })).toBe(120);
  });

  it('grows to the double at most, and never by a batch that was not full', () => {
    expect(nextBatchSize(limits, { size: 100, rows: 100, tookMs: 1 })).toBe(200);
    expect(nextBatchSize(limits, { size: 100, rows: 10, tookMs: 1 })).toBe(100);
    expect(nextBatchSize(limits, { size: 100, rows: 0, tookMs: 900 })).toBe(100);
  });

  it('stays between its bounds', () => {
    expect(nextBatchSize(limits, { size: 500, rows: 500, tookMs: 60_000 })).toBe(20);
    expect(nextBatchSize(limits, { size: 400, rows: 400, tookMs: 1 })).toBe(500);
  });
});
