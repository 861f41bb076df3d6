import fc from 'fast-check';
import {
  gateContact,
  mayContact,
  type GateContact,
  type GateInput,
} from '../../../server/src/consent/domain/gate';
import { MOVE_TOPIC } from '../../../server/src/contracts/consent';
import { aGatePerson } from '../../support/gate-person';

const NOW = 1_800_000_000_000;
const DAY = 86_400_000;

const verdict = (
  category: GateInput['category'],
  contact: Partial<GateContact>,
  more: Partial<GateInput> = {}
) => {
  const answer = mayContact({ category, contact: aGatePerson(contact), now: NOW, ...more });
  return answer.ok ? 'ok' : answer.reason;
};

describe('mayContact', () => {
  it.each([
    ['MARKETING', 'in', 'ok'],
    ['MARKETING', 'none', 'no-consent'],
    ['MARKETING', 'out', 'opted-out'],
  ] as const)('[O-01] %s with marketing consent %s: %s', (category, marketing, wanted) => {
    expect(verdict(category, { marketing, utility: 'none' })).toBe(wanted);
  });

  it.each([
    ['in', 'ok'],
    ['none', 'no-consent'],
    ['out', 'opted-out'],
  ] as const)(
    '[O-01] UTILITY with utility consent %s: %s, whatever marketing says',
    (utility, wanted) => {
      expect(verdict('UTILITY', { utility, marketing: 'in' })).toBe(wanted);
      expect(verdict('UTILITY', { utility, marketing: 'out' })).toBe(wanted);
    }
  );

  it('[O-01] AUTHENTICATION needs no consent, but a number', () => {
    expect(verdict('AUTHENTICATION', { marketing: 'none', utility: 'none' })).toBe('ok');
    expect(verdict('AUTHENTICATION', { hasNumber: false })).toBe('no-address');
    expect(verdict('UTILITY', { hasNumber: false })).toBe('ok');
  });

  it('[O-25] answers who opted out, when they write', () => {
    expect(verdict('SERVICE', { marketing: 'out', utility: 'out', pausedUntil: NOW + DAY })).toBe(
      'ok'
    );
  });

  describe('a template that moves a conversation to WhatsApp', () => {
    const asked = (
      category: 'UTILITY' | 'MARKETING',
      contact: Partial<GateContact>,
      more: Partial<GateInput> = {}
    ) => verdict(category, contact, { topic: MOVE_TOPIC, ...more });

    it('[C-28] goes only to contacts who asked for it, whatever else they agreed to', () => {
      expect(asked('UTILITY', {})).toBe('not-asked');
      expect(asked('MARKETING', {})).toBe('not-asked');
      expect(asked('UTILITY', { moveAskedAt: NOW - DAY })).toBe('ok');
    });

    it('[C-28] is no way round an opt-out or a missing marketing consent, but needs no other for utility', () => {
      expect(asked('UTILITY', { moveAskedAt: NOW, utility: 'none' })).toBe('ok');
      expect(asked('MARKETING', { moveAskedAt: NOW, marketing: 'none' })).toBe('no-consent');
      expect(asked('UTILITY', { moveAskedAt: NOW, utility: 'out' })).toBe('opted-out');
      expect(asked('UTILITY', { moveAskedAt: NOW, blocked: true })).toBe('blocked');
    });

    it('[C-28] counts a request for 30 days', () => {
      expect(asked('UTILITY', { moveAskedAt: NOW - 30 * DAY + 1 })).toBe('ok');
      expect(asked('UTILITY', { moveAskedAt: NOW - 30 * DAY })).toBe('not-asked');
    });

    it('[C-28] an agent who answers somebody needs the request too', () => {
      const answer = { agentInitiated: true, windowOpen: true };
      expect(asked('UTILITY', {}, answer)).toBe('not-asked');
    });
  });

  describe('an agent who answers with a utility template', () => {
    const answer = (days: number, more: Partial<GateInput> = {}) =>
      verdict(
        'UTILITY',
        { utility: 'none' },
        { agentInitiated: true, lastInboundAt: NOW - days * DAY, ...more }
      );

    it('[O-01] may for 30 days after the contact wrote', () => {
      expect(answer(0)).toBe('ok');
      expect(answer(29.99)).toBe('ok');
      expect(answer(30)).toBe('no-consent');
      expect(verdict('UTILITY', { utility: 'none' }, { agentInitiated: true })).toBe('no-consent');
      expect(
        verdict('UTILITY', { utility: 'none' }, { agentInitiated: true, windowOpen: true })
      ).toBe('ok');
    });

    it('[O-01] may for as long as the settings say, or never', () => {
      expect(answer(6, { agentUtilityDays: 7 })).toBe('ok');
      expect(answer(7, { agentUtilityDays: 7 })).toBe('no-consent');
      expect(answer(0, { agentUtilityDays: 0, windowOpen: true })).toBe('no-consent');
    });

    it('[O-01] is not what campaigns and automations are', () => {
      expect(answer(0, { agentInitiated: false, windowOpen: true })).toBe('no-consent');
    });

    it('[O-22] never answers so to somebody who opted out, nor with marketing', () => {
      const contact = { marketing: 'none', utility: 'out' } as const;
      const more = { agentInitiated: true, windowOpen: true, lastInboundAt: NOW };
      expect(verdict('UTILITY', contact, more)).toBe('opted-out');
      expect(verdict('MARKETING', contact, more)).toBe('no-consent');
    });
  });

  describe('a message about an entry that carries consent', () => {
    const carried = (
      category: GateInput['category'],
      contact: Partial<GateContact>,
      more: Partial<GateInput> = {}
    ) => verdict(category, contact, { carried: true, ...more });

    it.each([
      ['UTILITY', 'in', 'ok', 'ok'],
      ['UTILITY', 'none', 'no-consent', 'ok'],
      ['UTILITY', 'out', 'opted-out', 'opted-out'],
      ['MARKETING', 'in', 'ok', 'ok'],
      ['MARKETING', 'none', 'no-consent', 'no-consent'],
      ['MARKETING', 'out', 'opted-out', 'opted-out'],
    ] as const)(
      '[O-33] %s with consent %s: %s without it, %s with it',
      (category, said, ...both) => {
        const contact = { utility: said, marketing: said };
        expect([verdict(category, contact), carried(category, contact)]).toEqual(both);
      }
    );

    it.each([
      ['blocked', { blocked: true }],
      ['merged', { mergedInto: 4 }],
      ['no-address', { hasAddress: false, hasNumber: false }],
      ['paused', { pausedUntil: NOW + 1 }],
      ['topic', { topicsOut: ',news,' }],
      ['asked-to-stop', { askedStopAt: NOW - DAY }],
      // By their entry nobody is written to elsewhere.
      ['no-consent', { channels: ',news:email,' }],
    ] as const)('[O-33] is no way round %s', (reason, contact) => {
      expect(carried('UTILITY', { utility: 'none', ...contact }, { topic: 'news' })).toBe(reason);
    });

    it('[O-33] may go where somebody refused offers alone', () => {
      expect(carried('UTILITY', { utility: 'none', marketing: 'out' })).toBe('ok');
    });

    it('[O-33] is judged as any other where it is not needed', () => {
      const lenient = { rules: { marketing: 'opt-in', utility: 'not-opted-out' } } as const;
      const asked = { utility: 'none', askedStopAt: NOW - DAY } as const;
      expect(verdict('UTILITY', asked, lenient)).toBe('ok');
      expect(carried('UTILITY', asked, lenient)).toBe('ok');
      expect(carried('UTILITY', { utility: 'in', askedStopAt: NOW - DAY })).toBe('ok');
    });
  });

  it('[O-30] waits while a pause lasts, and not a moment longer', () => {
    expect(verdict('MARKETING', { pausedUntil: NOW + 1 })).toBe('paused');
    expect(verdict('UTILITY', { pausedUntil: NOW + 1 })).toBe('paused');
    expect(verdict('MARKETING', { pausedUntil: NOW })).toBe('ok');
    expect(verdict('AUTHENTICATION', { pausedUntil: NOW + 1 })).toBe('ok');
  });

  it('[O-17] holds marketing messages, and nothing else, while the team is asked what somebody meant', () => {
    const asked = { askedStopAt: NOW - DAY };
    expect(verdict('MARKETING', asked)).toBe('asked-to-stop');
    expect(verdict('MARKETING', asked, { agentInitiated: true })).toBe('asked-to-stop');
    expect(verdict('SERVICE', asked, { bulk: true })).toBe('asked-to-stop');
    expect(verdict('SERVICE', asked)).toBe('ok');
    expect(verdict('UTILITY', asked)).toBe('ok');
    expect(verdict('AUTHENTICATION', asked)).toBe('ok');
    expect(verdict('MARKETING', { ...asked, marketing: 'out' })).toBe('opted-out');
  });

  it('skips marketing to the United States only', () => {
    expect(verdict('MARKETING', { inUnitedStates: true })).toBe('us-marketing');
    expect(verdict('UTILITY', { inUnitedStates: true })).toBe('ok');
  });

  it.each(['MARKETING', 'UTILITY', 'AUTHENTICATION', 'SERVICE'] as const)(
    '[O-32] %s reaches nobody who is blocked, merged away or without an address',
    (category) => {
      expect(verdict(category, { blocked: true })).toBe('blocked');
      expect(verdict(category, { mergedInto: 4 })).toBe('merged');
      expect(verdict(category, { hasAddress: false, hasNumber: false })).toBe('no-address');
    }
  );

  it('[O-22] lets no opt-out of a category through, whatever else is true', () => {
    const anyInput = fc.record({
      agentInitiated: fc.boolean(),
      windowOpen: fc.boolean(),
      lastInboundAt: fc.option(fc.integer({ min: 0, max: NOW })),
      agentUtilityDays: fc.integer({ min: 0, max: 400 }),
    });
    fc.assert(
      fc.property(anyInput, fc.boolean(), (more, us) => {
        expect(verdict('MARKETING', { marketing: 'out', inUnitedStates: us }, more)).toBe(
          'opted-out'
        );
        expect(verdict('UTILITY', { utility: 'out', inUnitedStates: us }, more)).toBe('opted-out');
      })
    );
  });
});

