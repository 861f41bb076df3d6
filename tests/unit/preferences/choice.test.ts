import fc from 'fast-check';
import {
  changeBy,
  channelsBy,
  preferenceForm,
  wishesBy,
  type PreferenceState,
} from '../../../server/src/preferences/domain/choice';

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
const form = (fields: object) => preferenceForm.parse(fields);

describe('what a preference form changes', () => {
  it('[O-19] a tick is an opt-in, a tick taken away is an opt-out, an empty box that never was ticked says nothing', () => {
    expect(changeBy(state(), form({ do: 'save', marketing: 'on' }), NOW)).toEqual({
      consents: [{ category: 'marketing', action: 'opt-in' }],
    });
    expect(
      changeBy(state({ marketing: 'in', utility: 'in' }), form({ do: 'save', utility: 'on' }), NOW)
    ).toEqual({ consents: [{ category: 'marketing', action: 'opt-out' }] });
    expect(changeBy(state({ utility: 'out' }), form({ do: 'save' }), NOW)).toEqual({
      consents: [],
    });
  });

  it('[O-19] comes back after an opt-out by a tick', () => {
    expect(
      changeBy(state({ marketing: 'out' }), form({ do: 'save', marketing: 'on' }), NOW).consents
    ).toEqual([{ category: 'marketing', action: 'opt-in' }]);
  });

  it('[O-22] "stop" is a no to everything, also to what was never asked, and once more when it is said again', () => {
    expect(changeBy(state({ marketing: 'in' }), form({ do: 'stop' }), NOW)).toEqual({
      consents: [
        { category: 'marketing', action: 'opt-out' },
        { category: 'utility', action: 'opt-out' },
      ],
    });
    const out = state({ marketing: 'out', utility: 'out' });
    expect(changeBy(out, form({ do: 'stop' }), NOW).consents).toHaveLength(2);
  });

  it('[O-30] a break lasts as long as was asked, ends when it is taken back, and otherwise stays', () => {
    const pause = (value: string) => changeBy(state(), form({ do: 'save', pause: value }), NOW);
    expect(pause('week').pausedUntil).toBe(NOW + 7 * DAY);
    expect(pause('month').pausedUntil).toBe(NOW + 30 * DAY);
    expect(pause('quarter').pausedUntil).toBe(NOW + 90 * DAY);
    expect(pause('none').pausedUntil).toBeNull();
    expect(pause('keep')).not.toHaveProperty('pausedUntil');
    expect(changeBy(state(), form({ do: 'save' }), NOW)).not.toHaveProperty('pausedUntil');
  });

  it('[O-27] refuses what was offered and not ticked; one box alone comes as a text', () => {
    const wishes = (fields: object, was: string[] = []) =>
      wishesBy(state({ topicsRefused: was }), form({ do: 'save', ...fields }) as never)
        .topicsRefused;
    expect(wishes({ offered: ['news', 'sale'], topic: 'news' })).toEqual(['sale']);
    expect(wishes({ offered: 'news', topic: 'news' }, ['news'])).toEqual([]);
    expect(wishes({}, ['news'])).toEqual(['news']);
    expect(() => form({ do: 'save', topic: ["' or 1=1"] })).toThrow();
    const key = fc.constantFrom<string>('a', 'b', 'c', 'd');
    fc.assert(
      fc.property(fc.uniqueArray(key), fc.uniqueArray(key), fc.uniqueArray(key), (was, of, yes) => {
        const now = new Set(wishes({ offered: of, topic: yes }, was));
        for (const one of ['a', 'b', 'c', 'd'])
          expect(now.has(one)).toBe(of.includes(one) ? !yes.includes(one) : was.includes(one));
      })
    );
  });

  it('[O-28] how often is as chosen, and stays when the form says nothing of it', () => {
    const often = (fields: object) =>
      wishesBy(state({ frequency: 'weekly' }), form({ do: 'save', ...fields }) as never).frequency;
    expect([often({ often: 'monthly' }), often({ often: 'any' }), often({})]).toEqual([
      'monthly',
      null,
      'weekly',
    ]);
  });

  it('refuses what the form does not have', () => {
    for (const fields of [
      {},
      { do: 'all' },
      { do: 'save', pause: '9999' },
      { do: 'save', marketing: 'x' },
      null,
    ])
      expect(preferenceForm.safeParse(fields).success).toBe(false);
  });
});

describe('by which channel', () => {
  const email = { key: '*', channel: 'email' } as const;
  const after = (was: PreferenceState['channels'], channel: string | string[]) =>
    channelsBy(state({ channels: was }), form({ do: 'save', channel }) as never, [
      'whatsapp',
      'email',
    ]);

  it('[O-29] what was chosen counts, what the page did not show stays, "as all offers" takes a choice back', () => {
    expect(after([], '*:email')).toEqual([email]);
    expect(after([email], ['news:whatsapp'])).toEqual([
      email,
      { key: 'news', channel: 'whatsapp' },
    ]);
    expect(after([email, { key: 'news', channel: 'email' }], 'news:same')).toEqual([email]);
  });

  it('[O-29] a channel that is not offered is chosen by nobody, but stays with whom it was', () => {
    expect(after([], '*:sms')).toEqual([]);
    const sms = { key: '*', channel: 'sms' } as const;
    expect(after([sms], '*:sms')).toEqual([sms]);
    expect(() => form({ do: 'save', channel: "x'y:email" })).toThrow();
    expect(() => form({ do: 'save', channel: '*:pigeon' })).toThrow();
  });
});
