import fc from 'fast-check';
import type { WebhookKind } from '../../../server/src/cloud-api/webhook-element';
import { laneOf, shardOf, SHARDS } from '../../../server/src/webhook/domain/shard';
import { contact, element } from './element';

const KINDS: WebhookKind[] = [
  'message',
  'status',
  'preference',
  'user-id-update',
  'template-status',
  'template-quality',
  'template-category',
  'template-components',
  'account',
  'number-quality',
  'capability',
  'echo',
  'errors',
  'other',
];
const id = fc.stringMatching(/^[A-Za-z0-9.]{1,30}$/);

describe('which worker gets a webhook', () => {
  it('each element has one shard of 64, whatever is in it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...KINDS),
        fc.anything(),
        fc.option(id),
        fc.option(id),
        (kind, value, phoneNumberId, wabaId) => {
          const shard = shardOf(element({ kind, value, phoneNumberId, wabaId }));
          expect(Number.isInteger(shard) && shard >= 0 && shard < SHARDS).toBe(true);
        }
      )
    );
  });

  it('what a contact says and decides goes to one worker, in order, and before all statuses', () => {
    fc.assert(
      fc.property(id, id, (userId, waId) => {
        const kinds = ['message', 'preference', 'user-id-update', 'echo'] as const;
        const shards = kinds.map((kind) =>
          shardOf(element({ kind, contact: contact(userId, waId) }))
        );
        expect(new Set(shards).size).toBe(1);
        expect(kinds.every((kind) => laneOf(kind) < laneOf('status'))).toBe(true);
      })
    );
  });

  it('all statuses of one message go to one worker', () => {
    fc.assert(
      fc.property(id, id, id, (wamid, a, b) => {
        const status = (naturalKey: string, word: string) =>
          shardOf(element({ kind: 'status', naturalKey, value: { id: wamid, status: word } }));
        expect(status(a, 'sent')).toBe(status(b, 'read'));
      })
    );
  });

  it('contacts are spread over the shards', () => {
    const used = new Set(
      Array.from({ length: 2_000 }, (_, i) =>
        shardOf(element({ contact: contact(null, `90532${1_000_000 + i}`) }))
      )
    );
    expect(used.size).toBe(SHARDS);
  });
});
