import { MOVE_TOPIC } from '../../../../server/src/contracts/consent';
import { gateCategory, obstacle } from '../../../../admin/src/pages/Inbox/model/template-choice';
import { template } from '../campaigns/builders';

const may = {
  MARKETING: null,
  UTILITY: null,
  AUTHENTICATION: null,
  moving: { MARKETING: null, UTILITY: null },
  carriedBy: [],
  topicsRefused: ['news'],
  channels: [],
};

describe('what hinders a template in the chat', () => {
  it('[T-15] [T-35] is the template’s own state first', () => {
    const paused = template({ sendable: { ok: false, reason: 'paused' } });
    expect(obstacle(paused, { ...may, MARKETING: 'opted-out' })).toBe('paused');
    expect(obstacle(template({ sendable: { ok: false, reason: 'missing' } }), may)).toBe('missing');
    const sendable = { ok: false, reason: 'not-approved' };
    expect(obstacle(template({ status: 'PENDING', sendable }), may)).toBe('pending');
    expect(obstacle(template({ status: 'REJECTED', sendable }), may)).toBe('rejected');
    expect(obstacle(template({ sendable: { ok: false, reason: 'of-tomorrow' } }), may)).toBe(
      'other'
    );
  });

  it.each([
    ['MARKETING', 'MARKETING', 'no-consent', 'needs-opt-in'],
    ['UTILITY', 'UTILITY', 'no-consent', 'needs-opt-in'],
    ['UTILITY', 'MARKETING', 'no-consent', null],
    ['AUTHENTICATION', 'AUTHENTICATION', 'no-address', 'no-address'],
    ['UTILITY', 'UTILITY', 'paused', 'person-paused'],
    ['SOMETHING_NEW', 'UTILITY', 'opted-out', 'opted-out'],
    ['MARKETING', 'MARKETING', 'opted-out', 'left-marketing'],
    ['UTILITY', 'UTILITY', 'of-tomorrow', 'other'],
  ] as const)(
    '[T-36] is what the gate says of its category: %s with %s %s → %s',
    (category, refused, reason, expected) => {
      expect(obstacle(template({ category }), { ...may, [refused]: reason })).toBe(expected);
    }
  );

  it('[O-27] is the topic that the contact declined, whatever its category allows', () => {
    expect(obstacle(template({ topic: 'news' }), may)).toBe('topic');
    expect(obstacle(template({ topic: 'offers' }), may)).toBeNull();
    const unasked = { ...may, moving: { MARKETING: 'not-asked', UTILITY: 'not-asked' } };
    expect(obstacle(template({ topic: MOVE_TOPIC }), unasked)).toBe('not-asked');
    expect(obstacle(template({ topic: 'offers' }), unasked)).toBeNull();
  });

  it('[O-33] [T-36] is no missing opt-in where the entry of which it tells carries consent', () => {
    const carried = {
      ...may,
      UTILITY: 'no-consent',
      MARKETING: 'no-consent',
      carriedBy: ['order'],
    };
    const record = (type: string) => ({
      source: { kind: 'record' as const, type, field: 'code' },
      fallback: null,
    });
    const order = { 'body.1': record('order') };
    const of = (part: Parameters<typeof template>[0], typed = {}) =>
      obstacle(template({ category: 'UTILITY', bindings: order, ...part }), carried, typed);
    expect(of({})).toBeNull();
    expect(of({}, { 'body.1': 'S-1' })).toBe('needs-opt-in');
    expect(of({ category: 'MARKETING' })).toBe('needs-opt-in');
    expect(of({ bindings: {} })).toBe('needs-opt-in');
    expect(of({ bindings: { 'body.1': record('visit') } })).toBe('needs-opt-in');
    expect(of({ bindings: { ...order, 'body.2': record('visit') } })).toBe('needs-opt-in');
  });

  it('[T-36] holds each category to the rule that the server holds it to', () => {
    const categories = ['MARKETING', 'UTILITY', 'SOMETHING_NEW'];
    expect(categories.map((category) => gateCategory({ category }))).toEqual([
      'MARKETING',
      'UTILITY',
      'UTILITY',
    ]);
  });
});
