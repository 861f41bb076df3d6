import fc from 'fast-check';
import type { PreferenceState } from '../../../server/src/preferences/domain/choice';
import { decisionOfOne, type OneChoice } from '../../../server/src/preferences/domain/one';

const NOW = 1_795_000_000_000;
const DAY = 86_400_000;
const state = (part: Partial<PreferenceState> = {}): PreferenceState => ({
  marketing: 'none',
  utility: 'none',
  pausedUntil: null,
  topicsRefused: [],
  frequency: null,
  channels: [],
  ...part,
});
const decide = (before: PreferenceState, choice: OneChoice) =>
  decisionOfOne(before, choice, {
    topics: [{ key: 'news' }],
    channels: ['whatsapp', 'email'],
    now: NOW,
  });

describe('one choice, taken alone', () => {
  it('[O-19] a category is switched for itself; a no is recorded also where nothing was known and when it is said again, a yes once', () => {
    const off: OneChoice = { kind: 'category', category: 'marketing', on: false };
    const on: OneChoice = { kind: 'category', category: 'marketing', on: true };
    expect(decide(state(), off)?.consents).toEqual([{ category: 'marketing', action: 'opt-out' }]);
    expect(decide(state(), on)?.consents).toEqual([{ category: 'marketing', action: 'opt-in' }]);
    expect(decide(state({ marketing: 'out' }), off)?.consents).toHaveLength(1);
    expect(decide(state({ marketing: 'in' }), on)?.consents).toEqual([]);
    expect(decide(state({ marketing: 'in' }), off)).not.toHaveProperty('pausedUntil');
  });

  it('[O-27] one kind changes and the others stay; one that is not offered is no choice', () => {
    const before = state({ topicsRefused: ['old'], frequency: 'weekly' });
    expect(decide(before, { kind: 'topic', key: 'news', on: false })?.more).toEqual({
      offered: ['news'],
      topicsRefused: ['old', 'news'],
      frequency: 'weekly',
      channels: [],
      language: null,
    });
    expect(decide(before, { kind: 'topic', key: 'old', on: true })).toBeNull();
  });

  it('[O-28] [O-29] [O-30] frequency, channel and break change alone', () => {
    const before = state({ channels: [{ key: 'news', channel: 'sms' }] });
    expect(decide(before, { kind: 'often', often: 'monthly' })?.more?.frequency).toBe('monthly');
    expect(decide(before, { kind: 'often', often: 'any' })?.more?.frequency).toBeNull();
    expect(decide(before, { kind: 'channel', channel: 'email' })?.more?.channels).toEqual([
      { key: 'news', channel: 'sms' },
      { key: '*', channel: 'email' },
    ]);
    expect(decide(before, { kind: 'channel', channel: 'sms' })).toBeNull();
    expect(decide(before, { kind: 'pause', pause: 'month' })).toEqual({
      consents: [],
      more: null,
      pausedUntil: NOW + 30 * DAY,
    });
    expect(decide(before, { kind: 'pause', pause: 'none' })?.pausedUntil).toBeNull();
  });

  it('[O-22] "stop" says no to everything', () => {
    expect(decide(state({ marketing: 'in' }), { kind: 'stop' })?.consents).toEqual([
      { category: 'marketing', action: 'opt-out' },
      { category: 'utility', action: 'opt-out' },
    ]);
  });

  it('the same choice twice ends where it ended once', () => {
    const choices: OneChoice[] = [
      { kind: 'topic', key: 'news', on: false },
      { kind: 'topic', key: 'news', on: true },
      { kind: 'channel', channel: 'email' },
      { kind: 'often', often: 'weekly' },
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...choices),
        fc.subarray(['news', 'old']),
        (choice, topicsRefused) => {
          const once = decide(state({ topicsRefused }), choice)?.more;
          if (!once) throw new Error('it is offered');
          const { topicsRefused: refused, frequency, channels } = once;
          const after = state({ topicsRefused: refused, frequency, channels });
          expect(decide(after, choice)?.more).toEqual(once);
        }
      )
    );
  });
});
