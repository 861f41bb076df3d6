import fc from 'fast-check';
import {
  isReplyId,
  readReplyId,
  replyId,
  SCREENS,
  type Tap,
} from '../../../server/src/preference-chat/domain/reply-id';

const onOff = fc.boolean();
const key = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,23}$/);
const choice = fc.oneof(
  fc.record({
    kind: fc.constant('category' as const),
    category: fc.constantFrom('marketing' as const, 'utility' as const),
    on: onOff,
  }),
  fc.record({ kind: fc.constant('topic' as const), key, on: onOff }),
  fc.record({
    kind: fc.constant('often' as const),
    often: fc.constantFrom('any' as const, 'weekly' as const, 'monthly' as const),
  }),
  fc.record({
    kind: fc.constant('pause' as const),
    pause: fc.constantFrom('none' as const, 'week' as const, 'month' as const, 'quarter' as const),
  }),
  fc.record({ kind: fc.constant('language' as const), language: fc.constantFrom('tr', 'en') }),
  fc.record({
    kind: fc.constant('channel' as const),
    channel: fc.constantFrom('whatsapp' as const, 'email' as const, 'sms' as const),
  }),
  fc.constant({ kind: 'stop' as const })
);
const language = fc.constantFrom('tr' as const, 'en' as const);
const tap: fc.Arbitrary<Tap> = fc.oneof(
  fc.record({ language, kind: fc.constant('show' as const), screen: fc.constantFrom(...SCREENS) }),
  fc.record({ language, kind: fc.constant('more' as const), from: fc.nat(99) }),
  fc.record({ language, kind: fc.constant('choose' as const), choice })
);

describe('what a row of the list of preferences says', () => {
  it('[O-27] every choice is read back as it was offered, and fits the id of a button and of a row', () => {
    fc.assert(
      fc.property(tap, (one) => {
        const id = replyId(one);
        expect(readReplyId(id)).toEqual(one);
        expect(isReplyId(id)).toBe(true);
        expect(id.length).toBeLessThanOrEqual(200);
        expect(id).toBe(id.trim());
      })
    );
  });

  it('says what is chosen and never who', () => {
    expect(
      replyId({
        language: 'tr',
        kind: 'choose',
        choice: { kind: 'category', category: 'marketing', on: false },
      })
    ).toBe('pref:v1:tr:set:category:marketing:off');
  });

  it('[O-19] whatever else comes is nothing, and breaks nothing', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `pref:v1:tr:${text}`)
        ),
        (text) => {
          const found = readReplyId(text);
          if (found) expect(replyId(found)).toBe(text);
        }
      )
    );
    for (const id of [
      '',
      'pref:',
      'pref:v2:tr:set:stop',
      'pref:v1:de:set:stop',
      'pref:v1:tr:set:stop ',
      'pref:v1:tr:set:stop\n',
      'pref:v1:tr:set:category:authentication:off',
      'pref:v1:tr:set:topic:UPPER:on',
      "pref:v1:tr:set:topic:x'--:on",
      'pref:v1:tr:set:pause:999',
      'pref:v1:tr:more:-1',
      'pref:v1:tr:more:1e9',
      'pref:v1:tr:show:secrets',
      `pref:v1:tr:set:topic:${'x'.repeat(10_000)}:on`,
    ])
      expect(readReplyId(id)).toBeNull();
    expect(isReplyId(null)).toBe(false);
    expect(isReplyId('Evet')).toBe(false);
  });
});
