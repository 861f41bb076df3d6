import { gateContact, mayContact, type GateInput } from '../../../server/src/consent/domain/gate';
import { stateOfLedger } from '../../../server/src/consent/domain/ledger';
import { foldOwnWords, readMessage } from '../../../server/src/consent/domain/reading';

const row = {
  marketing: 'none',
  utility: 'none',
  blocked: false,
  pausedUntil: null,
  moveAskedAt: null,
  askedStopAt: null,
  topicsOut: '',
  channels: '',
  frequency: null,
  mergedInto: null,
  waId: null,
  phone: null,
  bsuid: null,
  country: 'TR',
  timezone: null,
} as const;

describe('the way to a contact', () => {
  it.each([
    [{ waId: '905321234567' }, true, true],
    [{ phone: '+905321234567' }, true, true],
    [{ bsuid: 'TR.1' }, false, true],
    [{}, false, false],
  ])('of %j: number %s, address %s', (over, hasNumber, hasAddress) => {
    expect(gateContact({ ...row, ...over })).toMatchObject({ hasNumber, hasAddress });
  });
});

describe('an agent’s answer with a utility template', () => {
  const ask = (over: Partial<GateInput>, pausedUntil: number | null = null) => {
    const contact = { ...gateContact({ ...row, waId: '905321234567' }), pausedUntil };
    const given = { category: 'UTILITY', agentInitiated: true, contact, now: 1_000 } as const;
    return mayContact({ ...given, ...over });
  };

  it('[O-01] needs a message of the contact, and not knowing of one is none', () => {
    expect(ask({ lastInboundAt: null })).toEqual({ ok: false, reason: 'no-consent' });
    expect(ask({})).toEqual({ ok: false, reason: 'no-consent' });
    expect(ask({ lastInboundAt: 0 })).toEqual({ ok: true });
  });

  it('[O-01] is possible during a pause; anything else is not, until the pause ends', () => {
    expect(ask({ windowOpen: true }, 2_000)).toEqual({ ok: true });
    expect(ask({ agentInitiated: false }, 1_001)).toEqual({ ok: false, reason: 'paused' });
    expect(ask({ agentInitiated: false }, 1_000)).toEqual({ ok: false, reason: 'no-consent' });
  });
});

describe('words of one’s own', () => {
  it('[O-17] stop and start, and an empty message says nothing even if the list holds one', () => {
    const own = foldOwnWords({
      optOutWords: { tr: [], en: ['', 'enough'] },
      optInWords: { tr: [''], en: ['again'] },
    });
    expect(readMessage('enough', own).reading).toBe('sure');
    expect(readMessage('again', own).reading).toBe('start');
    expect(readMessage('', own).reading).toBeNull();
    expect(readMessage('?!', own).reading).toBeNull();
    expect(readMessage('enough').reading).toBeNull();
  });
});

describe('the ledger', () => {
  const yes = (second: number) => ({ action: 'opt-in', at: second * 1_000 }) as const;
  const no = (second: number) => ({ action: 'opt-out', at: second * 1_000 }) as const;

  it.each([
    [[no(1), yes(2)], 'in'],
    [[yes(2), no(1)], 'in'],
    [[yes(1), no(2)], 'out'],
    [[no(2), yes(1)], 'out'],
    [[yes(2), no(2)], 'out'],
    [[no(2), yes(2)], 'out'],
    [[], null],
  ])('of %j says %s', (records, wanted) => {
    expect(stateOfLedger(records)).toBe(wanted);
  });
});
