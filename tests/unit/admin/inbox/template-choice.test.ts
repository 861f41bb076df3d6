import {
  chooseTemplates,
  gateCategory,
  obstacle,
} from '../../../../admin/src/pages/Inbox/model/template-choice';
import { template } from '../campaigns/builders';

const may = {
  MARKETING: null,
  UTILITY: null,
  AUTHENTICATION: null,
  topicsRefused: ['news'],
  channels: [],
};

describe('what hinders a template in the chat', () => {
  it('[T-15] [T-35] is the template’s own state first', () => {
    const paused = template({ sendable: { ok: false, reason: 'paused' } });
    expect(obstacle(paused, { ...may, MARKETING: 'opted-out' })).toBe('paused');
    expect(obstacle(template({ sendable: { ok: false, reason: 'missing' } }), may)).toBe('other');
  });

  it.each([
    ['MARKETING', 'MARKETING', 'no-consent', 'needs-opt-in'],
    ['UTILITY', 'UTILITY', 'no-consent', 'needs-opt-in'],
    ['UTILITY', 'MARKETING', 'no-consent', null],
    ['AUTHENTICATION', 'AUTHENTICATION', 'no-address', 'no-address'],
    ['UTILITY', 'UTILITY', 'paused', 'person-paused'],
    ['SOMETHING_NEW', 'UTILITY', 'opted-out', 'opted-out'],
    ['UTILITY', 'UTILITY', 'of-tomorrow', 'other'],
  ] as const)(
    '[T-36] is what the gate says of its category: %s with %s %s → %s',
    (category, refused, reason, expected) => {
      expect(obstacle(template({ category }), { ...may, [refused]: reason })).toBe(expected);
    }
  );

  it('[O-27] is the kind of message that the person refused, whatever its category allows', () => {
    expect(obstacle(template({ topic: 'news' }), may)).toBe('topic');
    expect(obstacle(template({ topic: 'offers' }), may)).toBeNull();
  });

  it('leaves those below that cannot go; one that only needs an opt-in stays', () => {
    const list = [
      template({ id: 1, name: 'a', category: 'MARKETING' }),
      template({ id: 2, name: 'b', category: 'UTILITY' }),
      template({ id: 3, name: 'c', sendable: { ok: false, reason: 'paused' } }),
    ];
    const filter = { q: '', language: null, category: null };
    const shown = chooseTemplates(list, filter, {
      ...may,
      MARKETING: 'opted-out',
      UTILITY: 'no-consent',
    });
    expect(shown.map((one) => [one.template.name, one.obstacle])).toEqual([
      ['b', 'needs-opt-in'],
      ['a', 'opted-out'],
      ['c', 'paused'],
    ]);
    expect(list.map(gateCategory)).toEqual(['MARKETING', 'UTILITY', 'MARKETING']);
  });
});