describe('gateContact', () => {
  const row = {
    marketing: 'in' as const,
    utility: 'in' as const,
    blocked: false,
    pausedUntil: null,
    moveAskedAt: null,
    askedStopAt: null,
    mergedInto: null,
    waId: null,
    phone: null,
    topicsOut: '',
    channels: '',
    frequency: null,
    bsuid: null,
    country: null,
    timezone: null,
  };
  it.each([
    [{ waId: '12025550123', country: 'US' }, true],
    [{ waId: '12025550123', country: null }, true],
    [{ waId: '14165550123', country: 'CA' }, false],
    [{ phone: '+12025550123', country: 'US' }, true],
    [{ phone: '+905321234567', country: 'US' }, false],
    [{ bsuid: 'US.123', country: 'US' }, true],
    [{ bsuid: 'TR.123', country: 'TR' }, false],
    [{ bsuid: 'TR.123', country: null }, false],
  ])('of %j is in the United States: %s', (over, wanted) => {
    expect(gateContact({ ...row, ...over }).inUnitedStates).toBe(wanted);
  });

  it('[X-15] counts a user id as an address and not as a number', () => {
    expect(gateContact({ ...row, bsuid: 'TR.1' })).toMatchObject({
      hasAddress: true,
      hasNumber: false,
    });
    expect(gateContact({ ...row, phone: '+90532' })).toMatchObject({
      hasAddress: true,
      hasNumber: true,
    });
    expect(gateContact(row)).toMatchObject({ hasAddress: false, hasNumber: false });
  });
});
